import type {Intent, Report} from '../model/adapter.js';
import {
  isReadable,
  type Body,
  type Comment,
  type CommentId,
  type Delivery,
  type NewComment,
} from '../model/comment.js';
import {CommentsError, isAbort} from '../model/errors.js';
import {newKey} from '../model/new-key.js';
import {threadKey, type ThreadRef} from '../model/thread.js';
import {scopePrefix} from '../storage/stored-submission.js';
import {parseAnswer} from './submissions/parse-answer.js';
import type {SubmissionEvent} from './submissions/outcome.js';
import {draftOf, openDrafts, type StartedSubmission} from './submissions/submission.js';
import {SubmissionRecords} from './submissions/submission-records.js';
import {Submissions} from './submissions/submissions.js';
import {thisDevice, type Device} from './device.js';
import {optimisticId, reduce} from './reduce.js';
import type {ThreadStore} from './thread-store.js';

export interface PostOptions {
  /** The idempotency key, stored with the text: the same key is never posted twice. */
  readonly key?: string;
  /** Runs before the request; `false` or a rejection cancels the submission. */
  readonly check?: () => Promise<boolean>;
  /** The name that is shown until the response. */
  readonly authorName?: string | undefined;
  /** The id of the author; `null` for a guest. */
  readonly viewerId?: string | null;
  /** It may have been posted under this key by an earlier page. */
  readonly mayHaveArrived?: boolean;
}

/**
 * What came of a reader's wish: the comment as the backend has it now, the reason it could not be done, or `null`
 * when it no longer matters (the reader took it back, or the page changed).
 */
export type Outcome = Comment | CommentsError | null;

/** An action on a comment: the optimistic comment until the response, and the request. */
interface CommentAction {
  readonly optimistic?: (comment: Comment) => Comment;
  readonly request: (thread: ThreadRef, intent: Intent) => Promise<Comment> | undefined;
}

/**
 * The readers' actions in a thread: post, edit, remove, vote, report. Separate from the store, because reading does not need
 * it. One per store.
 */
export class ThreadActions {
  readonly store: ThreadStore;
  readonly #device: Device;
  readonly #records: SubmissionRecords;
  readonly #listener: (event: SubmissionEvent) => void;
  /** Keys of submissions whose form has another text by now. */
  readonly #detached = new Set<string>();
  /** Loads a comment of which only the id is known. */
  #reopening: Promise<void> | undefined;
  #current: {readonly submissions: Submissions; readonly scope: string} | undefined;

  /** Calls `listener` with the events of all submissions, also of those from earlier page views. */
  constructor(
    store: ThreadStore,
    {
      device = thisDevice(),
      listener = () => undefined,
    }: {device?: Device; listener?: (event: SubmissionEvent) => void} = {},
  ) {
    this.store = store;
    this.#device = device;
    this.#records = SubmissionRecords.of(device);
    this.#listener = listener;
  }

