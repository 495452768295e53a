import type {Database} from '../database/database.js';
import {SqlStore} from './sql-store.js';

export interface OpenStoreOptions {
  /** An opened database, empty or with the data of an earlier run; the store closes it. */
  readonly database: Database;
  /**
   * The server's secret, at least 32 characters. It keys the digests and the encryption of what is kept of people, so
   * it has to stay the same for as long as the data does.
   */
  readonly secret: string;
  /** The sites that exist, at least one. */
  readonly sites: readonly string[];
  /** The clock. Default: the machine's. */
  readonly now?: () => Date;
}

/**
 * Opens the store over a database: brings the schema up to date and makes the rows of new sites. Throws `SetupError`
 * when the schema is newer than this version knows, or an option will not do.
 */
export async function openStore(options: OpenStoreOptions): Promise<SqlStore> {
  return new SqlStore(options);
}
