import {nameOf} from '../connection.js';
import {withJitter, sleepUntilOnline, untilVisible} from '../../shared/waiting.js';
import type {Follower} from './watch-thread.js';

const FIRST_WAIT_MS = 20_000;
const LONGEST_WAIT_MS = 5 * 60_000;

/**
 * While a comment of the reader waits for a moderator, asks now and then what became of it: a rejection is no change
 * of the thread that others could be told of.
 */
export const followOwn: Follower = async ({connection, view, thread, signal}, put) => {
  for (let wait = FIRST_WAIT_MS; !signal.aborted;) {
    await sleepUntilOnline(withJitter(wait), signal);
    await untilVisible(signal);
    if (signal.aborted) return;
    const {reader} = view;
    if (!reader?.hasHeld) {
      wait = FIRST_WAIT_MS;
      continue;
    }
    wait = Math.min(LONGEST_WAIT_MS, wait * 1.5);
    const {writes} = reader;
    try {
      const answer = await connection.ask({path: 'viewer', query: nameOf(thread), personal: true}, signal);
      // An answer that crossed a write knows nothing of it.
      if (reader.writes !== writes) continue;
      const {changed, gone} = reader.take(answer);
      put(changed.map((comment) => ({type: 'changed', comment: view.see(comment)})));
      put(gone.map((id) => ({type: 'removed', id})));
    } catch {
      // Whatever it was, it is asked again.
    }
  }
};
