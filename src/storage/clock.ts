/** The device's clock, which may jump. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Does `work` once, after `ms` milliseconds; calling what it returns prevents that. */
  after(ms: number, work: () => void): () => void;
}

/** The browser's own. */
export const deviceClock: Clock = {
  now: () => Date.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

/**
 * Settles when what `begin` was given is called later, or as soon as `signal` aborts, and then calls what `begin` has returned, which ends
 * the waiting. Never rejects.
 */
export function untilDone(signal: AbortSignal, begin: (done: () => void) => () => void): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const finish = (): void => {
      end();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const end = begin(finish);
    signal.addEventListener('abort', finish);
  });
}

/** Settles after `ms` milliseconds, or as soon as `signal` aborts. Never rejects. */
export function pauseFor(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return untilDone(signal, (done) => clock.after(ms, done));
}

/** The result of `work`, unless that takes longer than `ms` milliseconds: then it rejects with what `late` returns. */
export function withTimeLimit<Result>(
  clock: Clock,
  ms: number,
  work: Promise<Result>,
  late: () => Error,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => {
      reject(late());
    });
    work.then(resolve, reject).finally(cancel);
  });
}
