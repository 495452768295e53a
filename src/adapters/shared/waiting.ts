import {documentProperty} from '../../model/document-property.js';

/** Waits for `ms` milliseconds or until the signal aborts. Never rejects. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
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

/** As `sleep`, but ends early when the device is online again. */
export async function sleepUntilOnline(ms: number, signal: AbortSignal): Promise<void> {
  if (typeof window !== 'object') return sleep(ms, signal);
  const over = new AbortController();
  const finish = (): void => over.abort();
  window.addEventListener('online', finish);
  signal.addEventListener('abort', finish);
  if (signal.aborted) finish();
  await sleep(ms, over.signal);
  window.removeEventListener('online', finish);
  signal.removeEventListener('abort', finish);
}

/** A random time between half of `ms` and `ms`, so that clients do not all reconnect at once. */
export function withJitter(ms: number): number {
  return ms * (0.5 + Math.random() / 2);
}

/** Waits until the page is visible or the signal aborts. Never rejects. */
export function untilVisible(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted || !isPageHidden()) {
      resolve();
      return;
    }
    const finish = (): void => {
      if (isPageHidden() && !signal.aborted) return;
      document.removeEventListener('visibilitychange', finish);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    document.addEventListener('visibilitychange', finish);
    signal.addEventListener('abort', finish);
  });
}

/** Whether the page is hidden; false outside browsers. */
export function isPageHidden(): boolean {
  return typeof document === 'object' && documentProperty('hidden');
}
