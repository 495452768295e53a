import type {Messages} from '../../../locale/en.js';
import type {Comment, CommentId} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import {SORTS} from '../../../model/thread.js';
import {warnOnce} from '../../../model/warn-once.js';
import {reduce} from '../../../store/reduce.js';
import type {ThreadRef} from '../../../model/thread.js';
import type {Outcome, ThreadActions} from '../../../store/thread-actions.js';
import {
  ParleyBeforePostEvent,
  ParleyEditedEvent,
  ParleyFailedEvent,
  ParleyLoginRequestEvent,
  ParleyRemovedEvent,
  ParleyReportedEvent,
  ParleyVotedEvent,
} from '../../events.js';
import {allMessages} from '../../comment-form/all-messages.js';
import {focusComment, focusFirst, idBefore, revealAll, revealReplies} from '../../comment-list/navigation.js';
import type {SubmissionChange} from '../../thread-host.js';
import type {ThreadInternals} from '../thread-internals.js';
import type {Announcer} from '../announcer.js';
import {OwnSubmissions} from './own-submissions.js';
import {containsFocus} from '../../base/contains-focus.js';
import {keepSort} from '../reading/sort-choice.js';

type Operation = ParleyFailedEvent['operation'];
type Requests = Pick<
  HTMLElementEventMap,
  | 'parley-post-request'
  | 'parley-edit-request'
  | 'parley-remove-request'
  | 'parley-vote-request'
  | 'parley-report-request'
  | 'parley-sort-request'
  | 'parley-more-request'
  | 'parley-reload-request'
>;

/**
 * Carries out the requests of a thread's elements with the store. The outcome is dispatched to the page as an event,
 * announced to screen-reader users, and receives focus.
 */
export class ThreadRequests {
  readonly #host: ThreadInternals;
  readonly #announcer: Announcer;
  readonly #submissions: OwnSubmissions;

