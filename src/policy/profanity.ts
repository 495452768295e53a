import type {Check} from './check.js';
import {inTasks} from './in-tasks.js';
import type {LANGUAGE_WORDS} from './words/languages.js';
import {fold, wordFinder, type WordFinder} from './words/find-words.js';

/** A language with a built-in word list. `hy` covers both standards of Armenian. */
export type WordLanguage = keyof typeof LANGUAGE_WORDS;

/** The words of one language, or a function that loads them. Syntax as for `wordList`, but accents count. */
export type WordSource = readonly string[] | (() => Promise<readonly string[]>);

/** The options of `profanity`. */
export interface ProfanityOptions {
  /** The built-in languages. Default: all, for readers of one thread write in several. */
  readonly languages?: readonly WordLanguage[];
  /** More words, or those of another language, under any key. */
  readonly words?: Readonly<Record<string, WordSource>>;
}

/**
 * Finds swear words and slurs. The word lists, and the library that recognises disguised English words (`obscenity`), are
 * loaded with the first check.
 */
export function profanity({languages, words = {}}: ProfanityOptions = {}): Check {
  let finders: Promise<readonly WordFinder[]> | undefined;
  return async ({body}) => {
    finders ??= loadFinders(languages, words);
    // The next check loads again what failed to load.
    finders.catch(() => (finders = undefined));
    const found = findProfanity(body.value, await finders);
    return found.size > 0 ? {ruleId: 'profanity', words: [...found], severity: 'hold'} : null;
  };
}

/** Letters that are written apart, as in "s h i t" or "s.h.i.t". */
const SPELLED_OUT = /(?<![\p{L}\p{M}\p{N}])\p{L}(?:[ ._*-]\p{L}){2,}(?![\p{L}\p{M}\p{N}])/gu;

/** Separates words that are checked together. */
const SEPARATOR = ' / ';

function findProfanity(text: string, finders: readonly WordFinder[]): ReadonlySet<string> {
  const lookFor = (one: string): string[] => finders.flatMap((find) => find(one));
  const spelledOut = [...new Set(text.match(SPELLED_OUT) ?? [])].map(
    (letters) => [letters, fold(letters.replace(/[^\p{L}]/gu, ''), 'exact').folded] as const,
  );
  // All together: a comment may consist of nothing else.
  const swearing = new Set(lookFor(spelledOut.map(([, word]) => word).join(SEPARATOR)));
  const spelled = spelledOut.flatMap(([letters, word]) => (swearing.has(word) ? [letters] : []));
  return new Set([...lookFor(text), ...spelled]);
}

async function loadFinders(
  languages: readonly WordLanguage[] | undefined,
  words: Readonly<Record<string, WordSource>>,
): Promise<readonly WordFinder[]> {
  const {LANGUAGE_WORDS} = await import('./words/languages.js');
  const wanted = languages ?? (Object.keys(LANGUAGE_WORDS) as WordLanguage[]);
  const english = wanted.includes('en')
    ? import('./words/english.js').then(({englishFinder}) => englishFinder())
    : null;
  const own = Object.values(words).map(async (source) => (typeof source === 'function' ? source() : source));
  const lists = [
    ...wanted.map((language) => LANGUAGE_WORDS[language].profanity),
    ...(await Promise.all(own)),
  ];
  const finders = await inTasks(lists, (list) => wordFinder(list));
  return english ? [await english, ...finders] : finders;
}
