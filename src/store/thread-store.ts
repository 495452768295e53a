import type {CommentsAdapter, Intent, OpenQuery, Report} from '../model/adapter.js';
import type {Body, Comment, CommentId, NewComment} from '../model/comment.js';
import {CommentsError, isAbort} from '../model/errors.js';
import {newKey} from '../model/new-key.js';
import {normaliseComments, normalisePage, type NormalisedList} from '../model/normalise.js';
import type {CommentPage, Sort, ThreadRef} from '../model/thread.js';
import {warnOnce} from '../model/warn-once.js';
import {follow} from './live.js';
import {INITIAL_STATE, optimisticId, reduce, type Action, type ListId, type ThreadState} from './state.js';

export interface OpenOptions {
  readonly sort: Sort;
  /** Roots a page. */
  readonly limit: number;
  readonly around?: CommentId | undefined;
  /** Whether to follow the thread while it is open, where the adapter can. */
  readonly live: boolean;
  /** What else must be there before comments can be drawn; waited for beside the data. */
  readonly ready?: Promise<unknown>;
}

export interface PostOptions {
  /** Made by whoever holds the text, and kept with it: the same key is never posted twice. */
  readonly key?: string;
  /** Runs before anything is sent; false, or a rejection, takes the intent back. */
  readonly check?: () => Promise<boolean>;
  /** Under which name it is shown until the backend has answered. */
  readonly authorName?: string;
}

/**
 * What came of a reader's wish: the comment as the backend has it now, the reason it could not be done, or `null`
 * when it no longer matters (the reader took it back, or the page changed).
 */
export type Outcome = Comment | CommentsError | null;

/**
 * Holds one thread's state and carries out its effects: it asks the adapter, drops what comes too late, and puts
 * each result through `reduce`. It knows nothing of elements.
 *
 * One store serves one adapter; `open` may be called again for another thread, which aborts and forgets the first.
 */
export class ThreadStore {
  readonly #adapter: CommentsAdapter;
  readonly #changed: (state: ThreadState) => void;
  #state: ThreadState = INITIAL_STATE;
  #options: OpenOptions = {sort: 'newest', limit: 50, live: false};
  /** One for each opening: aborted when the thread, its sort or the page goes. */
  #session = new AbortController();
  /** Keys whose post went out and was never answered: these are looked for before they are sent again. */
  readonly #unanswered = new Set<string>();

  constructor(adapter: CommentsAdapter, changed: (state: ThreadState) => void) {
    this.#adapter = adapter;
    this.#changed = changed;
  }

  get state(): ThreadState {
    return this.#state;
  }

  /** Whether a thread is held open; false before the first and after `close`. */
  get isOpen(): boolean {
    return this.#state.thread !== null && !this.#session.signal.aborted;
  }

  /** What the backend behind this store can do at all; rights on single comments are the comments' own. */
  get capabilities(): Readonly<Record<'post' | 'edit' | 'remove' | 'vote' | 'report', boolean>> {
    const {post, edit, remove, vote, report} = this.#adapter;
    return {post: !!post, edit: !!edit, remove: !!remove, vote: !!vote, report: !!report};
  }

  /** Opens a thread from nothing. Resolves when it is ready or has failed; never rejects. */
  async open(thread: ThreadRef, options: OpenOptions): Promise<void> {
    this.#options = options;
    this.#dispatch({type: 'reset', thread, sort: options.sort});
    await this.#load(options.around);
  }

