import type {CommentsAdapter, Intent, OpenQuery} from '../model/adapter.js';
import type {Body, Comment, CommentId, Cursor, NewComment} from '../model/comment.js';
import {newKey} from '../model/new-key.js';
import {threadKey, type Change, type CommentPage, type ThreadPage, type ThreadRef} from '../model/thread.js';
import {openShelf, type Shelf} from './local/shelf.js';
import type {BookDeeds} from './shared/book-deeds.js';
import {CommentBook} from './shared/comment-book.js';
import {followChanges} from './shared/follow-changes.js';
import {completeRules, type CompleteRules, type ThreadRules} from './shared/thread-rules.js';

/** What a `LocalAdapter` is made of. Everything has a default. */
export interface LocalAdapterOptions extends ThreadRules {
  /** Keeps the threads of one site apart from another's. Default: the site of the thread. */
  readonly site?: string;
  /** What a thread begins with on this device, put there when it is first opened. Default: nothing. */
  readonly seed?: readonly Comment[] | ((thread: ThreadRef) => readonly Comment[]);
  /** The IndexedDB database. Default: `parley-comments`. */
  readonly databaseName?: string;
}

/**
 * Comments kept on the reader's own device, in IndexedDB: for demos and for trying Parley out with nothing to
 * install. Tabs see each other's comments. Where the browser refuses a database (some private windows) or there is
 * none (Node) comments last as long as the adapter, and `facts.notice` says `not-kept`. What was posted as a guest belongs to
 * the device. There is no `report`: nobody would read it.
 */
export class LocalAdapter implements CommentsAdapter {
  readonly #options: LocalAdapterOptions;
  readonly #rules: CompleteRules;
  readonly #database: string;
  #shelf: Promise<Shelf> | null = null;

  constructor(options: LocalAdapterOptions = {}) {
    this.#options = options;
    this.#rules = completeRules(options);
    this.#database = options.databaseName ?? 'parley-comments';
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

  async counts(threads: readonly ThreadRef[], signal: AbortSignal): Promise<Map<string, number>> {
    const counted = threads.map(
      async (thread) => [thread.pageId, await this.#act(thread, signal, (book) => book.total())] as const,
    );
    return new Map(await Promise.all(counted));
  }

  #name({site, pageId}: ThreadRef): string {
    return threadKey({site: this.#options.site ?? site, pageId});
  }

  /** Reading needs no code for writing: that comes when somebody writes. */
  async #do<Result>(
    thread: ThreadRef,
    signal: AbortSignal,
    deed: (deeds: BookDeeds) => Result,
  ): Promise<Result> {
    const {BookDeeds} = await import('./shared/book-deeds.js');
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
    const {seed} = this.#options;
    const plant = seed && (await import('./local/plant.js')).plant;
    const {result, changed} = await shelf.transact(name, signal, (rows) => {
      const book = new CommentBook(rows, {
        name,
        rules: this.#rules,
        me: this.#options.viewer?.id ?? shelf.device,
        newId: newKey,
      });
      const before = book.revision;
      if (rows.length === 0) plant?.(book, typeof seed === 'function' ? seed(thread) : (seed ?? []));
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
