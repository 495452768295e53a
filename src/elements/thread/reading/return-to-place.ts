import {savedPlace} from '../../../model/saved-place.js';
import {threadKey} from '../../../model/thread.js';
import {drawAll, reveal} from '../../comment-list/navigation.js';
import type {ThreadInternals} from '../thread-internals.js';
import {keepInPlace} from './keep-in-place.js';

/**
 * Takes the reader back to their saved position. Returns whether there was one in this thread; they are kept there
 * until they scroll. A reader who has interacted with the page before it was complete (`hasTurned`) is not moved. Call
 * it once, when the thread is open.
 */
export async function returnToPlace(host: ThreadInternals, hasTurned: () => boolean): Promise<boolean> {
  const place = savedPlace();
  const {list} = host;
  if (!list || !place || place.thread !== keyOf(host)) return false;
  // Until then the browser may restore its own scroll position.
  if (document.readyState !== 'complete')
    await new Promise((resolve) => {
      window.addEventListener('load', resolve, {once: true});
    });
  if (hasTurned()) return true;
  if (place.id !== undefined) await drawAll(list, [place.id]);
  const view = list.viewOf(place.id);
  if (view) await reveal(list, view);
  const article = view?.article;
  if (hasTurned()) return true;
  keepInPlace(host, article ?? host, place.top);
  // The loaded part is too short: the comment moves up when more is loaded.
  const {top} = (article ?? host).getBoundingClientRect();
  if (top - place.top > 1 && host.store?.state.next !== null) await host.store?.more(null);
  return true;
}

function keyOf({store}: ThreadInternals): string | undefined {
  const thread = store?.state.thread;
  return thread ? threadKey(thread) : undefined;
}
