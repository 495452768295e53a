import type {CommentsAdapter} from '../model/adapter.js';
import type {Body, CommentId} from '../model/comment.js';
import type {CommentsErrorCode} from '../model/errors.js';
import type {Sort, ThreadFacts, ThreadRef, Viewer} from '../model/thread.js';

/** A comment that the suite asks a backend to begin with, or to receive from another reader. */
export interface ContractComment {
  /** What the suite calls it; the backend chooses the id. */
  readonly ref: string;
  /** The `ref` of the comment that it answers. */
  readonly parent?: string;
  readonly name: string;
  /** Plain text. */
  readonly text: string;
  /** UTC ISO 8601; whole minutes, so that a backend that keeps seconds orders them alike. */
  readonly createdAt: string;
  /** How many readers recommend it. */
  readonly up?: number;
}

/** What a case asks of a fresh backend beside its comments; see `ContractHarness.setups`. */
export interface ContractSetup {
  readonly comments: readonly ContractComment[];
  readonly closed?: boolean;
  /** The longest body, in code points. */
  readonly bodyLength?: number;
  readonly posting?: 'signed-in';
  readonly guestFields?: NonNullable<ThreadFacts['guestFields']>;
  readonly viewer?: Viewer;
}

/** A part of `ContractSetup` that not every backend can arrange. `votes` stands for `ContractComment.up`. */
export type SetupFeature = 'closed' | 'bodyLength' | 'posting' | 'guestFields' | 'viewer' | 'votes';

/** The methods that an adapter may lack. */
export type OptionalMethod = Exclude<keyof CommentsAdapter, 'open' | 'more'>;

/** A backend that was made for one case. Harnesses may keep more in it. */
export interface ContractBackend {
  readonly adapter: CommentsAdapter;
  /** The thread that holds the comments of the setup. */
  readonly thread: ThreadRef;
  /** The id that the backend gave the comment of this `ref`. */
  id(ref: string): CommentId;
}

/**
 * How the suite gets at a backend. Only `start` and `reopen` are required; what is left out takes its cases away,
 * so that a backend is tested for what it can do.
 */
export interface ContractHarness<Backend extends ContractBackend = ContractBackend> {
  /** The optional methods that the adapter has. Default: all of them. */
  readonly methods?: readonly OptionalMethod[];
  /** The sorts that it can do. Default: all. */
  readonly sorts?: readonly Sort[];
  /** What it can arrange. Default: everything. */
  readonly setups?: readonly SetupFeature[];
  /** The codes that `fail` can provoke. Default: all. */
  readonly failures?: readonly CommentsErrorCode[];
  /** How many replies come with a root at most; a thread with ten more is made to see them paged. Default: 50. */
  readonly repliesPerPage?: number;

  /** A fresh backend with these comments, and an adapter through which one reader uses it. */
  start(setup: ContractSetup): Promise<Backend> | Backend;
  /** The same reader's adapter after a reload: another one over the same backend, where that makes a difference. */
  reopen(backend: Backend): Promise<CommentsAdapter> | CommentsAdapter;
  /** Called when a case is over, however it ended. */
  stop?(backend: Backend): Promise<void> | void;
  /** Another reader's comment arrives and is published. */
  arrive?(backend: Backend, comment: ContractComment): Promise<CommentId> | CommentId;
  /** Somebody else changes the text of a comment that arrived. */
  change?(backend: Backend, id: CommentId, text: string): Promise<void> | void;
  /** Somebody else takes a comment that arrived away. */
  takeAway?(backend: Backend, id: CommentId): Promise<void> | void;
  /** Moves the backend's clock. */
  advance?(backend: Backend, ms: number): Promise<void> | void;
  /** Makes the next call fail with this code: before it does anything, or when all is done but the answer. */
  fail?(backend: Backend, code: CommentsErrorCode, when: 'before' | 'after'): Promise<void> | void;
  /** A body as plain text, where the backend answers with another format. Default: its value. */
  plainText?(body: Body): string;
}
