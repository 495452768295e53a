import {newKey} from '../../model/new-key.js';
import {storeValue} from '../../storage/store-value.js';
import type {GuestKey} from './guest-key.js';

/** The key of a guest who writes; a new one if there is none. Each write lets it last as long again. */
export function keyForWriting(guestKey: GuestKey): string {
  const key = guestKey.get() ?? newKey();
  guestKey.store(key, storeValue);
  return key;
}
