import type {Intent, Report} from '../model/adapter.js';
import type {Body, Comment, CommentId, NewComment} from '../model/comment.js';
import {CommentsError, isAbort} from '../model/errors.js';
import {newKey} from '../model/new-key.js';
import {normaliseComment} from '../model/normalise.js';
import type {ThreadRef} from '../model/thread.js';
import {optimisticId, reduce} from './reduce.js';
import type {ThreadStore} from './thread-store.js';

export interface PostOptions {
  /** Made by whoever holds the text, and kept with it: the same key is never posted twice. */
  readonly key?: string;
  /** Runs before anything is sent; false, or a rejection, takes the intent back. */
  readonly check?: () => Promise<boolean>;
  /** Under which name it is shown until the backend has answered. */
  readonly authorName?: string | undefined;
}

/**
 * What came of a reader's wish: the comment as the backend has it now, the reason it could not be done, or `null`
 * when it no longer matters (the reader took it back, or the page changed).
 */
export type Outcome = Comment | CommentsError | null;

/** One deed on one comment: what to show until the backend has answered, and what to ask of it. */
interface Deed {
  readonly hoped?: (comment: Comment) => Comment;
  readonly ask: (thread: ThreadRef, intent: Intent) => Promise<Comment> | undefined;
}

/**
 * What readers do in a thread: post, edit, remove, vote, report. Apart from the store, for whoever only reads never
 * needs it. One for each store.
 */
export class ThreadDeeds {
  readonly store: ThreadStore;
  /** Keys whose post went out and was never answered: these are looked for before they are sent again. */
  readonly #unanswered = new Set<string>();

  constructor(store: ThreadStore) {
    this.store = store;
  }

  /**
   * Posts a letter: at once visible as `sending`, then as what the backend made of it. When it fails, the intent
   * stays in `outgoing` with its error, and posting it again with the same key first asks whether it had arrived.
   */
  async post(draft: NewComment, {key = newKey(), check, authorName}: PostOptions = {}): Promise<Outcome> {
    const store = this.store;
    const {thread, outgoing} = store.state;
    const earlier = outgoing.get(key)?.status;
    if (!thread || earlier === 'checking' || earlier === 'sending' || earlier === 'sent') return null;
    const isStillHere = (): boolean => store.state.thread === thread;

    store.dispatch({type: 'post-checked', key, draft}, reduce);
    if (check && !(await check().catch(() => false))) {
      if (isStillHere()) store.dispatch({type: 'post-withdrawn', key}, reduce);
      return null;
    }
    if (!isStillHere()) return null;
    store.dispatch({type: 'post-started', key, comment: optimistic(key, draft, authorName)}, reduce);
    try {
      // Nobody aborts it: a reader who goes on to another page still wants the letter to arrive.
      const comment = await this.#send(thread, draft, {key, signal: new AbortController().signal});
      this.#unanswered.delete(key);
      if (!isStillHere()) return null;
      store.dispatch({type: 'posted', key, comment}, reduce);
      return comment;
    } catch (reason) {
      const error = CommentsError.from(reason);
      if (error.unanswered) this.#unanswered.add(key);
      if (!isStillHere()) return null;
      store.dispatch({type: 'post-failed', key, error}, reduce);
      return error;
    }
  }

  edit(id: CommentId, body: Body): Promise<Outcome> {
    const {adapter} = this.store;
    return this.#act(id, {
      hoped: (comment) => ({...comment, body}),
      ask: (thread, intent) => adapter.edit?.(thread, id, body, intent),
    });
  }

  remove(id: CommentId): Promise<Outcome> {
    const {adapter} = this.store;
    return this.#act(id, {ask: (thread, intent) => adapter.remove?.(thread, id, intent)});
  }

  vote(id: CommentId, up: boolean): Promise<Outcome> {
    const {adapter} = this.store;
    return this.#act(id, {
      hoped: ({score, ...comment}) => {
        const step = up === (score?.mine ?? false) ? 0 : up ? 1 : -1;
        return {...comment, score: {up: Math.max(0, (score?.up ?? 0) + step), mine: up}};
      },
      ask: (thread, intent) => adapter.vote?.(thread, id, up, intent),
    });
  }

  report(id: CommentId, report: Report): Promise<Outcome> {
    const {adapter} = this.store;
    return this.#act(id, {ask: (thread, intent) => adapter.report?.(thread, id, report, intent)});
  }

  async #send(thread: ThreadRef, draft: NewComment, intent: Intent): Promise<Comment> {
    const {adapter} = this.store;
    const found = this.#unanswered.has(intent.key) ? await adapter.findPosted?.(thread, draft, intent) : null;
    return confirmed(found ?? (await (adapter.post?.(thread, draft, intent) ?? unsupported())));
  }

  /** Shows what is hoped for, asks, then shows what is, or what was. */
  async #act(id: CommentId, {hoped, ask}: Deed): Promise<Outcome> {
    const store = this.store;
    const {thread, comments} = store.state;
    const before = comments.get(id);
    if (!thread || !before) return new CommentsError('not-found', `There is no comment ${id} here.`);
    const {signal} = store;
    const answer = ask(thread, {key: newKey(), signal});
    const shown = answer && hoped?.(before);
    if (shown) store.dispatch({type: 'changed', comment: shown}, reduce);
    try {
      const comment = confirmed(await (answer ?? unsupported()));
      if (signal.aborted) return null;
      store.dispatch({type: 'changed', comment}, reduce);
      return comment;
    } catch (reason) {
      if (signal.aborted || isAbort(reason)) return null;
      // Only what this deed put there is taken back, not what came from elsewhere in the meantime.
      if (shown && store.state.comments.get(id) === shown)
        store.dispatch({type: 'changed', comment: before}, reduce);
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

function confirmed(answer: unknown): Comment {
  const result = normaliseComment(answer);
  if ('dropped' in result)
    throw new CommentsError('malformed', `The adapter gave no comment: ${result.dropped}`);
  return result.comment;
}

function unsupported(): never {
  throw new CommentsError('unsupported', 'This adapter cannot do that.');
}
