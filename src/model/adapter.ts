import type {Body, Comment, CommentId, Cursor, NewComment} from './comment.js';
import type {Change, CommentPage, Sort, ThreadPage, ThreadRef} from './thread.js';

/**
 * One action of a reader. `key` is its idempotency key, created once and stored with the text, so that the backend acts
 * once however often the request is sent. `signal` aborts the request.
 */
export interface Intent {
  readonly key: string;
  readonly signal: AbortSignal;
}

/** How a thread is opened. */
export interface OpenQuery {
  readonly sort: Sort;
  /** The most top-level comments per page. */
  readonly limit: number;
  /** The id of a comment that the page must contain, with its ancestors. */
  readonly around?: CommentId;
  /**
   * The page itself, if the article carries it: what the backend would answer, parsed from JSON and not validated. An adapter
   * that knows it requests no other.
   */
  readonly carried?: unknown;
}

/** A reader's report of a comment. */
export interface Report {
  /** The id of the policy's rule that the comment violates. */
  readonly ruleId: string;
  readonly text?: string;
}

/** The number of published comments of a closed thread. */
export interface ClosedCount {
  readonly count: number;
  readonly closed: true;
}

/**
 * Reads and writes comments on one backend. A capability is missing if its method is. Every method throws only
 * `CommentsError`, or the signal's reason when it was aborted.
 */
export interface CommentsAdapter {
  /** The first page of a thread. A thread without comments is empty, not an error. */
  open(thread: ThreadRef, query: OpenQuery, signal: AbortSignal): Promise<ThreadPage>;
  /** The next top-level comments, or the next replies of one comment, depending on the cursor. */
  more(thread: ThreadRef, cursor: Cursor, signal: AbortSignal): Promise<CommentPage>;
  post?(thread: ThreadRef, draft: NewComment, intent: Intent): Promise<Comment>;
  /** Searches a post that was not answered; `null` if it did not arrive. Called before it is sent again. */
  findPosted?(thread: ThreadRef, draft: NewComment, intent: Intent): Promise<Comment | null>;
  edit?(thread: ThreadRef, id: CommentId, body: Body, intent: Intent): Promise<Comment>;
  /** Returns the tombstone, with status `deleted` or `removed`. */
  remove?(thread: ThreadRef, id: CommentId, intent: Intent): Promise<Comment>;
  /**
   * A moderator removes another reader's comment with a reason, which is shown in its place; `null` for none. If the method
   * is missing, moderators use `remove`.
   */
  removeWithReason?(
    thread: ThreadRef,
    id: CommentId,
    reason: string | null,
    intent: Intent,
  ): Promise<Comment>;
  /** Casts the viewer's vote if `up` is true, else takes it back. */
  vote?(thread: ThreadRef, id: CommentId, up: boolean, intent: Intent): Promise<Comment>;
  report?(thread: ThreadRef, id: CommentId, report: Report, intent: Intent): Promise<Comment>;
  /** Changes after `since` (or from now), until `signal` aborts. */
  watch?(thread: ThreadRef, since: Cursor | null, signal: AbortSignal): AsyncIterable<Change>;
  /**
   * The time at the backend, in milliseconds since 1970, to which the dates of comments refer. Absent if it is the
   * device's own clock.
   */
  now?(): number;
  /**
   * The numbers of published comments by page id, for many threads at once; a `ClosedCount` for a closed thread, if the
   * backend knows.
   */
  counts?(threads: readonly ThreadRef[], signal: AbortSignal): Promise<Map<string, number | ClosedCount>>;
}

/** Returns the reader's token (a JWT that the backend can verify), or nothing if nobody is signed in. */
export type GetToken = (request: {
  /** The backend has rejected the last token, so a cached one does not help. */
  readonly forceRefresh: boolean;
}) => string | null | undefined | Promise<string | null | undefined>;
