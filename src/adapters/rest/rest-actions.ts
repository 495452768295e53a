import type {Intent, Report} from '../../model/adapter.js';
import type {Body, Comment, CommentId, NewComment} from '../../model/comment.js';
import {CommentsError} from '../../model/errors.js';
import {normaliseComment} from '../../model/normalise.js';
import {HEADERS, type PostRequest} from '../../model/protocol.js';
import type {ThreadRef} from '../../model/thread.js';
import {threadQuery, type Connection, type Request} from './connection.js';
import {ViewerState} from './viewer-state.js';
import type {ThreadView} from './thread-view.js';

/** The actions of one intent in one thread. Every method throws only `CommentsError`, or the signal's reason. */
export class RestActions {
  readonly #connection: Connection;
  readonly #view: ThreadView;
  readonly #thread: ThreadRef;
  readonly #intent: Intent;

  constructor(connection: Connection, view: ThreadView, thread: ThreadRef, intent: Intent) {
    this.#connection = connection;
    this.#view = view;
    this.#thread = thread;
    this.#intent = intent;
  }

  async post(draft: NewComment): Promise<Comment> {
    const body: PostRequest = {...draft, thread: this.#thread};
    return this.#recordWrite(await this.#requestComment({path: 'comments', query: [], method: 'POST', body}));
  }

  async findPosted(): Promise<Comment | null> {
    try {
      return this.#recordWrite(
        await this.#requestComment({path: 'posted', query: threadQuery(this.#thread)}),
      );
    } catch (reason) {
      if (reason instanceof CommentsError && reason.code === 'not-found') return null;
      throw reason;
    }
  }

  async edit(id: CommentId, body: Body): Promise<Comment> {
    return this.#recordWrite(
      await this.#requestComment({...this.#commentRequest(id), method: 'PATCH', body: {body}}),
    );
  }

  async remove(id: CommentId): Promise<Comment> {
    return this.#recordWrite(await this.#requestComment({...this.#commentRequest(id), method: 'DELETE'}));
  }

  async removeWithReason(id: CommentId, reason: string | null): Promise<Comment> {
    const decision = {action: 'remove', ...(reason !== null && {reason})};
    const path = `moderation/comments/${encodeURIComponent(id)}/decision`;
    const query = threadQuery(this.#thread);
    return this.#view.personalise(await this.#requestComment({path, query, method: 'POST', body: decision}));
  }

  async vote(id: CommentId, up: boolean): Promise<Comment> {
    const method = up ? 'PUT' : 'DELETE';
    const comment = await this.#requestComment({...this.#commentRequest(id, '/vote'), method});
    this.#viewer.recordVote(id, up);
    return this.#view.personalise(comment);
  }

  async report(id: CommentId, report: Report): Promise<Comment> {
    const comment = await this.#requestComment({
      ...this.#commentRequest(id, '/reports'),
      method: 'POST',
      body: report,
    });
    this.#viewer.recordReport(id);
    return this.#view.personalise(comment);
  }

  /** The viewer's state, created at the first write. */
  get #viewer(): ViewerState {
    return (this.#view.viewer ??= new ViewerState());
  }

  #recordWrite(comment: Comment): Comment {
    this.#viewer.recordWrite(comment);
    return this.#view.personalise(comment);
  }

  #commentRequest(id: CommentId, below = ''): Pick<Request, 'path' | 'query'> {
    return {path: `comments/${encodeURIComponent(id)}${below}`, query: threadQuery(this.#thread)};
  }

  async #requestComment(request: Request): Promise<Comment> {
    const {key, signal} = this.#intent;
    const headers = {[HEADERS.idempotencyKey]: key};
    const result = normaliseComment(
      await this.#connection.requestJson({...request, isPersonal: true, headers}, signal),
    );
    if ('dropped' in result)
      throw new CommentsError('malformed', `The backend did not answer with a comment. ${result.dropped}`);
    return result.comment;
  }
}
