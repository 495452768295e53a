import {newKey} from '../../model/new-key.js';
import {GUEST_KEY} from '../../storage/families.js';
import {storeValue} from '../../storage/store-value.js';
import type {GuestKey} from './guest-key.js';

/** The key of a guest who writes; a new one if there is none. Each write lets it last as long again. */
export function keyForWriting(guestKey: GuestKey): string {
  const key = (guestKey.unstored = guestKey.get() ?? newKey());
  storeValue(GUEST_KEY, guestKey.origin, key, guestKey.open);
  return key;
}
