import type {Outgoing} from '../state.js';

/** What becomes of a submission whose text is no longer that of the form. */
export interface FormSubmissionListener {
  /** The reader continues with another text or name than that of the failed submission. */
  superseded(id: string): void;
  /** The reader has begun another text while this submission is being sent: the form will not show its result. */
  detached(id: string): void;
}

/** The submission of the text that a form shows: under which id it was posted, and how it stands. */
export class FormSubmission {
  /** The state of the last attempt to post the text; `undefined` if there was none. */
  outgoing: Outgoing | undefined;
  readonly #listener: FormSubmissionListener;
  #id: string | null = null;
  /** The last handled status of each submission of the thread, so that each change is handled once. */
  readonly #lastStatuses = new Map<string, Outgoing['status']>();

  constructor(listener: FormSubmissionListener) {
    this.#listener = listener;
  }

  /** Whether the text is being checked or sent. */
  get isSending(): boolean {
    return this.outgoing?.status === 'checking' || this.outgoing?.status === 'sending';
  }

  /** The text is posted, under this id if it was not posted before. Returns its id, and whether it was. */
  begin(id: string): {readonly key: string; readonly isRetry: boolean} {
    const isRetry = this.#id !== null;
    this.#id ??= id;
    return {key: this.#id, isRetry};
  }

  /** Handles changes of the thread's submissions. Calls `left` for each that was sent or waits in the list. */
  handle(outgoing: ReadonlyMap<string, Outgoing>, left: (id: string) => void): void {
    for (const {key, status} of outgoing.values()) {
      if (this.#lastStatuses.get(key) === status) continue;
      this.#lastStatuses.set(key, status);
      if (status !== 'sent' && status !== 'waiting' && status !== 'stopped') continue;
      left(key);
      // Text that was typed while it was being sent stays.
      if (key === this.#id) this.#id = null;
    }
    this.outgoing = this.#id === null ? undefined : outgoing.get(this.#id);
  }

  /** The form does not show it any longer, and the thread has to know. */
  leave(how: keyof FormSubmissionListener): void {
    if (!this.outgoing) return;
    this.#listener[how](this.outgoing.key);
    this.forget();
  }

  /** The text is another one. */
  forget(): void {
    this.#id = null;
    this.outgoing = undefined;
  }
}
