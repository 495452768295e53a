import {threadQuery} from '../connection.js';
import {withJitter, sleepUntilOnline, untilVisible} from '../../shared/waiting.js';
import type {ChangeSource} from './change-source.js';

const FIRST_WAIT_MS = 20_000;
const MAX_WAIT_MS = 5 * 60_000;

/**
 * Polls the viewer's part of the thread while the reader has a held comment: a rejection is not among the thread's
 * changes, which are the same for everybody.
 */
export const pollOwnComments: ChangeSource = async ({connection, view, thread, signal}, emit) => {
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
      // A response to a request from before a write is out of date.
      if (viewer.writeCount !== writeCount) continue;
      const {changed, gone} = viewer.update(answer);
      emit(changed.map((comment) => ({type: 'changed', comment: view.personalise(comment)})));
      emit(gone.map((id) => ({type: 'removed', id})));
    } catch {
      // The next poll tries again.
    }
  }
};
