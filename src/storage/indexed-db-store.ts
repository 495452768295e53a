import type {DBSchema, IDBPDatabase} from 'idb';
import type {Change, KeyValueStore} from './key-value-store.js';

interface Schema extends DBSchema {
  values: {key: string; value: unknown};
}

/**
 * Stores values in an IndexedDB database of this name. It is opened when first needed, and again after it was lost;
 * created at the first write, for reading alone stores nothing.
 */
export class IndexedDbStore implements KeyValueStore {
  readonly #name: string;
  #opening: Promise<IDBPDatabase<Schema> | null> | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  async read(key: string): Promise<unknown> {
    return (await this.#open(false))?.get('values', key);
  }

  async list(prefix: string): Promise<ReadonlyMap<string, unknown>> {
    const database = await this.#open(false);
    if (!database) return new Map();
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    const {store} = database.transaction('values');
    const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
    return new Map(keys.map((key, place) => [key, values[place]]));
  }

  async change(key: string, change: Change): Promise<void> {
    const database =
      (await this.#open(false)) ?? (change(undefined) === undefined ? null : await this.#open(true));
    if (!database) return;
    const transaction = database.transaction('values', 'readwrite');
    // A failed request fails the transaction too; one of the two is reported.
    transaction.done.catch(() => undefined);
    const next = change(await transaction.store.get(key));
    await Promise.all([
      next === undefined ? transaction.store.delete(key) : transaction.store.put(next, key),
      transaction.done,
    ]);
  }

  /** `null` where there is no database and `mayCreate` is false. */
  async #open(mayCreate: boolean): Promise<IDBPDatabase<Schema> | null> {
    const forget = (): void => {
      if (this.#opening === opening) this.#opening = undefined;
    };
    const opening = (this.#opening ??= openDatabase(this.#name, mayCreate, () => {
      this.#opening = undefined;
    }));
    try {
      const database = await opening;
      if (database) return database;
      forget();
      return mayCreate ? await this.#open(true) : null;
    } catch (reason) {
      forget();
      throw reason;
    }
  }
}

async function openDatabase(
  name: string,
  mayCreate: boolean,
  lost: () => void,
): Promise<IDBPDatabase<Schema> | null> {
  const {openDB} = await import('idb');
  let isMissing = false;
  try {
    return await openDB<Schema>(name, 1, {
      upgrade(fresh, _from, _to, transaction) {
        isMissing = !mayCreate;
        if (mayCreate) {
          fresh.createObjectStore('values');
          return;
        }
        transaction.done.catch(() => undefined);
        // A database whose creation is aborted is none (Indexed Database API 3.0, 5.8).
        transaction.abort();
      },
      // Another tab wants a newer version or to delete it all: do not stand in its way.
      blocking(_current, _wanted, {target}) {
        (target as IDBDatabase).close();
        lost();
      },
      terminated: lost,
    });
  } catch (reason) {
    if (isMissing) return null;
    throw reason;
  }
}
