/**
 * Something in a thread has a sentence for those who listen; the thread says it, once the code for that has come.
 * Internal.
 */
export class AnnounceEvent extends Event {
  /** A whole sentence. */
  readonly message: string;

  constructor(message: string) {
    super('parley-announce-request', {bubbles: true, composed: true});
    this.message = message;
  }
}
