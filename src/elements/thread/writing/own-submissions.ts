import type {Messages} from '../../../locale/en.js';
import type {Comment, CommentId} from '../../../model/comment.js';
import {warnOnce} from '../../../model/warn-once.js';
import {threadKey, type ThreadRef, type Viewer} from '../../../model/thread.js';
import {optimisticId} from '../../../store/reduce.js';
import type {SubmissionEvent} from '../../../store/submissions/outcome.js';
import {ThreadActions} from '../../../store/thread-actions.js';
import type {CommentFormElement} from '../../comment-form/comment-form.js';
import {ParleyFailedEvent, ParleyHeldEvent, ParleyPostedEvent} from '../../events.js';
import {allMessages} from '../../comment-form/all-messages.js';
import {failureSentences} from '../../comment-form/failure.js';
import {waitingMessage} from '../../comment-form/waiting.js';
import {offerKeptReply, openReply} from '../../comment-list/reply-forms.js';
import type {SubmissionChange} from '../../thread-host.js';
import type {ThreadInternals} from '../thread-internals.js';
import type {Announcer} from '../announcer.js';

/**
 * The reader's submissions that are in no form: waiting or failed ones in the list, and those of an earlier visit.
 * Notifies the page and screen-reader users of their outcomes.
 */
export class OwnSubmissions {
  readonly #host: ThreadInternals;
  readonly #announcer: Announcer;
  #actions: ThreadActions | undefined;
  /** The ids of submissions whose outcome the form announces. */
  readonly #trackedPosts = new Set<string>();
  /** The last announced status of each. */
  readonly #announced = new Map<string, string>();
  #resumedScope = '';

  constructor(host: ThreadInternals, announcer: Announcer) {
    this.#host = host;
    this.#announcer = announcer;
  }

  /** The actions of the thread's store. */
  get actions(): ThreadActions | undefined {
    const {store} = this.#host;
    if (store && this.#actions?.store !== store) {
      this.#actions?.close();
      this.#actions = new ThreadActions(store, {listener: this.#handleEvent});
    }
    return this.#actions;
  }

  /** The signed-in reader; `null` for a guest. */
  get writer(): Viewer | null {
    const {viewer, store} = this.#host;
    return viewer ?? store?.state.facts.viewer ?? null;
  }

  /** Calls `post`, whose outcome the caller announces, and returns its result. */
  async trackPost<Result>(key: string, post: () => Promise<Result> | undefined): Promise<Result | undefined> {
    this.#trackedPosts.add(key);
    try {
      return await post();
    } finally {
      this.#trackedPosts.delete(key);
    }
  }

  /** The thread is open: resumes submissions stored on the device, once per opening (`isFresh`) and reader. */
  resumePending(thread: ThreadRef, isFresh: boolean): void {
    const viewerId = this.writer?.id ?? null;
    const scope = JSON.stringify([threadKey(thread), viewerId]);
    if (scope === this.#resumedScope && !isFresh) return;
    this.#resumedScope = scope;
    void this.actions?.resumePending(viewerId);
    void this.#offerReplies(viewerId);
  }

  /** Carries out a command for a submission. */
  async change(id: string, change: SubmissionChange): Promise<void> {
    const {actions} = this;
    switch (change) {
      case 'detach':
        actions?.detach(id);
        break;
      case 'supersede':
        await actions?.supersede(id);
        break;
      case 'retry':
        this.#announced.delete(id);
        await actions?.retry(id);
        break;
      case 'withdraw':
        await this.#withdraw(id);
        break;
    }
  }

  suspend(): void {
    this.#actions?.suspend();
  }

  async resume(): Promise<void> {
    await this.#actions?.resume();
  }

  /** The thread was disconnected; it may be reconnected. */
  close(): void {
    this.#actions?.close();
    this.#resumedScope = '';
  }

  get #messages(): Messages {
    return allMessages(this.#host.messages);
  }

  readonly #handleEvent = (event: SubmissionEvent): void => {
    const {id, place} = event.submission;
    switch (event.type) {
      case 'waiting': {
        const reason = waitingMessage(event, this.#messages);
        // Repeated retries are announced once.
        if (this.#announced.get(id) === reason) return;
        this.#announced.set(id, reason);
        this.#announcer.announce(reason);
        break;
      }
      case 'failed':
        if (event.inForm) return;
        warnOnce(event.error.code, `post failed: ${event.error.message}`);
        this.#announcer.announce(failureSentences(event, this.#messages, this.#messages.submissionFailed));
        this.#host.dispatchEvent(new ParleyFailedEvent('post', event.error, place.parentId));
        break;
      case 'posted':
        if (this.#trackedPosts.has(id)) break;
        if (event.comment) this.announcePosted(event.comment);
        else this.#announcer.announce(this.#messages.posted);
        break;
      default:
    }
    if (event.type !== 'waiting' && event.type !== 'sending') this.#announced.delete(id);
  };

  /** Notifies the page and screen-reader users that a comment has arrived. */
  announcePosted(comment: Comment): void {
    const {status} = comment;
    const isHeld = status === 'held' || status === 'rejected';
    const {postedHeld, heldRejected, posted} = this.#messages;
    this.#announcer.announce(status === 'rejected' ? heldRejected : isHeld ? postedHeld : posted);
    this.#host.dispatchEvent(isHeld ? new ParleyHeldEvent(comment) : new ParleyPostedEvent(comment));
  }

  /** The card of a submission in the list; `null` if there is none. */
  waitingCommentId(key: string): CommentId | null {
    const status = this.#host.store?.state.outgoing.get(key)?.status;
    return status === 'waiting' || status === 'stopped' ? optimisticId(key) : null;
  }

  /**
   * Puts the text of a comment into the form at its position, to be edited and posted again: the reply form, if its
   * parent still accepts replies.
   */
  async resubmit({parentId}: Comment, text: string): Promise<void> {
    const answered = this.#host.store?.state.comments.get(parentId ?? '');
    const {status = 'published', can} = answered ?? {};
    const mayReply = answered && status === 'published' && (can?.reply ?? true);
    const form = await this.#formFor(mayReply ? answered.id : null);
    if (!form) return;
    const hasOther = await form.resumeText(text);
    this.#announcer.announce(this.#messages.textInForm);
    if (hasOther) this.#announcer.announce(this.#messages.draftKept);
  }

  async #withdraw(key: string): Promise<void> {
    const parentId = await this.actions?.withdraw(key);
    if (parentId === undefined) {
      this.#announcer.announce(this.#messages.notTakenBack);
      return;
    }
    const form = await this.#formFor(parentId);
    await form?.showDraft();
    this.#announcer.announce(this.#messages.takenBack);
  }

  async #formFor(parentId: CommentId | null): Promise<CommentFormElement | null> {
    const view = this.#host.list?.viewOf(parentId);
    return view ? openReply(view) : this.#host.openForm();
  }

  /** The Reply button says if the reader has begun a reply. */
  async #offerReplies(viewerId: string | null): Promise<void> {
    const {store, list} = this.#host;
    const {thread} = store?.state ?? {};
    if (!store || !thread || !list) return;
    const answered = (await this.actions?.parentsOfDrafts(thread, viewerId)) ?? [];
    await list.updateComplete;
    if (store.state.thread !== thread) return;
    for (const id of answered) offerKeptReply(list, id);
  }
}
