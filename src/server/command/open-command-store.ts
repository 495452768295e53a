import {stat} from 'node:fs/promises';
import {join} from 'node:path';
import {POSTGRES_FOLDER} from '../database/data-folder.js';
import type {Database} from '../database/database.js';
import {DatabaseError} from '../database/database-error.js';
import {migrate, requireSchema} from '../database/migrate.js';
import {describeUpgrade} from '../database/schema-upgrade.js';
import {isServerAddress, openDatabase, type OpenDatabaseOptions} from '../database/open-database.js';
import {SetupError} from '../database/setup-error.js';
import type {Digests} from '../identity/digests.js';
import {openStore} from '../store/open-store.js';
import {storeSecretCheck, openDigests} from '../store/secret.js';
import type {SiteSettingsChange} from '../store/site-settings.js';
import type {SqlStore} from '../store/sql-store.js';
import {storedSecret, requireSecret} from './command-secret.js';
import type {ParsedFlags} from './flags.js';
import {DEFAULT_FOLDER, type STORE_FLAGS} from './store-flags.js';

/** The store of a command, and what it was opened with. */
export interface OpenedStore {
  readonly store: SqlStore;
  readonly digests: Digests;
}

export interface CommandStoreOptions extends OpenDatabaseOptions {
  readonly sites: readonly string[];
  /** For what the moderators of a site have not set. */
  readonly defaults: SiteSettingsChange;
}

/** Opens the database at `address` and the store over it. Throws `SetupError` for errors of the operator. */
export async function openCommandStore(
  address: string | undefined,
  secret: string | undefined,
  {sites, defaults, ...options}: CommandStoreOptions,
): Promise<OpenedStore> {
  return opened(address, secret, options, async (database, digests) => {
    const upgrade = describeUpgrade(await migrate(database));
    if (upgrade) {
      const {message, ...fields} = upgrade;
      options.log?.[upgrade.breaking.length > 0 ? 'warn' : 'info'](fields, message);
    }
    return {store: await openStore({database, sites, digests, defaults}), digests};
  });
}

/**
 * What a command does if the schema is not of this version: `upgrade` upgrades it, `current` refuses, and `new` refuses
 * unless there is no schema at all.
 */
export type SchemaNeed = 'upgrade' | 'current' | 'new';

/** As `openCommandStore`, but the database alone, which it closes after `use`; its statements may take any time. */
export async function withCommandDatabase(
  given: Pick<ParsedFlags<typeof STORE_FLAGS>, 'one'>,
  need: SchemaNeed,
  use: (database: Database, digests: Digests) => Promise<void>,
): Promise<void> {
  const address = given.one('database');
  if (need === 'current') await requireFolder(address ?? DEFAULT_FOLDER);
  const limits = {statementMs: 0};
  const [database, digests] = await opened(address, given.one('secret'), {limits}, async (...made) => {
    const isThere = need !== 'upgrade' && (await requireSchema(made[0], {orEmpty: need === 'new'}));
    if (!isThere) await upgradeSchema(made[0]);
    await storeSecretCheck(...made);
    return made;
  });
  try {
    await use(database, digests);
  } finally {
    await database.close();
  }
}

/** Brings the schema up to date, and prints on standard error what that means for servers of older versions. */
export async function upgradeSchema(database: Database): Promise<void> {
  const upgrade = describeUpgrade(await migrate(database));
  if (upgrade) process.stderr.write(`${upgrade.message}\n`);
}

/** Throws `SetupError` where an embedded database would be made by opening it. */
export async function requireFolder(name: string): Promise<void> {
  if (isServerAddress(name) || name === 'memory:') return;
  if (await stat(join(name, POSTGRES_FOLDER)).catch(() => null)) return;
  throw new SetupError(`There is no database in ${name}: say where it is with --database.`);
}

async function opened<Result>(
  address: string | undefined,
  secret: string | undefined,
  options: OpenDatabaseOptions,
  use: (database: Database, digests: Digests) => Promise<Result>,
): Promise<Result> {
  const name = address ?? DEFAULT_FOLDER;
  requireSecret(name, secret);
  const database = await openNamedDatabase(name, options);
  try {
    const key = secret ?? (await storedSecret(name, database, options.log));
    return await use(database, await openDigests(database, key));
  } catch (error) {
    await database.close();
    throw unusable(error);
  }
}

/** Opens the database of a command by its name. Throws `SetupError` for what the operator has to put right. */
export async function openNamedDatabase(name: string, options: OpenDatabaseOptions): Promise<Database> {
  return openDatabase(name, options).catch((error: unknown) => {
    throw unusable(error);
  });
}

/** Its address has a password, which the message does not repeat. */
function unusable(error: unknown): unknown {
  if (error instanceof DatabaseError && error.code === READ_ONLY) {
    return new SetupError(
      'The database is read-only: it is a standby, or default_transaction_read_only is on for it or its user.',
    );
  }
  return error instanceof DatabaseError
    ? new SetupError(`The database cannot be used: ${error.message}`)
    : error;
}

/** `read_only_sql_transaction`. */
const READ_ONLY = '25006';
