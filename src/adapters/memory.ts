import type {ClosedCount, CommentsAdapter, Intent, OpenQuery, Report} from '../model/adapter.js';
import type {Author, Body, Comment, CommentId, CommentStatus, Cursor, NewComment} from '../model/comment.js';
import {CommentsError, type CommentsErrorCode} from '../model/errors.js';
import {newKey} from '../model/new-key.js';
import {normaliseComment, normaliseComments} from '../model/normalise.js';
import type {Change, CommentPage, ThreadPage, ThreadRef} from '../model/thread.js';
import {warnOnce} from '../model/warn-once.js';
import {BookDeeds} from './shared/book-deeds.js';
import {CommentBook} from './shared/comment-book.js';
import {followChanges} from './shared/follow-changes.js';
import {completeRules, countIn, type CompleteRules, type ThreadRules} from './shared/thread-rules.js';
import {pause} from './shared/waiting.js';

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
  readonly #rules: CompleteRules;
  readonly #me: string;
  readonly #books = new Map<string, CommentBook>();
  readonly #watchers = new Set<() => void>();
  readonly #attempts = new Map<string, number>();
  #ids = 0;

  constructor(options: MemoryAdapterOptions = {}) {
    this.#options = options;
    this.#rules = completeRules(options);
    this.#me = options.viewer?.id ?? newKey();
  }

  open(thread: ThreadRef, query: OpenQuery, signal: AbortSignal): Promise<ThreadPage> {
    return this.#act('open', thread, signal, (book) => book.open(query));
  }

  more(thread: ThreadRef, cursor: Cursor, signal: AbortSignal): Promise<CommentPage> {
    return this.#act('more', thread, signal, (book) => book.more(cursor));
  }

  post(thread: ThreadRef, draft: NewComment, {key, signal}: Intent): Promise<Comment> {
    return this.#act('post', thread, signal, (book) => new BookDeeds(book).post(draft, key));
  }

  findPosted(thread: ThreadRef, _draft: NewComment, {key, signal}: Intent): Promise<Comment | null> {
    return this.#act('findPosted', thread, signal, (book) => book.findPosted(key));
  }

  edit(thread: ThreadRef, id: CommentId, body: Body, {signal}: Intent): Promise<Comment> {
    return this.#act('edit', thread, signal, (book) => new BookDeeds(book).edit(id, body));
  }

  remove(thread: ThreadRef, id: CommentId, {signal}: Intent): Promise<Comment> {
    return this.#act('remove', thread, signal, (book) => new BookDeeds(book).remove(id));
  }

  vote(thread: ThreadRef, id: CommentId, up: boolean, {signal}: Intent): Promise<Comment> {
    return this.#act('vote', thread, signal, (book) => new BookDeeds(book).vote(id, up));
  }

  report(thread: ThreadRef, id: CommentId, report: Report, {signal}: Intent): Promise<Comment> {
    return this.#act('report', thread, signal, (book) => new BookDeeds(book).report(id, report));
  }

  /** Changes by whomever, this adapter's own posts included. `delay` does not apply. */
  watch(thread: ThreadRef, since: Cursor | null, signal: AbortSignal): AsyncIterable<Change> {
    const operation = this.#begin('watch', thread);
    const book = this.#book(thread.pageId);
    let from: Cursor | number = since ?? book.revision;
    return followChanges({
      read: () => {
        refuse(this.#options.fail, operation);
        const changes = book.changesSince(from);
        from = book.revision;
        return changes;
      },
      subscribe: (touched) => {
        this.#watchers.add(touched);
        return () => this.#watchers.delete(touched);
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
    const operation = this.#begin('counts', threads[0]);
    await this.#wait(operation, signal);
    return new Map(threads.map(({pageId}) => [pageId, countIn(this.#rules, this.#book(pageId).total())]));
  }

  /** Another reader's comment reaches the thread. Throws `conflict` for an id that is there already. */
  arrive(where: ThreadRef | string, {author, body, ...rest}: ArrivingComment): Comment {
    const book = this.#book(typeof where === 'string' ? where : where.pageId);
    const result = normaliseComment({
      id: this.#newId(book),
      createdAt: this.#rules.now(),
      ...rest,
      author: typeof author === 'object' ? author : {name: author ?? 'Another reader'},
      body: typeof body === 'object' ? body : {format: 'text', value: body},
    });
    if ('dropped' in result) throw new CommentsError('malformed', result.dropped);
    const {comment} = result;
    if (book.has(comment.id))
      throw new CommentsError('conflict', `There is a comment ${comment.id} already.`);
    book.put(comment);
    this.#tellWatchers();
    return comment;
  }

  /** Changes these fields of a comment. Throws `not-found`. */
  change(id: CommentId, fields: Partial<Omit<Comment, 'id'>>): void {
    const books = [...this.#books.values()].filter((book) => book.has(id));
    if (books.length === 0) throw new CommentsError('not-found', `There is no comment ${id}.`);
    for (const book of books) book.put({...book.get(id), ...fields});
    this.#tellWatchers();
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
    work: (book: CommentBook) => Result,
  ): Promise<Result> {
    const operation = this.#begin(name, thread);
    await this.#wait(operation, signal);
    const book = this.#book(thread.pageId);
    const before = book.revision;
    const result = work(book);
    if (book.revision !== before) this.#tellWatchers();
    refuse(this.#options.failAfter, operation);
    return result;
  }

  #begin(name: MemoryOperation['name'], thread: ThreadRef | undefined): MemoryOperation {
    const key = JSON.stringify([name, thread?.pageId]);
    const attempt = (this.#attempts.get(key) ?? 0) + 1;
    this.#attempts.set(key, attempt);
    return {name, attempt, thread};
  }

  async #wait(operation: MemoryOperation, signal: AbortSignal): Promise<void> {
    const {delay = 0, fail} = this.#options;
    signal.throwIfAborted();
    const ms = typeof delay === 'number' ? delay : delay(operation);
    // Also without a delay nothing is answered in the same breath: the caller may have second thoughts.
    await (ms > 0 ? pause(ms, signal) : undefined);
    signal.throwIfAborted();
    refuse(fail, operation);
  }

  #book(pageId: string): CommentBook {
    const known = this.#books.get(pageId);
    if (known) return known;
    const {comments = [], threads = {}, moderation = 'none', repliesPerPage} = this.#options;
    const status = moderation === 'hold' ? 'held' : 'published';
    const book: CommentBook = new CommentBook([], {
      name: pageId,
      rules: this.#rules,
      me: this.#me,
      newId: () => this.#newId(book),
      reporting: true,
      moderate: typeof moderation === 'function' ? moderation : () => status,
      ...(repliesPerPage !== undefined && {repliesPerPage}),
    });
    const seed = normaliseComments((Object.hasOwn(threads, pageId) && threads[pageId]) || comments);
    for (const comment of seed.comments) book.put(comment);
    for (const {reason} of seed.dropped) warnOnce('malformed', `A comment was left out. ${reason}`);
    this.#books.set(pageId, book);
    return book;
  }

  #newId(book: CommentBook): CommentId {
    let id: CommentId;
    do id = `comment-${String(++this.#ids)}`;
    while (book.has(id));
    return id;
  }

  #tellWatchers(): void {
    for (const touched of this.#watchers) touched();
  }
}

const RETRY_AFTER_MS = 30_000;

function refuse(failure: MemoryFailure | undefined, operation: MemoryOperation): void {
  const reason = failure?.(operation);
  if (!reason) return;
  if (typeof reason !== 'string') throw reason;
  const retryAt = new Date(Date.now() + RETRY_AFTER_MS).toISOString();
  throw new CommentsError(reason, `${operation.name} fails as it was told to.`, {
    ...(reason === 'rate-limited' && {retryAt}),
  });
}
