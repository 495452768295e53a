/**
 * Asks the thread to announce a message to screen-reader users, which it does as soon as the code for that is loaded.
 * Internal.
 */
export class AnnounceEvent extends Event {
  /** The message, a whole sentence. */
  readonly message: string;

  constructor(message: string) {
    super('parley-announce-request', {bubbles: true, composed: true});
    this.message = message;
  }
}
