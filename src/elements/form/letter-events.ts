// What forms and the list tell the thread about letters. Between Parley's own elements: no page relies on them.

/** Through the shadow roots of list and form, up to the thread. */
const UP: EventInit = {bubbles: true, composed: true};

/** What is to become of the letter under `key`. */
export class LetterEvent extends Event {
  readonly key: string;
  /**
   * - `leave`: its form has other words by now
   * - `supersede`: the reader goes on under another name; `drop`: or with other words
   * - `retry`: it is to be sent now
   * - `take-back`: it is not to be sent; the reader wants the words back
   */
  readonly wish: 'leave' | 'supersede' | 'drop' | 'retry' | 'take-back';

  constructor(key: string, wish: LetterEvent['wish']) {
    super('parley-letter', UP);
    this.key = key;
    this.wish = wish;
  }
}

declare global {
  interface HTMLElementEventMap {
    'parley-letter': LetterEvent;
  }
}
