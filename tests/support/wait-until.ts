import {waitUntil as waitFor} from '@open-wc/testing';

/** Longer than a busy machine takes for what needs no time on a quiet one. */
export const BUSY_MACHINE_MS = 20_000;

/**
 * Waits until something is so, asking every 50 ms. A busy machine may take seconds to fetch code that comes late,
 * so only what never happens fails here: well before the runner ends the test without a word of why.
 */
export function waitUntil(
  isSo: () => unknown,
  message = `this is never so: ${String(isSo)}`,
  timeout = BUSY_MACHINE_MS,
): Promise<void> {
  return waitFor(isSo, message, {timeout});
}
