import type {Change, SyncStore} from './key-value-store.js';

/** Keeps values as long as the page is there, where the device stores nothing. */
export class MemoryStore implements SyncStore {
  readonly #values = new Map<string, unknown>();

  async read(key: string): Promise<unknown> {
    return this.#values.get(key);
  }

  async list(prefix: string): Promise<ReadonlyMap<string, unknown>> {
    return new Map([...this.#values].filter(([key]) => key.startsWith(prefix)));
  }

  async change(key: string, change: Change): Promise<void> {
    this.changeSync(key, change);
  }

  changeSync(key: string, change: Change): void {
    const next = change(this.#values.get(key));
    if (next === undefined) this.#values.delete(key);
    else this.#values.set(key, next);
  }
}
