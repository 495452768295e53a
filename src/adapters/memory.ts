import type {ClosedCount, CommentsAdapter, Intent, OpenQuery, Report} from '../model/adapter.js';
import type {Author, Body, Comment, CommentId, CommentStatus, Cursor, NewComment} from '../model/comment.js';
import {CommentsError, type CommentsErrorCode} from '../model/errors.js';
import {newKey} from '../model/new-key.js';
import {normaliseComment, normaliseComments} from '../model/normalise.js';
import type {Change, CommentPage, ThreadPage, ThreadRef} from '../model/thread.js';
import {warnOnce} from '../model/warn-once.js';
import {InMemoryActions} from './shared/in-memory-actions.js';
import {InMemoryThread} from './shared/in-memory-thread.js';
import {followChanges} from './shared/follow-changes.js';
import {resolveRules, toCount, type ResolvedRules, type ThreadRules} from './shared/thread-rules.js';
import {sleep} from './shared/waiting.js';

/** One call of the adapter, for `delay`, `fail` and `failAfter` to decide by. */
export interface MemoryOperation {
  readonly name: keyof CommentsAdapter;
  /** How often this method was called for this thread, this call included: 1, 2, ... */
  readonly attempt: number;
  /** The thread; for `counts` the first one. */
  readonly thread: ThreadRef | undefined;
}

/** Says how a call fails, or nothing if it does not. */
export type MemoryFailure = (
  operation: MemoryOperation,
) => CommentsErrorCode | CommentsError | false | null | undefined;

/** A comment for `arrive`. What is left out is made up: an id, this moment, "Another reader". */
export type ArrivingComment = Partial<Omit<Comment, 'author' | 'body'>> & {
  /** A name stands for an author of that name. */
  readonly author?: Author | string;
  /** A string stands for a body of plain text. */
  readonly body: Body | string;
};

/** What a `MemoryAdapter` is made of. Everything has a default. */
export interface MemoryAdapterOptions extends ThreadRules {
  /** What every thread begins with. Unusable ones are dropped with one console warning. Default: nothing. */
  readonly comments?: readonly Comment[];
  /** What the threads of these page ids begin with instead. */
  readonly threads?: Readonly<Record<string, readonly Comment[]>>;
  /** How long each call takes, in milliseconds; an aborted call ends at once. Default: 0. */
  readonly delay?: number | ((operation: MemoryOperation) => number);
  /** Makes a call fail before it does anything, as if it never reached a server. Default: none fails. */
  readonly fail?: MemoryFailure;
  /** Makes a call fail after it took effect, as if the answer were lost. Default: none fails. */
  readonly failAfter?: MemoryFailure;
  /** What becomes of a post: `none` publishes it (the default), `hold` holds it, a function decides. */
  readonly moderation?: 'none' | 'hold' | ((draft: NewComment) => CommentStatus);
  /** How many replies come with a root. Default: 50. */
  readonly repliesPerPage?: number;
}

/**
 * A backend that forgets with the page: for tests, demos and designing. It does all that the contract knows, by
 * the rules and with the delays and failures it is given. `arrive`, `change`, `publish`, `reject` and
 * `removeByModerator` play the other readers and the moderator.
 *
 * Held and rejected comments are shown to their author alone: the `viewer`, or whoever posts through this adapter
 * as a guest. An id that is in several threads (`comments` is put into each) is changed in all of them.
 */
export class MemoryAdapter implements CommentsAdapter {
  readonly #options: MemoryAdapterOptions;
  readonly #rules: ResolvedRules;
  readonly #readerId: string;
  readonly #threads = new Map<string, InMemoryThread>();
  readonly #watchers = new Set<() => void>();
  readonly #attempts = new Map<string, number>();
  #lastId = 0;

  constructor(options: MemoryAdapterOptions = {}) {
    this.#options = options;
    this.#rules = resolveRules(options);
    this.#readerId = options.viewer?.id ?? newKey();
  }

