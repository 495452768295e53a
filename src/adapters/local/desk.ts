import type {ClosedCount, CommentsAdapter, Intent, OpenQuery} from '../../model/adapter.js';
import type {Body, Comment, CommentId, Cursor, NewComment} from '../../model/comment.js';
import {newKey} from '../../model/new-key.js';
import {normaliseComments} from '../../model/normalise.js';
import type {Change, CommentPage, ThreadPage, ThreadRef} from '../../model/thread.js';
import {warnOnce} from '../../model/warn-once.js';
import {BookDeeds} from '../shared/book-deeds.js';
import {CommentBook} from '../shared/comment-book.js';
import {followChanges} from '../shared/follow-changes.js';
import {completeRules, countIn, type CompleteRules} from '../shared/thread-rules.js';
import {databaseOf, nameOf, type LocalAdapterOptions} from './options.js';
import {openShelf, type Shelf} from './shelf.js';

/**
 * All that a `LocalAdapter` does beyond a glance at a short thread: paging, seeds, writing, following, and keeping
 * comments in memory where there is no database. Loaded when the first of these is asked for.
 */
export class LocalDesk implements CommentsAdapter {
  readonly #options: LocalAdapterOptions;
  readonly #rules: CompleteRules;
  readonly #database: string;
  #shelf: Promise<Shelf> | null = null;

  constructor(options: LocalAdapterOptions) {
    this.#options = options;
    this.#rules = completeRules(options);
    this.#database = databaseOf(options);
  }

  open(thread: ThreadRef, query: OpenQuery, signal: AbortSignal): Promise<ThreadPage> {
    return this.#act(thread, signal, (book, {kept}) => {
      const page = book.open(query);
      return kept ? page : {...page, facts: {...page.facts, notice: 'not-kept'}};
    });
  }

  more(thread: ThreadRef, cursor: Cursor, signal: AbortSignal): Promise<CommentPage> {
    return this.#act(thread, signal, (book) => book.more(cursor));
  }

  post(thread: ThreadRef, draft: NewComment, {key, signal}: Intent): Promise<Comment> {
    return this.#do(thread, signal, (deeds) => deeds.post(draft, key));
  }

  findPosted(thread: ThreadRef, _draft: NewComment, {key, signal}: Intent): Promise<Comment | null> {
    return this.#act(thread, signal, (book) => book.findPosted(key));
  }

  edit(thread: ThreadRef, id: CommentId, body: Body, {signal}: Intent): Promise<Comment> {
    return this.#do(thread, signal, (deeds) => deeds.edit(id, body));
  }

  remove(thread: ThreadRef, id: CommentId, {signal}: Intent): Promise<Comment> {
    return this.#do(thread, signal, (deeds) => deeds.remove(id));
  }

  vote(thread: ThreadRef, id: CommentId, up: boolean, {signal}: Intent): Promise<Comment> {
    return this.#do(thread, signal, (deeds) => deeds.vote(id, up));
  }

  /** Changes from this tab and every other. */
  watch(thread: ThreadRef, since: Cursor | null, signal: AbortSignal): AsyncIterable<Change> {
    // "From now" is the moment of the call, not that of the first step.
    let from: Promise<Cursor | number> =
      since === null ? this.#act(thread, signal, (book) => book.revision) : Promise.resolve(since);
    from.catch(() => undefined);
    return followChanges({
      read: async () => {
        const position = await from;
        const [changes, revision] = await this.#act(thread, signal, (book) => [
          book.changesSince(position),
          book.revision,
        ]);
        from = Promise.resolve(revision);
        return changes;
      },
      subscribe: (touched) => this.#listen(this.#name(thread), touched),
      signal,
    });
  }

  async counts(
    threads: readonly ThreadRef[],
    signal: AbortSignal,
  ): Promise<Map<string, number | ClosedCount>> {
    const counted = threads.map(
      async (thread) =>
        [
          thread.pageId,
          countIn(this.#rules, await this.#act(thread, signal, (book) => book.total())),
        ] as const,
    );
    return new Map(await Promise.all(counted));
  }

  #name(thread: ThreadRef): string {
    return nameOf(this.#options, thread);
  }

  /** Puts into an empty thread what it begins with. */
  #plantSeed(book: CommentBook, thread: ThreadRef): void {
    const {seed = []} = this.#options;
    const {comments, dropped} = normaliseComments(typeof seed === 'function' ? seed(thread) : seed);
    for (const comment of comments) book.put(comment);
    for (const {reason} of dropped) warnOnce('malformed', `A comment was left out. ${reason}`);
  }

  #do<Result>(thread: ThreadRef, signal: AbortSignal, deed: (deeds: BookDeeds) => Result): Promise<Result> {
    return this.#act(thread, signal, (book) => deed(new BookDeeds(book)));
  }

  async #act<Result>(
    thread: ThreadRef,
    signal: AbortSignal,
    work: (book: CommentBook, shelf: Shelf) => Result,
  ): Promise<Result> {
    signal.throwIfAborted();
    const shelf = await (this.#shelf ??= openShelf(this.#database, () => (this.#shelf = null)));
    const name = this.#name(thread);
    const {result, changed} = await shelf.transact(name, signal, (rows) => {
      const book = new CommentBook(rows, {
        name,
        rules: this.#rules,
        me: this.#options.viewer?.id ?? shelf.device,
        newId: newKey,
      });
      const before = book.revision;
      if (rows.length === 0) this.#plantSeed(book, thread);
      return {result: work(book, shelf), changed: book.touchedSince(before)};
    });
    if (changed.length > 0) this.#tellTabs(name);
    return result;
  }

  #listen(name: string, touched: () => void): () => void {
    const channel = new BroadcastChannel(this.#database);
    channel.onmessage = ({data}) => {
      if (data === name) touched();
    };
    return () => channel.close();
  }

  /** A channel does not hear itself: one of its own lets every listener hear, those of this page included. */
  #tellTabs(name: string): void {
    const channel = new BroadcastChannel(this.#database);
    channel.postMessage(name);
    channel.close();
  }
}
