import type {CommentsAdapter, OpenQuery} from '../model/adapter.js';
import type {Comment, CommentId} from '../model/comment.js';
import {CommentsError} from '../model/errors.js';
import type {CommentPage, Sort, ThreadPage, ThreadRef} from '../model/thread.js';
import {warnLater} from '../model/warn-later.js';
import type {reduce} from './reduce.js';
import {reduceReading} from './reduce-reading.js';
import {INITIAL_STATE, type Action, type ListId, type ReadingAction, type ThreadState} from './state.js';

export interface OpenOptions {
  readonly sort: Sort;
  /** Roots a page. */
  readonly limit: number;
  readonly around?: CommentId | undefined;
  /** Whether to follow the thread while it is open, where the adapter can. */
  readonly live: boolean;
  /** Gets ready what it takes to draw a page; waited for before its comments are shown. */
  readonly prepare?: (page: CommentPage & Partial<ThreadPage>) => Promise<unknown>;
}

/**
 * Holds one thread's state and carries out what reading needs: it asks the adapter, drops what comes too late, and
 * puts each result through `reduce`. What readers do is in `ThreadDeeds`. It knows nothing of elements.
 *
 * One store serves one adapter; `open` may be called again for another thread, which aborts and forgets the first.
 */
export class ThreadStore {
  readonly adapter: CommentsAdapter;
  state: ThreadState = INITIAL_STATE;
  readonly #listener: (state: ThreadState) => void;
  #options: OpenOptions = {sort: 'newest', limit: 50, live: false};
  /** One for each opening: aborted when the thread, its sort or the page goes. */
  #session = new AbortController();

  /** `changed` hears of every new state. */
  constructor(adapter: CommentsAdapter, listener: (state: ThreadState) => void) {
    this.adapter = adapter;
    this.#listener = listener;
  }

  /** The one clock that a thread goes by, in milliseconds since 1970: the backend's, where the adapter knows it. */
  get now(): number {
    return this.adapter.now?.() ?? Date.now();
  }

  /** Aborts when the thread as it is open now goes. */
  get signal(): AbortSignal {
    return this.#session.signal;
  }

  /** Opens a thread from nothing. Resolves when it is ready or has failed; never rejects. */
  async open(thread: ThreadRef, options: OpenOptions): Promise<void> {
    this.#options = options;
    this.dispatch({type: 'reset', thread, sort: options.sort});
    await this.#load(options.around);
  }

  /** Asks again, in another order or around another comment; what is on screen stays until the answer comes. */
  async reopen({sort = this.state.sort, around}: {sort?: Sort; around?: CommentId} = {}): Promise<void> {
    if (!this.state.thread) return;
    this.dispatch({type: 'opening', sort});
    await this.#load(around);
  }

  /** Ends everything that only serves reading. A letter on its way goes on, so that it is not lost. */
  close(): void {
    this.#session.abort();
  }

  /** Fetches what comes next in a list; nothing while that is under way, or when the list has ended. */
  async more(list: ListId): Promise<void> {
    const {loadMore} = await import('./load-more.js');
    await loadMore(this, list);
  }

  /**
   * Puts an action through `reduce`; who holds the store hears of a change. Whoever does more than open threads brings
   * `reduce` along, so that reading needs only its part of it.
   */
  dispatch(action: ReadingAction): void;
  dispatch(action: Action, reducer: typeof reduce): void;
  dispatch(action: Action, reducer = reduceReading as typeof reduce): void {
    const next = reducer(this.state, action);
    if (next === this.state) return;
    this.state = next;
    this.#listener(next);
  }

  /** Resolves when what it takes to draw a page is there, or, with one warning, cannot be had. Never rejects. */
  async prepare(page: CommentPage & Partial<ThreadPage>): Promise<void> {
    await this.#options.prepare?.(page).catch((reason: unknown) => {
      warnLater(({preparationFailed}) => preparationFailed(reason));
    });
  }

  async #load(around: CommentId | undefined): Promise<void> {
    this.close();
    this.#session = new AbortController();
    const {signal} = this;
    const {thread, sort} = this.state;
    if (!thread) return;
    const {limit, live} = this.#options;
    const query: OpenQuery = {sort, limit, ...(around !== undefined && {around})};
    try {
      const page = await this.adapter.open(thread, query, signal);
      const comments = validComments(page.comments);
      await this.prepare({...page, comments});
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

/** Where the code to follow a thread cannot be fetched, the reader has its comments all the same. */
function ignore(): void {
  // The thread tells that there is code missing.
}

/**
 * What can be drawn of what an adapter gave. Adapters normalise what backends send; this is for one that does not,
 * so that a bad comment never costs the reader the others.
 */
export function validComments(comments: readonly Comment[]): readonly Comment[] {
  return comments.filter((comment) => {
    if (isComment(comment)) return true;
    warnLater(({invalidComment}) => invalidComment());
    return false;
  });
}

function isComment(thing: unknown): boolean {
  const {id, author, body, createdAt} = (thing ?? {}) as Partial<Comment>;
  const texts: unknown[] = [id, author?.name, body?.value, createdAt];
  return texts.every((text) => typeof text === 'string') && !Number.isNaN(Date.parse(createdAt ?? ''));
}
