import type {Change} from '../../model/thread.js';

export interface FollowOptions {
  /** Gives what changed since it was last called. */
  readonly read: () => readonly Change[] | Promise<readonly Change[]>;
  /** Calls `touched` whenever something may have changed, until the function it gives back is called. */
  readonly subscribe: (touched: () => void) => () => void;
  /** Ends the iteration, which then is done rather than failed. */
  readonly signal: AbortSignal;
}

/**
 * Changes as they happen, beginning with what `read` gives at once. Listens from the moment of the call, so
 * that nothing falls between it and the first step. Several touches while the consumer is busy make one `read`.
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
