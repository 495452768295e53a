import {deliver, newSubmission, type Delivered} from './poster.js';

/** Readers who write without a pause. */
export interface Writers {
  /** What was answered in the end, so far. */
  readonly delivered: readonly Delivered[];
  /** Resolves once so many more comments were acknowledged. */
  more(count: number): Promise<void>;
  /** Lets them finish what they have begun. Rejects when a comment was never acknowledged. */
  stop(): Promise<readonly Delivered[]>;
}

/** Lets `count` readers post to one page, each comment with its idempotency key until it is acknowledged. */
export function startWriters(count: number, pageId: string, urls: () => readonly string[]): Writers {
  const delivered: Delivered[] = [];
  const waiting = new Set<() => void>();
  let isRunning = true;
  const write = async (): Promise<void> => {
    while (isRunning) {
      delivered.push(await deliver(newSubmission(pageId), urls));
      for (const look of waiting) look();
    }
  };
  const all = Promise.all(Array.from({length: count}, write));
  // Whoever waits for more, or stops them, is told.
  all.catch(() => undefined);
  return {
    delivered,
    more(additional) {
      const wanted = delivered.length + additional;
      const reached = new Promise<void>((resolve) => {
        const look = (): void => {
          if (delivered.length < wanted) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
      });
      return Promise.race([reached, all.then(() => undefined)]);
    },
    async stop() {
      isRunning = false;
      await all;
      return delivered;
    },
  };
}
