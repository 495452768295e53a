import type {BodyFormat, CommentId} from '../../model/comment.js';

/** The form under a comment. */
export interface ReplyFormState {
  /** `kept` holds a draft that the reader has put aside; it is not shown. */
  readonly phase: 'open' | 'kept';
  /** What the comment's Reply button says meanwhile, and its accessible name. */
  readonly text: string;
  readonly label: string;
}

/** The text of a comment while its author changes it. */
export interface EditingState {
  readonly text: string;
  /** The format of `text`: that of the comment. */
  readonly format: BodyFormat;
  /** Why it could not be saved, a whole sentence. */
  readonly problem: string | null;
  readonly isSaving: boolean;
}

/** The address leads to the comment, it came while the page was open, or its reader has just posted it. */
export type CommentMark = 'linked' | 'new' | 'own';

/** What a reader has done to one comment on this page. All of it that there is; nothing else keeps such state. */
export interface CommentUi {
  /** Its replies are folded away. */
  readonly repliesFolded?: boolean;
  /** All of its replies are shown; else the first few of a long list. */
  readonly allReplies?: boolean;
  /** All of a long body is shown. */
  readonly isExpanded?: boolean;
  readonly replyForm?: ReplyFormState | undefined;
  readonly editing?: EditingState | undefined;
  readonly isReported?: boolean;
  /** Its author is muted on this device. */
  readonly isMuted?: boolean;
  /** It is shown although it was reported. */
  readonly showsAnyway?: boolean;
  /** Why it is marked for the eye. */
  readonly mark?: CommentMark | undefined;
  /** What could not be done to it, a whole sentence. */
  readonly problem?: string | undefined;
}

/** By comment. It outlives the comment's view: a comment that comes back is as the reader left it. */
export type CommentUiStates = Map<CommentId, CommentUi>;

/** Whether one line stands in the place of a comment: its author is muted, or the reader has reported it. */
export function isFolded({isReported, isMuted, showsAnyway}: CommentUi): boolean {
  return !!isMuted || (!!isReported && !showsAnyway);
}