  readonly #handlers: {readonly [Name in keyof Requests]: (event: Requests[Name]) => Promise<void>} = {
    'parley-post-request': async ({draft, key, mayHaveArrived}) => {
      const {writer} = this.#submissions;
      const outcome = await this.#submissions.trackPost(key, () =>
        this.#submissions.actions?.post(draft, {
          key,
          viewerId: writer?.id ?? null,
          authorName: writer?.name,
          mayHaveArrived,
          check: () => {
            const before = new ParleyBeforePostEvent(draft);
            this.#host.dispatchEvent(before);
            return before.mayGo();
          },
        }),
      );
      const comment = this.#handleOutcome('post', draft.parentId, outcome);
      if (comment) this.#submissions.announcePosted(comment);
      const shown = comment?.id ?? this.#submissions.waitingCommentId(key);
      if (shown !== null) await this.#focusComment(shown);
    },

    'parley-edit-request': async ({commentId, body}) => {
      const comment = this.#handleOutcome('edit', commentId, await this.#getActions()?.edit(commentId, body));
      if (!comment) return;
      this.#announcer.announce(this.#messages.commentUpdated);
      this.#host.dispatchEvent(new ParleyEditedEvent(comment));
      await this.#focusComment(comment.id);
    },

    'parley-remove-request': async ({commentId, reason}) => {
      const {list} = this.#host;
      const before = list && idBefore(list, commentId);
      const comment = this.#handleOutcome(
        'remove',
        commentId,
        await this.#getActions()?.remove(commentId, reason),
      );
      if (!comment) return;
      this.#announcer.announce(this.#messages.commentDeleted);
      this.#host.dispatchEvent(new ParleyRemovedEvent(comment));
      if (await this.#focusComment(comment.id)) return;
      if (before === null || !(await this.#focusComment(before))) this.#focusHeading();
    },

    'parley-vote-request': async ({commentId, up}) => {
      const comment = this.#handleOutcome('vote', commentId, await this.#getActions()?.vote(commentId, up));
      if (comment) this.#host.dispatchEvent(new ParleyVotedEvent(comment));
    },

    'parley-report-request': async ({commentId, report}) => {
      const comment = this.#handleOutcome(
        'report',
        commentId,
        await this.#getActions()?.report(commentId, report),
      );
      if (!comment) return;
      this.#announcer.announce(this.#messages.reportSent);
      this.#host.dispatchEvent(new ParleyReportedEvent(comment));
    },

    'parley-sort-request': async ({sort}) => {
      if (!SORTS.includes(sort)) {
        warnOnce('sort', `Invalid sort "${String(sort)}"; expected ${SORTS.join(', ')}.`);
        return;
      }
      await this.#host.store?.reopen({sort});
      if (this.#host.store?.state.phase !== 'ready') return;
      keepSort(this.#host, sort);
      this.#announcer.announce(this.#messages.sorted[sort]);
    },

    'parley-more-request': async ({list = null, arrived = false}) => {
      const {store, list: element} = this.#host;
      if (!store) return;
      const hadFocus = containsFocus(this.#host);
      // Hidden comments on the page are shown first.
      const revealed = element && list !== null ? await revealReplies(element, list) : [];
      if (revealed.length > 0) {
        this.#announcer.announce(this.#messages.moreShown(revealed.length));
        if (hadFocus) revealed[0]?.focus();
        return;
      }
      const known = store.state.comments;
      if (arrived) store.dispatch({type: 'arrivals-shown'}, reduce);
      else await store.more(list);
      const added = new Set([...store.state.comments.keys()].filter((id) => !known.has(id)));
      if (added.size === 0) return;
      this.#announcer.announce(this.#messages.moreShown(added.size));
      await this.#host.updateComplete;
      // Requested comments are not hidden, unless they only came with their parent.
      if (element && (arrived || list !== null)) await revealAll(element, added);
      if (element && hadFocus) await focusFirst(element, added);
    },

    'parley-reload-request': async () => {
      const hadFocus = containsFocus(this.#host);
      await this.#host.store?.reopen();
      // The button of this request is gone; focus must not fall to the top of the page.
      if (hadFocus && this.#host.store?.state.phase === 'ready') this.#focusHeading();
    },
  };

  constructor(host: ThreadInternals, announcer: Announcer) {
    this.#host = host;
    this.#announcer = announcer;
    this.#submissions = new OwnSubmissions(host, announcer);
  }

  /** Handles a request; ignores other events, and requests without the required fields. */
  handleRequest(request: Event): void {
    const handle = this.#handlers[request.type as keyof Requests] as (event: Event) => Promise<void>;
    void handle(request);
  }

  /** Carries out a command for a submission. */
  changeSubmission(id: string, change: SubmissionChange): Promise<void> {
    return this.#submissions.change(id, change);
  }

  /** Puts the text of a comment into the form at its position, to be edited and posted again. */
  resubmit(comment: Comment, text: string): Promise<void> {
    return this.#submissions.resubmit(comment, text);
  }

  /** The thread is open; `isFresh` once for each opening. */
  resumePending(thread: ThreadRef, isFresh: boolean): void {
    this.#submissions.resumePending(thread, isFresh);
  }

  /** The page enters the back/forward cache or is closed. */
  suspend(): void {
    this.#submissions.suspend();
  }

  /** The page was restored. */
  resume(): Promise<void> {
    return this.#submissions.resume();
  }

  /** The thread was disconnected. */
  close(): void {
    this.#submissions.close();
  }

  get #messages(): Messages {
    return allMessages(this.#host.messages);
  }

  #getActions(): ThreadActions | undefined {
    return this.#submissions.actions;
  }

  /** The comment on success; failures are handled here. */
  #handleOutcome(operation: Operation, id: CommentId | null, outcome: Outcome | undefined): Comment | null {
    if (!outcome) return null;
    if (!(outcome instanceof CommentsError)) return outcome;
    warnOnce(outcome.code, `${operation} failed: ${outcome.message}`);
    // A form shows its own errors; other actions are announced here.
    if (operation !== 'post') this.#announcer.announce(this.#messages.errors[outcome.code]);
    this.#host.dispatchEvent(new ParleyFailedEvent(operation, outcome, id));
    if (outcome.code === 'login-required') this.#host.dispatchEvent(new ParleyLoginRequestEvent());
    return null;
  }

  async #focusComment(id: CommentId): Promise<boolean> {
    await this.#host.updateComplete;
    const {list} = this.#host;
    return list !== null && focusComment(list, id);
  }

  #focusHeading(): void {
    this.#host.renderRoot.querySelector<HTMLElement>('#heading')?.focus();
  }
}
