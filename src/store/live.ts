import type {ThreadRef} from '../model/thread.js';
import {deviceClock, pauseFor} from '../storage/clock.js';
import {yieldToPage} from '../model/yield-to-page.js';
import {reduce} from './reduce.js';
import {validComments, type ThreadStore} from './thread-store.js';

const FIRST_WAIT_MS = 2_000;
const MAX_WAIT_MS = 5 * 60_000;
/** So many changes that come at once are taken before the page may do something else. */
const MAX_CHANGES_AT_ONCE = 20;

/**
 * Follows an open thread until `signal` aborts: starts again where it broke off, waiting longer after each failure,
 * with jitter so that a restarted server does not meet all readers at once. A lost connection is no error to a
 * reader who has the thread before them.
 */
export function followThread(store: ThreadStore, thread: ThreadRef, signal: AbortSignal): void {
  void keepFollowing(store, thread, signal);
}

async function keepFollowing(store: ThreadStore, thread: ThreadRef, signal: AbortSignal): Promise<void> {
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
      // Whatever broke it, the answer is the same: wait and begin again.
    }
    const wait = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** failures) * (0.5 + Math.random() / 2);
    await pauseFor(deviceClock, wait, signal);
  }
}
