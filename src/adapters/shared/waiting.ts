import {documentProperty} from '../../model/document-property.js';

/** Waits so long, but no longer than until the signal aborts. Never rejects. */
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

/** As `pause`, but no longer than until the device is online again. */
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

/** Between half of it and all: a server that comes back must not meet all readers at once. */
export function withJitter(ms: number): number {
  return ms * (0.5 + Math.random() / 2);
}

/** Waits until the page can be seen, or the signal aborts. Never rejects. */
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

/** Whether the page is out of sight; never so outside browsers. */
export function isPageHidden(): boolean {
  return typeof document === 'object' && documentProperty('hidden');
}
