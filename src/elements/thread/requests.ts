import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Messages} from '../../locale/en.js';
import type {Comment, CommentId} from '../../model/comment.js';
import {CommentsError} from '../../model/errors.js';
import {SORTS} from '../../model/thread.js';
import {warnOnce} from '../../model/warn-once.js';
import type {Outcome, ThreadStore} from '../../store/thread-store.js';
import type {Announcer} from './announcer.js';
import type {CommentFormElement} from '../comment-form.js';
import type {CommentListElement} from '../comment-list.js';
import {
  ParleyBeforePostEvent,
  ParleyEditedEvent,
  ParleyFailedEvent,
  ParleyHeldEvent,
  ParleyLoginRequestEvent,
  ParleyPostedEvent,
  ParleyRemovedEvent,
  ParleyReportedEvent,
  ParleyVotedEvent,
} from '../events.js';

/** What the requests need of the thread they come to. */
export interface RequestsHost extends ReactiveControllerHost, HTMLElement {
  readonly store: ThreadStore | undefined;
  readonly messages: Messages;
  readonly list: CommentListElement | null;
  focusHeading: () => void;
}

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
 * Hears what the elements in a thread ask for, has the store do it, and tells what came of it: to the page by a
 * notice, to those who listen by a sentence, to those who look by moving the keyboard there.
 */
export class ThreadRequests implements ReactiveController {
  readonly #host: RequestsHost;
  readonly #announcer: Announcer;

  readonly #handlers: {readonly [Name in keyof Requests]: (event: Requests[Name]) => Promise<void>} = {
    'parley-post-request': async ({draft, key}) => {
      const outcome = await this.#host.store?.post(draft, {
        key,
        check: () => {
          const before = new ParleyBeforePostEvent(draft);
          this.#host.dispatchEvent(before);
          return before.mayGo();
        },
      });
      const comment = this.#settle('post', outcome);
      if (!comment) return;
      const isHeld = comment.status === 'held' || comment.status === 'rejected';
      this.#announcer.say(isHeld ? this.#host.messages.heldSaid : this.#host.messages.posted);
      this.#host.dispatchEvent(isHeld ? new ParleyHeldEvent(comment) : new ParleyPostedEvent(comment));
      await this.#focusComment(comment.id);
    },

    'parley-edit-request': async ({commentId, body}) => {
      const comment = this.#settle('edit', await this.#host.store?.edit(commentId, body));
      if (!comment) return;
      this.#announcer.say(this.#host.messages.commentUpdated);
      this.#host.dispatchEvent(new ParleyEditedEvent(comment));
      await this.#focusComment(comment.id);
    },

    'parley-remove-request': async ({commentId}) => {
      const comment = this.#settle('remove', await this.#host.store?.remove(commentId));
      if (!comment) return;
      this.#announcer.say(this.#host.messages.commentDeleted);
      this.#host.dispatchEvent(new ParleyRemovedEvent(comment));
      if (!(await this.#focusComment(comment.id))) this.#host.focusHeading();
    },

    'parley-vote-request': async ({commentId, up}) => {
      const comment = this.#settle('vote', await this.#host.store?.vote(commentId, up));
      if (comment) this.#host.dispatchEvent(new ParleyVotedEvent(comment));
    },

    'parley-report-request': async ({commentId, report}) => {
      const comment = this.#settle('report', await this.#host.store?.report(commentId, report));
      if (!comment) return;
      this.#announcer.say(this.#host.messages.reportSent);
      this.#host.dispatchEvent(new ParleyReportedEvent(comment));
    },

    'parley-sort-request': async ({sort}) => {
      if (!SORTS.includes(sort)) {
        warnOnce('sort', `"${String(sort)}" is no sort; known are ${SORTS.join(', ')}.`);
        return;
      }
      await this.#host.store?.reopen({sort});
      if (this.#host.store?.state.phase === 'ready') this.#announcer.say(this.#host.messages.sorted[sort]);
    },

    'parley-more-request': async ({list = null, arrived = false}) => {
      const {store, messages} = this.#host;
      if (!store) return;
      const hasKeyboard = this.#host.matches(':focus-within');
      const known = store.state.comments;
      if (arrived) store.showArrivals();
      else await store.more(list);
      const added = new Set([...store.state.comments.keys()].filter((id) => !known.has(id)));
      if (added.size === 0) return;
      this.#announcer.say(messages.moreShown(added.size));
      if (!hasKeyboard) return;
      await this.#host.updateComplete;
      await this.#host.list?.focusFirst(added);
    },

    'parley-reload-request': async () => {
      const hasKeyboard = this.#host.matches(':focus-within');
      await this.#host.store?.reopen();
      // The button that asked for this is gone; the keyboard must not fall to the page's top.
      if (hasKeyboard && this.#host.store?.state.phase === 'ready') this.#host.focusHeading();
    },
  };

  constructor(host: RequestsHost, announcer: Announcer) {
    this.#host = host;
    this.#announcer = announcer;
    host.addController(this);
  }

  hostConnected(): void {
    for (const name of Object.keys(this.#handlers)) this.#host.addEventListener(name, this.#hear);
    this.#host.addEventListener('parley-reply-close', this.#replyClosed);
  }

  hostDisconnected(): void {
    for (const name of Object.keys(this.#handlers)) this.#host.removeEventListener(name, this.#hear);
    this.#host.removeEventListener('parley-reply-close', this.#replyClosed);
  }

  readonly #hear = (event: Event): void => {
    const handle = this.#handlers[event.type as keyof Requests] as (event: Event) => Promise<void>;
    void handle(event);
  };

  readonly #replyClosed = (event: Event): void => {
    const form = event.composedPath()[0] as CommentFormElement;
    if (form.hasDraft) this.#announcer.say(this.#host.messages.draftKept);
  };

  /** A comment to go on with; anything else is dealt with here. */
  #settle(operation: Operation, outcome: Outcome | undefined): Comment | null {
    if (!outcome) return null;
    if (!(outcome instanceof CommentsError)) return outcome;
    warnOnce(outcome.code, `${operation} failed: ${outcome.message}`);
    // A form shows by itself why it could not post; the other deeds are only heard of here.
    if (operation !== 'post') this.#announcer.say(this.#host.messages.errors[outcome.code]);
    this.#host.dispatchEvent(new ParleyFailedEvent(operation, outcome));
    if (outcome.code === 'login-required') this.#host.dispatchEvent(new ParleyLoginRequestEvent());
    return null;
  }

  async #focusComment(id: CommentId): Promise<boolean> {
    await this.#host.updateComplete;
    return (await this.#host.list?.focusComment(id)) ?? false;
  }
}
