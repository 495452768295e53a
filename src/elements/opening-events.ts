import type {ThreadRef} from '../model/thread.js';

// The notices of a thread that is only read; all others are in events.ts, which reading does not need.

/** Bubbles through all shadow roots to the page. */
const UP: EventInit = {bubbles: true, composed: true};

/** The thread was opened and its first page is about to be rendered. */
export class ParleyReadyEvent extends Event {
  readonly thread: ThreadRef;
  /** The number of published comments; `null` if the backend does not know. */
  readonly total: number | null;

  constructor(thread: ThreadRef, total: number | null) {
    super('parley-ready', UP);
    this.thread = thread;
    this.total = total;
  }
}

/** The number of published comments has changed. */
export class ParleyCountChangedEvent extends Event {
  readonly thread: ThreadRef;
  readonly total: number | null;

  constructor(thread: ThreadRef, total: number | null) {
    super('parley-count-changed', UP);
    this.thread = thread;
    this.total = total;
  }
}
