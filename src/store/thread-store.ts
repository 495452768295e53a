import type {CommentsAdapter, OpenQuery} from '../model/adapter.js';
import type {CommentId} from '../model/comment.js';
import {CommentsError} from '../model/errors.js';
import type {CommentPage, Sort, ThreadPage, ThreadRef} from '../model/thread.js';
import {yieldToPage} from '../model/yield-to-page.js';
import {warnLater} from '../model/warn-later.js';
import type {reduce} from './reduce.js';
import {reduceReading} from './reduce-reading.js';
import type {OpenStore} from './open-store.js';
import {INITIAL_STATE, type Action, type ListId, type ReadingAction, type ThreadState} from './state.js';
import {validComments} from './valid-comments.js';

export interface OpenOptions {
  readonly sort: Sort;
  /** Top-level comments per page. */
  readonly limit: number;
  readonly around?: CommentId | undefined;
  readonly carried?: unknown;
  /** Whether to follow the thread while it is open, if the adapter can. */
  readonly live: boolean;
  /** Loads what is needed to render a page; its comments are shown afterwards. */
  readonly prepare?: (page: CommentPage & Partial<ThreadPage>) => Promise<unknown>;
}

/** More comments than a slow device validates and renders in one task without delaying its reader. */
const MANY = 100;

/**
 * Holds the state of one thread and loads it: it calls the adapter, drops stale responses, and passes each result to
 * `reduce`. `ThreadActions` has the readers' actions. It does not depend on elements.
 *
 * A store belongs to one adapter. `open` can be called again for another thread, which aborts the first.
 */
export class ThreadStore implements OpenStore {
  readonly adapter: CommentsAdapter;
  state: ThreadState = INITIAL_STATE;
  readonly #listener: (state: ThreadState) => void;
  #options: OpenOptions = {sort: 'newest', limit: 50, live: false};
  /** One per opening; aborted when the thread, its order or the page changes. */
  #session = new AbortController();

  /** Calls `listener` with every new state. */
  constructor(adapter: CommentsAdapter, listener: (state: ThreadState) => void) {
    this.adapter = adapter;
    this.#listener = listener;
  }

  /** The thread's clock in milliseconds since 1970: the backend's, if the adapter knows it. */
  get now(): number {
    return this.adapter.now?.() ?? Date.now();
  }

  get signal(): AbortSignal {
    return this.#session.signal;
  }

  /** Opens a thread. Resolves when it is ready or has failed; never rejects. */
  async open(thread: ThreadRef, options: OpenOptions): Promise<void> {
    this.#options = options;
    this.dispatch({type: 'reset', thread, sort: options.sort});
    await this.#load(options.around, options.carried);
  }

  /** Reloads, in another order or around another comment; comments on screen stay until the response. */
  async reopen({sort = this.state.sort, around}: {sort?: Sort; around?: CommentId} = {}): Promise<void> {
    if (!this.state.thread) return;
    this.dispatch({type: 'opening', sort});
    await this.#load(around);
  }

  /** Ends all reading. Submissions that are being sent continue, so that they are not lost. */
  close(): void {
    this.#session.abort();
  }

  /** Loads the next page of a list. Does nothing while it is loading, or at the end of the list. */
  async more(list: ListId): Promise<void> {
    const {loadMore} = await import('./load-more.js');
    await loadMore(this, list);
  }

  dispatch(action: ReadingAction): void;
  dispatch(action: Action, reducer: typeof reduce): void;
  dispatch(action: Action, reducer = reduceReading as typeof reduce): void {
    const next = reducer(this.state, action);
    if (next === this.state) return;
    this.state = next;
    this.#listener(next);
  }

  async prepare(page: CommentPage & Partial<ThreadPage>): Promise<void> {
    await this.#options.prepare?.(page).catch((reason: unknown) => {
      warnLater(({preparationFailed}) => preparationFailed(reason));
    });
  }

  async #load(around: CommentId | undefined, carried?: unknown): Promise<void> {
    this.close();
    this.#session = new AbortController();
    const {signal} = this;
    const {thread, sort} = this.state;
    if (!thread) return;
    const {limit, live} = this.#options;
    const query: OpenQuery = {sort, limit, carried, ...(around !== undefined && {around})};
    try {
      const page = await this.adapter.open(thread, query, signal);
      const comments = validComments(page.comments);
      await this.prepare({...page, comments});
      // Validating and sorting many comments takes as long as the first frame.
      if (comments.length > MANY) await yieldToPage();
      if (signal.aborted) return;
      this.dispatch({type: 'opened', page: {...page, comments}});
    } catch (reason) {
      if (!signal.aborted) this.dispatch({type: 'open-failed', error: CommentsError.from(reason)});
      return;
    }
    if (live && this.adapter.watch)
      await import('./live.js').then(({followThread}) => followThread(this, thread, signal), ignore);
  }
}

/** If the code for live updates fails to load, the comments are still shown. */
function ignore(): void {
  // The thread reports the missing code.
}