  open(thread: ThreadRef, query: OpenQuery, signal: AbortSignal): Promise<ThreadPage> {
    return this.#act('open', thread, signal, (memory) => memory.open(query));
  }

  more(thread: ThreadRef, cursor: Cursor, signal: AbortSignal): Promise<CommentPage> {
    return this.#act('more', thread, signal, (memory) => memory.more(cursor));
  }

  post(thread: ThreadRef, draft: NewComment, {key, signal}: Intent): Promise<Comment> {
    return this.#act('post', thread, signal, (memory) => new InMemoryActions(memory).post(draft, key));
  }

  findPosted(thread: ThreadRef, _draft: NewComment, {key, signal}: Intent): Promise<Comment | null> {
    return this.#act('findPosted', thread, signal, (memory) => memory.findPosted(key));
  }

  edit(thread: ThreadRef, id: CommentId, body: Body, {signal}: Intent): Promise<Comment> {
    return this.#act('edit', thread, signal, (memory) => new InMemoryActions(memory).edit(id, body));
  }

  remove(thread: ThreadRef, id: CommentId, {signal}: Intent): Promise<Comment> {
    return this.#act('remove', thread, signal, (memory) => new InMemoryActions(memory).remove(id));
  }

  vote(thread: ThreadRef, id: CommentId, up: boolean, {signal}: Intent): Promise<Comment> {
    return this.#act('vote', thread, signal, (memory) => new InMemoryActions(memory).vote(id, up));
  }

  report(thread: ThreadRef, id: CommentId, report: Report, {signal}: Intent): Promise<Comment> {
    return this.#act('report', thread, signal, (memory) => new InMemoryActions(memory).report(id, report));
  }

