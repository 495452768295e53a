/**
 * Something in a thread has a sentence for those who listen; the thread says it, once the code for that has come.
 * Internal.
 */
export class SayEvent extends Event {
  /** A whole sentence. */
  readonly sentence: string;

  constructor(sentence: string) {
    super('parley-say-request', {bubbles: true, composed: true});
    this.sentence = sentence;
  }
}
