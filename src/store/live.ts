import type {ThreadRef} from '../model/thread.js';
import {deviceClock, pauseFor} from '../storage/clock.js';
import {yieldToPage} from '../model/yield-to-page.js';
import {reduce} from './reduce.js';
import type {OpenStore} from './open-store.js';
import {validComments} from './valid-comments.js';

const FIRST_WAIT_MS = 2_000;
const MAX_WAIT_MS = 5 * 60_000;
/** The number of changes that are applied before the page gets time for other work. */
const MAX_CHANGES_AT_ONCE = 20;

/**
 * Follows an open thread until `signal` aborts. After a failure it continues from the last cursor, with exponential backoff
 * and jitter, so that not all readers reconnect to a restarted server at once. A lost connection is not shown as an error.
 */
export function followThread(store: OpenStore, thread: ThreadRef, signal: AbortSignal): void {
  void keepFollowing(store, thread, signal);
}

async function keepFollowing(store: OpenStore, thread: ThreadRef, signal: AbortSignal): Promise<void> {
  let position = store.state.live;
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      const changes = store.adapter.watch?.(thread, position, signal);
      if (!changes) return;
      let taken = 0;
      for await (const change of changes) {
        if (++taken % MAX_CHANGES_AT_ONCE === 0) await yieldToPage();
        if (signal.aborted) return;
        failures = 0;
        position = change.cursor ?? position;
        if (change.type === 'removed') {
          store.dispatch(change, reduce);
          continue;
        }
        const [comment] = validComments([change.comment]);
        if (comment) store.dispatch({type: change.type === 'added' ? 'arrived' : 'changed', comment}, reduce);
      }
    } catch {
      // Whatever the reason, wait and try again.
    }
    const wait = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** failures) * (0.5 + Math.random() / 2);
    await pauseFor(deviceClock, wait, signal);
  }
}
