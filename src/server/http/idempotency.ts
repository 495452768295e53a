import type {StoreIntent, Taking} from '../store/store.js';
import {sha256} from './responses.js';

/**
 * What the store needs to carry a request out once: `sent` is all that must be the same when its key comes again, `takes`
 * what it takes of the limits. The key may be in quotes, as the draft of the header has it, or without.
 */
export async function intentOf(
  key: string,
  sent: readonly unknown[],
  takes: readonly Taking[],
): Promise<StoreIntent> {
  return {key: key.replace(/^"(.*)"$/, '$1'), fingerprint: await sha256(JSON.stringify(sent)), takes};
}
