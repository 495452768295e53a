import type {Change} from '../../model/thread.js';

export interface FollowOptions {
  /** Returns the changes since the last call. */
  readonly read: () => readonly Change[] | Promise<readonly Change[]>;
  /** Calls `notify` whenever something may have changed, until the returned function is called. */
  readonly subscribe: (notify: () => void) => () => void;
  /** Ends the iteration without an error. */
  readonly signal: AbortSignal;
}

/**
 * Yields changes as they happen, first those that `read` returns at once. It subscribes at the call, not at the first
 * step, so that no change is missed between. Several notifications while the consumer is busy cause one `read`.
 */
export function followChanges({read, subscribe, signal}: FollowOptions): AsyncIterable<Change> {
  let hasNews = true;
  let wake = (): void => undefined;
  const notify = (): void => {
    hasNews = true;
    wake();
  };
  const unsubscribe = signal.aborted ? () => undefined : subscribe(notify);
  const end = (): void => {
    unsubscribe();
    wake();
  };
  signal.addEventListener('abort', end, {once: true});

  return (async function* () {
    try {
      while (!signal.aborted) {
        if (hasNews) {
          hasNews = false;
          for (const change of await read()) {
            if (signal.aborted) return;
            yield change;
          }
        } else {
          await new Promise<void>((resolve) => (wake = resolve));
        }
      }
    } catch (reason) {
      if (!signal.aborted) throw reason;
    } finally {
      signal.removeEventListener('abort', end);
      end();
    }
  })();
}
