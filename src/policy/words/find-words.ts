/** The characters of words (UTS #18, `\w`), for use within a character class: letters, marks, digits, joiners. */
export const WORD = String.raw`\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}`;

/** Invisible characters, and the Armenian emphasis and question marks, which are written within words. */
const IGNORABLE = /[\p{Default_Ignorable_Code_Point}\u055A-\u055C\u055E]/gu;
const MARKS = /\p{Mn}/gu;

/**
 * Which differences are ignored. `exact`: case, and combining marks (vowel points of Arabic and Hebrew), so that Turkish
 * "piç" does not match English "pic". `loose`: accents, too.
 */
export type MatchMode = 'exact' | 'loose';

/** Finds words in a text: each match once, as typed, in the order of the text. */
export type WordFinder = (text: string) => readonly string[];

/**
 * Finds these words and phrases. Only whole words match, in every script ("ass" does not match "class"); an asterisk at
 * an end stands for any letters ("spam*" matches "spammers"), a space for any white space. Of matches at the same
 * position the longest counts. Linear in the length of the text, whatever the number of words.
 */
export function wordFinder(words: readonly string[], mode: MatchMode = 'exact'): WordFinder {
  const entries = [...new Set(words.map((word) => fold(word, mode).folded.trim()))]
    .filter((word) => /[^*\s]/u.test(word))
    .map(entryOf)
    .sort((a, b) => (a.core < b.core ? -1 : a.core > b.core ? 1 : 0));
  return (text) => {
    const folded = fold(text, mode);
    const matches = new Matches(folded);
    for (let at = 0; at < folded.folded.length; at++) {
      const end = matchLongestAt(at, folded, entries, matches);
      // Matches do not overlap.
      if (end > at) at = end - 1;
    }
    return matches.typed();
  };
}

/** A folded word: its text without asterisks, and whether more letters may stand before or after it. */
interface Entry {
  readonly core: string;
  readonly before: boolean;
  readonly after: boolean;
}

function entryOf(word: string): Entry {
  const before = word.startsWith('*');
  const after = word.endsWith('*');
  return {core: word.slice(Number(before), word.length - Number(after)), before, after};
}

/** Adds the longest entry that matches at a position; returns its end, or the position itself. */
function matchLongestAt(
  at: number,
  {folded, wordEnds}: Folded,
  entries: readonly Entry[],
  matches: Matches,
): number {
  let [start, end] = [at, at];
  let [low, high] = [0, entries.length];
  for (let depth = 0; low < high; depth++) {
    const place = at + depth;
    // Among sorted entries with the same beginning, the shortest come first.
    for (; low < high; low++) {
      const entry = entries[low];
      if (entry?.core.length !== depth) break;
      if ((!entry.before && wordEnds[at - 1]) || (!entry.after && wordEnds[place])) continue;
      start = at;
      if (entry.before) while (start > matches.end && wordEnds[start - 1]) start--;
      end = (entry.after && wordEnds[place]) || place;
    }
    const unit = folded.charCodeAt(place);
    high = lowerBound(unit + 1, entries, depth, low, high);
    low = lowerBound(unit, entries, depth, low, high);
  }
  if (end > at) matches.add(start, end);
  return end;
}

/** The first entry from `low` to `high` whose code unit at `depth` is at least `unit`; `high` if there is none. */
function lowerBound(
  unit: number,
  entries: readonly Entry[],
  depth: number,
  low: number,
  high: number,
): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.core.charCodeAt(depth) ?? 0) < unit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Finds the matches of a pattern in the folded text, at word boundaries only. */
export function patternFinder(pattern: string, mode: MatchMode): WordFinder {
  const whole = new RegExp(`(?<![${WORD}])(?:${pattern})(?![${WORD}])`, 'gu');
  return (text) => {
    const folded = fold(text, mode);
    const matches = new Matches(folded);
    for (const {0: words, index} of folded.folded.matchAll(whole)) matches.add(index, index + words.length);
    return matches.typed();
  };
}

