import type {ClosedCount, CommentsAdapter, Intent, OpenQuery, Report} from '../model/adapter.js';
import type {Body, Comment, CommentId, Cursor, NewComment} from '../model/comment.js';
import {normalisePage} from '../model/normalise-page.js';
import {threadKey, type Change, type CommentPage, type ThreadPage, type ThreadRef} from '../model/thread.js';
import {warnLater} from '../model/warn-later.js';
import {Connection, threadQuery, type Request} from './rest/connection.js';
import type {RestAdapterOptions} from './rest/options.js';
import type {RestActions} from './rest/rest-actions.js';
import {ThreadView} from './rest/thread-view.js';

export type {RestAdapterOptions} from './rest/options.js';

/** The most top-level comments per page that the server allows. */
const MAX_PAGE_SIZE = 100;

/**
 * Reads and writes comments on a Parley server, over version 1 of its protocol (docs/protocol.md). A thread's page is the
 * same for everybody and may come from a cache; the viewer's part is a second request, sent only if there is a token or a
 * guest key. Guests are recognised by a key that their device stores from their first write on.
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

  async open(
    requested: ThreadRef,
    {sort, limit, around, carried}: OpenQuery,
    signal: AbortSignal,
  ): Promise<ThreadPage> {
    const thread = this.#withSite(requested);
    const view = this.#view(thread);
    const query = [
      ...threadQuery(thread),
      ['sort', sort],
      ['limit', Math.min(MAX_PAGE_SIZE, limit)],
      ['around', around],
    ] as const;
    const [answer] = await Promise.all([
      carried ? Promise.resolve(carried) : this.#connection.requestJson({path: 'thread', query}, signal),
      this.#loadViewer(thread, view, signal),
    ]);
    const {dropped, ...page} = normalisePage(answer);
    warnDropped(dropped);
    const {feedUrl} = page.facts;
    const facts = feedUrl ? {...page.facts, feedUrl: this.#connection.urlOf(feedUrl).href} : page.facts;
    return view.personalisePage({...page, facts}, sort);
  }

  async more(requested: ThreadRef, cursor: Cursor, signal: AbortSignal): Promise<CommentPage> {
    const thread = this.#withSite(requested);
    const view = this.#view(thread);
    const query = [...threadQuery(thread), ['cursor', cursor]] as const;
    const page = await this.#connection.requestJson({path: 'comments', query}, signal);
    const {comments, next, dropped} = normalisePage(page);
    warnDropped(dropped);
    return {comments: comments.map((comment) => view.personalise(comment)), next};
  }

  post(thread: ThreadRef, draft: NewComment, intent: Intent): Promise<Comment> {
    return this.#act(thread, intent, (actions) => actions.post(draft));
  }

  findPosted(thread: ThreadRef, _draft: NewComment, intent: Intent): Promise<Comment | null> {
    return this.#act(thread, intent, (actions) => actions.findPosted());
  }

  edit(thread: ThreadRef, id: CommentId, body: Body, intent: Intent): Promise<Comment> {
    return this.#act(thread, intent, (actions) => actions.edit(id, body));
  }

  remove(thread: ThreadRef, id: CommentId, intent: Intent): Promise<Comment> {
    return this.#act(thread, intent, (actions) => actions.remove(id));
  }

  removeWithReason(
    thread: ThreadRef,
    id: CommentId,
    reason: string | null,
    intent: Intent,
  ): Promise<Comment> {
    return this.#act(thread, intent, (actions) => actions.removeWithReason(id, reason));
  }

  vote(thread: ThreadRef, id: CommentId, up: boolean, intent: Intent): Promise<Comment> {
    return this.#act(thread, intent, (actions) => actions.vote(id, up));
  }

  report(thread: ThreadRef, id: CommentId, report: Report, intent: Intent): Promise<Comment> {
    return this.#act(thread, intent, (actions) => actions.report(id, report));
  }

  /**
   * Changes by server-sent events, or by polling where the stream is refused. It reconnects by itself and pauses in
   * hidden tabs. The reader's held comments are polled until a moderator has decided.
   */
  async *watch(
    requested: ThreadRef,
    since: Cursor | null,
    signal: AbortSignal,
  ): AsyncGenerator<Change, void> {
    if (signal.aborted) return;
    const {watchThread} = await import('./rest/watch/watch-thread.js');
    const thread = this.#withSite(requested);
    yield* watchThread({connection: this.#connection, view: this.#view(thread), thread, since, signal});
  }

  now(): number {
    return this.#connection.clock.now();
  }

  async counts(
    threads: readonly ThreadRef[],
    signal: AbortSignal,
  ): Promise<Map<string, number | ClosedCount>> {
    const {countThreads} = await this.#connection.withTimeout(
      signal,
      () => import('./rest/count-threads.js'),
    );
    return countThreads(
      this.#connection,
      threads.map((thread) => this.#withSite(thread)),
      signal,
    );
  }

  /** Loads the code for writing at the first action. */
  async #act<Result>(
    requested: ThreadRef,
    intent: Intent,
    action: (actions: RestActions) => Promise<Result>,
  ): Promise<Result> {
    const {RestActions} = await this.#connection.withTimeout(
      intent.signal,
      () => import('./rest/rest-actions.js'),
    );
    const thread = this.#withSite(requested);
    return action(new RestActions(this.#connection, this.#view(thread), thread, intent));
  }

  /** Loads the viewer's part of the thread. If that fails, the thread is shown as to a guest, with a warning. */
  async #loadViewer(thread: ThreadRef, view: ThreadView, signal: AbortSignal): Promise<void> {
    const connection = this.#connection;
    try {
      const readerHeaders = await connection.withTimeout(signal, () => connection.readerHeaders());
      if (!readerHeaders) {
        view.viewer = null;
        return;
      }
      const request: Request = {path: 'viewer', query: threadQuery(thread), isPersonal: true, readerHeaders};
      const code = import('./rest/viewer-state.js');
      const [viewerAnswer, {ViewerState}] = await Promise.all([
        connection.requestJson(request, signal),
        code,
      ]);
      (view.viewer ??= new ViewerState()).update(viewerAnswer);
    } catch (reason) {
      if (signal.aborted) throw reason;
      warnLater(({viewerFailed}) => viewerFailed(reason));
    }
  }

  #view(thread: ThreadRef): ThreadView {
    const key = threadKey(thread);
    const view = this.#views.get(key) ?? new ThreadView();
    this.#views.set(key, view);
    return view;
  }

  #withSite(thread: ThreadRef): ThreadRef {
    const {site} = this.#connection.options;
    return site ? {...thread, site} : thread;
  }
}

/** Warns of what the backend sent among the comments, with reasons that only developers need. */
function warnDropped(dropped: readonly unknown[]): void {
  if (dropped.length > 0)
    import('../model/normalise.js').then(
      ({normaliseComments}) =>
        warnLater(({droppedComments}) => droppedComments(normaliseComments(dropped).dropped)),
      () => undefined,
    );
}
