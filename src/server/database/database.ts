/** A value that PostgreSQL takes as a parameter; objects go in as JSON text. */
export type Parameter = string | number | bigint | boolean | Date | Uint8Array | null | readonly Parameter[];

/** Runs statements, alone or within a transaction. Parameters are `$1`, `$2`, … */
export interface Queries {
  /** The rows of one statement. Throws `DatabaseError`. */
  query<Row extends object>(statement: string, parameters?: readonly Parameter[]): Promise<readonly Row[]>;
}

/** How a transaction differs from others. */
export interface TransactionOptions {
  /** It may take any time, and wait for a lock as long, as a change of the schema does. Default: false. */
  readonly unlimited?: boolean;
}

/**
 * PostgreSQL, as a server or embedded: what the store needs of it. Statements must be valid on PostgreSQL 15 and later.
 * Big integers are returned as strings, `timestamptz` as UTC ISO 8601 with milliseconds.
 */
export interface Database extends Queries {
  /**
   * Runs `work` in one transaction, which is rolled back if it throws. Repeats it if the database requires that
   * (SQLSTATE 40001, 40P01), so `work` must have no other lasting effect. After a lost connection it is unknown whether
   * it was committed.
   */
  transaction<Result>(
    work: (queries: Queries) => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result>;
  /**
   * Calls `onNotify` for each NOTIFY on a channel, from any process, until the returned function is called. `onGap` is
   * called when notifications may have been lost with the connection.
   */
  listen(
    channel: string,
    onNotify: (payload: string) => void,
    onGap: () => void,
  ): Promise<() => Promise<void>>;
  /** Finishes what runs and closes. What takes longer than `timeoutMs` milliseconds (default: 10,000) is broken off. */
  close(timeoutMs?: number): Promise<void>;
}
