import {PassThrough} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import type {Database, Queries, TransactionOptions} from './database.js';

/**
 * Reads a snapshot of the database without blocking writers. Only an
 * embedded database has one session: there others wait until `work` is done.
 */
export async function readSnapshot<Result>(
  database: Database,
  work: (queries: Queries) => Promise<Result>,
  options: TransactionOptions = {},
): Promise<Result> {
  return database.transaction(async (queries) => {
    await queries.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    return work(queries);
  }, options);
}

/**
 * The items that `read` makes of the database as it is at one moment, as they are made. The moment ends with the last
 * one, or when nobody wants more. Throws when the database breaks it off: it is not taken up again.
 */
export async function* streamSnapshot<Item>(
  database: Database,
  read: (queries: Queries) => AsyncIterable<Item>,
): AsyncGenerator<Item> {
  const items = new PassThrough({objectMode: true});
  let begun = false;
  const reading = readSnapshot(
    database,
    async (queries) => {
      // Rows that a repeated transaction returns again were passed on already.
      if (begun) throw new Error('The database ended the snapshot that was being read.');
      begun = true;
      await pipeline(read(queries), items);
      // Its duration depends on the consumer.
    },
    {unlimited: true},
  );
  reading.catch((reason: unknown) => items.destroy(reason as Error));
  try {
    yield* items as AsyncIterable<Item>;
    await reading;
  } finally {
    items.destroy();
    // So that the connection is free again.
    await reading.catch(() => undefined);
  }
}
