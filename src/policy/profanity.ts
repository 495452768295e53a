import type {Check} from './check.js';
import type {LANGUAGE_WORDS} from './words/languages.js';
import {fold, wordFinder, type WordFinder} from './words/find-words.js';

/** A language that words come along for. Armenian is one for both of its standards. */
export type WordLanguage = keyof typeof LANGUAGE_WORDS;

/** Words of one language, or what fetches them. As `publishersWords` takes them, but accents count. */
export type WordSource = readonly string[] | (() => Promise<readonly string[]>);

/** In which languages swear words are looked for. */
export interface ProfanityOptions {
  /** Of those that come along; all by default, for in one thread readers write several. */
  readonly languages?: readonly WordLanguage[];
  /** More words, or another language's, under any name. */
  readonly words?: Readonly<Record<string, WordSource>>;
}

/**
 * Finds swear words and slurs. The words, and the library that sees through English ones in disguise (`obscenity`),
 * are fetched when the first letter is checked.
 */
export function profanity({languages, words = {}}: ProfanityOptions = {}): Check {
  let finders: Promise<readonly WordFinder[]> | undefined;
  return async ({body}) => {
    finders ??= findersFor(languages, words);
    // What could not be fetched is asked for again with the next letter.
    finders.catch(() => (finders = undefined));
    const found = swearingIn(body.value, await finders);
    return found.size > 0 ? {ruleId: 'profanity', words: [...found], severity: 'hold'} : null;
  };
}

/** Letters set apart, as in "s h i t" or "s.h.i.t". */
const SPELLED_OUT = /(?<![\p{L}\p{M}\p{N}])\p{L}(?:[ ._*-]\p{L}){2,}(?![\p{L}\p{M}\p{N}])/gu;

/** Stands between words without belonging to any. */
const APART = ' / ';

function swearingIn(text: string, finders: readonly WordFinder[]): ReadonlySet<string> {
  const lookFor = (one: string): string[] => finders.flatMap((find) => find(one));
  const spelledOut = [...new Set(text.match(SPELLED_OUT) ?? [])].map(
    (letters) => [letters, fold(letters.replace(/[^\p{L}]/gu, ''), 'exact').folded] as const,
  );
  // All at once: a letter may be made of nothing else.
  const swearing = new Set(lookFor(spelledOut.map(([, word]) => word).join(APART)));
  const spelled = spelledOut.flatMap(([letters, word]) => (swearing.has(word) ? [letters] : []));
  return new Set([...lookFor(text), ...spelled]);
}

async function findersFor(
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
  const finders = lists.map((list) => wordFinder(list));
  return english ? [await english, ...finders] : finders;
}
