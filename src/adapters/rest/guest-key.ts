import {newKey} from '../../model/new-key.js';

/** What the server takes for a key: long enough that nobody guesses it, and fit for a header. */
const USABLE = /^[\w-]{22,}$/;

/**
 * The key by which a guest's own comments are known again: made at the first write, and kept on the device. It is a
 * credential, so each server has its own.
 */
export class GuestKey {
  readonly #name: string;
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'> | undefined;
  #key: string | null = null;

  constructor(origin: string, storage: Pick<Storage, 'getItem' | 'setItem'> | undefined) {
    this.#name = `parley-guest:${origin}`;
    this.#storage = storage;
  }

  /** The key, or `null` for a reader who has written nothing yet. */
  get(): string | null {
    try {
      // Another tab may have made one since.
      const kept = this.#kept()?.getItem(this.#name);
      if (kept && USABLE.test(kept)) return kept;
    } catch {
      // Storage is refused: the key lasts as long as the adapter.
    }
    return this.#key;
  }

  /** The key; a new one if there is none. */
  make(): string {
    const kept = this.get();
    if (kept !== null) return kept;
    const key = (this.#key = newKey());
    try {
      this.#kept()?.setItem(this.#name, key);
    } catch {
      // As above.
    }
    return key;
  }

  #kept(): Pick<Storage, 'getItem' | 'setItem'> | undefined {
    // Outside of a page a global storage would be that of all who use the process.
    return this.#storage ?? (typeof document === 'object' ? localStorage : undefined);
  }
}
