import type {ClosedCount, CommentsAdapter, Intent, OpenQuery, Report} from '../model/adapter.js';
import type {Author, Body, Comment, CommentId, CommentStatus, Cursor, NewComment} from '../model/comment.js';
import type {CommentsErrorCode} from '../model/error-codes.js';
import {CommentsError} from '../model/errors.js';
import {newKey} from '../model/new-key.js';
import {normaliseComment, normaliseComments} from '../model/normalise.js';
import type {Change, CommentPage, ThreadPage, ThreadRef} from '../model/thread.js';
import {warnOnce} from '../model/warn-once.js';
import {deviceClock, pauseFor} from '../storage/clock.js';
import {InMemoryActions} from './shared/in-memory-actions.js';
import {InMemoryThread} from './shared/in-memory-thread.js';
import {followChanges} from './shared/follow-changes.js';
import {resolveRules, toCount, type ResolvedRules, type ThreadRules} from './shared/thread-rules.js';

export type {ThreadRules} from './shared/thread-rules.js';

/** One call of the adapter, as `delay`, `fail` and `failAfter` receive it. */
export interface MemoryOperation {
  readonly name: keyof CommentsAdapter;
  /** The number of calls of this method for this thread so far, this one included: 1, 2, ... */
  readonly attempt: number;
  /** The thread; for `counts` the first one. */
  readonly thread: ThreadRef | undefined;
}

/** Returns the error with which a call fails, or nothing if it succeeds. */
export type MemoryFailure = (
  operation: MemoryOperation,
) => CommentsErrorCode | CommentsError | false | null | undefined;

/** A comment for `arrive`. Defaults: a new id, the current time, the author "Another reader". */
export type ArrivingComment = Partial<Omit<Comment, 'author' | 'body'>> & {
  /** A string is the author's name. */
  readonly author?: Author | string;
  /** A string is a body in plain text. */
  readonly body: Body | string;
};

/** The options of a `MemoryAdapter`, all optional. */
export interface MemoryAdapterOptions extends ThreadRules {
  /** Comments that every thread has at first. Invalid ones are dropped with a console warning. Default: none. */
  readonly comments?: readonly Comment[];
  /** Comments of single threads by page id, instead of `comments`. */
  readonly threads?: Readonly<Record<string, readonly Comment[]>>;
  /** The duration of each call in milliseconds; an aborted call ends at once. Default: 0. */
  readonly delay?: number | ((operation: MemoryOperation) => number);
  /** Makes a call fail before it takes effect, as if it never reached a server. Default: none fails. */
  readonly fail?: MemoryFailure;
  /** Makes a call fail after it took effect, as if the response were lost. Default: none fails. */
  readonly failAfter?: MemoryFailure;
  /** The status of a new comment: `none` publishes it (the default), `hold` holds it, a function decides. */
  readonly moderation?: 'none' | 'hold' | ((draft: NewComment) => CommentStatus);
  /** The most replies that are listed with a top-level comment. Default: 50. */
  readonly repliesPerPage?: number;
}

/**
 * Stores comments in memory, for tests, demos and design work. It implements the whole adapter contract, with the rules,
 * delays and failures of its options. `arrive`, `change`, `publish`, `reject` and `removeByModerator` simulate other
 * readers and a moderator.
 *
 * Held and rejected comments are shown only to their author: the `viewer`, or the guest who posts through this adapter.
 * An id that is in several threads (`comments` is added to each) is changed in all of them.
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

  /** All changes, this adapter's own posts included. `delay` does not apply. */
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

  /** Simulates another reader's comment. Throws `conflict` if the id exists, `malformed` if the comment is invalid. */
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
      throw new CommentsError('conflict', `A comment with the id "${comment.id}" already exists.`);
    memory.put(comment);
    this.#notifyWatchers();
    return comment;
  }

  /** Changes fields of a comment. Throws `not-found`. */
  change(id: CommentId, fields: Partial<Omit<Comment, 'id'>>): void {
    const holders = [...this.#threads.values()].filter((memory) => memory.has(id));
    if (holders.length === 0) throw new CommentsError('not-found', `No comment has the id "${id}".`);
    for (const memory of holders) memory.put({...memory.get(id), ...fields});
    this.#notifyWatchers();
  }

  /** Simulates a moderator who publishes a comment. Throws `not-found`. */
  publish(id: CommentId): void {
    this.change(id, {status: 'published'});
  }

  /** Simulates a moderator who rejects a comment: only its author still sees it, with the decision. Throws `not-found`. */
  reject(id: CommentId, decision: NonNullable<Comment['decision']> = {}): void {
    this.change(id, {status: 'rejected', decision});
  }

  /** Simulates a moderator who removes a comment: a tombstone stays. Throws `not-found`. */
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
    // Asynchronous also without a delay, so that the caller can abort.
    await (ms > 0 ? pauseFor(deviceClock, ms, signal) : undefined);
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
    for (const {reason} of seed.dropped) warnOnce('malformed', `Dropped a comment. ${reason}`);
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
  throw new CommentsError(reason, `${operation.name} fails as configured (${reason}).`, {
    ...(reason === 'rate-limited' && {retryAt}),
  });
}
