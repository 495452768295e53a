import {wrap, type DBSchema, type IDBPDatabase} from 'idb';
import type {CommentId} from '../../model/comment.js';
import {CommentsError} from '../../model/errors.js';
import {newKey} from '../../model/new-key.js';
import type {Row} from '../shared/rows.js';
import {DEVICE_STORE, openDatabase, ROWS_STORE, threadRange} from './database.js';

/** What a transaction returns, and the rows that it writes. */
export interface TransactionResult<Result> {
  readonly result: Result;
  readonly changed: readonly Row[];
}

/** Stores the rows of threads. */
export interface RowStore {
  /** The id of this device's guest. */
  readonly device: string;
  /** Whether rows outlive the page. */
  readonly isPersistent: boolean;
  /**
   * Runs `run` on all rows of a thread, exclusively among all tabs. Stores all of its changed rows or none. Throws what
   * `run` throws, the signal's reason, or `server`.
   */
  transact<Result>(
    thread: string,
    signal: AbortSignal,
    run: (rows: readonly Row[]) => TransactionResult<Result>,
  ): Promise<TransactionResult<Result>>;
}

interface Schema extends DBSchema {
  rows: {key: [string, CommentId]; value: Row & {readonly thread: string}};
  device: {key: string; value: string};
}

/**
 * Opens the device's rows, or some in memory where that is refused; `null` where nothing is stored so far and `mayCreate` is
 * not set. `onClosed` is called when they have to be opened anew.
 */
export async function openRowStore(
  name: string,
  onClosed: () => void,
  mayCreate: boolean,
): Promise<RowStore | null> {
  try {
    const connection = await openDatabase(name, mayCreate);
    if (!connection) return null;
    // Another tab wants a newer version or to delete it all: do not stand in its way.
    connection.onversionchange = () => {
      connection.close();
      onClosed();
    };
    connection.onclose = onClosed;
    const database = wrap(connection) as IDBPDatabase<Schema>;
    const device = await readDeviceId(database);
    return {
      device,
      isPersistent: true,
      transact: (thread, signal, run) => transact(database, thread, signal, run),
    };
  } catch {
    return openMemoryStore();
  }
}

/** The device's id, created at the first call. */
async function readDeviceId(database: IDBPDatabase<Schema>): Promise<string> {
  const {store, done: result} = database.transaction(DEVICE_STORE, 'readwrite');
  const device = (await store.get(DEVICE_STORE)) ?? newKey();
  await Promise.all([store.put(device, DEVICE_STORE), result]);
  return device;
}

async function transact<Result>(
  database: IDBPDatabase<Schema>,
  thread: string,
  signal: AbortSignal,
  run: (rows: readonly Row[]) => TransactionResult<Result>,
): Promise<TransactionResult<Result>> {
  signal.throwIfAborted();
  let cancel = (): void => undefined;
  try {
    const transaction = database.transaction(ROWS_STORE, 'readwrite');
    cancel = () => {
      try {
        transaction.abort();
      } catch {
        // It is being committed already and cannot be aborted.
      }
    };
    signal.addEventListener('abort', cancel);
    // A failed request fails the transaction too; one of the two is reported.
    transaction.done.catch(() => undefined);
    const result = run(await transaction.store.getAll(threadRange(thread)));
    await Promise.all([
      ...result.changed.map((row) => transaction.store.put({...row, thread})),
      transaction.done,
    ]);
    return result;
  } catch (reason) {
    signal.throwIfAborted();
    throw CommentsError.from(reason);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** The rows of a device that has stored nothing so far; stores nothing. */
export const EMPTY_STORE: RowStore = {
  device: '',
  isPersistent: true,
  async transact(_thread, signal, run) {
    signal.throwIfAborted();
    return {...run([]), changed: []};
  },
};

function openMemoryStore(): RowStore {
  const threads = new Map<string, Map<CommentId, Row>>();
  return {
    device: newKey(),
    isPersistent: false,
    async transact(thread, signal, run) {
      signal.throwIfAborted();
      const rows = threads.get(thread) ?? new Map<CommentId, Row>();
      const result = run([...rows.values()]);
      for (const row of result.changed) rows.set(row.comment.id, row);
      threads.set(thread, rows);
      return result;
    },
  };
}
