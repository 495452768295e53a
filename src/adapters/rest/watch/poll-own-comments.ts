import {threadQuery} from '../connection.js';
import {withJitter, sleepUntilOnline, untilVisible} from '../../shared/waiting.js';
import type {ChangeSource} from './watch-thread.js';

const FIRST_WAIT_MS = 20_000;
const MAX_WAIT_MS = 5 * 60_000;

/**
 * While a comment of the reader waits for a moderator, asks now and then what became of it: a rejection is no change
 * of the thread that others could be told of.
 */
export const pollOwnComments: ChangeSource = async ({connection, view, thread, signal}, put) => {
  for (let wait = FIRST_WAIT_MS; !signal.aborted;) {
    await sleepUntilOnline(withJitter(wait), signal);
    await untilVisible(signal);
    if (signal.aborted) return;
    const {viewer} = view;
    if (!viewer?.hasHeldComments) {
      wait = FIRST_WAIT_MS;
      continue;
    }
    wait = Math.min(MAX_WAIT_MS, wait * 1.5);
    const {writeCount} = viewer;
    try {
      const answer = await connection.requestJson(
        {path: 'viewer', query: threadQuery(thread), isPersonal: true},
        signal,
      );
      // An answer that crossed a write knows nothing of it.
      if (viewer.writeCount !== writeCount) continue;
      const {changed, gone} = viewer.update(answer);
      put(changed.map((comment) => ({type: 'changed', comment: view.personalise(comment)})));
      put(gone.map((id) => ({type: 'removed', id})));
    } catch {
      // Whatever it was, it is asked again.
    }
  }
};
