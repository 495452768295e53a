import type {ClosedCount, CommentsAdapter, Intent, OpenQuery} from '../model/adapter.js';
import type {Body, Comment, CommentId, Cursor, NewComment} from '../model/comment.js';
import {CommentsError} from '../model/errors.js';
import type {Change, CommentPage, ThreadPage, ThreadRef} from '../model/thread.js';
import type {LocalBackend} from './local/local-backend.js';
import {openShortThread} from './local/open-short-thread.js';
import {databaseNameOf, threadNameOf, type LocalAdapterOptions} from './local/options.js';
import {resolveRules} from './shared/thread-rules.js';

export type {LocalAdapterOptions} from './local/options.js';
export type {ThreadRules} from './shared/thread-rules.js';

/**
 * Stores comments on the reader's own device, in IndexedDB: for demos and for trying Parley without a server. Tabs see
 * each other's comments. Where there is no database (some private windows, Node), comments last as long as the adapter
 * and `facts.notice` is `not-kept`. A guest's comments belong to the device. There is no `report`: nobody would read it.
 */
export class LocalAdapter implements CommentsAdapter {
  readonly #options: LocalAdapterOptions;
  #backend: Promise<LocalBackend> | undefined;

  constructor(options: LocalAdapterOptions = {}) {
    this.#options = options;
    // Only the backend can add the seed: load it before the reader opens the thread.
    if (options.seed) this.#loadBackend().catch(() => undefined);
  }

  async open(thread: ThreadRef, query: OpenQuery, signal: AbortSignal): Promise<ThreadPage> {
    signal.throwIfAborted();
    const options = this.#options;
    // Once loaded, the backend answers: it may hold comments that are in no database.
    const page = this.#backend
      ? null
      : await openShortThread(
          {
            database: databaseNameOf(options),
            name: threadNameOf(options, thread),
            rules: resolveRules(options),
          },
          query,
        );
    signal.throwIfAborted();
    return page ?? (await this.#loadBackend()).open(thread, query, signal);
  }

  async more(thread: ThreadRef, cursor: Cursor, signal: AbortSignal): Promise<CommentPage> {
    return (await this.#loadBackend()).more(thread, cursor, signal);
  }

  async post(thread: ThreadRef, draft: NewComment, intent: Intent): Promise<Comment> {
    return (await this.#loadBackend()).post(thread, draft, intent);
  }

  async findPosted(thread: ThreadRef, draft: NewComment, intent: Intent): Promise<Comment | null> {
    return (await this.#loadBackend()).findPosted(thread, draft, intent);
  }

  async edit(thread: ThreadRef, id: CommentId, body: Body, intent: Intent): Promise<Comment> {
    return (await this.#loadBackend()).edit(thread, id, body, intent);
  }

  async remove(thread: ThreadRef, id: CommentId, intent: Intent): Promise<Comment> {
    return (await this.#loadBackend()).remove(thread, id, intent);
  }

  async vote(thread: ThreadRef, id: CommentId, up: boolean, intent: Intent): Promise<Comment> {
    return (await this.#loadBackend()).vote(thread, id, up, intent);
  }

  /** Changes from all tabs of this device. */
  watch(thread: ThreadRef, since: Cursor | null, signal: AbortSignal): AsyncIterable<Change> {
    // Start now, not at the first step: "from now" is the moment of the call.
    const changes = this.#loadBackend().then((backend) => backend.watch(thread, since, signal));
    changes.catch(() => undefined);
    return (async function* () {
      yield* await changes;
    })();
  }

  async counts(
    threads: readonly ThreadRef[],
    signal: AbortSignal,
  ): Promise<Map<string, number | ClosedCount>> {
    return (await this.#loadBackend()).counts(threads, signal);
  }

  #loadBackend(): Promise<LocalBackend> {
    this.#backend ??= import('./local/local-backend.js').then(
      ({LocalBackend}) => new LocalBackend(this.#options),
      (reason: unknown) => {
        // The next call loads it again.
        this.#backend = undefined;
        throw CommentsError.from(reason);
      },
    );
    return this.#backend;
  }
}
