import {Pool, TypeOverrides, type ClientConfig, type PoolClient} from 'pg';
import type {Database, Parameter, Queries, TransactionOptions} from './database.js';
import {DatabaseError} from './database-error.js';
import {PostgresConnection} from './postgres-connection.js';
import {answerMs, DEFAULT_POSTGRES_LIMITS, sessionLimits, type PostgresLimits} from './postgres-limits.js';
import {PostgresListener} from './postgres-listener.js';
import {SetupError} from './setup-error.js';
import {isoTime, OIDS} from './values.js';

/** How often a transaction is tried that the database wants repeated. */
const ATTEMPTS = 6;

/** `serialization_failure` and `deadlock_detected`. */
const REPEATABLE: ReadonlySet<string | null> = new Set(['40001', '40P01']);

/** `in_failed_sql_transaction`. */
const ROLLED_BACK = '25P02';

/** In one message: what is set holds for the transaction that begins with it. */
const BEGIN_UNLIMITED =
  'BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0';

const KEEP_ALIVE_MS = 10_000;

/** The oldest PostgreSQL that has all that the statements need. */
const MIN_VERSION = 15;

/** How long closing waits for running statements by default. */
const CLOSE_MS = 10_000;

/** Connects to a PostgreSQL server by its `postgres://` address. Throws `DatabaseError` when it does not answer. */
export async function openPostgres(url: string, given: Partial<PostgresLimits> = {}): Promise<Database> {
  const limits = {...DEFAULT_POSTGRES_LIMITS, ...given};
  const types = new TypeOverrides();
  types.setTypeParser(OIDS.timestamptz, isoTime);
  const database = new Postgres(limits, {
    connectionString: url,
    application_name: 'parley-comments',
    connectionTimeoutMillis: limits.connectMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    types,
    ...sessionLimits(limits),
  });
  try {
    await requireUsable(database);
  } catch (reason) {
    await database.close(0);
    throw reason;
  }
  return database;
}

/** Throws `SetupError` for a database in which something would fail later. */
async function requireUsable(database: Database): Promise<void> {
  const [found] = await database.query<{encoding: string; version: number; schema: string | null}>(
    `SELECT current_setting('server_encoding') AS encoding, current_schema() AS schema,
            current_setting('server_version_num')::integer AS version`,
  );
  if (!found) return;
  if (found.version < MIN_VERSION * 10_000) {
    throw new SetupError(`PostgreSQL ${String(MIN_VERSION)} or later is needed.`);
  }
  if (found.encoding !== 'UTF8') {
    throw new SetupError(
      `The database has the encoding ${found.encoding}, which cannot hold what readers write. Make one with UTF8:\n` +
        '  createdb --encoding UTF8 --template template0 NAME',
    );
  }
  if (found.schema === null) {
    throw new SetupError('The search_path of the database or its user names no schema that exists.');
  }
}

type Pooled = PoolClient & PostgresConnection;

class Postgres implements Database {
  readonly #limits: PostgresLimits;
  readonly #pool: Pool;
  readonly #listener: PostgresListener;
  readonly #open = new Set<PostgresConnection>();
  readonly #idle = new Set<Pooled>();

  constructor(limits: PostgresLimits, config: ClientConfig) {
    this.#limits = limits;
    const open = this.#open;
    // Known from its beginning, so that closing can end one that is still being made.
    class OpenConnection extends PostgresConnection {
      constructor(pooled?: ClientConfig) {
        super(pooled);
        open.add(this);
        void this.ended.then(() => open.delete(this));
      }
    }
    this.#pool = new Pool({...config, max: limits.connections, Client: OpenConnection});
    // A connection that breaks while it waits is replaced when the next one is needed.
    this.#pool.on('error', () => undefined);
    this.#pool.on('release', (_error, client) => this.#idle.add(client as Pooled));
    this.#pool.on('acquire', (client) => this.#idle.delete(client as Pooled));
    this.#pool.on('remove', (client) => this.#idle.delete(client as Pooled));
    this.#listener = new PostgresListener(config, () => {
      this.#discardIdle();
    });
  }

  async query<Row extends object>(
    statement: string,
    parameters: readonly Parameter[] = [],
  ): Promise<readonly Row[]> {
    const connection = await this.#connect();
    try {
      const {rows} = await this.#run<Row>(connection, statement, parameters);
      return rows;
    } finally {
      connection.release(connection.isLost);
    }
  }

  async transaction<Result>(
    work: (queries: Queries) => Promise<Result>,
    options: TransactionOptions = {},
  ): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(work, options);
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
    onNotify: (payload: string) => void,
    onGap: () => void,
  ): Promise<() => Promise<void>> {
    return this.#listener.listen(channel, onNotify, onGap);
  }

  async close(timeoutMs: number = CLOSE_MS): Promise<void> {
    const ended = Promise.all([
      this.#listener.close(),
      // Waits for connections that are in use.
      this.#pool.ending ? undefined : this.#pool.end(),
      ...[...this.#open].map((connection) => connection.ended),
    ]);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, timeoutMs)));
    await Promise.race([ended, late]);
    clearTimeout(timer);
    this.#listener.giveUp();
    for (const connection of this.#open) connection.discard('The database was closed.');
  }

  async #attempt<Result>(
    work: (queries: Queries) => Promise<Result>,
    {unlimited = false}: TransactionOptions,
  ): Promise<Result> {
    const connection = await this.#connect();
    const run = <Row extends object>(statement: string, parameters: readonly Parameter[] = []) =>
      this.#run<Row>(connection, statement, parameters, unlimited);
    const queries: Queries = {
      query: async <Row extends object>(statement: string, parameters?: readonly Parameter[]) =>
        (await run<Row>(statement, parameters)).rows,
    };
    try {
      await run(unlimited ? BEGIN_UNLIMITED : 'BEGIN');
      const result = await work(queries);
      const {command} = await run('COMMIT');
      // The answer to the COMMIT of a transaction in which a statement has failed, even if the failure was caught.
      if (command === 'ROLLBACK') throw new DatabaseError('The transaction was rolled back.', ROLLED_BACK);
      return result;
    } catch (reason) {
      if (!connection.isLost) {
        await run('ROLLBACK').catch(() => {
          connection.discard('The transaction could not be rolled back.');
        });
      }
      throw reason;
    } finally {
      connection.release(connection.isLost);
    }
  }

  #run<Row extends object>(
    connection: PostgresConnection,
    statement: string,
    parameters: readonly Parameter[],
    unlimited = false,
  ) {
    return connection.run<Row>(statement, parameters, unlimited ? 0 : answerMs(this.#limits), () => {
      this.#discardIdle();
      this.#listener.check();
    });
  }

  async #connect(): Promise<Pooled> {
    const connection = await this.#pooled();
    try {
      await connection.prepare(answerMs(this.#limits));
    } catch (reason) {
      connection.release(true);
      throw reason;
    }
    return connection;
  }

  async #pooled(): Promise<Pooled> {
    if (this.#pool.waitingCount >= this.#limits.queue) {
      throw new DatabaseError('The queue for database connections is full.', null, true);
    }
    try {
      return (await this.#pool.connect()) as Pooled;
    } catch (reason) {
      // The driver's own errors have no code: timeouts and broken connections.
      const {code} = reason as {code?: unknown};
      throw DatabaseError.from(reason, typeof code === 'string' ? undefined : true);
    }
  }

  /** The network swallowed what was sent on one connection: others that it may swallow are not to be found one by one. */
  #discardIdle(): void {
    for (const connection of [...this.#idle]) connection.discard('Another connection stopped responding.');
  }
}
