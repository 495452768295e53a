import type {ClosedCount, CommentsAdapter, Intent, OpenQuery} from '../model/adapter.js';
import type {Body, Comment, CommentId, Cursor, NewComment} from '../model/comment.js';
import {CommentsError} from '../model/errors.js';
import type {Change, CommentPage, ThreadPage, ThreadRef} from '../model/thread.js';
import type {LocalDesk} from './local/desk.js';
import {glance} from './local/glance.js';
import {databaseOf, nameOf, type LocalAdapterOptions} from './local/options.js';
import {completeRules} from './shared/thread-rules.js';

export type {LocalAdapterOptions} from './local/options.js';

/**
 * Comments kept on the reader's own device, in IndexedDB: for demos and for trying Parley out with nothing to
 * install. Tabs see each other's comments. Where the browser refuses a database (some private windows) or there is
 * none (Node) comments last as long as the adapter, and `facts.notice` says `not-kept`. What was posted as a guest belongs to
 * the device. There is no `report`: nobody would read it.
 */
export class LocalAdapter implements CommentsAdapter {
  readonly #options: LocalAdapterOptions;
  #desk: Promise<LocalDesk> | undefined;

  constructor(options: LocalAdapterOptions = {}) {
    this.#options = options;
    // Only the desk can plant; fetched now, it is there when the reader is.
    if (options.seed) this.#atDesk().catch(() => undefined);
  }

  async open(thread: ThreadRef, query: OpenQuery, signal: AbortSignal): Promise<ThreadPage> {
    signal.throwIfAborted();
    const options = this.#options;
    // Once the desk is there it is asked, for it knows of comments that no database has.
    const page = this.#desk
      ? null
      : await glance(
          {
            database: databaseOf(options),
            name: nameOf(options, thread),
            rules: completeRules(options),
          },
          query,
        );
    signal.throwIfAborted();
    return page ?? (await this.#atDesk()).open(thread, query, signal);
  }

  async more(thread: ThreadRef, cursor: Cursor, signal: AbortSignal): Promise<CommentPage> {
    return (await this.#atDesk()).more(thread, cursor, signal);
  }

  async post(thread: ThreadRef, draft: NewComment, intent: Intent): Promise<Comment> {
    return (await this.#atDesk()).post(thread, draft, intent);
  }

  async findPosted(thread: ThreadRef, draft: NewComment, intent: Intent): Promise<Comment | null> {
    return (await this.#atDesk()).findPosted(thread, draft, intent);
  }

  async edit(thread: ThreadRef, id: CommentId, body: Body, intent: Intent): Promise<Comment> {
    return (await this.#atDesk()).edit(thread, id, body, intent);
  }

  async remove(thread: ThreadRef, id: CommentId, intent: Intent): Promise<Comment> {
    return (await this.#atDesk()).remove(thread, id, intent);
  }

  async vote(thread: ThreadRef, id: CommentId, up: boolean, intent: Intent): Promise<Comment> {
    return (await this.#atDesk()).vote(thread, id, up, intent);
  }

  /** Changes from this tab and every other. */
  watch(thread: ThreadRef, since: Cursor | null, signal: AbortSignal): AsyncIterable<Change> {
    // Asked for now, not at the first step: "from now" is the moment of the call.
    const changes = this.#atDesk().then((desk) => desk.watch(thread, since, signal));
    changes.catch(() => undefined);
    return (async function* () {
      yield* await changes;
    })();
  }

  async counts(
    threads: readonly ThreadRef[],
    signal: AbortSignal,
  ): Promise<Map<string, number | ClosedCount>> {
    return (await this.#atDesk()).counts(threads, signal);
  }

  #atDesk(): Promise<LocalDesk> {
    this.#desk ??= import('./local/desk.js').then(
      ({LocalDesk}) => new LocalDesk(this.#options),
      (reason: unknown) => {
        // Whoever asks again tries again.
        this.#desk = undefined;
        throw CommentsError.from(reason);
      },
    );
    return this.#desk;
  }
}
