import {waitUntil as waitFor} from '@open-wc/testing';

/**
 * Waits until something is so, asking every 50 ms. A busy machine may take seconds to fetch code that comes late,
 * so only what never happens fails here: after 20 s, well before the runner ends the test without a word of why.
 */
export function waitUntil(isSo: () => unknown, message = `this is never so: ${String(isSo)}`): Promise<void> {
  return waitFor(isSo, message, {timeout: 20_000});
}
