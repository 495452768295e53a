import {fold, type WordFinder} from './find-words.js';

/**
 * Swear words and slurs alone. What has an innocent meaning (a tit, a prick, a cock, Dick, French "retard") is not in
 * here, nor what papers write about (rape, sex, porn): a letter that waits for no reason is worse than one that is
 * reported. In the pattern language of `obscenity`: `|` is an end of a word, `[x]` may be missing.
 */
const PATTERNS = [
  'fu[u]ck',
  '|fuk|',
  '|fukin|',
  '|fuking|',
  '|fck|',
  '|fcking|',
  '|fcuk|',
  '|phuck',
  '|shi[i]t|',
  '|shits|',
  '|shitty|',
  '|shittier|',
  '|shittiest|',
  '|shitting|',
  '|shithead',
  '|shithole',
  '|shitbag',
  '|shitface',
  '|shitload',
  '|shitshow',
  '|bullshi[i]t',
  '|horseshit',
  '|dipshit',
  '|batshit|',
  '|dogshit|',
  '|gobshite',
  '|bi[i]tch|',
  '|bitches|',
  '|bitching|',
  '|sonofabitch',
  '|cu[u]nt|',
  '|cunts|',
  '|cunty|',
  '|a[a]s[s]hole',
  '|a[a]rsehole',
  '|dumbass|',
  '|asswipe',
  '|asshat|',
  '|my ass|',
  '|your ass|',
  '|cocksuck',
  '|suck my dick|',
  '|dickhead',
  '|dickwad',
  '|wanker',
  '|wanking|',
  '|twat|',
  '|twats|',
  '|bollocks|',
  '|pissed off|',
  '|piss off|',
  '|slut|',
  '|sluts|',
  '|slutty|',
  '|who[o]re|',
  '|whores|',
  '|blowjob',
  '|cumshot',
  '|nigger',
  '|nigga|',
  '|niggas|',
  '|niggaz|',
  '|fagg[g]ot',
  '|wetback',
  '|raghead',
  '|towelhead',
  '|stfu|',
  '|gtfo|',
];

/** What stands for a letter within a word, as in "sh1t", and before or after one, as in "a$$". */
const STAND_INS: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '|': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};
const STAND_IN = /(?<=\p{L}[$@]?)[@4310!|$57](?=[$@]?\p{L})|(?<=\p{L}[$@]?)[$@]|[$@](?=[$@]?\p{L})/gu;

/** In a word of another script throughout, a chance likeness of single letters means nothing. */
const WORD = /[\p{L}\p{M}]+/gu;
const MAYBE_LATIN = /\p{Script=Latin}/u;

/**
 * Finds English swear words, also as they are written to slip through: "shhhit", "sh1t", "ѕhit" with a Cyrillic letter.
 * Rejects when the library cannot be fetched.
 */
export async function englishFinder(): Promise<WordFinder> {
  const {
    assignIncrementingIds,
    collapseDuplicatesTransformer,
    parseRawPattern,
    RegExpMatcher,
    resolveConfusablesTransformer,
  } = await import('./obscenity.js');
  const matcher = new RegExpMatcher({
    blacklistedTerms: assignIncrementingIds(PATTERNS.map(parseRawPattern)),
    blacklistMatcherTransformers: [
      resolveConfusablesTransformer(),
      // Doubles stay: Shiites and shiitake are no swearing.
      collapseDuplicatesTransformer({defaultThreshold: 2}),
    ],
  });
  return (text) => {
    const {folded, origins, typed} = fold(text, 'exact');
    // Each stands for as many code units as before, so that a find can be read off the text as typed.
    const plain = folded
      .replace(WORD, (word) => (MAYBE_LATIN.test(word) ? word : ' '.repeat(word.length)))
      .replace(STAND_IN, (sign) => STAND_INS[sign] ?? sign);
    const found = new Set<string>();
    let end = -1;
    for (const {startIndex, endIndex} of matcher.getAllMatches(plain, true)) {
      const [first, last] = [origins[startIndex] ?? 0, origins[endIndex] ?? 0];
      // A word is told once, whatever else is in it.
      if (first < end) continue;
      let start = first;
      while (isWithinWord(typed[start - 1])) start--;
      end = last + 1;
      while (isWithinWord(typed[end])) end++;
      found.add(typed.slice(start, end));
    }
    return [...found];
  };
}

/** By code unit: half of a letter is within a word too. */
function isWithinWord(unit: string | undefined): boolean {
  return unit !== undefined && /[\p{L}\p{M}\p{N}\p{Surrogate}@$]/u.test(unit);
}
