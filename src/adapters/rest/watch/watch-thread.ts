import type {Cursor} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {Change, ThreadRef} from '../../../model/thread.js';
import {followChanges} from '../../shared/follow-changes.js';
import type {Connection} from '../connection.js';
import {pollOwnComments} from './poll-own-comments.js';
import {followThread} from './follow-thread.js';
import type {ThreadView} from '../thread-view.js';

/** What the sources of one thread's changes share. */
export interface WatchContext {
  readonly connection: Connection;
  readonly view: ThreadView;
  readonly thread: ThreadRef;
  /** The cursor of the last known change; `null` for changes from now on. */
  readonly since: Cursor | null;
  readonly signal: AbortSignal;
}

/** Passes changes to `emit` until the signal aborts. Throws only `CommentsError`. */
export type ChangeSource = (watch: WatchContext, emit: (changes: readonly Change[]) => void) => Promise<void>;

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
