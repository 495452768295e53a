import {fold, type WordFinder} from './find-words.js';
import {phrases} from './language-words.js';

/**
 * Swear words and slurs without an innocent meaning (no tit, prick, cock, Dick, French "retard") and without topics of
 * news (rape, sex, porn): a comment that is held by mistake is worse than one that is reported. In the pattern syntax of
 * `obscenity`: `|` is a word boundary, `[x]` is optional.
 */
const PATTERNS = phrases(`
  fu[u]ck; |fuk|; |fukin|; |fuking|; |fck|; |fcking|; |fcuk|; |phuck; |shi[i]t|; |shits|; |shitty|;
  |shittier|; |shittiest|; |shitting|; |shithead; |shithole; |shitbag; |shitface; |shitload; |shitshow;
  |bullshi[i]t; |horseshit; |dipshit; |batshit|; |dogshit|; |gobshite; |bi[i]tch|; |bitches|; |bitching|;
  |sonofabitch; |cu[u]nt|; |cunts|; |cunty|; |a[a]s[s]hole; |a[a]rsehole; |dumbass|; |asswipe; |asshat|;
  |my ass|; |your ass|; |cocksuck; |suck my dick|; |dickhead; |dickwad; |wanker; |wanking|; |twat|; |twats|;
  |bollocks|; |pissed off|; |piss off|; |slut|; |sluts|; |slutty|; |who[o]re|; |whores|; |blowjob; |cumshot;
  |nigger; |nigga|; |niggas|; |niggaz|; |fagg[g]ot; |wetback; |raghead; |towelhead; |stfu|; |gtfo|
`);

/** Signs used for letters, within a word as in "sh1t", or at its end as in "a$$". */
const SUBSTITUTES: Readonly<Record<string, string>> = {
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
const SUBSTITUTE = /(?<=\p{L}[$@]?)[@4310!|$57](?=[$@]?\p{L})|(?<=\p{L}[$@]?)[$@]|[$@](?=[$@]?\p{L})/gu;

/** A word without Latin letters is not English, whatever its letters resemble. */
const WORD = /[\p{L}\p{M}]+/gu;
const MAYBE_LATIN = /\p{Script=Latin}/u;

/**
 * Finds English swear words, also disguised: "shhhit", "sh1t", "ѕhit" with a Cyrillic letter. Rejects when the library
 * cannot be loaded.
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
      // Keep doubles: "Shiites" and "shiitake" are innocent.
      collapseDuplicatesTransformer({defaultThreshold: 2}),
    ],
  });
  return (text) => {
    const {folded, origins, typed} = fold(text, 'exact');
    // Replacements keep the length, so that matches map to the text as typed.
    const plain = folded
      .replace(WORD, (word) => (MAYBE_LATIN.test(word) ? word : ' '.repeat(word.length)))
      .replace(SUBSTITUTE, (sign) => SUBSTITUTES[sign] ?? sign);
    const found = new Set<string>();
    let end = -1;
    for (const {startIndex, endIndex} of matcher.getAllMatches(plain, true)) {
      const [first, last] = [origins[startIndex] ?? 0, origins[endIndex] ?? 0];
      // Report each word once.
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

/** By code unit: a surrogate is part of a word, too. */
function isWithinWord(unit: string | undefined): boolean {
  return unit !== undefined && /[\p{L}\p{M}\p{N}\p{Surrogate}@$]/u.test(unit);
}
