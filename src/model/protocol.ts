import type {Comment, CommentId, NewComment} from './comment.js';
import type {CommentsErrorCode, DraftField} from './errors.js';
import type {Policy} from './policy.js';
import type {Blocked, Change, ThreadRef, Viewer} from './thread.js';

// What the Parley server and `RestAdapter` say to one another beyond the types of the contract: docs/protocol.md.

/** Request headers of the protocol, in lower case as `fetch` gives them. */
export const HEADERS = {
  /** One value for one press of a button (draft-ietf-httpapi-idempotency-key-header). */
  idempotencyKey: 'idempotency-key',
  /** The device's own key, which stands for a guest: at least 122 random bits. The server keeps only its digest. */
  guest: 'parley-guest',
} as const;

/** The body of a request to post. */
export interface PostRequest extends NewComment {
  readonly thread: ThreadRef;
}

/**
 * What depends on who reads a thread, asked beside the thread's page, which is the same bytes for everybody. Lists
 * of ids hold the newest 1,000 at most.
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
   * The viewer's own comments that need more than the page tells: held and rejected ones, those whose window for
   * changes is open (with `can` and `editableUntil`), and those so new that a cached page may lack them.
   */
  readonly own: readonly Comment[];
  /** All that the viewer wrote, recommends and has reported in this thread. */
  readonly mine: readonly CommentId[];
  readonly votes: readonly CommentId[];
  readonly reports: readonly CommentId[];
}

/** What happened in a thread since a cursor. `reload`: that was too long ago to tell, the thread is to be opened anew. */
export type ChangesAnswer =
  {readonly changes: readonly Change[]; readonly live: string} | {readonly reload: true};

/** The body of every answer that is not 2xx: RFC 9457, `application/problem+json`. */
export interface Problem {
  /** `urn:parley:problem:` and the code. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** In plain words, for a developer. */
  readonly detail?: string;
  readonly code: CommentsErrorCode;
  /** `validation`: what is wrong with which field, in words for the reader. */
  readonly fields?: Readonly<Partial<Record<DraftField, string>>>;
  /** `rate-limited`: UTC ISO 8601; the same moment as in `Retry-After`. */
  readonly retryAt?: string;
  /** `duplicate`: the comment that is already there. */
  readonly existingId?: CommentId;
  /** `conflict`: the policy that has to be accepted first. */
  readonly policy?: Policy;
  /** `forbidden`: that whoever asked is blocked. */
  readonly blocked?: Blocked;
}
