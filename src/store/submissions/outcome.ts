import type {Comment, CommentId} from '../../model/comment.js';
import type {CommentsError} from '../../model/errors.js';
import type {StartedSubmission} from './submission.js';

/** What becomes of a submission, as it happens. */
export type SubmissionEvent =
  | {readonly type: 'sending'; readonly submission: StartedSubmission}
  /** It will be sent by itself: once online, at `until` (milliseconds since 1970), or soon again. */
  | {
      readonly type: 'waiting';
      readonly submission: StartedSubmission;
      readonly why: 'offline' | 'rate-limited' | 'again';
      readonly until: number | null;
    }
  /** It stays as it is until the reader decides. `isUncertain`: it may have arrived, and nobody can be asked. */
  | {
      readonly type: 'failed';
      readonly submission: StartedSubmission;
      readonly error: CommentsError;
      readonly isUncertain: boolean;
      /** Whether the form has the text; else the list has. */
      readonly inForm: boolean;
    }
  | PostedEvent
  /** It is no more: taken back, or given up for other text. */
  | {readonly type: 'ended'; readonly submission: StartedSubmission};

/** How an attempt by the reader came out. */
export type Outcome = Exclude<SubmissionEvent, {type: 'sending'}>;

/** It has arrived, as the comment `id`; `comment` is `null` when only that is known. */
export interface PostedEvent {
  readonly type: 'posted';
  readonly submission: StartedSubmission;
  readonly id: CommentId;
  readonly comment: Comment | null;
}
