import type {Comment, CommentId, Cursor, NewComment} from '../model/comment.js';
import type {CommentsError} from '../model/errors.js';
import type {CommentPage, Sort, ThreadFacts, ThreadPage, ThreadRef} from '../model/thread.js';

/** A submission as the thread shows it, from the press of the button until the reader starts another. */
export interface Outgoing {
  /** The idempotency key: however often it is sent, it is posted once. */
  readonly key: string;
  readonly draft: NewComment;
  /**
   * `checking` while the page's checks run; `waiting` while it will be retried automatically; `sent` once the backend has
   * confirmed it. After `failed` (the text is in the form) and `stopped` (the text is in the list) the reader decides.
   */
  readonly status: 'checking' | 'sending' | 'waiting' | 'failed' | 'stopped' | 'sent';
  readonly error: CommentsError | null;
  /** The reason why it is `waiting`; `null` otherwise. */
  readonly hold: OutgoingHold | null;
  /** It may have arrived although it failed, and the backend cannot be asked. */
  readonly isUncertain: boolean;
  /** The id of the published comment, once `sent`. */
  readonly commentId: CommentId | null;
}

/** What a submission waits for. `again`: the backend did not respond and is retried. `until`: milliseconds since 1970. */
export interface OutgoingHold {
  readonly why: 'offline' | 'rate-limited' | 'again';
  readonly until: number | null;
}

/** A list that has further pages: `null` is the top-level comments, an id the replies of that comment. */
export type ListId = CommentId | null;

/** The state of one thread. Immutable; never shared with another thread. */
export interface ThreadState {
  readonly thread: ThreadRef | null;
  readonly phase: 'idle' | 'loading' | 'ready' | 'failed';
  /** The error of the last attempt to open it; comments on screen stay. */
  readonly error: CommentsError | null;
  readonly comments: ReadonlyMap<CommentId, Comment>;
  readonly next: Cursor | null;
  /** Lists whose next page is loading, or failed to load (the error). */
  readonly more: ReadonlyMap<ListId, 'loading' | CommentsError>;
  /** The number of published comments in the whole thread; `null` if it is unknown. */
  readonly total: number | null;
  readonly facts: ThreadFacts;
  readonly sort: Sort;
  readonly outgoing: ReadonlyMap<string, Outgoing>;
  /** New comments that are not shown yet, oldest first. */
  readonly arrived: readonly Comment[];
  /** The cursor for `watch`. */
  readonly live: Cursor | null;
  readonly offline: boolean;
}

export const INITIAL_STATE: ThreadState = {
  thread: null,
  phase: 'idle',
  error: null,
  comments: new Map(),
  next: null,
  more: new Map(),
  total: null,
  facts: {},
  sort: 'newest',
  outgoing: new Map(),
  arrived: [],
  live: null,
  offline: false,
};

/** The actions of opening a thread. */
export type ReadingAction =
  /** Opens another thread, or the same one anew: only the connectivity is kept. */
  | {readonly type: 'reset'; readonly thread: ThreadRef; readonly sort: Sort}
  /** Reopens the thread in another order or after an error: comments on screen stay until the response. */
  | {readonly type: 'opening'; readonly sort: Sort}
  | {readonly type: 'opened'; readonly page: ThreadPage}
  | {readonly type: 'open-failed'; readonly error: CommentsError}
  | {readonly type: 'connectivity'; readonly offline: boolean};

export type Action =
  | ReadingAction
  | {readonly type: 'more-started'; readonly list: ListId}
  | {readonly type: 'more-loaded'; readonly list: ListId; readonly page: CommentPage}
  | {readonly type: 'more-failed'; readonly list: ListId; readonly error: CommentsError}
  | {readonly type: 'post-checked'; readonly key: string; readonly draft: NewComment}
  | {
      readonly type: 'post-started';
      readonly key: string;
      readonly draft: NewComment;
      readonly comment: Comment;
    }
  | {
      readonly type: 'post-waiting';
      readonly key: string;
      readonly draft: NewComment;
      readonly comment: Comment;
      readonly hold: OutgoingHold;
    }
  | {readonly type: 'post-withdrawn'; readonly key: string}
  | {readonly type: 'posted'; readonly key: string; readonly comment: Comment}
  /** It was published as the comment `id`, which is not loaded yet. */
  | {readonly type: 'post-arrived'; readonly key: string; readonly id: CommentId}
  | {
      readonly type: 'post-failed';
      readonly key: string;
      readonly error: CommentsError;
      readonly isUncertain?: boolean;
    }
  | {
      readonly type: 'post-stopped';
      readonly key: string;
      readonly draft: NewComment;
      readonly comment: Comment;
      readonly error: CommentsError;
      readonly isUncertain: boolean;
    }
  /** Removes optimistic comments whose published comment a live update has already delivered. */
  | {readonly type: 'posts-matched'}
  /** The newest version of the first page, after an old copy of it. */
  | {readonly type: 'refreshed'; readonly page: ThreadPage}
  /** A changed comment: from the backend, optimistic during a request, or restored after it failed. */
  | {readonly type: 'changed'; readonly comment: Comment}
  | {readonly type: 'removed'; readonly id: CommentId}
  | {readonly type: 'arrived'; readonly comment: Comment}
  | {readonly type: 'arrivals-shown'};
