/** Something in a thread has a sentence for those who listen; the thread says it. Internal. */
export class SayEvent extends Event {
  static readonly type = 'parley-say';

  /** A whole sentence. */
  readonly sentence: string;

  constructor(sentence: string) {
    super(SayEvent.type, {bubbles: true, composed: true});
    this.sentence = sentence;
  }
}
