import type {Body, CommentStatus, Featured} from '../../../model/comment.js';
import type {Role} from '../../store/actor.js';

/** A thread in a file. `source` identifies it within the file. */
export interface ImportedThread {
  readonly kind: 'thread';
  readonly source: string;
  /** Empty for a page without an id, whose comments cannot be imported. */
  readonly pageId: string;
  readonly url: string;
  readonly title: string;
  /** `at` is UTC ISO 8601. */
  readonly closed: {readonly reason?: string; readonly at?: string} | null;
  /** Whether `pageId` is the address of an article, so that different spellings are one page. Default: false. */
  readonly isArticle?: boolean;
  /** Other names of the page in the file, which a map may use: its exact address, the program's own id. */
  readonly alsoCalled?: readonly string[];
  /** When the thread was created, if the file says so. */
  readonly createdAt?: string;
  /** Whether the page is public. Comments of other pages are imported, but not published. Default: true. */
  readonly isPublic?: boolean;
  /** The program's id of the page, by which other pages of the file refer to it. */
  readonly post?: string;
  /** `post` of the parent page: this page is public if that one is in the file and public. */
  readonly inheritsFrom?: string;
}

/** The author of a comment, with data that readers do not see. */
export interface ImportedAuthor {
  readonly name: string;
  readonly url?: string;
  readonly avatarUrl?: string;
  readonly role?: Role;
  /** The `sub` of a signed-in reader. */
  readonly userId?: string;
  /** The identity of the author; for a guest a keyed digest, valid only with the same secret. */
  readonly person?: ImportedPerson;
  /** The keyed digest of the network address. */
  readonly address?: string;
  readonly email?: string;
}

export interface ImportedPerson {
  readonly kind: 'user' | 'guest' | 'address';
  readonly subject: string;
}

/** A comment in a file. Times are UTC ISO 8601 with milliseconds. */
export interface ImportedComment {
  readonly kind: 'comment';
  /**
   * Identifies the comment in every export that contains it, so that importing twice is harmless. Some programs number
   * comments per page, so comments of one name that differ in page, time, author or body are different comments.
   */
  readonly source: string;
  /** Identifies its page in every export. Default: `thread`. */
  readonly page?: string;
  /** `source` of its thread, which may be later in the file. */
  readonly thread: string;
  /** `source` of its parent, which may be later in the file or missing. */
  readonly parent: string | null;
  readonly author: ImportedAuthor;
  readonly body: Body;
  readonly createdAt: string;
  /** The time that earlier versions of this package derived, if it was wrong. */
  readonly earlierCreatedAt?: string;
  readonly editedAt: string | null;
  readonly status: CommentStatus;
  /** Why it is not imported, except as a tombstone if it has imported replies; `null` if it is imported. */
  readonly leftOut: LeftOutReason | null;
  /** Its former id, kept if it is free. */
  readonly id?: string;
  readonly recommendations?: number;
  readonly featured?: ImportedFeatured;
  readonly decision?: {readonly ruleId?: string; readonly reason?: string};
  readonly heldBecause?: readonly string[];
  readonly policyVersion?: string;
}

/** Why and since when a comment is featured. */
export interface ImportedFeatured extends Featured {
  readonly at: string;
}

/** A record that cannot even become a tombstone. */
export interface LeftOut {
  readonly kind: 'left-out';
  readonly reason: LeftOutReason;
}

/** An error at one position of a file; the rest is imported. */
export interface ImportWarning {
  readonly kind: 'warning';
  /** The line in the file, starting at 1. */
  readonly line: number;
  /** A message for the operator. */
  readonly why: string;
}

/** The records of WordPress and Disqus files, in order. */
export type ImportedRecord = ImportedThread | ImportedComment | LeftOut | ImportWarning;

/** A site's settings that differ from the defaults, and its current policy. */
export interface ImportedSite {
  readonly kind: 'site';
  readonly settings: object;
  /** The defaults when the site was created; absent in files of versions with other defaults than today's. */
  readonly defaults?: object;
  readonly policyVersion?: string;
}

/** One version of a site's policy. */
export interface ImportedPolicy {
  readonly kind: 'policy';
  readonly version: string;
  readonly policy: object;
  readonly createdAt: string;
  readonly createdBy: string;
}

/** A block, with the known identifiers of the person; digests are valid only with the same secret. */
export interface ImportedBlock {
  readonly kind: 'block';
  readonly subject: 'user' | 'guest' | 'email' | 'address';
  readonly label: string;
  readonly reason: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly subjects: readonly {readonly kind: string; readonly subject: string}[];
  readonly until?: string;
}

/** A record about the whole site. */
export type SitePart = ImportedSite | ImportedPolicy | ImportedBlock;

/** Reasons for not importing a record, with their text in the report. */
export const LEFT_OUT_REASONS = {
  pingback: 'pingbacks and trackbacks',
  'other-type': 'of another type than comment, such as reviews and order notes',
  spam: 'spam',
  trash: 'in the trash',
  deleted: 'deleted',
  empty: 'without words',
  'no-date': 'without a date that can be read',
  'no-page': 'on pages that were deleted, have no such page id or are not in the file',
  malformed: 'that make no sense',
} as const;

export type LeftOutReason = keyof typeof LEFT_OUT_REASONS;

/** The fields of an author with an account. */
export function signedIn(id: string): Pick<ImportedAuthor, 'userId' | 'person'> {
  // The server's maximum length.
  const userId = id.slice(0, 255);
  return {userId, person: {kind: 'user', subject: userId}};
}
