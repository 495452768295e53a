import type {CommentLook} from '../../markup/comment-markup.js';
import type {BodyFormat, CommentId} from '../../model/comment.js';

/** The form under a comment. */
export interface ReplyFormState {
  /** `kept` is a hidden form with a draft that the reader has put aside. */
  readonly phase: 'open' | 'kept';
  /** The label and accessible name of the Reply button meanwhile. */
  readonly text: string;
  readonly label: string;
}

/** The text of a comment while its author edits it. */
export interface EditingState {
  readonly text: string;
  /** The format of `text`, that of the comment. */
  readonly format: BodyFormat;
  /** The error message if it could not be saved. */
  readonly problem: string | null;
  readonly isSaving: boolean;
}

/**
 * Why a comment is marked: the address names it, it arrived while the page was open, or the reader has just posted it.
 */
export type CommentMark = 'linked' | 'new' | 'own';

/** The UI state of one comment on this page. No other object keeps such state. */
export interface CommentUi extends CommentLook {
  readonly replyForm?: ReplyFormState | undefined;
  readonly editing?: EditingState | undefined;
  /** What its author has typed into the editor and left with Esc. */
  readonly unsavedEdit?: string | undefined;
  /** Its reader has just posted it. */
  readonly isPosted?: boolean;
  /** Why it is marked. */
  readonly mark?: CommentMark | undefined;
  /** The error message of an action on it. */
  readonly problem?: string | undefined;
}

/** UI states by comment. They outlive views: a comment that returns is shown as the reader left it. */
export type CommentUiStates = Map<CommentId, CommentUi>;
