import {GUEST_KEY} from '../../storage/families.js';
import type {storeValue as StoreValue} from '../../storage/store-value.js';
import {readStored, type ValueStorage} from '../../storage/stored-value.js';

/** What the server accepts as a key: too long to guess, and valid in a header. */
const VALID_KEY = /^[\w-]{22,}$/;

/**
 * The key by which a guest's own comments are known again: made at the first write (`new-guest-key.ts`), and stored on the device. It is a
 * credential, so each server has its own.
 */
export class GuestKey {
  /** The server that it is for. */
  readonly #origin: string;
  /** Gives the storage that it is in, or throws. */
  readonly #open: () => ValueStorage;
  /** Where storage is refused the key lasts as long as the adapter. */
  #unstored: string | null = null;

  /** `storage` is the page's `localStorage` if absent. */
  constructor(origin: string, storage: ValueStorage | undefined) {
    this.#origin = origin;
    this.#open = () => {
      if (storage) return storage;
      // Outside of a page a global storage would be that of all who use the process.
      if (typeof document !== 'object') throw new Error('There is no page.');
      return localStorage;
    };
  }

  /** The key, or `null` if the reader has not written yet. */
  get(): string | null {
    // Another tab may have made one since.
    const stored = readStored(GUEST_KEY, this.#origin, this.#open);
    return stored && VALID_KEY.test(stored) ? stored : this.#unstored;
  }

  /** Stores the key of a reader who writes, for as long again, by a function that reading does not load. */
  store(key: string, storeValue: typeof StoreValue): void {
    this.#unstored = key;
    storeValue(GUEST_KEY, this.#origin, key, this.#open);
  }
}
