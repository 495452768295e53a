import type {CommentsAdapter} from '../model/adapter.js';
import type {Comment} from '../model/comment.js';

/** Commands for a submission. */
export type SubmissionChange = 'detach' | 'supersede' | 'retry' | 'withdraw';

/**
 * The interface of a thread for its elements and for late code, reached as `snapshot.host`; they set nothing on each
 * other. All of it may be called before the thread's own late code has loaded: requests are carried out afterwards.
 */
export interface ThreadHost {
  /** The `<parley-thread>`: outcomes (`parley-edited`, `parley-reported`, `parley-failed`, ...) are dispatched on it. */
  readonly element: HTMLElement;
  /** The thread's adapter, whose methods are the backend's capabilities; `null` if there is none. */
  readonly adapter: CommentsAdapter | null;
  /** Announces a message, a whole sentence, to screen-reader users, in the thread's one live region. */
  announce(message: string): void;
  /**
   * A command of a form or card for a submission of this reader:
   * - `detach`: its form has other text by now
   * - `supersede`: the reader continues with other text, or under another name
   * - `retry`: send it now
   * - `withdraw`: do not send it; the reader wants the text back
   */
  changeSubmission(id: string, change: SubmissionChange): void;
  /** Puts the text of the viewer's own comment into the form at its position, to be edited and posted again. */
  resubmit(comment: Comment, text: string): void;
}
