import {PAGE_SIZE} from '../../../model/opening.js';
import {PLACE, savedPlace, type SavedPlace} from '../../../model/saved-place.js';
import {threadKey} from '../../../model/thread.js';
import type {ThreadElement} from '../thread.js';

/** A reader who has not scrolled for so long reads. Browsers limit how often a page changes its history entry. */
const AT_REST_MS = 200;

/**
 * Saves where the reader is whenever they have scrolled in the thread, or it has changed its height, for `returnToPlace`. Not when
 * the page goes away: `beforeunload` keeps a page of Firefox out of its cache for Back, what is saved on `pagehide` is too late for
 * a reload, and may end the cache of Chromium. Returns how to stop.
 */
export function followPlace(host: ThreadElement): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const saveSoon = (): void => {
    clearTimeout(timer);
    const {href} = location;
    timer = setTimeout(() => {
      // A router may have gone on to another page meanwhile.
      if (location.href === href) savePlace(host);
    }, AT_REST_MS);
  };
  const options = {capture: true, passive: true};
  const sizes = new ResizeObserver(saveSoon);
  const observer = new IntersectionObserver((entries) => {
    if (entries.at(-1)?.isIntersecting) {
      window.addEventListener('scroll', saveSoon, options);
      sizes.observe(host);
    } else {
      window.removeEventListener('scroll', saveSoon, options);
      sizes.disconnect();
      clearTimeout(timer);
      // Not where the reader is any more.
      savePlace(host);
    }
  });
  observer.observe(host);
  return () => {
    observer.disconnect();
    sizes.disconnect();
    window.removeEventListener('scroll', saveSoon, options);
    clearTimeout(timer);
  };
}

/**
 * Saves where in the thread its reader is with the page's entry in the browser's history, for `returnToPlace`. By itself a browser
 * saves how far the page was scrolled, which is of no use: when it scrolls back, the comments are not there yet. Where the
 * browser has the navigation API, that is used: what is saved by `history.replaceState` is a navigation to routers and
 * to what counts page views.
 */
function savePlace(host: ThreadElement): void {
  if (host.store?.state.phase !== 'ready') return;
  const place = placeIn(host);
  const before = savedPlace();
  // Another thread of the page may be where the reader is.
  if (!place && before?.thread !== keyOf(host)) return;
  const entries = entryState();
  const state: unknown = entries ? entries.currentEntry?.getState() : history.state;
  // What a router has put there must stay what it is.
  if (state != null && Object.getPrototypeOf(state) !== Object.prototype) return;
  const next = {...(state ?? {}), [PLACE]: place};
  try {
    if (entries) entries.updateCurrentEntry({state: next});
    else history.replaceState(next, '');
  } catch {
    // Browsers refuse that to pages that do so too often.
  }
}

/**
 * The navigation API where this browser has it for this page. A frame of an opaque origin has no entries; and where the browser
 * does not know the API, the name may be an element of the page.
 */
function entryState(): Navigation | undefined {
  const {navigation} = window as Partial<Pick<Window, 'navigation'>>;
  return navigation?.currentEntry ? navigation : undefined;
}

function placeIn(host: ThreadElement): SavedPlace | null {
  const {list} = host;
  const thread = keyOf(host);
  if (!list || thread === undefined || !shows(host)) return null;
  // One that begins in sight: of another the height may not be the same again.
  let article: HTMLElement | undefined;
  for (const one of list.renderRoot.querySelectorAll('article')) {
    if (!shows(one)) continue;
    article ??= one;
    if (one.getBoundingClientRect().top < 0) continue;
    article = one;
    break;
  }
  const {top} = (article ?? host).getBoundingClientRect();
  const id = article?.dataset['commentId'];
  if (id === undefined) return {thread, top};
  const root = article?.closest('.comments > li');
  const index = [...(root?.parentElement?.children ?? [])].indexOf(root as Element);
  const isFar = index >= (host.pageSize || PAGE_SIZE);
  return {thread, id, top, ...(isFar && {isFar})};
}

function shows(element: Element): boolean {
  const {top, bottom, height} = element.getBoundingClientRect();
  return height > 0 && bottom > 0 && top < window.innerHeight;
}

function keyOf({store}: ThreadElement): string | undefined {
  const thread = store?.state.thread;
  return thread ? threadKey(thread) : undefined;
}
