import {render, type ReactiveController} from 'lit';
import {hashTarget} from '../../model/opening.js';
import type {Comment} from '../../model/comment.js';
import type {Sort} from '../../model/thread.js';
import {warnOnce} from '../../model/warn-once.js';
import {INITIAL_STATE, type ThreadState} from '../../store/state.js';
import {feedback} from '../../styles/feedback.js';
import {ParleyFailedEvent, ParleyLoginRequestEvent, ParleySortRequestEvent} from '../events.js';
import {allMessages} from '../comment-form/all-messages.js';
import {isOn} from '../base/is-on.js';
import type {ParleyElement} from '../base/parley-element.js';
import {focusComment, focusNeighbour} from '../comment-list/navigation.js';
import {closeReply, closeSent} from '../comment-list/reply-forms.js';
import type {PostingTerms, ReplyForm, SubmissionChange} from '../thread-host.js';
import type {LateThread, ThreadInternals} from './thread-internals.js';
import {Announcer} from './announcer.js';
import {checkAttributes} from './writing/check-attributes.js';
import {decisions} from './reading/decisions.js';
import {focusedIn, FocusKeeper} from './reading/focus-keeper.js';
import {TEXT_FIELDS} from './keep-typing.js';
import {UnsentText} from './writing/unsent-text.js';
import {keepInPlace, TURNS} from './reading/keep-in-place.js';
import {openAround} from './reading/open-around.js';
import {returnToPlace} from './reading/return-to-place.js';
import {renderNotices} from './writing/notices.js';
import {postingTerms} from './writing/posting-terms.js';
import {ThreadRequests} from './writing/requests.js';
import {dropUnknownSort} from './reading/sort-choice.js';
import type {StructuredData} from './reading/structured-data.js';

/** The minimum time between announcements of new comments, so that they do not interrupt reading. */
const ARRIVALS_INTERVAL_MS = 60_000;

const STEPS: Readonly<Record<string, 1 | -1>> = {j: 1, k: -1};

/**
 * Everything a thread does besides rendering: handles requests, follows links to comments and the connection,
 * dispatches notices and announces results. Loaded after the comments, because reading does not need it.
 */
