/** What one language swears and insults with. Words and phrases are written as `wordFinder` takes them. */
export interface LanguageWords {
  /** Swear words and slurs, in the forms that have no innocent meaning in any of the languages that Parley speaks. */
  readonly profanity: readonly string[];
  /** "You" `between`... `insults`: "you are a complete idiot". */
  readonly you: readonly string[];
  /** What before the "you" takes it back: Spanish "no eres", English "do you". */
  readonly denials?: readonly string[];
  /** What may stand between the two; "not" is never among it. */
  readonly between: readonly string[];
  readonly insults: readonly string[];
  /** What is an attack on whoever reads it by itself. */
  readonly attacks: readonly string[];
}