  /** Asks again, in another order or around another comment; what is on screen stays until the answer comes. */
  async reopen({sort = this.#state.sort, around}: {sort?: Sort; around?: CommentId} = {}): Promise<void> {
    if (!this.#state.thread) return;
    this.#dispatch({type: 'opening', sort});
    await this.#load(around);
  }

  /** Ends everything that only serves reading. A letter on its way goes on, so that it is not lost. */
  close(): void {
    this.#session.abort();
  }

  setOffline(offline: boolean): void {
    this.#dispatch({type: 'connectivity', offline});
  }

  /** Fetches what comes next in a list. Gives how many comments that brought. */
  async more(list: ListId): Promise<number> {
    const {thread, next, comments, more} = this.#state;
    const cursor = list === null ? next : comments.get(list)?.replies?.next;
    if (!thread || cursor == null || more.get(list) === 'loading') return 0;
    const {signal} = this.#session;
    this.#dispatch({type: 'more-started', list});
    try {
      const answer = await this.#adapter.more(thread, cursor, signal);
      if (signal.aborted) return 0;
      const page: CommentPage = {comments: usable(answer.comments), next: answer.next};
      const before = this.#state.comments.size;
      this.#dispatch({type: 'more-loaded', list, page});
      return this.#state.comments.size - before;
    } catch (reason) {
      if (!signal.aborted) this.#dispatch({type: 'more-failed', list, error: CommentsError.from(reason)});
      return 0;
    }
  }

  /** Puts what has arrived before the reader, oldest first; gives the ids. */
  showArrivals(): CommentId[] {
    const ids = this.#state.arrived.map(({id}) => id);
    this.#dispatch({type: 'arrivals-shown'});
    return ids;
  }

  /**
   * Posts a letter: at once visible as `sending`, then as what the backend made of it. When it fails, the intent
   * stays in `outgoing` with its error, and posting it again with the same key first asks whether it had arrived.
   */
  async post(draft: NewComment, {key = newKey(), check, authorName}: PostOptions = {}): Promise<Outcome> {
    const {thread, outgoing} = this.#state;
    const earlier = outgoing.get(key)?.status;
    if (!thread || earlier === 'checking' || earlier === 'sending' || earlier === 'sent') return null;
    const stillHere = (): boolean => this.#state.thread === thread;

    this.#dispatch({type: 'post-checked', key, draft});
    if (check && !(await check().catch(() => false))) {
      if (stillHere()) this.#dispatch({type: 'post-withdrawn', key});
      return null;
    }
    if (!stillHere()) return null;
    this.#dispatch({type: 'post-started', key, comment: optimistic(key, draft, authorName)});
    try {
      const comment = await this.#send(thread, draft, {key, signal: new AbortController().signal});
      this.#unanswered.delete(key);
      if (!stillHere()) return null;
      this.#dispatch({type: 'posted', key, comment});
      return comment;
    } catch (reason) {
      const error = CommentsError.from(reason);
      if (error.unanswered) this.#unanswered.add(key);
      if (!stillHere()) return null;
      this.#dispatch({type: 'post-failed', key, error});
      return error;
    }
  }

  edit(id: CommentId, body: Body): Promise<Outcome> {
    return this.#act(id, {
      hoped: (comment) => ({...comment, body}),
      send: this.#adapter.edit && ((adapter, thread, intent) => adapter.edit?.(thread, id, body, intent)),
    });
  }

