import type {KeptChange, PromptShelf} from './shelf.js';

/** Keeps values as long as the page is there, where the device keeps nothing. */
export class MemoryShelf implements PromptShelf {
  readonly #values = new Map<string, unknown>();

  async read(key: string): Promise<unknown> {
    return this.#values.get(key);
  }

  async list(prefix: string): Promise<ReadonlyMap<string, unknown>> {
    return new Map([...this.#values].filter(([key]) => key.startsWith(prefix)));
  }

  async change(key: string, change: KeptChange): Promise<void> {
    this.changeAtOnce(key, change);
  }

  changeAtOnce(key: string, change: KeptChange): void {
    const next = change(this.#values.get(key));
    if (next === undefined) this.#values.delete(key);
    else this.#values.set(key, next);
  }
}
