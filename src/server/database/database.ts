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
 * PostgreSQL, as a server of its own or embedded: the three things that the store needs of it. Statements must be valid
 * on PostgreSQL 15 and later. Big integers come as strings, `timestamptz` as UTC ISO 8601 with milliseconds.
 */
export interface Database extends Queries {
  /**
   * Does `work` in one transaction: all of it is kept, or, when it throws, none. Repeats it when the database asks for
   * that (SQLSTATE 40001, 40P01), so `work` does nothing else that lasts. Of one that a lost connection has ended nobody
   * knows whether it was kept.
   */
  transaction<Result>(
    work: (queries: Queries) => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result>;
  /**
   * Calls `onNotify` for each NOTIFY on a channel, whichever process sent it, until the function it gives back is called.
   * `onGap` is called when notifications may have been lost, because the connection was.
   */
  listen(
    channel: string,
    onNotify: (payload: string) => void,
    onGap: () => void,
  ): Promise<() => Promise<void>>;
  /** Finishes what runs and closes. What takes longer than `timeoutMs` milliseconds (default: 10,000) is broken off. */
  close(timeoutMs?: number): Promise<void>;
}
