import {Client, type ClientConfig, type QueryResult} from 'pg';
import type {Parameter} from './database.js';
import {DatabaseError} from './database-error.js';

/** The driver's errors of the whole session, which ends with them. */
const FATAL: ReadonlySet<unknown> = new Set(['FATAL', 'PANIC']);

/** `read_only_sql_transaction`: what was connected to is no longer the primary. */
const READ_ONLY = '25006';

/**
 * What the statements and the reading of their answers take for granted, whatever the database, its user or the address say.
 * Not parameters of the start, which poolers refuse.
 */
const SESSION = `SELECT set_config('datestyle', 'ISO, YMD', false), set_config('timezone', 'UTC', false),
  set_config('default_transaction_isolation', 'read committed', false),
  set_config('standard_conforming_strings', 'on', false), set_config('bytea_output', 'hex', false)`;

/**
 * One connection to PostgreSQL. Its loss, at whatever moment, is a failure of the statements on it and never an uncaught
 * `error` event.
 */
export class PostgresConnection extends Client {
  /** Resolves once its socket is closed. */
  readonly ended: Promise<void>;
  #lost: DatabaseError | null = null;
  #isPrepared = false;

  constructor(config?: ClientConfig) {
    super(config);
    this.on('error', (reason) => {
      this.#lost ??= DatabaseError.from(reason, true);
    });
    this.ended = new Promise((resolve) => {
      this.once('end', () => {
        this.#lost ??= new DatabaseError('The connection to the database was ended.', null, true);
        resolve();
      });
    });
  }

  /** Whether it is of no use any more. */
  get isLost(): boolean {
    return this.#lost !== null;
  }

  /**
   * Runs one statement. A connection on which no answer comes for `answerMs` (0: for any time) is given up, and `onSilence`
   * is called: PostgreSQL has a limit of its own, so that it is the network, or the machine, that does not answer. Throws
   * `DatabaseError`.
   */
  async run<Row extends object>(
    statement: string,
    parameters: readonly Parameter[],
    answerMs: number,
    onSilence: () => void,
  ): Promise<QueryResult<Row>> {
    let answered = false;
    const tooLate = (): void => {
      if (answered) return;
      this.discard('The database does not answer.');
      onSilence();
    };
    // An answer may have come while this process had no time to read it: that is done before `setImmediate`.
    const timer = answerMs > 0 ? setTimeout(() => setImmediate(tooLate), answerMs) : undefined;
    try {
      return await this.query<Row>(statement, [...parameters]);
    } catch (reason) {
      const error = this.#lost ?? DatabaseError.from(reason);
      const {severity} = reason as {severity?: unknown};
      // The socket is closed only after the error was reported.
      if (FATAL.has(severity) || error.code === READ_ONLY) this.#lost ??= DatabaseError.from(error, true);
      throw error;
    } finally {
      answered = true;
      clearTimeout(timer);
    }
  }

  /** Sets the session's parameters that statements rely on. Throws `DatabaseError`. */
  async prepare(answerMs: number): Promise<void> {
    if (this.#isPrepared) return;
    await this.run(SESSION, [], answerMs, () => undefined);
    this.#isPrepared = true;
  }

  /** Closes it without asking the other end, which may not answer. Statements on it fail with `why`. */
  discard(why: string): void {
    this.#lost ??= new DatabaseError(why, null, true);
    // pg has no other way to close a connection at once.
    this.connection.stream.destroy(this.#lost);
  }
}
