import type {ThreadRef} from '../model/thread.js';

// The notices of a thread that is only read, apart from all others, which nobody needs who reads.

/** Out of every shadow root and up to the page. */
const UP: EventInit = {bubbles: true, composed: true};

/** The thread was opened and its first page is about to be drawn. */
export class ParleyReadyEvent extends Event {
  readonly thread: ThreadRef;
  /** Published comments; `null` when the backend cannot tell. */
  readonly total: number | null;

  constructor(thread: ThreadRef, total: number | null) {
    super('parley-ready', UP);
    this.thread = thread;
    this.total = total;
  }
}

/** The number of published comments is another than before. */
export class ParleyCountChangedEvent extends Event {
  readonly thread: ThreadRef;
  readonly total: number | null;

  constructor(thread: ThreadRef, total: number | null) {
    super('parley-count-changed', UP);
    this.thread = thread;
    this.total = total;
  }
}