  /** Changes by whomever, this adapter's own posts included. `delay` does not apply. */
  watch(thread: ThreadRef, since: Cursor | null, signal: AbortSignal): AsyncIterable<Change> {
    const operation = this.#startCall('watch', thread);
    const memory = this.#getThread(thread.pageId);
    let from: Cursor | number = since ?? memory.revision;
    return followChanges({
      read: () => {
        throwFailure(this.#options.fail, operation);
        const changes = memory.changesSince(from);
        from = memory.revision;
        return changes;
      },
      subscribe: (notify) => {
        this.#watchers.add(notify);
        return () => this.#watchers.delete(notify);
      },
      signal,
    });
  }

  now(): number {
    return this.#rules.now();
  }

  async counts(
    threads: readonly ThreadRef[],
    signal: AbortSignal,
  ): Promise<Map<string, number | ClosedCount>> {
    const operation = this.#startCall('counts', threads[0]);
    await this.#simulateRequest(operation, signal);
    return new Map(
      threads.map(({pageId}) => [pageId, toCount(this.#rules, this.#getThread(pageId).total())]),
    );
  }

  /** Another reader's comment reaches the thread. Throws `conflict` for an id that is there already. */
  arrive(where: ThreadRef | string, {author, body, ...rest}: ArrivingComment): Comment {
    const memory = this.#getThread(typeof where === 'string' ? where : where.pageId);
    const result = normaliseComment({
      id: this.#newId(memory),
      createdAt: this.#rules.now(),
      ...rest,
      author: typeof author === 'object' ? author : {name: author ?? 'Another reader'},
      body: typeof body === 'object' ? body : {format: 'text', value: body},
    });
    if ('dropped' in result) throw new CommentsError('malformed', result.dropped);
    const {comment} = result;
    if (memory.has(comment.id))
      throw new CommentsError('conflict', `There is a comment ${comment.id} already.`);
    memory.put(comment);
    this.#notifyWatchers();
    return comment;
  }

  /** Changes these fields of a comment. Throws `not-found`. */
  change(id: CommentId, fields: Partial<Omit<Comment, 'id'>>): void {
    const holders = [...this.#threads.values()].filter((memory) => memory.has(id));
    if (holders.length === 0) throw new CommentsError('not-found', `There is no comment ${id}.`);
    for (const memory of holders) memory.put({...memory.get(id), ...fields});
    this.#notifyWatchers();
  }

  /** The moderator lets a comment be read by all. Throws `not-found`. */
  publish(id: CommentId): void {
    this.change(id, {status: 'published'});
  }

  /** The moderator turns a comment down: its author alone still sees it, with the decision. Throws `not-found`. */
  reject(id: CommentId, decision: NonNullable<Comment['decision']> = {}): void {
    this.change(id, {status: 'rejected', decision});
  }

  /** The moderator takes a comment away: a tombstone stays. Throws `not-found`. */
  removeByModerator(id: CommentId, decision: NonNullable<Comment['decision']> = {}): void {
    this.change(id, {status: 'removed', decision});
  }

  async #act<Result>(
    name: MemoryOperation['name'],
    thread: ThreadRef,
    signal: AbortSignal,
    run: (memory: InMemoryThread) => Result,
  ): Promise<Result> {
    const operation = this.#startCall(name, thread);
    await this.#simulateRequest(operation, signal);
    const memory = this.#getThread(thread.pageId);
    const before = memory.revision;
    const result = run(memory);
    if (memory.revision !== before) this.#notifyWatchers();
    throwFailure(this.#options.failAfter, operation);
    return result;
  }

  #startCall(name: MemoryOperation['name'], thread: ThreadRef | undefined): MemoryOperation {
    const key = JSON.stringify([name, thread?.pageId]);
    const attempt = (this.#attempts.get(key) ?? 0) + 1;
    this.#attempts.set(key, attempt);
    return {name, attempt, thread};
  }

  async #simulateRequest(operation: MemoryOperation, signal: AbortSignal): Promise<void> {
    const {delay = 0, fail} = this.#options;
    signal.throwIfAborted();
    const ms = typeof delay === 'number' ? delay : delay(operation);
    // Also without a delay nothing is answered in the same breath: the caller may have second thoughts.
    await (ms > 0 ? sleep(ms, signal) : undefined);
    signal.throwIfAborted();
    throwFailure(fail, operation);
  }

  #getThread(pageId: string): InMemoryThread {
    const known = this.#threads.get(pageId);
    if (known) return known;
    const {comments = [], threads = {}, moderation = 'none', repliesPerPage} = this.#options;
    const status = moderation === 'hold' ? 'held' : 'published';
    const memory: InMemoryThread = new InMemoryThread([], {
      name: pageId,
      rules: this.#rules,
      readerId: this.#readerId,
      newId: () => this.#newId(memory),
      acceptsReports: true,
      moderate: typeof moderation === 'function' ? moderation : () => status,
      ...(repliesPerPage !== undefined && {repliesPerPage}),
    });
    const seed = normaliseComments((Object.hasOwn(threads, pageId) && threads[pageId]) || comments);
    for (const comment of seed.comments) memory.put(comment);
    for (const {reason} of seed.dropped) warnOnce('malformed', `A comment was left out. ${reason}`);
    this.#threads.set(pageId, memory);
    return memory;
  }

  #newId(memory: InMemoryThread): CommentId {
    let id: CommentId;
    do id = `comment-${String(++this.#lastId)}`;
    while (memory.has(id));
    return id;
  }

  #notifyWatchers(): void {
    for (const notify of this.#watchers) notify();
  }
}

const RETRY_AFTER_MS = 30_000;

function throwFailure(failure: MemoryFailure | undefined, operation: MemoryOperation): void {
  const reason = failure?.(operation);
  if (!reason) return;
  if (typeof reason !== 'string') throw reason;
  const retryAt = new Date(Date.now() + RETRY_AFTER_MS).toISOString();
  throw new CommentsError(reason, `${operation.name} fails as it was told to.`, {
    ...(reason === 'rate-limited' && {retryAt}),
  });
}
