import type {StoredFamily} from './families.js';
import {storedKey, type ValueStorage} from './stored-value.js';

const PREFIX = 'parley:';

/**
 * Stores a value for `owner`, or removes it (`null`), and removes everything of Parley's that has expired. Gives whether
 * the storage took it: it may refuse, or be full. Never throws.
 */
export function storeValue(
  {name, maxAge}: StoredFamily,
  owner: string,
  value: string | null,
  open: () => ValueStorage = () => localStorage,
): boolean {
  try {
    const storage = open();
    const key = storedKey(name, owner);
    removeExpired(storage);
    if (value === null) storage.removeItem?.(key);
    else storage.setItem(key, `${String(Date.now() + maxAge)} ${value}`);
    return true;
  } catch {
    return false;
  }
}

/** Of values that nobody asks for any more: sites that are not visited again. */
function removeExpired(storage: ValueStorage): void {
  for (const [key, text] of Object.entries(storage)) {
    if (!key.startsWith(PREFIX) || typeof text !== 'string') continue;
    const [until] = /^\d+(?= )/.exec(text) ?? [];
    if (until !== undefined && Number(until) < Date.now()) storage.removeItem?.(key);
  }
}
