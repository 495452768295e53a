import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {hashTarget, publishedSort} from '../../model/opening.js';
import {savedPlace} from '../../model/saved-place.js';
import {threadKey} from '../../model/thread.js';
import {warnLater} from '../../model/warn-later.js';
import {hasSubmissionsOfOlderVersion} from '../../storage/has-stored-submission.js';
import type {ThreadState} from '../../store/state.js';
import {isOn} from '../base/is-on.js';
import {watchLanguage} from '../language/watch-language.js';
import type {ThreadElement} from './thread.js';
import {keepTyping, KEY_EVENTS} from './keep-typing.js';
import {addressOverLink, followAddress} from './reading/follow-address.js';

/** What readers act with. A date shows more when it is pointed at. */
const CONTROLS = 'button, select, textarea, summary, time';

/** What a reader does to a control who is about to use it. */
const SIGNS = ['focusin', 'pointerdown', 'pointerover', 'pointerout'];

/** A mouse that stays on a control for so long is not on its way across. */
const PAUSE_MS = 100;

/** A page that gives its thread an adapter has done so long before. */
const NO_ADAPTER_MS = 10_000;

/** What the script tag puts on the elements that it looks after. */
const SEEN = Symbol.for('parley-seen');

/** A form farther away than this is not drawn yet. */
const NEAR = '500px';

/**
 * Says when a thread needs more than the code for reading. Most readers press nothing, so it is fetched (`ThreadElement.load`)
 * at the first sign that it is wanted: the reader turns to a control, comes near an open form, or there is something to be
 * told, sent or done that only that code can do. Also follows the page as far as reading needs it: its language, its address,
 * and where the reader is.
 */
export class Intent implements ReactiveController {
  readonly #host: ThreadElement & ReactiveControllerHost;
  #connection = new AbortController();
  /** What is to be told or done was noticed: that is tried once, and again when the device is back online. */
  #isCalled = false;
  #hoverTimer: ReturnType<typeof setTimeout> | undefined;
  #form: Element | null = null;
  #hasAskedOlderVersion = false;
  /** The page URL that a router has set, where the page names none and its canonical link is another article's. */
  #routedUrl = '';
  /** Where the reader is, is saved: whatever place is saved is not one that they come back to. */
  isFollowingPlace = false;

  constructor(host: ThreadElement) {
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
    for (const name of ['hashchange', 'offline', 'online']) window.addEventListener(name, look, {signal});
    window.addEventListener('scroll', this.#noteScroll, {capture: true, passive: true, signal});
    const attributes = new MutationObserver(look);
    attributes.observe(host, {attributeFilter: ['structured-data']});
    // Who was elsewhere may be back among other words.
    if (host.messages) host.loadMessages();
    this.#noteRoute();
    // The thread asks for its page anew, and opens it where that is another.
    const noteAddress = (): void => {
      this.#noteRoute();
      host.requestUpdate('pageUrl');
    };
    followAddress(host, noteAddress, signal);
    const stopWatching = watchLanguage(host, () => {
      host.loadMessages();
    });
    const adapterTimer = setTimeout(() => {
      if (!host.adapter && !(SEEN in host)) warnLater(({noAdapter}) => noAdapter());
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

  /** Saves from now on where the reader is; they have been taken back to where they were, or were nowhere. */
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
    if (state.phase !== 'ready' || this.#hasAskedOlderVersion) return;
    this.#hasAskedOlderVersion = true;
    void hasSubmissionsOfOlderVersion().then((has) => {
      if (has) void host.load();
    });
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

  /** A form that is open from the start is drawn when the reader comes near it. */
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

  /** Not before the reader was taken back to where they were: until then the saved place says where that is. */
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
      // Then a reload begins at the top, as without it.
      () => undefined,
    );
  }
}

/** Whether there is something that only the other code can tell, draw or do. */
function isCalledFor(host: ThreadElement, state: ThreadState): boolean {
  const {phase, facts, sort, comments} = state;
  return (
    host.hasStored ||
    host.live !== 'off' ||
    isOn(host.shortcuts) ||
    isOn(host.getAttribute('structured-data')) ||
    leadsHere(host) ||
    isReturning(state) ||
    phase === 'failed' ||
    !!facts.notice ||
    !!facts.blocked ||
    // The order that was chosen elsewhere, which this backend may not know.
    (phase === 'ready' && sort !== publishedSort(host) && !facts.sorts?.includes(sort)) ||
    // What becomes of it is announced.
    [...comments.values()].some(({status}) => status === 'held')
  );
}

/** Whether the address names a comment, or the discussion itself. */
function leadsHere({id}: ThreadElement): boolean {
  const {hash} = location;
  return hashTarget(hash) !== null || hash.endsWith('#comments') || (id !== '' && hash === `#${id}`);
}

/** Whether the reader was in this thread when they left the page. */
function isReturning({thread}: ThreadState): boolean {
  return !!thread && savedPlace()?.thread === threadKey(thread);
}

/** Whether the reader wants nothing fetched that may not be needed (Save Data API). */
function savesData(): boolean {
  return !!(navigator as {connection?: {saveData?: boolean}}).connection?.saveData;
}
