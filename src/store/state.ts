import type {Comment, CommentId, Cursor, NewComment} from '../model/comment.js';
import type {CommentsError} from '../model/errors.js';
import type {CommentPage, Sort, ThreadFacts, ThreadPage, ThreadRef} from '../model/thread.js';

/** A reader's intent to post, from the press of the button until the reader starts another. */
export interface Outgoing {
  /** Made once per intent, so that however often it is sent, it is posted once. */
  readonly key: string;
  readonly draft: NewComment;
  /**
   * `checking` while the page's own checks run, `waiting` as long as it will be sent by itself, `sent` once the backend
   * has confirmed it. The reader has to decide about what `failed`, with its words in the form, and about what has
   * `stopped`, with its words in the list.
   */
  readonly status: 'checking' | 'sending' | 'waiting' | 'failed' | 'stopped' | 'sent';
  readonly error: CommentsError | null;
  /** Why it is `waiting`, and until when if that is known; milliseconds since 1970. */
  readonly hold: OutgoingHold | null;
  /** It may have arrived although it failed, and nobody can be asked. */
  readonly isUncertain: boolean;
  /** What the backend made of it, once `sent`. */
  readonly commentId: CommentId | null;
}

/** What a letter waits for. `again` stands for a backend that did not answer and is tried again. */
export interface OutgoingHold {
  readonly why: 'offline' | 'rate-limited' | 'again';
  readonly until: number | null;
}

/** A list that goes on: `null` stands for the roots, an id for the replies of that comment. */
export type ListId = CommentId | null;

/** Everything that is known of one thread: immutable, and never shared with another thread. */
export interface ThreadState {
  readonly thread: ThreadRef | null;
  readonly phase: 'idle' | 'loading' | 'ready' | 'failed';
  /** Why it could not be opened; while comments are on screen, why it could not be opened again. */
  readonly error: CommentsError | null;
  readonly comments: ReadonlyMap<CommentId, Comment>;
  readonly next: Cursor | null;
  /** Lists whose continuation is on its way (`loading`) or did not come (the error). */
  readonly more: ReadonlyMap<ListId, 'loading' | CommentsError>;
  /** Published comments in the whole thread; `null` when nobody can tell. */
  readonly total: number | null;
  readonly facts: ThreadFacts;
  readonly sort: Sort;
  readonly outgoing: ReadonlyMap<string, Outgoing>;
  /** What arrived while the reader was reading, oldest first; shown when asked for. */
  readonly arrived: readonly Comment[];
  /** Where `watch` goes on. */
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

/** What opening a thread makes of its state. */
export type ReadingAction =
  /** Another thread, or the same one afresh: nothing of the old page is kept but the device's connectivity. */
  | {readonly type: 'reset'; readonly thread: ThreadRef; readonly sort: Sort}
  /** The same thread again, in another order or after an error: what is on screen stays until the answer comes. */
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
  /** It has arrived as the comment `id`, of which no more is known yet. */
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
  /** Letters on their way whose comment has come by itself meanwhile are shown once. */
  | {readonly type: 'posts-matched'}
  /** A comment as it is now: from the backend, as hoped for while a request runs, or as it was when that failed. */
  | {readonly type: 'changed'; readonly comment: Comment}
  | {readonly type: 'removed'; readonly id: CommentId}
  | {readonly type: 'arrived'; readonly comment: Comment}
  | {readonly type: 'arrivals-shown'};
