import {mkdir} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {PGlite} from '@electric-sql/pglite';
import type {Database, Parameter, Queries} from './database.js';
import {DatabaseError} from './database-error.js';
import type {Log} from '../log.js';
import {closeContents, closeToOthers, makeDataFolder, POSTGRES_FOLDER} from './data-folder.js';
import {LOCK_FOLDER, lockFolder} from './folder-lock.js';
import {isoTime, OIDS} from './values.js';

/** `in_failed_sql_transaction`. */
const ROLLED_BACK = '25P02';

const PARSERS = {[OIDS.int8]: (text: string) => text, [OIDS.timestamptz]: isoTime};

/** An embedded PostgreSQL whose data is lost when it is closed. */
export async function openMemoryPglite(): Promise<Database> {
  return new Pglite(await PGlite.create({parsers: PARSERS}), async () => undefined);
}

/**
 * An embedded PostgreSQL that keeps its data in a folder, which is made when it is not there. It is its owner's alone: what
 * is found open to others is closed, with a line in the log. Throws `SetupError` while another process, or this one, has it
 * open: a folder serves one process.
 */
export async function openPglite(folder: string, log: Log): Promise<Database> {
  const path = resolve(folder);
  const files = join(path, POSTGRES_FOLDER);
  await makeDataFolder(path, log);
  const lock = await lockFolder(path);
  try {
    // In a folder that stays open because it contains other files, these prevent access of others.
    await mkdir(files, {recursive: true, mode: 0o700});
    for (const closed of [join(path, LOCK_FOLDER), files]) await closeToOthers(closed, log);
    const engine = await PGlite.create(`file://${files}`, {parsers: PARSERS});
    // The engine makes its files readable and writable for everybody, regardless of the umask.
    await closeContents(files);
    return new Pglite(engine, async () => {
      await closeContents(files);
      await lock.release();
    });
  } catch (reason) {
    await lock.release();
    throw DatabaseError.from(reason);
  }
}

/** One session: statements wait for one another, and for the transaction that runs. */
class Pglite implements Database {
  readonly #engine: PGlite;
  readonly #closed: () => Promise<void>;

  /** `closed` is called once the engine is closed. */
  constructor(engine: PGlite, closed: () => Promise<void>) {
    this.#engine = engine;
    this.#closed = closed;
  }

  query<Row extends object>(
    statement: string,
    parameters: readonly Parameter[] = [],
  ): Promise<readonly Row[]> {
    return run<Row>(this.#engine, statement, parameters);
  }

  async transaction<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result> {
    return this.#engine.transaction(async (transaction) => {
      let failed = false;
      const result = await work({
        query: async (statement, parameters = []) => {
          try {
            return await run(transaction, statement, parameters);
          } catch (reason) {
            failed = true;
            throw reason;
          }
        },
      });
      // Its COMMIT would roll it back without a word, although `work` has caught the failure.
      if (failed) throw new DatabaseError('The transaction was rolled back.', ROLLED_BACK);
      return result;
    });
  }

  /** Nothing is ever missed: who notifies and who listens are one process. */
  async listen(channel: string, onNotify: (payload: string) => void): Promise<() => Promise<void>> {
    try {
      const unlisten = await this.#engine.listen(channel, onNotify);
      return () => unlisten();
    } catch (reason) {
      throw DatabaseError.from(reason);
    }
  }

  async close(): Promise<void> {
    if (this.#engine.closed) return;
    await this.#engine.close();
    await this.#closed();
  }
}

async function run<Row extends object>(
  engine: Pick<PGlite, 'query'>,
  statement: string,
  parameters: readonly Parameter[],
): Promise<readonly Row[]> {
  try {
    const {rows} = await engine.query<Row>(statement, [...parameters]);
    return rows;
  } catch (reason) {
    throw DatabaseError.from(reason);
  }
}
