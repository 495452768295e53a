import type {Comment, CommentId, NewComment} from './comment.js';
import type {CommentsErrorCode} from './error-codes.js';
import type {DraftField} from './errors.js';
import type {Policy} from './policy.js';
import type {Blocked, Change, ThreadRef, Viewer} from './thread.js';

// The types that the Parley server and `RestAdapter` share beyond the adapter contract: docs/protocol.md.

/** Request headers of the protocol, in lower case as in `Headers`. */
export const HEADERS = {
  /** One value per action (draft-ietf-httpapi-idempotency-key-header). */
  idempotencyKey: 'idempotency-key',
  /** The guest key of a device: at least 122 random bits. The server stores only its digest. */
  guest: 'parley-guest',
} as const;

/** The body of a request that posts a comment. */
export interface PostRequest extends NewComment {
  readonly thread: ThreadRef;
}

/**
 * The viewer's part of a thread, a separate request because the thread's page is the same for everybody. Lists of ids
 * have the newest 1,000 at most.
 */
export interface ViewerAnswer {
  readonly viewer: Viewer | null;
  readonly may: {
    readonly post: boolean;
    readonly vote: boolean;
    readonly report: boolean;
    readonly moderate: boolean;
  };
  /** Set while the newsroom has blocked this reader. */
  readonly blocked: Blocked | null;
  /**
   * The viewer's own comments that differ from the page: held and rejected ones, editable ones (with `can` and
   * `editableUntil`), and those so new that a cached page may lack them.
   */
  readonly own: readonly Comment[];
  /** The ids of the comments in this thread that the viewer wrote. */
  readonly mine: readonly CommentId[];
  /** The ids of those that the viewer recommends. */
  readonly votes: readonly CommentId[];
  /** The ids of those that the viewer has reported. */
  readonly reports: readonly CommentId[];
}

/** The changes of a thread since a cursor. `reload`: the cursor is too old, and the thread must be opened again. */
export type ChangesAnswer =
  {readonly changes: readonly Change[]; readonly live: string} | {readonly reload: true};

/** The body of every answer that is not 2xx: RFC 9457, `application/problem+json`. */
export interface Problem {
  /** `urn:parley:problem:` and the code. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** A message for developers. */
  readonly detail?: string;
  readonly code: CommentsErrorCode;
  /** `validation`: the invalid fields, each with a code or a message for readers. */
  readonly fields?: Readonly<Partial<Record<DraftField, string>>>;
  /** `rate-limited`: UTC ISO 8601; the same time as in `Retry-After`. */
  readonly retryAt?: string;
  /** `duplicate`: the id of the existing comment. */
  readonly existingId?: CommentId;
  /** `conflict`: the current policy, which must be acknowledged. */
  readonly policy?: Policy;
  /** `forbidden`: the block of the reader. */
  readonly blocked?: Blocked;
}
