import type {Body, CommentStatus, Featured} from '../../model/comment.js';

/** A discussion as a file tells of it. `source` names it within the file. */
export interface ImportedThread {
  readonly kind: 'thread';
  readonly source: string;
  readonly pageId: string;
  readonly url: string;
  readonly title: string;
  /** `at` is UTC ISO 8601. */
  readonly closed: {readonly reason?: string; readonly at?: string} | null;
}

/** Who wrote a comment, with what a file tells beyond what readers see. */
export interface ImportedAuthor {
  readonly name: string;
  readonly url?: string;
  readonly avatarUrl?: string;
  readonly badge?: string;
  readonly isStaff?: boolean;
  /** `sub` of a reader who was signed in. */
  readonly userId?: string;
  readonly email?: string;
  /** Keyed digests, which mean something only to a server with the same secret. */
  readonly guest?: string;
  readonly address?: string;
}

/** A comment as a file tells of it. Times are UTC ISO 8601 with milliseconds. */
export interface ImportedComment {
  readonly kind: 'comment';
  /** Names the comment for good, whichever file it comes in: what makes a second import of it harmless. */
  readonly source: string;
  /** `source` of its thread; that thread may come later in the file. */
  readonly thread: string;
  /** `source` of the comment that it answers, which may come later or not at all. */
  readonly parent: string | null;
  readonly author: ImportedAuthor;
  readonly body: Body;
  readonly createdAt: string;
  readonly editedAt: string | null;
  readonly status: CommentStatus;
  /** Why it is not imported, but as a tombstone where imported comments answer it; `null` for one that is imported. */
  readonly leftOut: LeftOutReason | null;
  /** The id that it had, kept where it is free. */
  readonly id?: string;
  readonly recommendations?: number;
  readonly lang?: string;
  readonly featured?: Featured | null;
  readonly decision?: {readonly ruleId?: string; readonly reason?: string};
  readonly heldBecause?: readonly string[];
  readonly policyVersion?: string;
}

/** Something of which not even a tombstone can be made. */
export interface LeftOut {
  readonly kind: 'left-out';
  readonly reason: LeftOutReason;
}

/** What the readers of WordPress' and Disqus' files make of them, one after another. */
export type ImportedRecord = ImportedThread | ImportedComment | LeftOut;

/** Why something is not imported, with the words of the report. */
export const LEFT_OUT_REASONS = {
  pingback: 'pingbacks and trackbacks',
  'other-type': 'of another type than comment, such as reviews and order notes',
  spam: 'spam',
  trash: 'in the trash',
  deleted: 'deleted',
  empty: 'without words',
  'no-date': 'without a date that can be read',
  'no-page': 'on pages that have no such page id, or are not in the file',
  'page-deleted': 'on pages that were deleted',
  malformed: 'that make no sense',
} as const;

export type LeftOutReason = keyof typeof LEFT_OUT_REASONS;
