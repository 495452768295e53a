import type {ReactiveController} from '@lit/reactive-element';
import {leadsToComments, publishedSort} from '../../model/opening.js';
import {savedPlace} from '../../model/saved-place.js';
import {threadKey} from '../../model/thread.js';
import {warnLater} from '../../model/warn-later.js';
import type {ThreadState} from '../../store/state.js';
import {isOn} from '../base/is-on.js';
import {watchLanguage} from '../language/watch-language.js';
import type {ThreadInternals} from './thread-internals.js';
import {keepTyping, KEY_EVENTS} from './keep-typing.js';
import {addressOverLink, followAddress} from './reading/follow-address.js';

/** The controls. A date shows more on hover. */
const CONTROLS = 'button, select, textarea, summary, time';

/** Events of a reader who is about to use a control. */
const SIGNS = ['focusin', 'pointerdown', 'pointerover', 'pointerout'];

/** A mouse pointer that stays on a control for this long is not just crossing it. */
const PAUSE_MS = 100;

/** After this time a thread without an adapter will not get one. */
const NO_ADAPTER_MS = 10_000;

/** Set by the script tag on elements that it manages. */
const SEEN = Symbol.for('parley-seen');

/** A form is rendered at this distance from the viewport. */
const NEAR = '500px';

/**
 * Decides when a thread needs more than the code for reading. Most readers press nothing, so the rest is loaded
 * (`ThreadInternals.load`) at the first sign of need: the reader uses a control or comes near an open form, or there is
 * something to announce, send or do. Also follows what reading needs of the page: language, address, and the reader's
 * position.
 */
export class Intent implements ReactiveController {
  readonly #host: ThreadInternals;
  #connection = new AbortController();
  /** Whether the code was found to be needed: it is loaded once, and again when the device is back online. */
  #isCalled = false;
  #hoverTimer: ReturnType<typeof setTimeout> | undefined;
  #form: Element | null = null;
  /** The page URL set by a router, if the page has none and its canonical link belongs to another article. */
  #routedUrl = '';
  /** Whether the reader's position is saved; then a saved position is not one to return to. */
  isFollowingPlace = false;

  constructor(host: ThreadInternals) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    const host = this.#host;
    this.#connection = new AbortController();
    const {signal} = this.#connection;
    for (const name of SIGNS) host.addEventListener(name, this.#noteSign, {signal});
    for (const name of KEY_EVENTS) host.addEventListener(name, keepTyping, {signal});
    const look = (): void => {
      this.#look();
    };
    for (const name of ['offline', 'online']) window.addEventListener(name, look, {signal});
    window.addEventListener('scroll', this.#noteScroll, {capture: true, passive: true, signal});
    const attributes = new MutationObserver(look);
    attributes.observe(host, {attributeFilter: ['structured-data']});
    // The language may have changed while the element was disconnected.
    if (host.messages) host.loadMessages();
    this.#noteRoute();
    // The thread resolves its page again, and opens it if it is another.
    const noteAddress = (): void => {
      this.#noteRoute();
      host.requestUpdate('pageUrl');
    };
    followAddress(host, noteAddress, signal);
    const stopWatching = watchLanguage(host, () => {
      host.loadMessages();
    });
    const adapterTimer = setTimeout(() => {
      if (!host.adapter && !(SEEN in host)) warnLater(({noAdapter}) => noAdapter(host.backend));
    }, NO_ADAPTER_MS);
    signal.addEventListener('abort', () => {
      clearTimeout(adapterTimer);
      attributes.disconnect();
      stopWatching();
    });
    if (this.isFollowingPlace) this.#startFollowingPlace();
  }

  hostDisconnected(): void {
    this.#connection.abort();
    clearTimeout(this.#hoverTimer);
  }

  hostUpdated(): void {
    const form = this.#host.renderRoot.querySelector('parley-comment-form:not([hidden])');
    if (form && form !== this.#form) this.#awaitForm(form);
    this.#form = form;
    if (!this.#isCalled) this.#look();
  }

  /** Starts saving the reader's position, after they were taken back to a saved one if there was one. */
  followPlace(): void {
    if (this.isFollowingPlace) return;
    this.isFollowingPlace = true;
    this.#startFollowingPlace();
  }

  #noteRoute(): void {
    const host = this.#host;
    if (host.pageUrl === this.#routedUrl) host.pageUrl = this.#routedUrl = addressOverLink();
  }

  #look(): void {
    const host = this.#host;
    const state = host.store?.state;
    if (!state?.thread) return;
    const isOffline = !navigator.onLine;
    if (this.#isCalled || isOffline || isCalledFor(host, state)) {
      this.#isCalled = true;
      void host.load();
    }
  }

  readonly #noteSign = (event: Event): void => {
    clearTimeout(this.#hoverTimer);
    const [target] = event.composedPath() as Element[];
    if (event.type === 'pointerout' || !target?.closest?.(CONTROLS)) return;
    const load = (): void => void this.#host.load();
    const isSure = event.type === 'pointerdown' || target.matches('textarea, select');
    if (event.type !== 'pointerover' && (isSure || !savesData())) load();
    else if (!savesData()) this.#hoverTimer = setTimeout(load, PAUSE_MS);
  };

  /** A form that is open from the start is rendered when the reader comes near it. */
  #awaitForm(form: Element): void {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({isIntersecting}) => isIntersecting)) return;
        observer.disconnect();
        void this.#host.load();
      },
      {rootMargin: NEAR},
    );
    observer.observe(form);
  }

  /** Not before the reader was taken back to the saved position. */
  readonly #noteScroll = (): void => {
    const {store} = this.#host;
    if (store?.state.phase === 'ready' && !isReturning(store.state)) this.followPlace();
  };

  #startFollowingPlace(): void {
    const {signal} = this.#connection;
    import('./reading/follow-place.js').then(
      ({followPlace}) => {
        if (signal.aborted) return;
        signal.addEventListener('abort', followPlace(this.#host));
      },
      // Without this code a reload begins at the top.
      () => undefined,
    );
  }
}

/** Whether there is something that only the late code can do. */
function isCalledFor(host: ThreadInternals, state: ThreadState): boolean {
  const {phase, facts, sort, comments} = state;
  return (
    host.hasStored ||
    isOn(host.live) ||
    isOn(host.shortcuts) ||
    isOn(host.getAttribute('structured-data')) ||
    leadsHere(host) ||
    isReturning(state) ||
    phase === 'failed' ||
    !!facts.notice ||
    !!facts.blocked ||
    // An order chosen elsewhere may be unknown to this backend.
    (phase === 'ready' && sort !== publishedSort(host) && !facts.sorts?.includes(sort)) ||
    // The outcome is announced.
    [...comments.values()].some(({status}) => status === 'held')
  );
}

/** Whether the address names a comment or the discussion. */
function leadsHere({id}: ThreadInternals): boolean {
  const {hash} = location;
  return leadsToComments(hash) || hash === `#${id}`;
}

/** Whether the reader was in this thread when they left the page. */
function isReturning({thread}: ThreadState): boolean {
  return !!thread && savedPlace()?.thread === threadKey(thread);
}

/** Whether the reader wants to save data (Save Data API). */
function savesData(): boolean {
  return !!(navigator as {connection?: {saveData?: boolean}}).connection?.saveData;
}
