import type {Messages} from '../../../locale/en.js';
import type {Comment, CommentId} from '../../../model/comment.js';
import {warnOnce} from '../../../model/warn-once.js';
import {threadKey, type ThreadRef, type Viewer} from '../../../model/thread.js';
import {optimisticId} from '../../../store/reduce.js';
import type {SubmissionEvent} from '../../../store/submissions/outcome.js';
import {ThreadActions} from '../../../store/thread-actions.js';
import type {CommentFormElement} from '../../comment-form.js';
import {ParleyFailedEvent, ParleyHeldEvent, ParleyPostedEvent} from '../../events.js';
import {allMessages} from '../../form/all-messages.js';
import {reasonFor} from '../../form/failure.js';
import {waitsFor} from '../../form/waiting.js';
import {offerKeptReply, openReply} from '../../comment-list/reply-forms.js';
import type {SubmissionChange} from '../../thread-host.js';
import type {ThreadElement} from '../../thread.js';
import type {Announcer} from '../announcer.js';

/**
 * The reader's submissions that no form shows: those that wait or have stopped in the list, and those that were left on the
 * device by an earlier visit. Tells the page and screen-reader users what becomes of them.
 */
export class OwnSubmissions {
  readonly #host: ThreadElement;
  readonly #announcer: Announcer;
  #deeds: ThreadActions | undefined;
  /** The ids of those whose outcome the reader waits for with the focus in the form. */
  readonly #pressed = new Set<string>();
  /** What each was last announced to wait for. */
  readonly #announced = new Map<string, string>();
  #attended = '';

  constructor(host: ThreadElement, announcer: Announcer) {
    this.#host = host;
    this.#announcer = announcer;
  }

  /** The deeds of the thread's store. */
  get deeds(): ThreadActions | undefined {
    const {store} = this.#host;
    if (store && this.#deeds?.store !== store) {
      this.#deeds?.close();
      this.#deeds = new ThreadActions(store, {listener: this.#hear});
    }
    return this.#deeds;
  }

  /** As whom the reader writes; `null` for a guest. */
  get writer(): Viewer | null {
    const {viewer, store} = this.#host;
    return viewer ?? store?.state.facts.viewer ?? null;
  }

  /** Does `post`, whose outcome the reader waits for: it is told there, not here. Gives what it gives. */
  async press<Result>(key: string, post: () => Promise<Result> | undefined): Promise<Result | undefined> {
    this.#pressed.add(key);
    try {
      return await post();
    } finally {
      this.#pressed.delete(key);
    }
  }

  /** The thread is open: takes up what was left on the device, once for each opening (`isFresh`) and each reader. */
  attend(thread: ThreadRef, isFresh: boolean): void {
    const viewerId = this.writer?.id ?? null;
    const scope = JSON.stringify([threadKey(thread), viewerId]);
    if (scope === this.#attended && !isFresh) return;
    this.#attended = scope;
    void this.deeds?.resumePending(viewerId);
    void this.#offerReplies(viewerId);
  }

  /** Carries out what a form or a card wants to become of a submission. */
  async change(id: string, change: SubmissionChange): Promise<void> {
    const {deeds} = this;
    switch (change) {
      case 'leave':
        deeds?.detach(id);
        break;
      case 'supersede':
        await deeds?.supersede(id);
        break;
      case 'retry':
        this.#announced.delete(id);
        await deeds?.retry(id);
        break;
      case 'take-back':
        await this.#takeBack(id);
        break;
    }
  }

  suspend(): void {
    this.#deeds?.suspend();
  }

  async resume(): Promise<void> {
    await this.#deeds?.resume();
  }

  /** The thread is no longer on the page; it may come back. */
  close(): void {
    this.#deeds?.close();
    this.#attended = '';
  }

  get #messages(): Messages {
    return allMessages(this.#host.messages);
  }

  readonly #hear = (event: SubmissionEvent): void => {
    const {id, place} = event.submission;
    switch (event.type) {
      case 'waiting': {
        const reason = waitsFor(event, this.#messages);
        // A backend that is tried again and again is told of once.
        if (this.#announced.get(id) === reason) return;
        this.#announced.set(id, reason);
        this.#announcer.say(reason);
        break;
      }
      case 'failed':
        if (event.inForm) return;
        warnOnce(event.error.code, `post failed: ${event.error.message}`);
        this.#announcer.say(`${reasonFor(event.error, this.#messages)} ${this.#messages.letterStopped}`);
        this.#host.dispatchEvent(new ParleyFailedEvent('post', event.error, place.parentId));
        break;
      case 'posted':
        if (this.#pressed.has(id)) break;
        if (event.comment) this.tellPosted(event.comment);
        else this.#announcer.say(this.#messages.posted);
        break;
      default:
    }
    if (event.type !== 'waiting' && event.type !== 'sending') this.#announced.delete(id);
  };

  /** Tells the page and screen-reader users that a comment has arrived. */
  tellPosted(comment: Comment): void {
    const {status} = comment;
    const isHeld = status === 'held' || status === 'rejected';
    const {heldSaid, heldRejected, posted} = this.#messages;
    this.#announcer.say(status === 'rejected' ? heldRejected : isHeld ? heldSaid : posted);
    this.#host.dispatchEvent(isHeld ? new ParleyHeldEvent(comment) : new ParleyPostedEvent(comment));
  }

  /** The card under which a submission waits in the list; `null` when it does not. */
  waitingCard(key: string): CommentId | null {
    const status = this.#host.store?.state.outgoing.get(key)?.status;
    return status === 'waiting' || status === 'stopped' ? optimisticId(key) : null;
  }

  /**
   * Puts the text of a comment into the form in its place, to be changed and posted once more: the one for replies,
   * if what it replies to can still be replied to.
   */
  async writeAgain({parentId}: Comment, words: string): Promise<void> {
    const answered = this.#host.store?.state.comments.get(parentId ?? '');
    const {status = 'published', can} = answered ?? {};
    const mayReply = answered && status === 'published' && (can?.reply ?? true);
    const form = await this.#formFor(mayReply ? answered.id : null);
    if (!form) return;
    const hasOther = await form.takeUpWords(words);
    this.#announcer.say(this.#messages.textInForm);
    if (hasOther) this.#announcer.say(this.#messages.draftKept);
  }

  async #takeBack(key: string): Promise<void> {
    const parentId = await this.deeds?.withdraw(key);
    if (parentId === undefined) {
      this.#announcer.say(this.#messages.notTakenBack);
      return;
    }
    const form = await this.#formFor(parentId);
    await form?.takeUpDraft();
    this.#announcer.say(this.#messages.takenBack);
  }

  async #formFor(parentId: CommentId | null): Promise<CommentFormElement | null> {
    const {list, renderRoot} = this.#host;
    const view = list?.viewOf(parentId);
    return view ? openReply(view) : renderRoot.querySelector('parley-comment-form');
  }

  /** Where the reader had begun a reply, its button says so. */
  async #offerReplies(viewerId: string | null): Promise<void> {
    const {store, list} = this.#host;
    const {thread} = store?.state ?? {};
    if (!store || !thread || !list) return;
    const answered = (await this.deeds?.parentsOfDrafts(thread, viewerId)) ?? [];
    await list.updateComplete;
    if (store.state.thread !== thread) return;
    for (const id of answered) offerKeptReply(list, id);
  }
}