/** The matches in a text, in order. */
class Matches {
  /** The end of the last match. */
  end = 0;
  readonly #text: Folded;
  readonly #matches = new Map<string, string>();

  constructor(text: Folded) {
    this.#text = text;
  }

  /** Adds the match from `start` to before `end` in the folded text. */
  add(start: number, end: number): void {
    const {folded, origins, typed} = this.#text;
    this.end = end;
    const words = folded.slice(start, end);
    if (!this.#matches.has(words)) this.#matches.set(words, typed.slice(origins[start], origins[end]).trim());
  }

  /** Each match once, as typed. */
  typed(): readonly string[] {
    return [...this.#matches.values()];
  }
}

/** A pattern for any of these words, for `patternFinder`; `null` if there are none. */
export function alternation(words: readonly string[], mode: MatchMode): string | null {
  const patterns = words
    .map((word) => fold(word, mode).folded.trim())
    .filter((word) => /[^*\s]/u.test(word))
    .map((word) => {
      const {core, before, after} = entryOf(word);
      const letters = `[${WORD}]*`;
      const escaped = core.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
      return `${before ? letters : ''}${escaped}${after ? letters : ''}`;
    });
  return patterns.length === 0 ? null : `(?:${patterns.join('|')})`;
}

/** A text without ignored differences, and the mapping to the text as typed. */
export interface Folded {
  /** White space is collapsed to single spaces. */
  readonly folded: string;
  /** The text as typed, in NFC. */
  readonly typed: string;
  /** For each code unit of `folded`, its index in `typed`. */
  readonly origins: readonly number[];
  /** For each code unit of `folded` that is part of a word, the end of that word; else 0. */
  readonly wordEnds: Readonly<Int32Array>;
}

/** The last folded text by mode: many lists are searched in the same text. */
const cache = new Map<MatchMode, {readonly text: string; readonly result: Folded}>();

/** Folds a text: removes the differences that the mode ignores. */
export function fold(text: string, mode: MatchMode): Folded {
  const before = cache.get(mode);
  if (before?.text === text) return before.result;
  const result = foldUncached(text, mode);
  cache.set(mode, {text, result});
  return result;
}

function foldUncached(text: string, mode: MatchMode): Folded {
  const typed = text.normalize('NFC');
  const origins: number[] = [];
  const known = new Map<string, string>();
  let folded = '';
  let isAfterSpace = false;
  let place = 0;
  for (const letter of typed) {
    let plain = known.get(letter);
    if (plain === undefined) known.set(letter, (plain = foldLetter(letter, mode)));
    if (plain !== ' ' || !isAfterSpace) {
      for (let unit = 0; unit < plain.length; unit++) origins.push(place);
      folded += plain;
    }
    if (plain !== '') isAfterSpace = plain === ' ';
    place += letter.length;
  }
  return {folded, typed, origins, wordEnds: wordEndsIn(folded)};
}

const WORDS = new RegExp(`[${WORD}]+`, 'gu');

function wordEndsIn(folded: string): Int32Array {
  const ends = new Int32Array(folded.length);
  for (const {0: word, index} of folded.matchAll(WORDS)) {
    ends.fill(index + word.length, index, index + word.length);
  }
  return ends;
}

/** The most letters that one letter is folded to: U+FDFA would become a sentence of 18 letters. */
const MAX_FOLDED = 4;

/** Look-alikes in other scripts stay different. */
function foldLetter(letter: string, mode: MatchMode): string {
  const plain = letter
    .normalize(mode === 'loose' ? 'NFKD' : 'NFKC')
    .toLowerCase()
    .replace(MARKS, '')
    .replace(IGNORABLE, '')
    .replace(/\s/gu, ' ');
  return plain.length > MAX_FOLDED ? letter : plain;
}
