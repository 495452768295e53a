/**
 * What a word is made of (UTS #18, `\w`): letters with their marks, digits, joiners. For the inside of a character
 * class.
 */
export const WORD = String.raw`\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}`;

/** What nobody sees, and the Armenian marks that stand within a word to stress it or to ask. */
const IGNORABLE = /[\p{Default_Ignorable_Code_Point}\u055A-\u055C\u055E]/gu;
const MARKS = /\p{Mn}/gu;

/**
 * What letters are taken for the same. `exact`: case alone, and the marks that stand apart from letters (vowel points
 * of Arabic and Hebrew), so that Turkish "piç" is not English "pic". `loose`: accents too.
 */
export type Likeness = 'exact' | 'loose';

/** Finds what it looks for in a text: each find once, as typed, in its order. */
export type WordFinder = (text: string) => readonly string[];

/**
 * Finds these words and phrases: as whole words only, in every script ("ass" is not in "class"), where an asterisk at
 * an end stands for any letters ("spam*" is in "spammers"), and a space for any white space. Of what begins at the same
 * place the longest is found. The time it takes grows as the text does, however many words there are.
 */
export function wordFinder(words: readonly string[], likeness: Likeness = 'exact'): WordFinder {
  const entries = [...new Set(words.map((word) => fold(word, likeness).folded.trim()))]
    .filter((word) => /[^*\s]/u.test(word))
    .map(entryOf)
    .sort((a, b) => (a.core < b.core ? -1 : a.core > b.core ? 1 : 0));
  return (text) => {
    const folded = fold(text, likeness);
    const finds = new Finds(folded);
    for (let at = 0; at < folded.folded.length; at++) {
      const end = longestAt(at, folded, entries, finds);
      // What is found next begins behind it.
      if (end > at) at = end - 1;
    }
    return finds.typed();
  };
}

/** A word to look for, folded: what of it stands in the text, and whether more letters may stand before or after it. */
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

/** Notes the longest of the entries that stands at a place of the text; gives where it ends, or the place. */
function longestAt(at: number, {folded, wordEnds}: Folded, entries: readonly Entry[], finds: Finds): number {
  let [start, end] = [at, at];
  let [low, high] = [0, entries.length];
  for (let depth = 0; low < high; depth++) {
    const place = at + depth;
    // Sorted, those that end here are the first of those that begin so.
    for (; low < high; low++) {
      const entry = entries[low];
      if (entry?.core.length !== depth) break;
      if ((!entry.before && wordEnds[at - 1]) || (!entry.after && wordEnds[place])) continue;
      start = at;
      if (entry.before) while (start > finds.end && wordEnds[start - 1]) start--;
      end = (entry.after && wordEnds[place]) || place;
    }
    const unit = folded.charCodeAt(place);
    high = firstNotBelow(unit + 1, entries, depth, low, high);
    low = firstNotBelow(unit, entries, depth, low, high);
  }
  if (end > at) finds.add(start, end);
  return end;
}

/** The first of the entries from `low` to `high` whose code unit at `depth` is not below `unit`; `high` where none is. */
function firstNotBelow(
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

/** Finds what a pattern matches in a text whose case (and accents, if `loose`) is taken off; between words only. */
export function patternFinder(pattern: string, likeness: Likeness): WordFinder {
  const whole = new RegExp(`(?<![${WORD}])(?:${pattern})(?![${WORD}])`, 'gu');
  return (text) => {
    const folded = fold(text, likeness);
    const finds = new Finds(folded);
    for (const {0: words, index} of folded.folded.matchAll(whole)) finds.add(index, index + words.length);
    return finds.typed();
  };
}

/** What was found in a text, in its order. */
class Finds {
  /** Where the last one ends. */
  end = 0;
  readonly #text: Folded;
  readonly #found = new Map<string, string>();

  constructor(text: Folded) {
    this.#text = text;
  }

  /** From `start` to before `end`, in the folded text. */
  add(start: number, end: number): void {
    const {folded, origins, typed} = this.#text;
    this.end = end;
    const words = folded.slice(start, end);
    if (!this.#found.has(words)) this.#found.set(words, typed.slice(origins[start], origins[end]).trim());
  }

  /** Each once, as typed. */
  typed(): readonly string[] {
    return [...this.#found.values()];
  }
}

/** A pattern for any of these words, for `patternFinder`; `null` when there is none to look for. */
export function anyOf(words: readonly string[], likeness: Likeness): string | null {
  const patterns = words
    .map((word) => fold(word, likeness).folded.trim())
    .filter((word) => /[^*\s]/u.test(word))
    .map((word) => {
      const {core, before, after} = entryOf(word);
      const letters = `[${WORD}]*`;
      const escaped = core.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
      return `${before ? letters : ''}${escaped}${after ? letters : ''}`;
    });
  return patterns.length === 0 ? null : `(?:${patterns.join('|')})`;
}

/** A text whose case (and accents, if `loose`) is taken off, and the way back to how it was typed. */
export interface Folded {
  /** Any stretch of white space in it is one space. */
  readonly folded: string;
  /** The text as typed, with accents as one letter where there is one. */
  readonly typed: string;
  /** For each code unit of `folded`, where in `typed` it comes from. */
  readonly origins: readonly number[];
  /** For each code unit of `folded` that is part of a word, where that word ends; else 0. */
  readonly wordEnds: Readonly<Int32Array>;
}

/** The last text, by likeness: many lists are looked for in the same one. */
const last = new Map<Likeness, {readonly text: string; readonly result: Folded}>();

/** Takes off what is no difference between words. */
export function fold(text: string, likeness: Likeness): Folded {
  const before = last.get(likeness);
  if (before?.text === text) return before.result;
  const result = foldAnew(text, likeness);
  last.set(likeness, {text, result});
  return result;
}

function foldAnew(text: string, likeness: Likeness): Folded {
  const typed = text.normalize('NFC');
  const origins: number[] = [];
  const known = new Map<string, string>();
  let folded = '';
  let isAfterSpace = false;
  let place = 0;
  for (const letter of typed) {
    let plain = known.get(letter);
    if (plain === undefined) known.set(letter, (plain = foldLetter(letter, likeness)));
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

/** One letter stands for as many at most: U+FDFA is a sentence of 18, and who writes it means no word in there. */
const MOST_FOLDED = 4;

/** What looks alike only in another script stays another letter. */
function foldLetter(letter: string, likeness: Likeness): string {
  const plain = letter
    .normalize(likeness === 'loose' ? 'NFKD' : 'NFKC')
    .toLowerCase()
    .replace(MARKS, '')
    .replace(IGNORABLE, '')
    .replace(/\s/gu, ' ');
  return plain.length > MOST_FOLDED ? letter : plain;
}
