import {documentProperty} from '../../model/document-property.js';
import {deviceClock, pauseFor, untilDone} from '../../storage/clock.js';

/** Waits for `ms` milliseconds, until the device is online again, or until the signal aborts. Never rejects. */
export function sleepUntilOnline(ms: number, signal: AbortSignal): Promise<void> {
  if (typeof window !== 'object') return pauseFor(deviceClock, ms, signal);
  return untilDone(signal, (done) => {
    const cancel = deviceClock.after(ms, done);
    window.addEventListener('online', done);
    return () => {
      cancel();
      window.removeEventListener('online', done);
    };
  });
}

/** A random time between half of `ms` and `ms`, so that clients do not all reconnect at once. */
export function withJitter(ms: number): number {
  return ms * (0.5 + Math.random() / 2);
}

/** Waits until the page is visible or the signal aborts. Never rejects. */
export async function untilVisible(signal: AbortSignal): Promise<void> {
  if (!isPageHidden()) return;
  await untilDone(signal, (done) => {
    const look = (): void => {
      if (!isPageHidden()) done();
    };
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
    };
  });
}

/** Whether the page is hidden; false outside browsers. */
export function isPageHidden(): boolean {
  return typeof document === 'object' && documentProperty('hidden');
}
