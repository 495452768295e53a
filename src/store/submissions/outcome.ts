import type {Comment, CommentId} from '../../model/comment.js';
import type {CommentsError} from '../../model/errors.js';
import type {StartedSubmission} from './submission.js';

/** The events of a submission. */
export type SubmissionEvent =
  | {readonly type: 'sending'; readonly submission: StartedSubmission}
  /** It will be sent automatically: when online, at `until` (milliseconds since 1970), or soon. */
  | {
      readonly type: 'waiting';
      readonly submission: StartedSubmission;
      readonly why: 'offline' | 'rate-limited' | 'again';
      readonly until: number | null;
    }
  /** The reader must decide. `isUncertain`: it may have arrived, and the backend cannot be asked. */
  | {
      readonly type: 'failed';
      readonly submission: StartedSubmission;
      readonly error: CommentsError;
      readonly isUncertain: boolean;
      /** Whether the form has the text; else the list has. */
      readonly inForm: boolean;
    }
  | PostedEvent
  /**
   * It was withdrawn, discarded for another text, or finished elsewhere. `commentId`: this page has posted it with another adapter,
   * and has announced that.
   */
  | {
      readonly type: 'ended';
      readonly submission: StartedSubmission;
      readonly commentId: CommentId | null;
    };

/** The result of an attempt. */
export type Outcome = Exclude<SubmissionEvent, {type: 'sending'}>;

/** It was published as the comment `id`; `comment` is `null` if only the id is known. */
export interface PostedEvent {
  readonly type: 'posted';
  readonly submission: StartedSubmission;
  readonly id: CommentId;
  readonly comment: Comment | null;
}
