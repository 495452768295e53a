import {newKey} from '../../model/new-key.js';

/** What the server takes for a key: long enough that nobody guesses it, and fit for a header. */
const VALID_KEY = /^[\w-]{22,}$/;

/**
 * The key by which a guest's own comments are known again: made at the first write, and kept on the device. It is a
 * credential, so each server has its own.
 */
export class GuestKey {
  readonly #storageKey: string;
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'> | undefined;
  #key: string | null = null;

  constructor(origin: string, storage: Pick<Storage, 'getItem' | 'setItem'> | undefined) {
    this.#storageKey = `parley-guest:${origin}`;
    this.#storage = storage;
  }

  /** The key, or `null` for a reader who has written nothing yet. */
  get(): string | null {
    try {
      // Another tab may have made one since.
      const stored = this.#getStorage()?.getItem(this.#storageKey);
      if (stored && VALID_KEY.test(stored)) return stored;
    } catch {
      // Storage is refused: the key lasts as long as the adapter.
    }
    return this.#key;
  }

  /** The key; a new one if there is none. */
  getOrCreate(): string {
    const stored = this.get();
    if (stored !== null) return stored;
    const key = (this.#key = newKey());
    try {
      this.#getStorage()?.setItem(this.#storageKey, key);
    } catch {
      // As above.
    }
    return key;
  }

  #getStorage(): Pick<Storage, 'getItem' | 'setItem'> | undefined {
    // Outside of a page a global storage would be that of all who use the process.
    return this.#storage ?? (typeof document === 'object' ? localStorage : undefined);
  }
}
