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
import {confirmed} from './outbox/confirmed.js';
import type {DraftSlot} from './drafts/draft-slot.js';
import {Drafts} from './drafts.js';
import {intentKeyPrefix, type KeptIntent} from './outbox/intents.js';
import {thisDevice, type Device} from './device.js';
import type {OutboxNews} from './outbox/outbox-news.js';
import {Outbox} from './outbox.js';
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
  readonly #device: Device;
  readonly #drafts: Drafts;
  readonly #heard: (news: OutboxNews) => void;
  /** Intents whose form has other words by now. */
  readonly #left = new Set<string>();
  /** Fetches a letter that is known to be there, but not as what. */
  #reopening: Promise<void> | undefined;
  #outbox: {readonly box: Outbox; readonly scope: string} | undefined;

  /** `heard` is told what becomes of letters, also of those that were left from an earlier visit. */
  constructor(
    store: ThreadStore,
    {
      device = thisDevice(),
      heard = () => undefined,
    }: {device?: Device; heard?: (news: OutboxNews) => void} = {},
  ) {
    this.store = store;
    this.#device = device;
    this.#drafts = new Drafts(device);
    this.#heard = heard;
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
    const conclusion = await this.#outboxFor(thread, viewerId).post({
      key,
      draft,
      authorName: name,
      inForm: !this.#left.has(key),
      mayHaveArrived,
    });
    if (store.state.thread !== thread || !conclusion) return null;
    if (conclusion.type === 'failed') return conclusion.error;
    await this.#reopening;
    return conclusion.type === 'posted' ? (store.state.comments.get(conclusion.id) ?? null) : null;
  }

  /** Takes up the letters of this viewer that were left on the device; to be called when thread or viewer are known. */
  async settle(viewerId: string | null): Promise<void> {
    const {thread} = this.store.state;
    if (!thread) return;
    this.store.dispatch({type: 'posts-matched'}, reduce);
    await this.#outboxFor(thread, viewerId).settle();
  }

  /** The comments of a thread to which this viewer has begun an answer on this device. */
  answeredInDrafts(thread: ThreadRef, viewerId: string | null): Promise<readonly CommentId[]> {
    return this.#drafts.answered(thread, viewerId);
  }

  /** Sends a letter now that waits in the list or has stopped there. */
  async retry(key: string): Promise<void> {
    await this.#outbox?.box.retry(key);
  }

  /**
   * Gives a letter in the list back to the reader, as a draft in its place: the comment that it answers, `null` for a
   * letter of its own. `undefined` when that cannot be: it is being sent, or it has arrived, or nobody can tell.
   */
  async takeBack(key: string): Promise<CommentId | null | undefined> {
    return (await this.#outbox?.box.takeBack(key))?.draft.parentId;
  }

  /** The form has other words by now than those that are on their way under this key. */
  leave(key: string): void {
    this.#left.add(key);
    this.#outbox?.box.leave(key);
  }

  /** The reader goes on with other words (`dropsWords`), or under another name, than what failed under this key. */
  async supersede(key: string, dropsWords: boolean): Promise<void> {
    await this.#outbox?.box.supersede(key, dropsWords);
  }

  /** The page goes into a cache, or away. */
  suspend(): void {
    this.#outbox?.box.suspend();
  }

  /** The page is back. */
  async resume(): Promise<void> {
    await this.#outbox?.box.resume();
  }

  /** The thread is no longer on the page. */
  close(): void {
    this.#outbox?.box.close();
    this.#outbox = undefined;
  }

  edit(id: CommentId, body: Body): Promise<Outcome> {
    const {adapter} = this.store;
    return this.#act(id, {
      hoped: (comment) => ({...comment, body}),
      ask: (thread, intent) => adapter.edit?.(thread, id, body, intent),
    });
  }

  /** `reason` is a moderator's, for another reader's comment; `null` is none, absent an author's own wish. */
  remove(id: CommentId, reason?: string | null): Promise<Outcome> {
    const {adapter} = this.store;
    return this.#act(id, {
      ask: (thread, intent) =>
        reason === undefined || !adapter.removeWithReason
          ? adapter.remove?.(thread, id, intent)
          : adapter.removeWithReason(thread, id, reason, intent),
    });
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

  #outboxFor(thread: ThreadRef, viewerId: string | null): Outbox {
    const scope = intentKeyPrefix({...thread, viewerId});
    if (this.#outbox?.scope === scope) return this.#outbox.box;
    this.#outbox?.box.close();
    // What another viewer has in hand is theirs.
    for (const {key, status} of this.store.state.outgoing.values())
      if (status !== 'sent' && status !== 'checking')
        this.store.dispatch({type: 'post-withdrawn', key}, reduce);
    const slotOf = ({draft: {parentId}}: KeptIntent): DraftSlot => ({...thread, viewerId, parentId});
    const box = new Outbox(
      this.store.adapter,
      this.#device,
      {thread, viewerId},
      {
        tell: (news) => {
          // Of words that were given up for others only their arrival is of interest.
          const isOver = news.type === 'posted' || news.type === 'ended';
          if (news.intent.superseded && !isOver) return;
          this.#show(news);
          this.#heard(news);
        },
        beforeEnd: (intent) => this.#drafts.posted(slotOf(intent), intent.draft.body.value),
        beforeReturn: (intent) => this.#drafts.leave(slotOf(intent), intent.draft.body.value),
      },
    );
    this.#outbox = {box, scope};
    return box;
  }

  /** Shows what becomes of a letter, if its thread is still the one on screen. */
  #show(news: OutboxNews): void {
    const store = this.store;
    const {intent} = news;
    const {key, draft} = intent;
    const {thread} = store.state;
    // What the device has dated stands among comments that the backend dates.
    const ahead = store.adapter.now ? store.now - this.#device.clock.now() : 0;
    if (!thread || threadKey(thread) !== threadKey(intent.thread)) return;
    switch (news.type) {
      case 'sending':
        store.dispatch({type: 'post-started', key, draft, comment: cardOf(intent, 'sending', ahead)}, reduce);
        break;
      case 'waiting': {
        const {why, until} = news;
        const comment = cardOf(intent, 'unsent', ahead);
        store.dispatch({type: 'post-waiting', key, draft, comment, hold: {why, until}}, reduce);
        break;
      }
      case 'failed': {
        const {error, isUncertain, inForm} = news;
        const comment = cardOf(intent, 'failed', ahead);
        if (inForm) store.dispatch({type: 'post-failed', key, error, isUncertain}, reduce);
        else store.dispatch({type: 'post-stopped', key, draft, comment, error, isUncertain}, reduce);
        break;
      }
      case 'posted':
        if (news.comment) store.dispatch({type: 'posted', key, comment: news.comment}, reduce);
        else {
          store.dispatch({type: 'post-arrived', key, id: news.id}, reduce);
          this.#reopening = store.reopen({around: news.id});
        }
        break;
      case 'ended':
        store.dispatch({type: 'post-withdrawn', key}, reduce);
        break;
    }
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
      const told = confirmed(await (answer ?? unsupported()));
      if (signal.aborted) return null;
      if (told.id !== id)
        throw new CommentsError('malformed', `The adapter answered with comment ${told.id}.`);
      const comment = completed(told, store.state.comments.get(id) ?? before);
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
function cardOf({key, draft, authorName, createdAt}: KeptIntent, delivery: Delivery, ahead: number): Comment {
  const {parentId, body} = draft;
  return {
    id: optimisticId(key),
    parentId,
    author: {name: authorName},
    body,
    createdAt: new Date(createdAt + ahead).toISOString(),
    delivery,
  };
}

/** Of what an adapter's answer leaves out, that a list has told of, nothing has changed. */
function completed(told: Comment, known: Comment): Comment {
  if (!isReadable(told)) return told;
  const {can = known.can, score = known.score, featured = known.featured} = told;
  if (can === told.can && score === told.score && featured === told.featured) return told;
  return {...told, ...(can && {can}), ...(score && {score}), ...(featured !== undefined && {featured})};
}

function unsupported(): never {
  throw new CommentsError('unsupported', 'This adapter cannot do that.');
}
