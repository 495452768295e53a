import type {Body, CommentStatus, Featured} from '../../../model/comment.js';
import type {Role} from '../../store/actor.js';

/** A discussion as a file tells of it. `source` names it within the file. */
export interface ImportedThread {
  readonly kind: 'thread';
  readonly source: string;
  /** Empty for a page whose comments have nowhere to go. */
  readonly pageId: string;
  readonly url: string;
  readonly title: string;
  /** `at` is UTC ISO 8601. */
  readonly closed: {readonly reason?: string; readonly at?: string} | null;
  /** Whether `pageId` is the address of an article, which is written in many ways and still one page. Default: false. */
  readonly isArticle?: boolean;
  /** What else the file calls the page, by which a map may name it: its address to the letter, the program's own id. */
  readonly alsoCalled?: readonly string[];
  /** When it was first written to, where the file knows. */
  readonly createdAt?: string;
  /** Whether everybody can read the page. Comments of other pages are imported, but not published. Default: true. */
  readonly isPublic?: boolean;
  /** The program's own id of the page, by which other pages of the file name it. */
  readonly post?: string;
  /** `post` of the page that this one is a part of: it is as public as that, and not where that is not in the file. */
  readonly inheritsFrom?: string;
}

/** Who wrote a comment, with what a file tells beyond what readers see. */
export interface ImportedAuthor {
  readonly name: string;
  readonly url?: string;
  readonly avatarUrl?: string;
  readonly role?: Role;
  /** `sub` of a reader who was signed in. */
  readonly userId?: string;
  /** Who is held to have written it: of a guest, a keyed digest that means something only with the same secret. */
  readonly person?: ImportedPerson;
  /** Keyed digest of the address that it came from. */
  readonly address?: string;
  readonly email?: string;
}

export interface ImportedPerson {
  readonly kind: 'user' | 'guest' | 'address';
  readonly subject: string;
}

/** A comment as a file tells of it. Times are UTC ISO 8601 with milliseconds. */
export interface ImportedComment {
  readonly kind: 'comment';
  /**
   * What the file calls the comment, whichever file it comes in: what makes a second import of it harmless. Programs
   * may count their ids within a page, so comments of one name that differ in page, time, author or body are several.
   */
  readonly source: string;
  /** Names its page in whichever file it comes. Default: `thread`. */
  readonly page?: string;
  /** `source` of its thread; that thread may come later in the file. */
  readonly thread: string;
  /** `source` of the comment that it answers, which may come later or not at all. */
  readonly parent: string | null;
  readonly author: ImportedAuthor;
  readonly body: Body;
  readonly createdAt: string;
  /** When earlier versions of this package took it to be written, where that was wrong. */
  readonly earlierCreatedAt?: string;
  readonly editedAt: string | null;
  readonly status: CommentStatus;
  /** Why it is not imported, but as a tombstone where imported comments answer it; `null` for one that is imported. */
  readonly leftOut: LeftOutReason | null;
  /** The id that it had, kept where it is free. */
  readonly id?: string;
  readonly recommendations?: number;
  readonly featured?: ImportedFeatured;
  readonly decision?: {readonly ruleId?: string; readonly reason?: string};
  readonly heldBecause?: readonly string[];
  readonly policyVersion?: string;
}

/** Why a comment is picked, and since when. */
export interface ImportedFeatured extends Featured {
  readonly at: string;
}

/** Something of which not even a tombstone can be made. */
export interface LeftOut {
  readonly kind: 'left-out';
  readonly reason: LeftOutReason;
}

/** What is wrong at one place of a file: the rest of it is imported. */
export interface ImportWarning {
  readonly kind: 'warning';
  /** Of the file, beginning with 1. */
  readonly line: number;
  /** A sentence for whoever gave the command. */
  readonly why: string;
}

/** What the readers of WordPress' and Disqus' files make of them, one after another. */
export type ImportedRecord = ImportedThread | ImportedComment | LeftOut | ImportWarning;

/** How a site is run, where it differs from the defaults, and which policy holds. */
export interface ImportedSite {
  readonly kind: 'site';
  readonly settings: object;
  /** The package's defaults when the site was made; absent in files of versions that had others than today's. */
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

/** Somebody who is blocked, by what is known of them; digests mean something only with the same secret. */
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

/** What a file tells of a whole site. */
export type SitePart = ImportedSite | ImportedPolicy | ImportedBlock;

/** Why something is not imported, with the words of the report. */
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

/** The part of an author that a reader with an account has. */
export function signedIn(id: string): Pick<ImportedAuthor, 'userId' | 'person'> {
  // As long as the server takes one.
  const userId = id.slice(0, 255);
  return {userId, person: {kind: 'user', subject: userId}};
}
