import type {CommentsAdapter, Intent, OpenQuery} from '../model/adapter.js';
import type {Comment, CommentId, NewComment} from '../model/comment.js';
import {newKey} from '../model/new-key.js';
import type {CommentPage, ThreadPage} from '../model/thread.js';
import {assert} from './contract-assertions.js';
import type {
  ContractBackend,
  ContractComment,
  ContractHarness,
  ContractSetup,
  OptionalMethod,
  SetupFeature,
} from './contract-harness.js';

/** One test of an adapter: pass `name` and `run` to a test runner. */
export interface ContractCase {
  readonly name: string;
  run(): Promise<void>;
}

/** The backend of a case, with helpers. */
export interface CaseContext<Backend extends ContractBackend> {
  readonly backend: Backend;
  readonly adapter: Required<CommentsAdapter>;
  readonly thread: Backend['thread'];
  /** Never aborted. */
  readonly signal: AbortSignal;
  readonly id: (ref: string) => CommentId;
  readonly open: (query?: Partial<OpenQuery>) => Promise<ThreadPage>;
  /** Opens the thread after a reload. */
  readonly openAfterReload: (query?: Partial<OpenQuery>) => Promise<ThreadPage>;
  readonly post: (text: string, parentId?: CommentId | null) => Promise<Comment>;
  /** The comments of a page and of all following ones; calls `between` before each of these. */
  readonly fetchAllPages: (
    first: Pick<ThreadPage, 'comments' | 'next'>,
    between?: () => unknown,
  ) => Promise<Comment[]>;
  /** The body as plain text. */
  readonly shownText: (comment: Comment) => string;
}

/** Collects the cases that a harness supports. */
export class ContractCases<Backend extends ContractBackend> {
  readonly harness: ContractHarness<Backend>;
  readonly cases: ContractCase[] = [];

  constructor(harness: ContractHarness<Backend>) {
    this.harness = harness;
  }

  /** Whether the adapter has these methods. */
  has(...methods: OptionalMethod[]): boolean {
    return methods.every((method) => this.harness.methods?.includes(method) ?? true);
  }

  /** Whether the harness has these operations. */
  can(...operations: ('arrive' | 'change' | 'takeAway' | 'advance' | 'fail')[]): boolean {
    return operations.every((operation) => this.harness[operation] !== undefined);
  }

  /** Whether the harness supports these setups. */
  canArrange(...features: SetupFeature[]): boolean {
    return features.every((feature) => this.harness.setups?.includes(feature) ?? true);
  }

  /** Adds a case with its own backend, if it is possible. */
  add(
    name: string,
    setup: Partial<ContractSetup>,
    play: (scene: CaseContext<Backend>) => Promise<void>,
    possible = true,
  ): void {
    if (!possible) return;
    const {harness} = this;
    this.cases.push({
      name,
      async run() {
        const backend = await harness.start({comments: [], ...setup});
        try {
          await play(createContext(harness, backend));
        } finally {
          await harness.stop?.(backend);
        }
      },
    });
  }
}

/** An intent with a new key, aborted only by `signal`. */
export function createIntent(
  signal: AbortSignal = new AbortController().signal,
  key: string = newKey(),
): Intent {
  return {key, signal};
}

/** A draft by the guest of all cases. */
export function createDraft(text: string, parentId: CommentId | null = null): NewComment {
  return {
    parentId,
    body: {format: 'text', value: text},
    guest: {name: 'Ann Reader', email: 'ann@reader.example'},
  };
}

/** An id that no backend uses. */
export const UNKNOWN_ID = '987654321';

const FIRST_MINUTE = Date.UTC(2026, 0, 5, 8);

/** A top-level comment by another reader, `minute` minutes after the first. Its author and text contain its `ref`. */
export function rootAt(minute: number, ref = `root ${String(minute)}`): ContractComment {
  const createdAt = new Date(FIRST_MINUTE + minute * 60_000).toISOString();
  return {ref, name: `Reader of ${ref}`, text: `This is ${ref}.`, createdAt};
}

/** A reply by another reader. */
export function replyAt(minute: number, parent: string, ref = `reply ${String(minute)}`): ContractComment {
  return {...rootAt(minute, ref), parent};
}

/** `count` top-level comments, one a minute. */
export function rootsUpTo(count: number): ContractComment[] {
  return Array.from({length: count}, (_, minute) => rootAt(minute));
}

/** Whether it is a top-level comment. */
export function isRoot({parentId}: Comment): boolean {
  return parentId === null || parentId === undefined;
}

/** The ids of comments. */
export function idsOf(comments: readonly Comment[]): CommentId[] {
  return comments.map(({id}) => id);
}

function createContext<Backend extends ContractBackend>(
  harness: ContractHarness<Backend>,
  backend: Backend,
): CaseContext<Backend> {
  const {thread} = backend;
  // Cases that call optional methods are added only if the harness has them.
  const adapter = backend.adapter as Required<CommentsAdapter>;
  const {signal} = new AbortController();
  const complete = (query: Partial<OpenQuery> = {}): OpenQuery => ({
    sort: harness.sorts?.[0] ?? 'oldest',
    limit: 50,
    ...query,
  });
  return {
    backend,
    adapter,
    thread,
    signal,
    id: (ref) => backend.id(ref),
    open: (query) => adapter.open(thread, complete(query), signal),
    openAfterReload: async (query) => (await harness.reopen(backend)).open(thread, complete(query), signal),
    post: (text, parentId = null) => adapter.post(thread, createDraft(text, parentId), createIntent()),
    async fetchAllPages(first, between) {
      const comments = [...first.comments];
      let {next} = first;
      for (let pages = 0; next !== null; pages++) {
        assert(pages < 1_000, 'Paging comes to an end.');
        await between?.();
        const page: CommentPage = await adapter.more(thread, next, signal);
        comments.push(...page.comments);
        next = page.next;
      }
      return comments;
    },
    shownText: ({body}) => harness.plainText?.(body) ?? body.value,
  };
}
