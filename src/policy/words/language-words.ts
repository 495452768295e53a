/** The words of one language, in the syntax of `wordFinder`. */
export interface LanguageWords {
  /** Swear words and slurs without an innocent meaning in any of Parley's languages. */
  readonly profanity: readonly string[];
  /** The words for "you", of `you` + `between`... + `insults`: "you are a complete idiot". */
  readonly you: readonly string[];
  /** Words before "you" that negate it: Spanish "no eres", English "do you". */
  readonly denials?: readonly string[];
  /** Words allowed between the two; never "not". */
  readonly between: readonly string[];
  readonly insults: readonly string[];
  /** Phrases that are an attack by themselves. */
  readonly attacks: readonly string[];
}

/** The words and phrases of a list, which are separated by semicolons. */
export function phrases(list: string): readonly string[] {
  return list.split(';').map((phrase) => phrase.trim());
}
