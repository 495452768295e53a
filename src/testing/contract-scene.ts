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

/** One thing that must hold of an adapter: hand `name` and `run` to a test runner. */
export interface ContractCase {
  readonly name: string;
  run(): Promise<void>;
}

/** A backend on which a case plays, with shorthands for what most cases do. */
export interface Scene<Backend extends ContractBackend> {
  readonly backend: Backend;
  readonly adapter: Required<CommentsAdapter>;
  readonly thread: Backend['thread'];
  /** Never aborted. */
  readonly signal: AbortSignal;
  readonly id: (ref: string) => CommentId;
  readonly open: (query?: Partial<OpenQuery>) => Promise<ThreadPage>;
  /** The thread as the reader finds it after a reload. */
  readonly reopened: (query?: Partial<OpenQuery>) => Promise<ThreadPage>;
  readonly post: (text: string, parentId?: CommentId | null) => Promise<Comment>;
  /** The comments of a page and of all that follow, `between` being called before each of these. */
  readonly readOn: (
    first: Pick<ThreadPage, 'comments' | 'next'>,
    between?: () => unknown,
  ) => Promise<Comment[]>;
  /** What the reader would see of the body. */
  readonly textOf: (comment: Comment) => string;
}

/** Collects the cases that a harness can play. */
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

  /** Whether the harness can do this to a backend. */
  can(...deeds: ('arrive' | 'change' | 'takeAway' | 'advance' | 'fail')[]): boolean {
    return deeds.every((deed) => this.harness[deed] !== undefined);
  }

  /** Whether the harness can begin with this. */
  arranges(...features: SetupFeature[]): boolean {
    return features.every((feature) => this.harness.setups?.includes(feature) ?? true);
  }

  /** Adds a case that plays on a backend of its own, if it is possible. */
  add(
    name: string,
    setup: Partial<ContractSetup>,
    play: (scene: Scene<Backend>) => Promise<void>,
    possible = true,
  ): void {
    if (!possible) return;
    const {harness} = this;
    this.cases.push({
      name,
      async run() {
        const backend = await harness.start({comments: [], ...setup});
        try {
          await play(sceneOf(harness, backend));
        } finally {
          await harness.stop?.(backend);
        }
      },
    });
  }
}

/** An intent with a key of its own, never aborted unless by `signal`. */
export function intend(signal: AbortSignal = new AbortController().signal, key: string = newKey()): Intent {
  return {key, signal};
}

/** A draft by the guest whom all cases share. */
export function draftOf(text: string, parentId: CommentId | null = null): NewComment {
  return {
    parentId,
    body: {format: 'text', value: text},
    guest: {name: 'Ann Reader', email: 'ann@reader.example'},
  };
}

/** An id that no backend of a case has given. */
export const NO_ID = '987654321';

const FIRST_MINUTE = Date.UTC(2026, 0, 5, 8);

/** A root by another reader, `minute` minutes into the thread. Its `ref` is also its name and its text. */
export function rootAt(minute: number, ref = `root ${String(minute)}`): ContractComment {
  const createdAt = new Date(FIRST_MINUTE + minute * 60_000).toISOString();
  return {ref, name: `Reader of ${ref}`, text: `This is ${ref}.`, createdAt};
}

/** A reply by another reader. */
export function replyAt(minute: number, parent: string, ref = `reply ${String(minute)}`): ContractComment {
  return {...rootAt(minute, ref), parent};
}

/** `rootAt` for the first so many minutes. */
export function rootsUpTo(count: number): ContractComment[] {
  return Array.from({length: count}, (_, minute) => rootAt(minute));
}

/** Whether a comment starts a discussion of its own. */
export function isRoot({parentId}: Comment): boolean {
  return parentId === null || parentId === undefined;
}

/** The ids of comments. */
export function idsOf(comments: readonly Comment[]): CommentId[] {
  return comments.map(({id}) => id);
}

function sceneOf<Backend extends ContractBackend>(
  harness: ContractHarness<Backend>,
  backend: Backend,
): Scene<Backend> {
  const {thread} = backend;
  // A case that calls a method is only added where the harness says that there is one.
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
    reopened: async (query) => (await harness.reopen(backend)).open(thread, complete(query), signal),
    post: (text, parentId = null) => adapter.post(thread, draftOf(text, parentId), intend()),
    async readOn(first, between) {
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
    textOf: ({body}) => harness.plainText?.(body) ?? body.value,
  };
}