  remove(id: CommentId): Promise<Outcome> {
    return this.#act(id, {
      send: this.#adapter.remove && ((adapter, thread, intent) => adapter.remove?.(thread, id, intent)),
    });
  }

  vote(id: CommentId, up: boolean): Promise<Outcome> {
    return this.#act(id, {
      hoped: (comment) => {
        const count = comment.score?.up ?? 0;
        const step = up === (comment.score?.mine ?? false) ? 0 : up ? 1 : -1;
        return {...comment, score: {up: Math.max(0, count + step), mine: up}};
      },
      send: this.#adapter.vote && ((adapter, thread, intent) => adapter.vote?.(thread, id, up, intent)),
    });
  }

  report(id: CommentId, report: Report): Promise<Outcome> {
    return this.#act(id, {
      send:
        this.#adapter.report && ((adapter, thread, intent) => adapter.report?.(thread, id, report, intent)),
    });
  }

  #dispatch(action: Action): void {
    const next = reduce(this.#state, action);
    if (next === this.#state) return;
    this.#state = next;
    this.#changed(next);
  }

  async #load(around: CommentId | undefined): Promise<void> {
    this.#session.abort();
    this.#session = new AbortController();
    const {signal} = this.#session;
    const {thread, sort} = this.#state;
    if (!thread) return;
    const query: OpenQuery = {sort, limit: this.#options.limit, ...(around !== undefined && {around})};
    try {
      const [answer] = await Promise.all([this.#adapter.open(thread, query, signal), this.#options.ready]);
      if (signal.aborted) return;
      const {dropped, ...page} = normalisePage(answer);
      tellDropped(dropped);
      this.#dispatch({type: 'opened', page});
    } catch (reason) {
      if (!signal.aborted) this.#dispatch({type: 'open-failed', error: CommentsError.from(reason)});
      return;
    }
    if (this.#options.live && this.#adapter.watch) void this.#watch(thread, signal);
  }

  async #watch(thread: ThreadRef, signal: AbortSignal): Promise<void> {
    for await (const change of follow(this.#adapter, thread, this.#state.live, signal)) {
      if (change.type === 'removed') {
        this.#dispatch({type: 'removed', id: change.id});
        continue;
      }
      const [comment] = usable([change.comment]);
      if (comment) this.#dispatch({type: change.type === 'added' ? 'arrived' : 'changed', comment});
    }
  }

  async #send(thread: ThreadRef, draft: NewComment, intent: Intent): Promise<Comment> {
    const {findPosted, post} = this.#adapter;
    if (!post) throw new CommentsError('unsupported', 'This adapter cannot post.');
    const found = this.#unanswered.has(intent.key)
      ? await findPosted?.call(this.#adapter, thread, draft, intent)
      : undefined;
    return confirmed(found ?? (await post.call(this.#adapter, thread, draft, intent)));
  }

  /** Edit, remove, vote and report alike: show what is hoped for, ask, then show what is, or what was. */
  async #act(
    id: CommentId,
    act: {
      hoped?: (comment: Comment) => Comment;
      send:
        | ((adapter: CommentsAdapter, thread: ThreadRef, intent: Intent) => Promise<Comment> | undefined)
        | undefined;
    },
  ): Promise<Outcome> {
    const {thread, comments} = this.#state;
    const before = comments.get(id);
    if (!thread || !before) return new CommentsError('not-found', `There is no comment ${id} here.`);
    if (!act.send) return new CommentsError('unsupported', 'This adapter cannot do that.');
    const {signal} = this.#session;
    const hoped = act.hoped?.(before);
    if (hoped) this.#dispatch({type: 'changed', comment: hoped});
    try {
      const answer = await act.send(this.#adapter, thread, {key: newKey(), signal});
      if (signal.aborted) return null;
      const comment = confirmed(answer);
      this.#dispatch({type: 'changed', comment});
      return comment;
    } catch (reason) {
      if (signal.aborted || isAbort(reason)) return null;
      // Only what this action put there is taken back, not what came from elsewhere in the meantime.
      if (hoped && this.#state.comments.get(id) === hoped) this.#dispatch({type: 'changed', comment: before});
      return CommentsError.from(reason);
    }
  }
}

/** A letter as it looks until the backend has made a comment of it. */
function optimistic(key: string, {parentId, body, guest}: NewComment, name = guest?.name ?? ''): Comment {
  return {
    id: optimisticId(key),
    parentId,
    author: {name},
    body,
    createdAt: new Date().toISOString(),
    delivery: 'sending',
  };
}

/** What can be drawn of what an adapter gave; the rest is dropped, with a word to the developer. */
function usable(comments: readonly Comment[]): readonly Comment[] {
  const {comments: sound, dropped} = normaliseComments(comments);
  tellDropped(dropped);
  return sound;
}

function tellDropped(dropped: NormalisedList['dropped']): void {
  for (const {reason} of dropped) warnOnce('malformed', `A comment was left out: ${reason}`);
}

function confirmed(answer: unknown): Comment {
  const [comment] = normaliseComments([answer]).comments;
  if (!comment) throw new CommentsError('malformed', 'The adapter gave no usable comment back.');
  return comment;
}
