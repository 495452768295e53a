import type {CommentsAdapter} from '../model/adapter.js';
import type {Body, CommentId} from '../model/comment.js';
import type {CommentsErrorCode} from '../model/error-codes.js';
import type {Sort, ThreadFacts, ThreadRef, Viewer} from '../model/thread.js';

/** A comment that a backend starts with, or receives from another reader. */
export interface ContractComment {
  /** The suite's name for it; the backend chooses the id. */
  readonly ref: string;
  /** The `ref` of its parent. */
  readonly parent?: string;
  readonly name: string;
  /** Plain text. */
  readonly text: string;
  /** UTC ISO 8601, in whole minutes, so that backends that store seconds sort them the same. */
  readonly createdAt: string;
  /** The number of votes. */
  readonly up?: number;
}

/** The comments and settings of a new backend; see `ContractHarness.setups`. */
export interface ContractSetup {
  readonly comments: readonly ContractComment[];
  readonly closed?: boolean;
  /** The longest body in code points. */
  readonly bodyLength?: number;
  readonly posting?: 'signed-in';
  readonly guestFields?: NonNullable<ThreadFacts['guestFields']>;
  readonly viewer?: Viewer;
}

/** A part of `ContractSetup` that not every backend supports. `votes` is `ContractComment.up`. */
export type SetupFeature = 'closed' | 'bodyLength' | 'posting' | 'guestFields' | 'viewer' | 'votes';

/** The methods that an adapter may lack. */
export type OptionalMethod = Exclude<keyof CommentsAdapter, 'open' | 'more'>;

/** A backend for one case. Harnesses can extend it. */
export interface ContractBackend {
  readonly adapter: CommentsAdapter;
  /** The thread that holds the comments of the setup. */
  readonly thread: ThreadRef;
  /** The backend's id of the comment with this `ref`. */
  id(ref: string): CommentId;
}

/**
 * Gives the suite access to a backend. Only `start` and `reopen` are required; cases that need an omitted method are
 * omitted, so that a backend is tested for what it supports.
 */
export interface ContractHarness<Backend extends ContractBackend = ContractBackend> {
  /** The optional methods that the adapter has. Default: all. */
  readonly methods?: readonly OptionalMethod[];
  /** The sort orders that it supports. Default: all. */
  readonly sorts?: readonly Sort[];
  /** The setups that it supports. Default: all. */
  readonly setups?: readonly SetupFeature[];
  /** The codes that `fail` can provoke. Default: all. */
  readonly failures?: readonly CommentsErrorCode[];
  /** The most replies listed with a top-level comment; a case has ten more to test paging. Default: 50. */
  readonly repliesPerPage?: number;

  /** Starts a backend with these comments, and one reader's adapter for it. */
  start(setup: ContractSetup): Promise<Backend> | Backend;
  /** The same reader's adapter after a reload: a new one on the same backend, if that makes a difference. */
  reopen(backend: Backend): Promise<CommentsAdapter> | CommentsAdapter;
  /** Called at the end of each case. */
  stop?(backend: Backend): Promise<void> | void;
  /** Adds another reader's published comment. */
  arrive?(backend: Backend, comment: ContractComment): Promise<CommentId> | CommentId;
  /** Changes the text of a comment that was added by `arrive`. */
  change?(backend: Backend, id: CommentId, text: string): Promise<void> | void;
  /** Removes a comment that was added by `arrive`. */
  takeAway?(backend: Backend, id: CommentId): Promise<void> | void;
  /** Advances the backend's clock. */
  advance?(backend: Backend, ms: number): Promise<void> | void;
  /** Makes the next call fail with this code, before it takes effect or after. */
  fail?(backend: Backend, code: CommentsErrorCode, when: 'before' | 'after'): Promise<void> | void;
  /** A body as plain text, if the backend returns another format. Default: its value. */
  plainText?(body: Body): string;
}
