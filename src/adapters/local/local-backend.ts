import type {ClosedCount, CommentsAdapter, Intent, OpenQuery} from '../../model/adapter.js';
import type {Body, Comment, CommentId, Cursor, NewComment} from '../../model/comment.js';
import {newKey} from '../../model/new-key.js';
import {normaliseComments} from '../../model/normalise.js';
import type {Change, CommentPage, ThreadPage, ThreadRef} from '../../model/thread.js';
import {warnOnce} from '../../model/warn-once.js';
import {InMemoryActions} from '../shared/in-memory-actions.js';
import {InMemoryThread} from '../shared/in-memory-thread.js';
import {followChanges} from '../shared/follow-changes.js';
import {resolveRules, toCount, type ResolvedRules} from '../shared/thread-rules.js';
import {databaseNameOf, threadNameOf, type LocalAdapterOptions} from './options.js';
import {EMPTY_STORE, openRowStore, type RowStore} from './row-store.js';

/**
 * All that a `LocalAdapter` does beyond opening a short thread: paging, seeds, writing, watching, and storing comments
 * in memory where there is no database. Loaded when one of these is first needed.
 */
export class LocalBackend implements CommentsAdapter {
  readonly #options: LocalAdapterOptions;
  readonly #rules: ResolvedRules;
  readonly #database: string;
  #store: Promise<RowStore | null> | null = null;

  constructor(options: LocalAdapterOptions) {
    this.#options = options;
    this.#rules = resolveRules(options);
    this.#database = databaseNameOf(options);
  }

  open(thread: ThreadRef, query: OpenQuery, signal: AbortSignal): Promise<ThreadPage> {
    return this.#transact(thread, signal, (memory, {isPersistent}) => {
      const page = memory.open(query);
      return isPersistent ? page : {...page, facts: {...page.facts, notice: 'not-kept'}};
    });
  }

  more(thread: ThreadRef, cursor: Cursor, signal: AbortSignal): Promise<CommentPage> {
    return this.#transact(thread, signal, (memory) => memory.more(cursor));
  }

  post(thread: ThreadRef, draft: NewComment, {key, signal}: Intent): Promise<Comment> {
    return this.#act(thread, signal, (actions) => actions.post(draft, key));
  }

  findPosted(thread: ThreadRef, _draft: NewComment, {key, signal}: Intent): Promise<Comment | null> {
    return this.#transact(thread, signal, (memory) => memory.findPosted(key));
  }

  edit(thread: ThreadRef, id: CommentId, body: Body, {signal}: Intent): Promise<Comment> {
    return this.#act(thread, signal, (actions) => actions.edit(id, body));
  }

  remove(thread: ThreadRef, id: CommentId, {signal}: Intent): Promise<Comment> {
    return this.#act(thread, signal, (actions) => actions.remove(id));
  }

  vote(thread: ThreadRef, id: CommentId, up: boolean, {signal}: Intent): Promise<Comment> {
    return this.#act(thread, signal, (actions) => actions.vote(id, up));
  }

  /** Changes from all tabs of this device. */
  watch(thread: ThreadRef, since: Cursor | null, signal: AbortSignal): AsyncIterable<Change> {
    // "From now" is the moment of the call, not that of the first step.
    let from: Promise<Cursor | number> =
      since === null ? this.#transact(thread, signal, (memory) => memory.revision) : Promise.resolve(since);
    from.catch(() => undefined);
    return followChanges({
      read: async () => {
        const position = await from;
        const [changes, revision] = await this.#transact(thread, signal, (memory) => [
          memory.changesSince(position),
          memory.revision,
        ]);
        from = Promise.resolve(revision);
        return changes;
      },
      subscribe: (notify) => this.#subscribe(this.#threadName(thread), notify),
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
          toCount(this.#rules, await this.#transact(thread, signal, (memory) => memory.total())),
        ] as const,
    );
    return new Map(await Promise.all(counted));
  }

  #threadName(thread: ThreadRef): string {
    return threadNameOf(this.#options, thread);
  }

  /** Adds the seed comments to an empty thread. */
  #addSeed(memory: InMemoryThread, thread: ThreadRef): void {
    const {seed = []} = this.#options;
    const {comments, dropped} = normaliseComments(typeof seed === 'function' ? seed(thread) : seed);
    for (const comment of comments) memory.put(comment);
    for (const {reason} of dropped) warnOnce('malformed', `Dropped a comment. ${reason}`);
  }

  #act<Result>(
    thread: ThreadRef,
    signal: AbortSignal,
    action: (actions: InMemoryActions) => Result,
  ): Promise<Result> {
    return this.#transact(thread, signal, (memory) => action(new InMemoryActions(memory)), true);
  }

  async #transact<Result>(
    thread: ThreadRef,
    signal: AbortSignal,
    run: (memory: InMemoryThread, store: RowStore) => Result,
    writes = false,
  ): Promise<Result> {
    signal.throwIfAborted();
    const store = (await this.#open(writes)) ?? EMPTY_STORE;
    const name = this.#threadName(thread);
    const {result, changed} = await store.transact(name, signal, (rows) => {
      const memory = new InMemoryThread(rows, {
        name,
        rules: this.#rules,
        readerId: this.#options.viewer?.id ?? store.device,
        newId: newKey,
      });
      const before = memory.revision;
      if (rows.length === 0) this.#addSeed(memory, thread);
      return {result: run(memory, store), changed: memory.rowsChangedSince(before)};
    });
    if (changed.length > 0) this.#notifyTabs(name);
    return result;
  }

  /** The device's rows; `null` where nothing is stored, which reading alone does not change. */
  async #open(mayCreate: boolean): Promise<RowStore | null> {
    const opening = (this.#store ??= openRowStore(this.#database, () => (this.#store = null), mayCreate));
    const store = await opening;
    if (store) return store;
    if (this.#store === opening) this.#store = null;
    return mayCreate ? this.#open(true) : null;
  }

  #subscribe(name: string, notify: () => void): () => void {
    const channel = new BroadcastChannel(this.#database);
    channel.onmessage = ({data}) => {
      if (data === name) notify();
    };
    return () => channel.close();
  }

  /** A channel does not receive its own messages: a second one reaches every listener, this page's included. */
  #notifyTabs(name: string): void {
    const channel = new BroadcastChannel(this.#database);
    channel.postMessage(name);
    channel.close();
  }
}
