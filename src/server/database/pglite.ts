import {mkdir} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {PGlite} from '@electric-sql/pglite';
import type {Database, Parameter, Queries} from './database.js';
import {DatabaseError} from './database-error.js';
import {lockFolder, type FolderLock} from './folder-lock.js';
import {isoTime, OIDS} from './values.js';

const PARSERS = {[OIDS.int8]: (text: string) => text, [OIDS.timestamptz]: isoTime};

/** An embedded PostgreSQL whose data is gone when it is closed. */
export async function openMemoryPglite(): Promise<Database> {
  return new Pglite(await PGlite.create({parsers: PARSERS}), null);
}

/**
 * An embedded PostgreSQL that keeps its data in a folder, which is made when it is not there. Throws `SetupError` while
 * another process, or this one, has it open: a folder serves one process.
 */
export async function openPglite(folder: string): Promise<Database> {
  const path = resolve(folder);
  await mkdir(path, {recursive: true});
  const lock = await lockFolder(path);
  try {
    return new Pglite(await PGlite.create(`file://${join(path, 'postgres')}`, {parsers: PARSERS}), lock);
  } catch (reason) {
    await lock.release();
    throw DatabaseError.from(reason);
  }
}

/** One session: statements wait for one another, and for the transaction that runs. */
class Pglite implements Database {
  readonly #engine: PGlite;
  readonly #lock: FolderLock | null;

  constructor(engine: PGlite, lock: FolderLock | null) {
    this.#engine = engine;
    this.#lock = lock;
  }

  query<Row extends object>(
    statement: string,
    parameters: readonly Parameter[] = [],
  ): Promise<readonly Row[]> {
    return run<Row>(this.#engine, statement, parameters);
  }

  async transaction<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result> {
    return this.#engine.transaction((transaction) =>
      work({query: (statement, parameters = []) => run(transaction, statement, parameters)}),
    );
  }

  /** Nothing is ever missed: who notifies and who listens are one process. */
  async listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>> {
    try {
      const unlisten = await this.#engine.listen(channel, heard);
      return () => unlisten();
    } catch (reason) {
      throw DatabaseError.from(reason);
    }
  }

  async close(): Promise<void> {
    if (!this.#engine.closed) await this.#engine.close();
    await this.#lock?.release();
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
