import type {Body, Comment, CommentId, Cursor, NewComment} from './comment.js';
import type {Change, CommentPage, Sort, ThreadPage, ThreadRef} from './thread.js';

/**
 * What a reader meant by one press of a button. `key` is made once and kept with the text, so that however
 * often the same intent is sent, the backend acts once.
 */
export interface Intent {
  readonly key: string;
  readonly signal: AbortSignal;
}

export interface OpenQuery {
  readonly sort: Sort;
  /** How many roots a page holds at most. */
  readonly limit: number;
  /** A comment that the page must contain, with its ancestors. */
  readonly around?: CommentId;
}

export interface Report {
  readonly ruleId: string;
  readonly text?: string;
}

/** How many published comments a page has where nobody may write any more. */
export interface ClosedCount {
  readonly count: number;
  readonly closed: true;
}

/**
 * One backend. A missing method *is* the missing capability. Every method throws only `CommentsError`, or the
 * signal's reason when it was aborted.
 */
export interface CommentsAdapter {
  /** The first page of a thread. A thread that nobody has written to is empty, not an error. */
  open(thread: ThreadRef, query: OpenQuery, signal: AbortSignal): Promise<ThreadPage>;
  /** The next roots, or the next replies of one parent, whichever the cursor stands for. */
  more(thread: ThreadRef, cursor: Cursor, signal: AbortSignal): Promise<CommentPage>;
  post?(thread: ThreadRef, draft: NewComment, intent: Intent): Promise<Comment>;
  /** Did a post that was never answered arrive? Asked before the same intent is sent again. */
  findPosted?(thread: ThreadRef, draft: NewComment, intent: Intent): Promise<Comment | null>;
  edit?(thread: ThreadRef, id: CommentId, body: Body, intent: Intent): Promise<Comment>;
  /** Gives what is left: a tombstone with status `deleted` or `removed`. */
  remove?(thread: ThreadRef, id: CommentId, intent: Intent): Promise<Comment>;
  /**
   * A moderator removes another reader's comment, and says why: the reason is shown in its place. `null` is no reason. Where
   * it is missing, moderators `remove` without one.
   */
  removeWithReason?(
    thread: ThreadRef,
    id: CommentId,
    reason: string | null,
    intent: Intent,
  ): Promise<Comment>;
  /** `up` true casts the viewer's recommendation, false takes it back. */
  vote?(thread: ThreadRef, id: CommentId, up: boolean, intent: Intent): Promise<Comment>;
  report?(thread: ThreadRef, id: CommentId, report: Report, intent: Intent): Promise<Comment>;
  /** Changes after `since` (or from now), until `signal` aborts. */
  watch?(thread: ThreadRef, since: Cursor | null, signal: AbortSignal): AsyncIterable<Change>;
  /**
   * What time it is where the comments are kept, in milliseconds since 1970: what their dates are measured by. Absent
   * where that is the device's own clock.
   */
  now?(): number;
  /**
   * Published comments by page id, for many threads in one request; of a page where nobody may write any more as a
   * `ClosedCount`, where the backend knows.
   */
  counts?(threads: readonly ThreadRef[], signal: AbortSignal): Promise<Map<string, number | ClosedCount>>;
}

/** Gives the reader's token (a JWT that the backend can verify), or nothing while nobody is signed in. */
export type GetToken = (request: {
  /** The backend has refused the last token: one from a cache will not do. */
  readonly forceRefresh: boolean;
}) => string | null | undefined | Promise<string | null | undefined>;
