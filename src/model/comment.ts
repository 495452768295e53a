/** An id chosen by the backend. Opaque: compare, never parse. */
export type CommentId = string;

/** A position in a list, chosen by the backend. Opaque: pass back, never parse. */
export type Cursor = string;

export const BODY_FORMATS = ['text', 'html', 'markdown'] as const;

/** `text` is shown as typed, `html` is sanitized, `markdown` is parsed and then sanitized. */
export type BodyFormat = (typeof BODY_FORMATS)[number];

export interface Body {
  readonly format: BodyFormat;
  readonly value: string;
}

export interface Author {
  readonly id?: string;
  readonly name: string;
  /** The author's website; checked before it becomes a link. */
  readonly url?: string;
  readonly avatarUrl?: string;
  /** A short label that the backend assigns, such as "Editor". */
  readonly badge?: string;
  readonly isStaff?: boolean;
}

/** The moderation status of a comment. Absent means `published`. */
export type CommentStatus = 'published' | 'held' | 'rejected' | 'removed' | 'deleted';

/** The status of a comment that this device is submitting. Never sent by a backend. */
export type Delivery = 'stored' | 'sending' | 'unsent' | 'failed';

export interface Score {
  /** The number of readers who recommend the comment. */
  readonly up: number;
  /** Whether this viewer recommends it. */
  readonly mine?: boolean;
}

export interface Replies {
  /** The number of descendants that the viewer may read. */
  readonly count: number;
  /** The cursor of the replies that are not loaded yet; `null` if all are. */
  readonly next?: Cursor | null;
}

export interface Featured {
  /** Who featured the comment, as shown to readers. */
  readonly by?: string;
  readonly reason?: string;
}

/** The actions that the viewer is allowed on this comment now. Absent means no. */
export interface Rights {
  /** Also if they must sign in to post: a reply is written before that. */
  readonly reply?: boolean;
  readonly edit?: boolean;
  readonly remove?: boolean;
  readonly vote?: boolean;
  readonly report?: boolean;
}

/** A comment. Times are UTC ISO 8601 with milliseconds and `Z`, so they sort as strings. */
export interface Comment {
  readonly id: CommentId;
  /** `null` for a top-level comment. If the parent is not in the list, the comment is an orphan and still shown. */
  readonly parentId?: CommentId | null;
  readonly author: Author;
  readonly body: Body;
  readonly createdAt: string;
  readonly editedAt?: string | null;
  readonly status?: CommentStatus;
  readonly score?: Score;
  readonly replies?: Replies;
  /** The permalink. */
  readonly url?: string;
  /** BCP 47 tag of the body's language. */
  readonly lang?: string;
  readonly featured?: Featured | null;
  readonly can?: Rights;
  /** Until when `can.edit` holds, UTC ISO 8601. */
  readonly editableUntil?: string | null;
  /** Why it was rejected or removed, and the id of the policy's rule. */
  readonly decision?: {readonly ruleId?: string; readonly reason?: string};
  readonly delivery?: Delivery;
}

/** The author of a comment by a reader who is not signed in. */
export interface Guest {
  readonly name: string;
  readonly email?: string;
  readonly url?: string;
}

/** A new comment, as a reader submits it. */
export interface NewComment {
  readonly parentId: CommentId | null;
  readonly body: Body;
  readonly guest?: Guest;
  /** The version of the policy that the reader acknowledged. */
  readonly policyVersion?: string;
}

/** Whether the comment's text is shown; others are shown as tombstones. */
export function isReadable(comment: Comment): boolean {
  return comment.status !== 'removed' && comment.status !== 'deleted';
}
