import type {CommentsAdapter} from '../model/adapter.js';
import type {Comment} from '../model/comment.js';

/** What is to become of a submission. */
export type SubmissionChange = 'detach' | 'supersede' | 'retry' | 'withdraw';

/**
 * What the elements in a thread, and code that is loaded late, may ask of it. They reach it as `snapshot.host`, and set nothing
 * on each other. All of it may be called before the thread's own late code has come: what is asked for is done when it has.
 */
export interface ThreadHost {
  /** The `<parley-thread>`: outcomes (`parley-edited`, `parley-reported`, `parley-failed`, ...) are dispatched on it. */
  readonly element: HTMLElement;
  /** The thread's adapter, whose methods are what the backend can do; `null` while there is none. */
  readonly adapter: CommentsAdapter | null;
  /** Announces a message, a whole sentence, to screen-reader users, in the thread's one live region. */
  announce(message: string): void;
  /**
   * What a form or a card wants to become of a submission of this reader's:
   * - `detach`: its form has other text by now
   * - `supersede`: the reader goes on with other text, or under another name
   * - `retry`: it is to be sent now
   * - `withdraw`: it is not to be sent; the reader wants the text back
   */
  changeSubmission(id: string, change: SubmissionChange): void;
  /** Puts the text of a comment of the viewer's own into the form where it was written, to be changed and posted again. */
  resubmit(comment: Comment, text: string): void;
}
