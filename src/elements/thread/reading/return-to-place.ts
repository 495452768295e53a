import {PAGE_SIZE} from '../../../model/opening.js';
import {PLACE, savedPlace, type SavedPlace} from '../../../model/saved-place.js';
import {threadKey} from '../../../model/thread.js';
import {drawAll, reveal} from '../../list/places.js';
import type {ThreadElement} from '../../thread.js';
import {keepInPlace} from './keep-in-place.js';

/**
 * Saves where the reader is before the page goes away, for `returnToPlace`. What is put into the history on `pagehide` is too
 * late for a reload, and keeps a page of Chromium out of its cache for Back; so does `beforeunload` in Firefox: it is listened
 * to only as long as the reader is in the thread, who is taken back without that cache too. Returns how to stop.
 */
export function followPlace(host: ThreadElement): () => void {
  const save = (): void => {
    savePlace(host);
  };
  const observer = new IntersectionObserver((entries) => {
    if (entries.at(-1)?.isIntersecting) window.addEventListener('beforeunload', save);
    else {
      window.removeEventListener('beforeunload', save);
      // Not where the reader is any more; while the thread comes, they are not back yet.
      if (host.store?.state.phase === 'ready') save();
    }
  });
  observer.observe(host);
  return () => {
    observer.disconnect();
    window.removeEventListener('beforeunload', save);
  };
}

/**
 * Keeps with the page in the browser's history where in the thread its reader is, for `returnToPlace`. By itself a browser
 * keeps how far the page was scrolled, which is of no use: when it scrolls back, the comments are not there yet.
 */
function savePlace(host: ThreadElement): void {
  const place = placeIn(host);
  const before = savedPlace();
  // Another thread of the page may be where the reader is.
  if (!place && before?.thread !== keyOf(host)) return;
  const state: unknown = history.state;
  // What a router has put there must stay what it is.
  if (state !== null && Object.getPrototypeOf(state) !== Object.prototype) return;
  try {
    history.replaceState({...(state ?? {}), [PLACE]: place}, '');
  } catch {
    // Browsers refuse that to pages that do so too often.
  }
}

/**
 * Takes the reader back to where they were when they left the page. Gives whether they were in this thread; they
 * stay there until they scroll. Who has turned to the page before all of it has come (`hasTurned`) stays where they are. To be
 * called once, when the thread is open.
 */
export async function returnToPlace(host: ThreadElement, hasTurned: () => boolean): Promise<boolean> {
  const place = savedPlace();
  const {list} = host;
  if (!list || !place || place.thread !== keyOf(host)) return false;
  // Until then the browser may scroll by what it has kept.
  if (document.readyState !== 'complete')
    await new Promise((resolve) => {
      window.addEventListener('load', resolve, {once: true});
    });
  if (hasTurned()) return true;
  if (place.id !== undefined) await drawAll(list, [place.id]);
  const article = list.itemOf(place.id ?? '')?.querySelector('article');
  if (article) await reveal(list, article);
  if (hasTurned()) return true;
  keepInPlace(host, article ?? host, place.top);
  // The part that was opened ends too early for that: the comment comes up when more follows.
  const {top} = (article ?? host).getBoundingClientRect();
  if (top - place.top > 1 && host.store?.state.next !== null) await host.store?.more(null);
  return true;
}

function placeIn(host: ThreadElement): SavedPlace | null {
  const {list} = host;
  const thread = keyOf(host);
  if (!list || thread === undefined || !shows(host)) return null;
  const shown = [...list.renderRoot.querySelectorAll('article')].filter(shows);
  // One that begins in sight: of another the height may not be the same again.
  const article = shown.find((one) => one.getBoundingClientRect().top >= 0) ?? shown[0];
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
