import type {StoredFamily} from './families.js';

/** What Parley needs of a `Storage`. */
export type ValueStorage = Pick<Storage, 'getItem' | 'setItem'> & Partial<Pick<Storage, 'removeItem'>>;

/**
 * The value that is stored for `owner`; `null` where there is none, where it has expired, and where the storage refuses.
 * `open` gives the storage, and may throw: a browser may refuse the mere mention. Never throws.
 */
export function readStored(
  {name}: StoredFamily,
  owner: string,
  open: () => ValueStorage = () => localStorage,
): string | null {
  try {
    const storage = open();
    const key = storedKey(name, owner);
    const text = storage.getItem(key);
    if (text === null) return null;
    // "<until> <value>", the time in milliseconds since 1970
    if (parseInt(text) > Date.now()) return text.slice(text.indexOf(' ') + 1);
    storage.removeItem?.(key);
    return null;
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
