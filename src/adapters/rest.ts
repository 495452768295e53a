import type {ClosedCount, CommentsAdapter, Intent, OpenQuery, Report} from '../model/adapter.js';
import type {Body, Comment, CommentId, Cursor, NewComment} from '../model/comment.js';
import {normalisePage, type NormalisedList} from '../model/normalise.js';
import {threadKey, type Change, type CommentPage, type ThreadPage, type ThreadRef} from '../model/thread.js';
import {warnLater} from '../model/warn-later.js';
import {Connection, nameOf} from './rest/connection.js';
import type {RestAdapterOptions} from './rest/options.js';
import type {RestDeeds} from './rest/rest-deeds.js';
import {ThreadView} from './rest/thread-view.js';

export type {RestAdapterOptions} from './rest/options.js';

/** The most roots that the server puts in a page. */
const LARGEST_PAGE = 100;

/**
 * Comments kept by a Parley server, over version 1 of its protocol (docs/protocol.md). A thread is the same for
 * everybody and may come from a cache; what depends on the reader is asked for beside it, once the server can know
 * who reads. Guests are known by a key that their device keeps from their first write on.
 *
 * ```js
 * thread.adapter = new RestAdapter({endpoint: 'https://comments.packet.example', site: 'packet'});
 * ```
 */
export class RestAdapter implements CommentsAdapter {
  readonly #connection: Connection;
  readonly #views = new Map<string, ThreadView>();

  constructor(options: RestAdapterOptions) {
    this.#connection = new Connection(options);
  }

  async open(asked: ThreadRef, {sort, limit, around}: OpenQuery, signal: AbortSignal): Promise<ThreadPage> {
    const thread = this.#named(asked);
    const view = this.#view(thread);
    const query = [
      ...nameOf(thread),
      ['sort', sort],
      ['limit', Math.min(LARGEST_PAGE, limit)],
      ['around', around],
    ] as const;
    const [answer] = await Promise.all([
      this.#connection.ask({path: 'thread', query}, signal),
      this.#meetReader(thread, view, signal),
    ]);
    const {dropped, ...page} = normalisePage(answer);
    tellOf(dropped);
    const {feedUrl} = page.facts;
    const facts = feedUrl ? {...page.facts, feedUrl: this.#connection.address(feedUrl).href} : page.facts;
    return view.page({...page, facts}, sort);
  }

  async more(asked: ThreadRef, cursor: Cursor, signal: AbortSignal): Promise<CommentPage> {
    const thread = this.#named(asked);
    const view = this.#view(thread);
    const query = [...nameOf(thread), ['cursor', cursor]] as const;
    const page = await this.#connection.ask({path: 'comments', query}, signal);
    const {comments, next, dropped} = normalisePage(page);
    tellOf(dropped);
    return {comments: comments.map((comment) => view.see(comment)), next};
  }

  post(thread: ThreadRef, draft: NewComment, intent: Intent): Promise<Comment> {
    return this.#do(thread, intent, (deeds) => deeds.post(draft));
  }

  findPosted(thread: ThreadRef, _draft: NewComment, intent: Intent): Promise<Comment | null> {
    return this.#do(thread, intent, (deeds) => deeds.findPosted());
  }

  edit(thread: ThreadRef, id: CommentId, body: Body, intent: Intent): Promise<Comment> {
    return this.#do(thread, intent, (deeds) => deeds.edit(id, body));
  }

  remove(thread: ThreadRef, id: CommentId, intent: Intent): Promise<Comment> {
    return this.#do(thread, intent, (deeds) => deeds.remove(id));
  }

  removeWithReason(
    thread: ThreadRef,
    id: CommentId,
    reason: string | null,
    intent: Intent,
  ): Promise<Comment> {
    return this.#do(thread, intent, (deeds) => deeds.removeWithReason(id, reason));
  }

  vote(thread: ThreadRef, id: CommentId, up: boolean, intent: Intent): Promise<Comment> {
    return this.#do(thread, intent, (deeds) => deeds.vote(id, up));
  }

  report(thread: ThreadRef, id: CommentId, report: Report, intent: Intent): Promise<Comment> {
    return this.#do(thread, intent, (deeds) => deeds.report(id, report));
  }

  /**
   * Changes by a stream of events, or by asking again and again where that is refused. It goes on by itself after a
   * lost connection and rests in hidden tabs. What the reader wrote is followed until a moderator has decided on it.
   */
  async *watch(asked: ThreadRef, since: Cursor | null, signal: AbortSignal): AsyncGenerator<Change, void> {
    if (signal.aborted) return;
    const {watchThread} = await import('./rest/watch/watch-thread.js');
    const thread = this.#named(asked);
    yield* watchThread({connection: this.#connection, view: this.#view(thread), thread, since, signal});
  }

  now(): number {
    return this.#connection.clock.now();
  }

  async counts(
    threads: readonly ThreadRef[],
    signal: AbortSignal,
  ): Promise<Map<string, number | ClosedCount>> {
    const {countThreads} = await this.#connection.within(signal, () => import('./rest/count-threads.js'));
    return countThreads(
      this.#connection,
      threads.map((thread) => this.#named(thread)),
      signal,
    );
  }

  /** Reading needs no code for writing: that comes when somebody writes. */
  async #do<Result>(
    asked: ThreadRef,
    intent: Intent,
    deed: (deeds: RestDeeds) => Promise<Result>,
  ): Promise<Result> {
    const {RestDeeds} = await this.#connection.within(intent.signal, () => import('./rest/rest-deeds.js'));
    const thread = this.#named(asked);
    return deed(new RestDeeds(this.#connection, this.#view(thread), thread, intent));
  }

  /** Asks what depends on the reader. Nobody loses the thread because that is not to be had. */
  async #meetReader(thread: ThreadRef, view: ThreadView, signal: AbortSignal): Promise<void> {
    const connection = this.#connection;
    try {
      const reader = await connection.within(signal, () => connection.reader());
      if (!reader) {
        view.reader = null;
        return;
      }
      const request = {path: 'viewer', query: nameOf(thread), personal: true, reader};
      const code = import('./rest/known-reader.js');
      const [answer, {KnownReader}] = await Promise.all([connection.ask(request, signal), code]);
      (view.reader ??= new KnownReader()).take(answer);
    } catch (reason) {
      if (signal.aborted) throw reason;
      warnLater(({unknownReader}) => unknownReader(reason));
    }
  }

  #view(thread: ThreadRef): ThreadView {
    const key = threadKey(thread);
    const view = this.#views.get(key) ?? new ThreadView();
    this.#views.set(key, view);
    return view;
  }

  #named(thread: ThreadRef): ThreadRef {
    const {site} = this.#connection.options;
    return site ? {...thread, site} : thread;
  }
}

function tellOf(dropped: NormalisedList['dropped']): void {
  if (dropped.length > 0) warnLater(({leftOut}) => leftOut(dropped));
}
