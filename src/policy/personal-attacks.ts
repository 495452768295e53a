import type {Check} from './check.js';
import type {WordLanguage} from './profanity.js';
import {anyOf, patternFinder, WORD, type WordFinder} from './words/find-words.js';
import type {LanguageWords} from './words/language-words.js';

/** How many words stand between "you" and what you are said to be, at most. */
const MOST_BETWEEN = 5;

/**
 * Finds insults to whoever is spoken to: "you idiot", "you are a complete moron". Conservative: an insult counts only
 * right after "you", or after "you are" and the like; what is said of others, or with a "not", does not. The words are
 * fetched when the first letter is checked.
 */
export function personalAttacks({languages}: {readonly languages?: readonly WordLanguage[]} = {}): Check {
  let finders: Promise<readonly WordFinder[]> | undefined;
  return async ({body}) => {
    finders ??= findersFor(languages);
    // What could not be fetched is asked for again with the next letter.
    finders.catch(() => (finders = undefined));
    const found = new Set((await finders).flatMap((find) => find(body.value)));
    return found.size > 0 ? {ruleId: 'personal-attack', words: [...found], severity: 'hold'} : null;
  };
}

async function findersFor(languages: readonly WordLanguage[] | undefined): Promise<readonly WordFinder[]> {
  const {LANGUAGE_WORDS} = await import('./words/languages.js');
  const wanted = languages ?? (Object.keys(LANGUAGE_WORDS) as WordLanguage[]);
  return wanted.map((language) => patternFinder(attackPattern(LANGUAGE_WORDS[language]), 'exact'));
}

function attackPattern({you, denials = [], between, insults, attacks}: LanguageWords): string {
  const [who, filling, what, whole] = [you, between, insults, attacks].map((words) => anyOf(words, 'exact'));
  const denied = anyOf(denials, 'exact');
  const undenied = denied === null ? '' : `(?<!(?<![${WORD}])${denied} )`;
  const space = '[ ,]+';
  return `${undenied}${String(who)}(?:${space}${String(filling)}){0,${String(MOST_BETWEEN)}}${space}${String(what)}|${String(whole)}`;
}
