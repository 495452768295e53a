import type {Check} from './check.js';
import {inTasks} from './in-tasks.js';
import type {WordLanguage} from './profanity.js';
import {alternation, patternFinder, WORD, type WordFinder} from './words/find-words.js';
import type {LanguageWords} from './words/language-words.js';

/** The most words between "you" and the insult. */
const MAX_WORDS_BETWEEN = 5;

/**
 * Finds insults that address the reader: "you idiot", "you are a complete moron". Conservative: an insult counts only
 * directly after "you", or after "you are" and the like; insults of others and negated ones do not count. The word lists
 * are loaded with the first check.
 */
export function personalAttacks({languages}: {readonly languages?: readonly WordLanguage[]} = {}): Check {
  let finders: Promise<readonly WordFinder[]> | undefined;
  return async ({body}) => {
    finders ??= loadFinders(languages);
    // The next check loads again what failed to load.
    finders.catch(() => (finders = undefined));
    const found = new Set((await finders).flatMap((find) => find(body.value)));
    return found.size > 0 ? {ruleId: 'personal-attack', words: [...found], severity: 'hold'} : null;
  };
}

async function loadFinders(languages: readonly WordLanguage[] | undefined): Promise<readonly WordFinder[]> {
  const {LANGUAGE_WORDS} = await import('./words/languages.js');
  const wanted = languages ?? (Object.keys(LANGUAGE_WORDS) as WordLanguage[]);
  return inTasks(wanted, (language) => patternFinder(attackPattern(LANGUAGE_WORDS[language]), 'exact'));
}

function attackPattern({you, denials = [], between, insults, attacks}: LanguageWords): string {
  const [who, filling, what, whole] = [you, between, insults, attacks].map((words) =>
    alternation(words, 'exact'),
  );
  const negation = alternation(denials, 'exact');
  const notNegated = negation === null ? '' : `(?<!(?<![${WORD}])${negation} )`;
  const space = '[ ,]+';
  return `${notNegated}${String(who)}(?:${space}${String(filling)}){0,${String(MAX_WORDS_BETWEEN)}}${space}${String(what)}|${String(whole)}`;
}