export class ThreadInteraction implements LateThread, ReactiveController {
  readonly #host: ThreadInternals;
  readonly #announcer: Announcer;
  readonly #requests: ThreadRequests;
  readonly #unsentText: UnsentText;
  /** Whether a permalink named a comment that does not exist. */
  #isMissing = false;
  /** What the page was last notified of. */
  #reportedState: ThreadState = INITIAL_STATE;
  /** The JSON-LD for search engines, if the page has asked for it. */
  #structuredData: Promise<StructuredData> | undefined;
  readonly #attributeObserver = new MutationObserver(() => {
    this.#describe();
  });
  /** The hash to which the reader was last taken. */
  #followed = '';
  /** Whether the reader was taken back to a saved position, if there was one. */
  #hasReturned = false;
  /** Whether the reader has interacted with the page before that. */
  #hasTurned = false;
  #stopKeeping: (() => void) | undefined;
  /** The time of the last announcement of new comments. */
  #arrivalsAnnouncedAt = -Infinity;

  constructor(host: ThreadInternals) {
    this.#host = host;
    this.#announcer = new Announcer(host);
    this.#requests = new ThreadRequests(host, this.#announcer);
    this.#unsentText = new UnsentText(host, (message) => {
      this.#announcer.announce(message);
    });
    host.addStyles(feedback);
    host.addController(this);
    new FocusKeeper(host);
  }

  hostConnected(): void {
    window.addEventListener('online', this.#noteConnectivity);
    window.addEventListener('offline', this.#noteConnectivity);
    window.addEventListener('hashchange', this.#goToHash);
    for (const turn of TURNS) window.addEventListener(turn, this.#noteTurn, {passive: true, once: true});
    this.#host.renderRoot.addEventListener('change', this.#chooseSort);
    this.#host.addEventListener('keydown', this.#step);
    window.addEventListener('pagehide', this.#suspend);
    window.addEventListener('pageshow', this.#resume);
    document.addEventListener('freeze', this.#suspend);
    document.addEventListener('resume', this.#resume);
    this.#attributeObserver.observe(this.#host, {attributeFilter: ['structured-data']});
    this.#loadList();
    this.#describe();
    this.#stylePolicy();
    this.#reportChanges();
    this.#chooseSort();
    // The connection may have been lost before this code was loaded.
    this.#noteConnectivity();
  }

  hostDisconnected(): void {
    window.removeEventListener('online', this.#noteConnectivity);
    window.removeEventListener('offline', this.#noteConnectivity);
    window.removeEventListener('hashchange', this.#goToHash);
    for (const turn of TURNS) window.removeEventListener(turn, this.#noteTurn);
    this.#stopKeeping?.();
    this.#host.renderRoot.removeEventListener('change', this.#chooseSort);
    this.#host.removeEventListener('keydown', this.#step);
    window.removeEventListener('pagehide', this.#suspend);
    window.removeEventListener('pageshow', this.#resume);
    document.removeEventListener('freeze', this.#suspend);
    document.removeEventListener('resume', this.#resume);
    // An element that was only moved is connected again before this runs.
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.#requests.close();
      this.#describe();
    });
    this.#attributeObserver.disconnect();
  }

  hostUpdated(): void {
    checkAttributes(this.#host);
    this.#drawNotices();
    this.#loadList();
    this.#describe();
    this.#stylePolicy();
    this.#reportChanges();
  }

  handleRequest(request: Event): void {
    // By event type: with two copies of this package on a page, the element may belong to the other one.
    this.#requests.handleRequest(request);
  }

  requestLogin(): void {
    this.#host.dispatchEvent(new ParleyLoginRequestEvent());
  }

  announce(message: string): void {
    this.#announcer.announce(message);
  }

  postingTerms(): PostingTerms {
    return postingTerms(this.#host);
  }

  closeReply(form: ReplyForm): void {
    if (form.hasDraft) this.announce(allMessages(this.#host.messages).draftKept);
    if (this.#host.list) closeReply(this.#host.list, form);
  }

  changeSubmission(id: string, change: SubmissionChange): void {
    void this.#requests.changeSubmission(id, change);
  }

  resubmit(comment: Comment, text: string): void {
    void this.#requests.resubmit(comment, text);
  }

  /** The messages about the whole thread, above its form. */
  #drawNotices(): void {
    const {renderRoot, snapshot} = this.#host;
    const place = renderRoot.querySelector<HTMLElement>('.notices');
    if (place && snapshot)
      render([renderNotices(snapshot, this.#isMissing), this.#unsentText.render()], place);
  }

  /** Requests the order that the reader has chosen, perhaps before this code was loaded. */
  readonly #chooseSort = (): void => {
    const chosen = this.#host.renderRoot.querySelector('select')?.value as Sort | undefined;
    const {phase, sort} = this.#host.store?.state ?? INITIAL_STATE;
    if (chosen && phase === 'ready' && chosen !== sort)
      this.#host.dispatchEvent(new ParleySortRequestEvent(chosen));
  };

  /** A reader who interacts with the thread may use its list, so the list's late code is loaded, too. */
  #loadList(): void {
    const {list} = this.#host;
    // The list reports a failure when a control is pressed.
    if (list && !list.late) list.load().catch(() => undefined);
  }

  /** Makes the thread's policy notices interactive. The page may have added one of its own. */
  #stylePolicy(): void {
    for (const place of [this.#host, this.#host.renderRoot])
      for (const policy of place.querySelectorAll<Partial<ParleyElement> & Element>('parley-policy-notice'))
        policy.addStyles?.(feedback);
  }

  /** Adds JSON-LD to the page's head if the page asks for it, and removes it otherwise. */
  #describe(): void {
    if (!this.#structuredData && !isOn(this.#host.getAttribute('structured-data'))) return;
    this.#structuredData ??= import('./reading/structured-data.js').then(
      (module) => new module.StructuredData(),
    );
    void this.#structuredData.then((data) => data.follow(this.#host));
  }

  /** Notifies the page of what has changed since the last time. */
  #reportChanges(): void {
    const host = this.#host;
    const [before, now] = [this.#reportedState, host.store?.state];
    if (!now) return;
    const {thread, phase, error, outgoing, arrived} = now;
    if (thread && phase === 'ready') this.#requests.resumePending(thread, before.phase !== 'ready');
    if (before === now) return;
    this.#reportedState = now;
    if (!thread) return;
    for (const words of decisions(before, now, allMessages(host.messages))) this.#announcer.announce(words);
    for (const {status, draft} of before.outgoing === outgoing ? [] : outgoing.values()) {
      if (status === 'sent' && draft.parentId !== null && host.list)
        void closeSent(host.list, draft.parentId);
    }
    if (arrived.length > before.arrived.length) this.#announceArrivals(arrived.length);
    if (phase === before.phase) return;
    if (phase === 'loading') this.#setMissing(false);
    dropUnknownSort(host);
    if (phase === 'ready') void this.#takeReader();
    if (phase === 'failed' && error) {
      warnOnce(error.code, `Failed to load the thread: ${error.message}`);
      host.dispatchEvent(new ParleyFailedEvent('open', error));
    }
  }

  #announceArrivals(count: number): void {
    const now = performance.now();
    if (now - this.#arrivalsAnnouncedAt < ARRIVALS_INTERVAL_MS) return;
    this.#arrivalsAnnouncedAt = now;
    this.#announcer.announce(allMessages(this.#host.messages).newComments(count));
  }

  /**
   * Takes the reader to the saved position, else to the comment in the address: once each, so that sorting or reloading
   * does not move them.
   */
  async #takeReader(): Promise<void> {
    const hash = location.hash;
    // A reader who has scrolled before this code was loaded has no position to return to.
    const isFirst = !this.#hasReturned && !this.#host.isFollowingPlace;
    this.#hasReturned = true;
    if (isFirst && (await returnToPlace(this.#host, () => this.#hasTurned))) this.#followed = hash;
    // A reader who has begun to write while this code was loading stays there.
    else if (focusedIn(this.#host)?.matches(TEXT_FIELDS)) this.#followed = hash;
    else if (location.hash !== this.#followed) this.#goToHash();
    // Not before, so that the saved position is not overwritten.
    if (isFirst) this.#host.followPlace();
  }

  readonly #noteTurn = (): void => {
    this.#hasTurned = true;
  };

  readonly #suspend = (): void => {
    this.#requests.suspend();
  };

  readonly #resume = (): void => {
    void this.#requests.resume();
  };

  readonly #goToHash = (): void => {
    void this.#followHash();
  };

  /** Goes to the comment in the address, on whichever page of the list it is. */
  async #followHash(): Promise<void> {
    const host = this.#host;
    const {store} = host;
    const id = hashTarget(location.hash);
    this.#followed = location.hash;
    this.#setMissing(false);
    // The link of a count leads here: focus moves to the heading.
    if (location.hash.endsWith('#comments') || location.hash === `#${host.id}`) {
      openAround(host);
      const heading = host.renderRoot.querySelector<HTMLElement>('#heading');
      heading?.focus();
      if (heading) this.#keep(heading);
    }
    if (id === null || store?.state.phase !== 'ready') return;
    if (!store.state.comments.has(id)) await store.reopen({around: id});
    await host.updateComplete;
    openAround(host);
    if (host.list && (await focusComment(host.list, id))) {
      const article = host.list.viewOf(id)?.article;
      if (article) this.#keep(article);
      return;
    }
    this.#setMissing(true);
    await host.updateComplete;
    // Otherwise the reader would stay at the top of the article, as if the link had not named a comment. With the focus it is read.
    const notice = host.renderRoot.querySelector<HTMLElement>('.missing');
    notice?.scrollIntoView({block: 'center'});
    notice?.focus({preventScroll: true});
  }

  #setMissing(isMissing: boolean): void {
    if (isMissing === this.#isMissing) return;
    this.#isMissing = isMissing;
    this.#host.requestUpdate();
  }

  #keep(element: Element): void {
    this.#stopKeeping?.();
    // For browsers where focus does not scroll at once (WebKit, smooth scrolling).
    const {top, bottom} = element.getBoundingClientRect();
    if (top < 0 || bottom > window.innerHeight)
      element.scrollIntoView({
        block: bottom - top > window.innerHeight ? 'start' : 'center',
        behavior: 'instant',
      });
    this.#stopKeeping = keepInPlace(this.#host, element);
  }

  readonly #noteConnectivity = (): void => {
    const {store, messages} = this.#host;
    const offline = !navigator.onLine;
    if (!store || store.state.offline === offline) return;
    store.dispatch({type: 'connectivity', offline});
    const words = allMessages(messages);
    this.#announcer.announce(offline ? words.offline : words.backOnline);
    if (!offline && store.state.phase === 'failed') void store.reopen();
  };

  /** `j` and `k`, only if the page enables them: single-key shortcuts must be optional (WCAG 2.2, 2.1.4). */
  readonly #step = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    const {shortcuts, list} = this.#host;
    if (!isOn(shortcuts) || !list || step === undefined || event.ctrlKey || event.metaKey || event.altKey)
      return;
    const [target] = event.composedPath();
    if (target instanceof Element && target.matches(TEXT_FIELDS)) return;
    void focusNeighbour(list, step);
  };
}
