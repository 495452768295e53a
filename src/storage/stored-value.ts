import type {StoredFamily} from './families.js';

/** What Parley needs of a `Storage`. */
export type ValueStorage = Pick<Storage, 'getItem' | 'setItem'> & Partial<Pick<Storage, 'removeItem'>>;

/**
 * The value that is stored for `owner`; `null` where there is none, where it has expired, and where the storage refuses.
 * `open` gives the storage, and may throw: a browser may refuse the mere mention. Never throws. A value of a version
 * before is put under its new key.
 */
export function readStored(
  {name, maxAge, oldKey}: StoredFamily,
  owner: string,
  open: () => ValueStorage = () => localStorage,
): string | null {
  try {
    const storage = open();
    const key = storedKey(name, owner);
    const text = storage.getItem(key);
    if (text !== null) {
      // "<until> <value>"; a time that is further away than it can be was written by a wrong clock.
      const until = parseInt(text);
      if (until > Date.now()) return text.slice(text.indexOf(' ') + 1);
      storage.removeItem?.(key);
      return null;
    }
    const previousKey = oldKey?.(owner) ?? key;
    const old = storage.getItem(previousKey);
    if (old === null) return null;
    storage.setItem(key, storedText(maxAge, old));
    storage.removeItem?.(previousKey);
    return old;
  } catch {
    return null;
  }
}

/** Whether there is such a value. Never throws. */
export function isStored(family: StoredFamily, owner = ''): boolean {
  return readStored(family, owner) !== null;
}

/** The key of a family's value for `owner`. */
export function storedKey(name: string, owner: string): string {
  return `parley:${name}:${owner}`;
}

/** A value as it is stored: until when, in milliseconds since 1970, a space, and the value. */
export function storedText(lasts: number, value: string): string {
  return `${String(Date.now() + lasts)} ${value}`;
}