  /**
   * Posts a comment. It is shown at once as `sending`, then as the backend has published it. The device stores it until the
   * backend has confirmed it. If it fails, it stays in `outgoing` with its error; posting it again with the same key first
   * asks whether it had arrived. Resolves with `null` if it waits in the list, for example offline.
   */
  async post(
    draft: NewComment,
    {key = newKey(), check, authorName, viewerId = null, mayHaveArrived = false}: PostOptions = {},
  ): Promise<Outcome> {
    const store = this.store;
    const {thread, outgoing} = store.state;
    const earlier = outgoing.get(key)?.status;
    if (!thread || (earlier !== undefined && earlier !== 'failed')) return null;

    store.dispatch({type: 'post-checked', key, draft}, reduce);
    if (check && !(await check().catch(() => false))) {
      if (store.state.thread === thread) store.dispatch({type: 'post-withdrawn', key}, reduce);
      return null;
    }
    if (store.state.thread !== thread) return null;
    const name = authorName ?? draft.guest?.name ?? '';
    const outcome = await this.#submissionsFor(thread, viewerId).post({
      id: key,
      draft,
      authorName: name,
      inForm: !this.#detached.has(key),
      mayHaveArrived,
    });
    if (store.state.thread !== thread || !outcome) return null;
    if (outcome.type === 'failed') return outcome.error;
    await this.#reopening;
    return outcome.type === 'posted' ? (store.state.comments.get(outcome.id) ?? null) : null;
  }

  /** Resumes the viewer's stored submissions. Call it when the thread and the viewer are known. */
  async resumePending(viewerId: string | null): Promise<void> {
    const {thread} = this.store.state;
    if (!thread) return;
    this.store.dispatch({type: 'posts-matched'}, reduce);
    await this.#submissionsFor(thread, viewerId).resumePending();
  }

  /** The ids of the comments to which this device stores a draft reply by this viewer. */
  async parentsOfDrafts({site, pageId}: ThreadRef, viewerId: string | null): Promise<readonly CommentId[]> {
    const all = await this.#records.list({site, pageId, viewerId});
    const parents = new Set(all.map(({place}) => place.parentId));
    return [...parents].filter((id): id is CommentId => id !== null && openDrafts(all, id).length > 0);
  }

  /** Sends a submission again that waits in the list or has stopped. */
  async retry(key: string): Promise<void> {
    await this.#current?.submissions.retry(key);
  }

  /**
   * Withdraws a submission in the list: it becomes a draft again. Resolves with the id of its parent comment, `null` for a
   * top-level comment, or `undefined` if it cannot be withdrawn: it is being sent, has arrived, or may have arrived.
   */
  async withdraw(key: string): Promise<CommentId | null | undefined> {
    return (await this.#current?.submissions.withdraw(key))?.place.parentId;
  }

  /** Detaches a submission from its form, which has another text by now: its result is shown in the list. */
  detach(key: string): void {
    this.#detached.add(key);
    this.#current?.submissions.detach(key);
  }

  /** Gives up a failed submission, because the reader continues with another text or name. */
  async supersede(key: string): Promise<void> {
    await this.#current?.submissions.supersede(key);
  }

  /** The page enters the back/forward cache, or is closed. */
  suspend(): void {
    this.#current?.submissions.suspend();
  }

  /** The page is restored from the cache. */
  async resume(): Promise<void> {
    await this.#current?.submissions.resume();
  }

  /** Call it when the thread is removed from the page. */
  close(): void {
    this.#current?.submissions.close();
    this.#current = undefined;
  }

  edit(id: CommentId, body: Body): Promise<Outcome> {
    const {adapter} = this.store;
    return this.#perform(id, {
      optimistic: (comment) => ({...comment, body}),
      request: (thread, intent) => adapter.edit?.(thread, id, body, intent),
    });
  }

  /** Pass a `reason`, or `null` for none, if a moderator removes another reader's comment; omit it for the author's own. */
  remove(id: CommentId, reason?: string | null): Promise<Outcome> {
    const {adapter} = this.store;
    return this.#perform(id, {
      request: (thread, intent) =>
        reason === undefined || !adapter.removeWithReason
          ? adapter.remove?.(thread, id, intent)
          : adapter.removeWithReason(thread, id, reason, intent),
    });
  }

  vote(id: CommentId, up: boolean): Promise<Outcome> {
    const {adapter} = this.store;
    return this.#perform(id, {
      optimistic: ({score, ...comment}) => {
        const step = up === (score?.mine ?? false) ? 0 : up ? 1 : -1;
        return {...comment, score: {up: Math.max(0, (score?.up ?? 0) + step), mine: up}};
      },
      request: (thread, intent) => adapter.vote?.(thread, id, up, intent),
    });
  }

  report(id: CommentId, report: Report): Promise<Outcome> {
    const {adapter} = this.store;
    return this.#perform(id, {request: (thread, intent) => adapter.report?.(thread, id, report, intent)});
  }

  #submissionsFor(thread: ThreadRef, viewerId: string | null): Submissions {
    const scope = scopePrefix({...thread, viewerId});
    if (this.#current?.scope === scope) return this.#current.submissions;
    this.#current?.submissions.close();
    // Another viewer's submissions are not shown.
    for (const {key, status} of this.store.state.outgoing.values())
      if (status !== 'sent' && status !== 'checking')
        this.store.dispatch({type: 'post-withdrawn', key}, reduce);
    const submissions = new Submissions(this.store.adapter, this.#device, thread, viewerId, (event) => {
      // Of a discarded submission only its publication and its end matter.
      const isOver = event.type === 'posted' || event.type === 'ended';
      if (event.submission.status === 'discarded' && !isOver) return;
      this.#show(event);
      this.#listener(event);
    });
    this.#current = {submissions, scope};
    return submissions;
  }

  /** Shows the state of a submission, if its thread is still open. */
  #show(event: SubmissionEvent): void {
    const store = this.store;
    const {submission} = event;
    const {id: key, place} = submission;
    const draft = draftOf(submission);
    const {thread} = store.state;
    // Optimistic comments get the backend's time, as the comments around them.
    const clockOffset = store.adapter.now ? store.now - this.#device.clock.now() : 0;
    if (!thread || threadKey(thread) !== threadKey(place)) return;
    switch (event.type) {
      case 'sending':
        store.dispatch(
          {type: 'post-started', key, draft, comment: optimisticComment(submission, 'sending', clockOffset)},
          reduce,
        );
        break;
      case 'waiting': {
        const {why, until} = event;
        const comment = optimisticComment(submission, 'unsent', clockOffset);
        store.dispatch({type: 'post-waiting', key, draft, comment, hold: {why, until}}, reduce);
        break;
      }
      case 'failed': {
        const {error, isUncertain, inForm} = event;
        const comment = optimisticComment(submission, 'failed', clockOffset);
        if (inForm) store.dispatch({type: 'post-failed', key, error, isUncertain}, reduce);
        else store.dispatch({type: 'post-stopped', key, draft, comment, error, isUncertain}, reduce);
        break;
      }
      case 'posted':
        if (event.comment) store.dispatch({type: 'posted', key, comment: event.comment}, reduce);
        else this.#showArrived(key, event.id);
        break;
      case 'ended':
        if (event.commentId === null) store.dispatch({type: 'post-withdrawn', key}, reduce);
        else {
          // This store knows nothing of it, and the form still has the text.
          store.dispatch({type: 'post-checked', key, draft}, reduce);
          this.#showArrived(key, event.commentId);
        }
        break;
    }
  }

  /** Loads the comment that a submission was published as, unless it is there already. */
  #showArrived(key: string, id: CommentId): void {
    const {store} = this;
    store.dispatch({type: 'post-arrived', key, id}, reduce);
    if (!store.state.comments.has(id)) this.#reopening = store.reopen({around: id});
  }

  /** Shows the optimistic comment, sends the request, then shows the result, or restores the comment. */
  async #perform(id: CommentId, {optimistic, request}: CommentAction): Promise<Outcome> {
    const store = this.store;
    const {thread, comments} = store.state;
    const before = comments.get(id);
    if (!thread || !before) return new CommentsError('not-found', `There is no comment ${id} here.`);
    const {signal} = store;
    let shown: Comment | undefined;
    try {
      const answer = request(thread, {key: newKey(), signal});
      shown = answer && optimistic?.(before);
      if (shown) store.dispatch({type: 'changed', comment: shown}, reduce);
      const updated = parseAnswer(await (answer ?? unsupported()));
      if (signal.aborted) return null;
      if (updated.id !== id)
        throw new CommentsError('malformed', `The adapter answered with comment ${updated.id}.`);
      const comment = withKnownFields(updated, store.state.comments.get(id) ?? before);
      store.dispatch({type: 'changed', comment}, reduce);
      return comment;
    } catch (reason) {
      if (signal.aborted || isAbort(reason)) return null;
      // Restores only its own change, not one that arrived in the meantime.
      if (shown && store.state.comments.get(id) === shown)
        store.dispatch({type: 'changed', comment: before}, reduce);
      return CommentsError.from(reason);
    }
  }
}

/** The optimistic comment of a submission. */
function optimisticComment(
  {id, place, text, format, attempt}: StartedSubmission,
  delivery: Delivery,
  clockOffset: number,
): Comment {
  return {
    id: optimisticId(id),
    parentId: place.parentId,
    author: {name: attempt.authorName},
    body: {format, value: text},
    createdAt: new Date(attempt.startedAt + clockOffset).toISOString(),
    delivery,
  };
}

/** Fills in the fields that the adapter's response lacks from the known comment. */
function withKnownFields(updated: Comment, known: Comment): Comment {
  if (!isReadable(updated)) return updated;
  const {can = known.can, score = known.score, featured = known.featured} = updated;
  if (can === updated.can && score === updated.score && featured === updated.featured) return updated;
  return {...updated, ...(can && {can}), ...(score && {score}), ...(featured !== undefined && {featured})};
}

function unsupported(): never {
  throw new CommentsError('unsupported', 'This adapter cannot do that.');
}
