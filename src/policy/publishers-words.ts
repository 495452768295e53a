import type {RuleSeverity} from '../model/policy.js';
import type {Check} from './check.js';

/**
 * Finds the publisher's own words or phrases, whatever their case and accents: as whole words only, in every script
 * ("ass" is not in "class"), where an asterisk at an end stands for any letters ("spam*" is in "spammers").
 */
export function publishersWords(words: readonly string[], severity: RuleSeverity): Check {
  const patterns = words.map((word) => folded(word).trim()).filter((word) => /[^*\s]/u.test(word));
  if (patterns.length === 0) return () => null;
  const any = new RegExp(`(?<![${WORD}])(?:${patterns.map(patternOf).join('|')})(?![${WORD}])`, 'gu');
  return ({body}) => {
    const found = new Set(folded(body.value).match(any));
    return found.size > 0 ? {ruleId: 'words', words: [...found], severity} : null;
  };
}

/** What a word is made of (UTS #18, `\w`): letters with their marks, digits, joiners. */
const WORD = String.raw`\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}`;

/** Case and accents taken off; what looks alike only in another script is another letter. */
function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}|\p{Default_Ignorable_Code_Point}/gu, '')
    .toLowerCase();
}

function patternOf(word: string): string {
  const [, before, core = '', after] = /^(\*?)(.*?)(\*?)$/su.exec(word) ?? [];
  const letters = `[${WORD}]*`;
  const escaped = core.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`).replace(/\s+/gu, String.raw`\s+`);
  return `${before ? letters : ''}${escaped}${after ? letters : ''}`;
}
