import {newKey} from '../../model/new-key.js';
import {GUEST_KEY} from '../../storage/families.js';
import {readStored, type ValueStorage} from '../../storage/stored-value.js';
import {storeValue} from '../../storage/store-value.js';

/** What the server accepts as a key: too long to guess, and valid in a header. */
const VALID_KEY = /^[\w-]{22,}$/;

/**
 * The key by which a guest's own comments are known again: made at the first write, and stored on the device. It is a
 * credential, so each server has its own.
 */
export class GuestKey {
  readonly #origin: string;
  readonly #open: () => ValueStorage;
  #key: string | null = null;

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
    // Another tab may have made one since. Where storage is refused the key lasts as long as the adapter.
    const stored = readStored(GUEST_KEY, this.#origin, this.#open);
    return stored && VALID_KEY.test(stored) ? stored : this.#key;
  }

  /** The key; a new one if there is none. Each write lets it last as long again. */
  getOrCreate(): string {
    this.#key = this.get() ?? newKey();
    storeValue(GUEST_KEY, this.#origin, this.#key, this.#open);
    return this.#key;
  }
}
