/** An id that the backend chose. Opaque: compared, never parsed. */
export type CommentId = string;

/** A position in a list that the backend chose. Opaque: handed back, never parsed. */
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
  /** The author's own page; checked before it becomes a link. */
  readonly url?: string;
  readonly avatarUrl?: string;
  /** Short words the backend vouches for, such as "Editor". Never taken from the name. */
  readonly badge?: string;
  readonly isStaff?: boolean;
}

/** What the backend says became of a comment. Absent means `published`. */
export type CommentStatus = 'published' | 'held' | 'rejected' | 'removed' | 'deleted';

/** How far a comment of this device has come on its way to the backend. Never sent by a backend. */
export type Delivery = 'stored' | 'sending' | 'unsent' | 'failed';

export interface Score {
  /** How many readers recommend the comment. */
  readonly up: number;
  /** Whether this viewer does. */
  readonly mine?: boolean;
}

export interface Replies {
  /** All comments below this one, at any depth, that the viewer may read. */
  readonly count: number;
  /** Where the ones not delivered yet go on; `null` when all were delivered. */
  readonly next?: Cursor | null;
}

export interface Featured {
  /** Who picked the comment, in the paper's words. */
  readonly by?: string;
  readonly reason?: string;
}

/** What this viewer may do to this comment now. Absent means no. */
export interface Rights {
  readonly reply?: boolean;
  readonly edit?: boolean;
  readonly remove?: boolean;
  readonly vote?: boolean;
  readonly report?: boolean;
}

/** One letter from a reader. Times are UTC ISO 8601 with milliseconds and `Z`, so they sort as strings. */
export interface Comment {
  readonly id: CommentId;
  /** `null` for a root; an id that is not in the list makes the comment an orphan, which is shown all the same. */
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
  /** Why it was rejected or removed, and by which rule of the policy. */
  readonly decision?: {readonly ruleId?: string; readonly reason?: string};
  readonly delivery?: Delivery;
}

/** Who writes, when nobody is signed in. */
export interface Guest {
  readonly name: string;
  readonly email?: string;
  readonly url?: string;
}

/** What a reader sends. */
export interface NewComment {
  readonly parentId: CommentId | null;
  readonly body: Body;
  readonly guest?: Guest;
  /** The version of the policy that the reader acknowledged. */
  readonly policyVersion?: string;
}

/** Whether the comment's words are shown: a tombstone stands for the others. */
export function isReadable(comment: Comment): boolean {
  return comment.status !== 'removed' && comment.status !== 'deleted';
}
