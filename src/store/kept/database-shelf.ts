import type {DBSchema, IDBPDatabase} from 'idb';
import type {KeptChange, Shelf} from './shelf.js';

interface Schema extends DBSchema {
  values: {key: string; value: unknown};
}

/** Keeps values in an IndexedDB database of this name. Opened when first needed, and again after it was lost. */
export class DatabaseShelf implements Shelf {
  readonly #name: string;
  #opening: Promise<IDBPDatabase<Schema>> | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  async read(key: string): Promise<unknown> {
    return (await this.#open()).get('values', key);
  }

  async list(prefix: string): Promise<ReadonlyMap<string, unknown>> {
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    const {store} = (await this.#open()).transaction('values');
    const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
    return new Map(keys.map((key, place) => [key, values[place]]));
  }

  async change(key: string, change: KeptChange): Promise<void> {
    const transaction = (await this.#open()).transaction('values', 'readwrite');
    // A failed request fails the transaction too; one of the two is reported.
    transaction.done.catch(() => undefined);
    const next = change(await transaction.store.get(key));
    await Promise.all([
      next === undefined ? transaction.store.delete(key) : transaction.store.put(next, key),
      transaction.done,
    ]);
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    const lost = (): void => {
      this.#opening = undefined;
    };
    this.#opening ??= openDatabase(this.#name, lost).catch((reason: unknown) => {
      lost();
      throw reason;
    });
    return this.#opening;
  }
}

async function openDatabase(name: string, lost: () => void): Promise<IDBPDatabase<Schema>> {
  const {openDB} = await import('idb');
  return openDB<Schema>(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('values');
    },
    // Another tab wants a newer version or to delete it all: do not stand in its way.
    blocking(_current, _wanted, {target}) {
      (target as IDBDatabase).close();
      lost();
    },
    terminated: lost,
  });
}
