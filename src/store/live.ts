import type {CommentsAdapter} from '../model/adapter.js';
import type {Cursor} from '../model/comment.js';
import type {Change, ThreadRef} from '../model/thread.js';

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 5 * 60_000;

/**
 * Follows a thread until `signal` aborts: starts again where it broke off, waiting longer after each failure, with
 * jitter so that a restarted server does not meet all readers at once. Ends quietly; a lost connection is no
 * error to a reader who has the thread before them.
 */
export async function* follow(
  adapter: Pick<CommentsAdapter, 'watch'>,
  thread: ThreadRef,
  since: Cursor | null,
  signal: AbortSignal,
): AsyncGenerator<Change> {
  let position = since;
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      const changes = adapter.watch?.(thread, position, signal);
      if (!changes) return;
      for await (const change of changes) {
        failures = 0;
        position = change.cursor ?? position;
        yield change;
      }
    } catch {
      // Whatever broke it, the answer is the same: wait and begin again.
    }
    await pause(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures) * (0.5 + Math.random() / 2), signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish);
  });
}
