import type {Database} from '../database/database.js';
import {migrate} from '../database/migrate.js';
import {SetupError} from '../database/setup-error.js';
import type {Digests} from '../identity/digests.js';
import {ChangeBus} from '../live/change-bus.js';
import {storeSecretCheck} from './secret.js';
import type {SiteSettingsChange} from './site-settings.js';
import {createSqlStore, type SqlStore} from './sql-store.js';

export interface OpenStoreOptions {
  /** An opened database, empty or with the data of an earlier run; the store closes it. */
  readonly database: Database;
  /** Made of the server's secret by `openDigests`, or by `createDigests` where it was never changed. */
  readonly digests: Digests;
  /** The sites that exist, at least one. */
  readonly sites: readonly string[];
  /** The settings of sites as far as moderators have set none. Default: the package's own defaults. */
  readonly defaults?: SiteSettingsChange;
  /** The clock. Default: the machine's. */
  readonly now?: () => Date;
}

/**
 * Opens the store over a database: brings the schema up to date and makes the rows of new sites. Throws `SetupError`
 * when the schema is newer than this version knows, the database is used with another secret, or no site is named, and
 * `DatabaseError`.
 */
export async function openStore({
  database,
  digests,
  sites,
  defaults = {},
  now = () => new Date(),
}: OpenStoreOptions): Promise<SqlStore> {
  if (sites.length === 0 || sites.includes('')) throw new SetupError('Name at least one site: --site NAME');
  await migrate(database);
  await storeSecretCheck(database, digests);
  await database.query('INSERT INTO sites (name) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [
    [...new Set(sites)],
  ]);
  const rows = await database.query<{id: number; name: string}>(
    'SELECT id, name FROM sites WHERE name = ANY ($1::text[])',
    [sites],
  );
  const bus = new ChangeBus(database);
  await bus.start();
  const byName = new Map(rows.map(({id, name}) => [name, id]));
  return createSqlStore({database: bus.publishingDatabase(), digests, now, defaults, sites: byName}, bus);
}
