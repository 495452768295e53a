import {PAGE_SIZE} from '../../../model/opening.js';
import {PLACE, savedPlace, type SavedPlace} from '../../../model/saved-place.js';
import {threadKey} from '../../../model/thread.js';
import type {ThreadInternals} from '../thread-internals.js';

/** A reader who has not scrolled for this long is reading. Browsers limit changes of history entries. */
const AT_REST_MS = 200;

/**
 * Saves the reader's position after they have scrolled in the thread, or its height has changed, for `returnToPlace`.
 * Not when the page is closed: `beforeunload` keeps a page out of Firefox's back/forward cache; saving on `pagehide` is
 * too late for a reload, and may end Chromium's cache. Returns a function that stops it.
 */
export function followPlace(host: ThreadInternals): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const saveSoon = (): void => {
    clearTimeout(timer);
    const {href} = location;
    timer = setTimeout(() => {
      // A router may have changed to another page meanwhile.
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
      // No longer the reader's position.
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
 * Saves the reader's position in the thread in the page's history entry, for `returnToPlace`. The browser's own scroll
 * position is useless: when it is restored, the comments have not loaded yet. Uses the navigation API if available:
 * routers and analytics count `history.replaceState` as a navigation.
 */
function savePlace(host: ThreadInternals): void {
  if (host.store?.state.phase !== 'ready') return;
  const place = placeIn(host);
  const before = savedPlace();
  // The reader may be in another thread of the page.
  if (!place && before?.thread !== keyOf(host)) return;
  const entries = entryState();
  const state: unknown = entries ? entries.currentEntry?.getState() : history.state;
  // The state of a router must not change.
  if (state != null && Object.getPrototypeOf(state) !== Object.prototype) return;
  const next = {...(state ?? {}), [PLACE]: place};
  try {
    if (entries) entries.updateCurrentEntry({state: next});
    else history.replaceState(next, '');
  } catch {
    // Browsers reject this if a page does it too often.
  }
}

/**
 * The navigation API, if this browser supports it for this page. A frame with an opaque origin has no entries; without
 * the API, the name may refer to an element of the page.
 */
function entryState(): Navigation | undefined {
  const {navigation} = window as Partial<Pick<Window, 'navigation'>>;
  return navigation?.currentEntry ? navigation : undefined;
}

function placeIn(host: ThreadInternals): SavedPlace | null {
  const {list} = host;
  const thread = keyOf(host);
  if (!list || thread === undefined || !shows(host)) return null;
  // A comment whose beginning is visible: the height of another one may change.
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

function keyOf({store}: ThreadInternals): string | undefined {
  const thread = store?.state.thread;
  return thread ? threadKey(thread) : undefined;
}
