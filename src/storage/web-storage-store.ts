import type {Change, SyncStore} from './key-value-store.js';

/** Parley's keys in what it shares with the rest of the page. */
const PREFIX = 'parley:';

/** Stores values as JSON in a `Storage`. `open` returns it, and may throw: the mere mention can be refused. */
export class WebStorageStore implements SyncStore {
  readonly #open: () => Storage;

  constructor(open: () => Storage) {
    this.#open = open;
  }

  async read(key: string): Promise<unknown> {
    return parsed(this.#open().getItem(PREFIX + key));
  }

  async list(prefix: string): Promise<ReadonlyMap<string, unknown>> {
    const storage = this.#open();
    const found = new Map<string, unknown>();
    for (const key of Object.keys(storage)) {
      if (key.startsWith(PREFIX + prefix)) found.set(key.slice(PREFIX.length), parsed(storage.getItem(key)));
    }
    return found;
  }

  async change(key: string, change: Change): Promise<void> {
    this.changeSync(key, change);
  }

  changeSync(key: string, change: Change): void {
    const storage = this.#open();
    const before = storage.getItem(PREFIX + key);
    const next = change(parsed(before));
    if (next !== undefined) storage.setItem(PREFIX + key, JSON.stringify(next));
    else if (before !== null) storage.removeItem(PREFIX + key);
  }
}

/** Values of other code under the same key are ignored. */
function parsed(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
