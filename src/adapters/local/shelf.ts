import {wrap, type DBSchema, type IDBPDatabase} from 'idb';
import type {CommentId} from '../../model/comment.js';
import {CommentsError} from '../../model/errors.js';
import {newKey} from '../../model/new-key.js';
import type {Row} from '../shared/rows.js';
import {DEVICE, openDatabase, ROWS, rowsOf} from './database.js';

/** What a piece of work gives, and the rows it wants kept. */
export interface Work<Result> {
  readonly result: Result;
  readonly changed: readonly Row[];
}

/** Where rows are kept. */
export interface Shelf {
  /** Stands for a guest of this device. */
  readonly device: string;
  /** Whether rows outlive the page. */
  readonly kept: boolean;
  /**
   * Does `work` on all rows of a thread, alone: no other work on the shelf, in whichever tab, runs meanwhile. Keeps
   * all of its changed rows or none. Throws what `work` throws, the signal's reason, or `server`.
   */
  transact<Result>(
    thread: string,
    signal: AbortSignal,
    work: (rows: readonly Row[]) => Work<Result>,
  ): Promise<Work<Result>>;
}

interface Schema extends DBSchema {
  rows: {key: [string, CommentId]; value: Row & {readonly thread: string}};
  device: {key: string; value: string};
}

/** Opens the device's shelf, or one in memory where that is refused. `lost` is called when it has to be opened anew. */
export async function openShelf(name: string, lost: () => void): Promise<Shelf> {
  try {
    const opened = await openDatabase(name);
    // Another tab wants a newer version or to delete it all: do not stand in its way.
    opened.onversionchange = () => {
      opened.close();
      lost();
    };
    opened.onclose = lost;
    const database = wrap(opened) as IDBPDatabase<Schema>;
    const device = await deviceIn(database);
    return {
      device,
      kept: true,
      transact: (thread, signal, work) => transact(database, thread, signal, work),
    };
  } catch {
    return memoryShelf();
  }
}

/** What stands for this device, from the first time that somebody asks for it. */
async function deviceIn(database: IDBPDatabase<Schema>): Promise<string> {
  const {store, done} = database.transaction(DEVICE, 'readwrite');
  const device = (await store.get(DEVICE)) ?? newKey();
  await Promise.all([store.put(device, DEVICE), done]);
  return device;
}

async function transact<Result>(
  database: IDBPDatabase<Schema>,
  thread: string,
  signal: AbortSignal,
  work: (rows: readonly Row[]) => Work<Result>,
): Promise<Work<Result>> {
  signal.throwIfAborted();
  let cancel = (): void => undefined;
  try {
    const transaction = database.transaction(ROWS, 'readwrite');
    cancel = () => {
      try {
        transaction.abort();
      } catch {
        // It is being committed already: what was meant is done.
      }
    };
    signal.addEventListener('abort', cancel);
    // A failed request fails the transaction too; one of the two is reported.
    transaction.done.catch(() => undefined);
    const done = work(await transaction.store.getAll(rowsOf(thread)));
    await Promise.all([
      ...done.changed.map((row) => transaction.store.put({...row, thread})),
      transaction.done,
    ]);
    return done;
  } catch (reason) {
    signal.throwIfAborted();
    throw CommentsError.from(reason);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

function memoryShelf(): Shelf {
  const threads = new Map<string, Map<CommentId, Row>>();
  return {
    device: newKey(),
    kept: false,
    async transact(thread, signal, work) {
      signal.throwIfAborted();
      const rows = threads.get(thread) ?? new Map<CommentId, Row>();
      const done = work([...rows.values()]);
      for (const row of done.changed) rows.set(row.comment.id, row);
      threads.set(thread, rows);
      return done;
    },
  };
}
