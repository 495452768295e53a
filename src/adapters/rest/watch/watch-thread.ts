import {CommentsError} from '../../../model/errors.js';
import type {Change} from '../../../model/thread.js';
import {followChanges} from '../../shared/follow-changes.js';
import type {ChangeSource, WatchContext} from './change-source.js';
import {pollOwnComments} from './poll-own-comments.js';
import {followThread} from './follow-thread.js';

/** Yields the thread's changes and those of the reader's own held comments, as they happen. */
export function watchThread(watch: WatchContext): AsyncIterable<Change> {
  const pending: Change[] = [];
  let failure: CommentsError | null = null;
  return followChanges({
    read() {
      if (failure !== null) throw failure;
      return pending.splice(0);
    },
    subscribe(notify) {
      const stop = new AbortController();
      const emit = (changes: readonly Change[]): void => {
        pending.push(...changes);
        if (changes.length > 0) notify();
      };
      for (const follow of [followThread, pollOwnComments] satisfies ChangeSource[]) {
        follow({...watch, signal: stop.signal}, emit).catch((reason: unknown) => {
          if (stop.signal.aborted) return;
          failure = CommentsError.from(reason);
          notify();
        });
      }
      return () => stop.abort();
    },
    signal: watch.signal,
  });
}
