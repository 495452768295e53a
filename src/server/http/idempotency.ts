import type {Idempotency, BucketCharge} from '../store/store.js';
import {sha256} from './responses.js';

/**
 * What the store needs to carry a request out once: `sent` is all that must be the same when its key comes again, `charges`
 * what it takes of the limits. The key may be in quotes, as the draft of the header has it, or without.
 */
export async function idempotencyOf(
  key: string,
  sent: readonly unknown[],
  charges: readonly BucketCharge[],
): Promise<Idempotency> {
  return {key: key.replace(/^"(.*)"$/, '$1'), fingerprint: await sha256(JSON.stringify(sent)), charges};
}
