import type {CommentsAdapter} from '../model/adapter.js';
import type {Comment, NewComment} from '../model/comment.js';
import type {Finding} from '../policy/check.js';

/** Commands for a submission. */
export type SubmissionChange = 'detach' | 'supersede' | 'retry' | 'withdraw';

/** The terms for posting in a thread. */
export interface PostingTerms {
  /** Whether readers have to confirm that they have read the policy. */
  readonly mustAcknowledge: boolean;
  /** Loads what the checks need. */
  readonly prepare: () => void;
  /** What the publisher's checks find in a draft; never rejects. */
  readonly check: (draft: NewComment) => Promise<readonly Finding[]>;
}

/** A `<parley-comment-form>` under a comment. */
export interface ReplyForm extends HTMLElement {
  /** Whether it has text that was not posted. */
  readonly hasDraft: boolean;
}

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
  /** The terms for posting a comment here; `undefined` if the code for them cannot be loaded. */
  postingTerms(): Promise<PostingTerms | undefined>;
  /** Closes a reply form: with text it stays, hidden; an empty one is removed. */
  closeReply(form: ReplyForm): void;
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
