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
 * an end stands for any letters ("spam*" is in "spammers"), and a space for any white space.
 */
export function wordFinder(words: readonly string[], likeness: Likeness = 'exact'): WordFinder {
  const pattern = anyOf(words, likeness);
  return pattern === null ? () => [] : patternFinder(pattern, likeness);
}

/** Finds what a pattern matches in a text whose case (and accents, if `loose`) is taken off; between words only. */
export function patternFinder(pattern: string, likeness: Likeness): WordFinder {
  const whole = new RegExp(`(?<![${WORD}])(?:${pattern})(?![${WORD}])`, 'gu');
  return (text) => {
    const {folded, origins, typed} = fold(text, likeness);
    const found = new Map<string, string>();
    for (const match of folded.matchAll(whole)) {
      const [words] = match;
      const start = origins[match.index];
      const end = origins[match.index + words.length] ?? typed.length;
      if (!found.has(words)) found.set(words, typed.slice(start, end).trim());
    }
    return [...found.values()];
  };
}

/** A pattern for any of these words, for `patternFinder`; `null` when there is none to look for. */
export function anyOf(words: readonly string[], likeness: Likeness): string | null {
  const patterns = words
    .map((word) => fold(word, likeness).folded.trim())
    .filter((word) => /[^*\s]/u.test(word))
    .map(patternOf);
  return patterns.length === 0 ? null : `(?:${patterns.join('|')})`;
}

function patternOf(word: string): string {
  const [, before, core = '', after] = /^(\*?)(.*?)(\*?)$/su.exec(word) ?? [];
  const letters = `[${WORD}]*`;
  const escaped = core.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`).replace(/\s+/gu, String.raw`\s+`);
  return `${before ? letters : ''}${escaped}${after ? letters : ''}`;
}

/** A text whose case (and accents, if `loose`) is taken off, and the way back to how it was typed. */
export interface Folded {
  readonly folded: string;
  /** The text as typed, with accents as one letter where there is one. */
  readonly typed: string;
  /** For each code unit of `folded`, where in `typed` it comes from. */
  readonly origins: readonly number[];
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
  let place = 0;
  for (const letter of typed) {
    let plain = known.get(letter);
    if (plain === undefined) known.set(letter, (plain = foldLetter(letter, likeness)));
    for (let unit = 0; unit < plain.length; unit++) origins.push(place);
    folded += plain;
    place += letter.length;
  }
  return {folded, typed, origins};
}

/** What looks alike only in another script stays another letter. */
function foldLetter(letter: string, likeness: Likeness): string {
  return letter
    .normalize(likeness === 'loose' ? 'NFKD' : 'NFKC')
    .toLowerCase()
    .replace(MARKS, '')
    .replace(IGNORABLE, '');
}
