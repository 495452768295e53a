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
import {parseAnswer} from './submissions/parse-answer.js';
import type {SubmissionEvent} from './submissions/outcome.js';
import {draftOf, openDrafts, scopePrefix, type StartedSubmission} from './submissions/submission.js';
import {SubmissionRecords} from './submissions/submission-records.js';
import {Submissions} from './submissions/submissions.js';
import {thisDevice, type Device} from './device.js';
import {optimisticId, reduce} from './reduce.js';
import type {ThreadStore} from './thread-store.js';

export interface PostOptions {
  /** Made by whoever holds the text, and kept with it: the same key is never posted twice. */
  readonly key?: string;
  /** Runs before anything is sent; false, or a rejection, takes the intent back. */
  readonly check?: () => Promise<boolean>;
  /** Under which name it is shown until the backend has answered. */
  readonly authorName?: string | undefined;
  /** As whom it is posted; `null` for a guest. */
  readonly viewerId?: string | null;
  /** It may have been posted under this key by an earlier page. */
  readonly mayHaveArrived?: boolean;
}

/**
 * What came of a reader's wish: the comment as the backend has it now, the reason it could not be done, or `null`
 * when it no longer matters (the reader took it back, or the page changed).
 */
export type Outcome = Comment | CommentsError | null;

/** One deed on one comment: what to show until the backend has answered, and what to ask of it. */
interface CommentAction {
  readonly optimistic?: (comment: Comment) => Comment;
  readonly request: (thread: ThreadRef, intent: Intent) => Promise<Comment> | undefined;
}

/**
 * What readers do in a thread: post, edit, remove, vote, report. Apart from the store, for whoever only reads never
 * needs it. One for each store.
 */
export class ThreadActions {
  readonly store: ThreadStore;
  readonly #device: Device;
  readonly #records: SubmissionRecords;
  readonly #listener: (event: SubmissionEvent) => void;
  /** Intents whose form has other words by now. */
  readonly #detached = new Set<string>();
  /** Fetches a letter that is known to be there, but not as what. */
  #reopening: Promise<void> | undefined;
  #current: {readonly submissions: Submissions; readonly scope: string} | undefined;

  /** `heard` is told what becomes of letters, also of those that were left from an earlier visit. */
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
   * Posts a letter: at once visible as `sending`, then as what the backend made of it. It is kept on the device until
   * the backend has confirmed it. When it fails, the intent stays in `outgoing` with its error, and posting it again
   * with the same key first asks whether it had arrived. Offline it waits in the list: `null`.
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

  /** Takes up the letters of this viewer that were left on the device; to be called when thread or viewer are known. */
  async resumePending(viewerId: string | null): Promise<void> {
    const {thread} = this.store.state;
    if (!thread) return;
    this.store.dispatch({type: 'posts-matched'}, reduce);
    await this.#submissionsFor(thread, viewerId).resumePending();
  }

  /** The comments of a thread to which this viewer has begun an answer on this device. */
  async parentsOfDrafts({site, pageId}: ThreadRef, viewerId: string | null): Promise<readonly CommentId[]> {
    const all = await this.#records.list({site, pageId, viewerId});
    const parents = new Set(all.map(({place}) => place.parentId));
    return [...parents].filter((id): id is CommentId => id !== null && openDrafts(all, id).length > 0);
  }

  /** Sends a letter now that waits in the list or has stopped there. */
  async retry(key: string): Promise<void> {
    await this.#current?.submissions.retry(key);
  }

  /**
   * Gives a letter in the list back to the reader, as a draft in its place: the comment that it answers, `null` for a
   * letter of its own. `undefined` when that cannot be: it is being sent, or it has arrived, or nobody can tell.
   */
  async withdraw(key: string): Promise<CommentId | null | undefined> {
    return (await this.#current?.submissions.withdraw(key))?.place.parentId;
  }

  /** The form has other words by now than those that are on their way under this key. */
  detach(key: string): void {
    this.#detached.add(key);
    this.#current?.submissions.detach(key);
  }

  /** The reader goes on with other text, or under another name, than what failed under this key. */
  async supersede(key: string): Promise<void> {
    await this.#current?.submissions.supersede(key);
  }

  /** The page goes into a cache, or away. */
  suspend(): void {
    this.#current?.submissions.suspend();
  }

  /** The page is back. */
  async resume(): Promise<void> {
    await this.#current?.submissions.resume();
  }

  /** The thread is no longer on the page. */
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

  /** `reason` is a moderator's, for another reader's comment; `null` is none, absent an author's own wish. */
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
    // What another viewer is sending is theirs.
    for (const {key, status} of this.store.state.outgoing.values())
      if (status !== 'sent' && status !== 'checking')
        this.store.dispatch({type: 'post-withdrawn', key}, reduce);
    const submissions = new Submissions(this.store.adapter, this.#device, thread, viewerId, (event) => {
      // Of text that was given up for other text only its arrival is of interest.
      const isOver = event.type === 'posted' || event.type === 'ended';
      if (event.submission.status === 'discarded' && !isOver) return;
      this.#show(event);
      this.#listener(event);
    });
    this.#current = {submissions, scope};
    return submissions;
  }

  /** Shows what becomes of a submission, if its thread is still the one on screen. */
  #show(event: SubmissionEvent): void {
    const store = this.store;
    const {submission} = event;
    const {id: key, place} = submission;
    const draft = draftOf(submission);
    const {thread} = store.state;
    // What the device has dated stands among comments that the backend dates.
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
        else {
          store.dispatch({type: 'post-arrived', key, id: event.id}, reduce);
          this.#reopening = store.reopen({around: event.id});
        }
        break;
      case 'ended':
        store.dispatch({type: 'post-withdrawn', key}, reduce);
        break;
    }
  }

  /** Shows what is hoped for, asks, then shows what is, or what was. */
  async #perform(id: CommentId, {optimistic, request}: CommentAction): Promise<Outcome> {
    const store = this.store;
    const {thread, comments} = store.state;
    const before = comments.get(id);
    if (!thread || !before) return new CommentsError('not-found', `There is no comment ${id} here.`);
    const {signal} = store;
    const answer = request(thread, {key: newKey(), signal});
    const shown = answer && optimistic?.(before);
    if (shown) store.dispatch({type: 'changed', comment: shown}, reduce);
    try {
      const updated = parseAnswer(await (answer ?? unsupported()));
      if (signal.aborted) return null;
      if (updated.id !== id)
        throw new CommentsError('malformed', `The adapter answered with comment ${updated.id}.`);
      const comment = withKnownFields(updated, store.state.comments.get(id) ?? before);
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

/** A submission as it looks until the backend has made a comment of it. */
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

/** Of what an adapter's answer leaves out, that a list has told of, nothing has changed. */
function withKnownFields(updated: Comment, known: Comment): Comment {
  if (!isReadable(updated)) return updated;
  const {can = known.can, score = known.score, featured = known.featured} = updated;
  if (can === updated.can && score === updated.score && featured === updated.featured) return updated;
  return {...updated, ...(can && {can}), ...(score && {score}), ...(featured !== undefined && {featured})};
}

function unsupported(): never {
  throw new CommentsError('unsupported', 'This adapter cannot do that.');
}
