import {Pool, TypeOverrides, type ClientConfig, type PoolClient} from 'pg';
import type {Database, Parameter, Queries} from './database.js';
import {DatabaseError} from './database-error.js';
import {PostgresListener} from './postgres-listener.js';
import {isoTime, OIDS} from './values.js';

export interface PostgresOptions {
  /** How many connections at most, the one that listens not counted. Default: 10. */
  readonly connections?: number;
}

/** How often a transaction is tried that the database wants repeated. */
const ATTEMPTS = 6;

/** `serialization_failure` and `deadlock_detected`. */
const REPEATABLE: ReadonlySet<string | null> = new Set(['40001', '40P01']);

/** Connects to a PostgreSQL server by its `postgres://` address. Throws `DatabaseError` when it does not answer. */
export async function openPostgres(url: string, {connections = 10}: PostgresOptions = {}): Promise<Database> {
  const types = new TypeOverrides();
  types.setTypeParser(OIDS.timestamptz, isoTime);
  const config: ClientConfig = {
    connectionString: url,
    application_name: 'parley-comments',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types,
  };
  const pool = new Pool({...config, max: connections});
  // A connection that breaks while it waits is replaced when the next one is needed.
  pool.on('error', () => undefined);
  const database = new Postgres(pool, new PostgresListener(config));
  try {
    await database.query('SELECT 1');
  } catch (reason) {
    await database.close();
    throw reason;
  }
  return database;
}

class Postgres implements Database {
  readonly #pool: Pool;
  readonly #listener: PostgresListener;

  constructor(pool: Pool, listener: PostgresListener) {
    this.#pool = pool;
    this.#listener = listener;
  }

  async query<Row extends object>(
    statement: string,
    parameters: readonly Parameter[] = [],
  ): Promise<readonly Row[]> {
    return run<Row>(this.#pool, statement, parameters);
  }

  async transaction<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(work);
      } catch (reason) {
        if (attempt >= ATTEMPTS || !(reason instanceof DatabaseError) || !REPEATABLE.has(reason.code))
          throw reason;
        // Two that met once are not to meet again.
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** attempt));
      }
    }
  }

  listen(
    channel: string,
    heard: (payload: string) => void,
    missed: () => void,
  ): Promise<() => Promise<void>> {
    return this.#listener.listen(channel, heard, missed);
  }

  async close(): Promise<void> {
    await this.#listener.close();
    if (!this.#pool.ending) await this.#pool.end();
  }

  async #attempt<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result> {
    const client = await this.#connect();
    let broken = false;
    try {
      await run(client, 'BEGIN', []);
      const result = await work({query: (statement, parameters = []) => run(client, statement, parameters)});
      await run(client, 'COMMIT', []);
      return result;
    } catch (reason) {
      await client.query('ROLLBACK').catch(() => (broken = true));
      throw reason;
    } finally {
      client.release(broken);
    }
  }

  async #connect(): Promise<PoolClient> {
    try {
      const client = await this.#pool.connect();
      return client;
    } catch (reason) {
      throw DatabaseError.from(reason);
    }
  }
}

async function run<Row extends object>(
  client: Pick<Pool, 'query'> | Pick<PoolClient, 'query'>,
  statement: string,
  parameters: readonly Parameter[],
): Promise<readonly Row[]> {
  try {
    const {rows} = await client.query<Row>(statement, [...parameters]);
    return rows;
  } catch (reason) {
    throw DatabaseError.from(reason);
  }
}
