import {randomBytes} from 'node:crypto';
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {closeToOthers, makeDataFolder, SECRET_FILE} from '../database/data-folder.js';
import type {Database} from '../database/database.js';
import {DatabaseError} from '../database/database-error.js';
import {migrate} from '../database/migrate.js';
import {openDatabase, type OpenDatabaseOptions} from '../database/open-database.js';
import {SetupError} from '../database/setup-error.js';
import {createDigests, SHORTEST_SECRET, type Digests} from '../identity/digests.js';
import {silentLog, type Log} from '../log.js';
import {openStore} from '../store/open-store.js';
import type {SiteSettingsChange} from '../store/site-settings.js';
import type {Store} from '../store/store.js';
import {variableOf} from './flags.js';
import {USUAL_FOLDER} from './store-flags.js';

/** The store of a command, and what it was opened with. */
export interface OpenedStore {
  readonly store: Store;
  readonly digests: Digests;
}

export interface CommandStoreOptions extends OpenDatabaseOptions {
  readonly sites: readonly string[];
  /** For what the moderators of a site have not set. */
  readonly defaults: SiteSettingsChange;
}

/**
 * Opens the database at `address` and the store over it. Throws `SetupError` for what the operator has to put right.
 */
export async function openCommandStore(
  address: string | undefined,
  secret: string | undefined,
  {sites, defaults, ...options}: CommandStoreOptions,
): Promise<OpenedStore> {
  return opened(address, secret, options, async (database, digests) => ({
    store: await openStore({database, sites, digests, defaults}),
    digests,
  }));
}

/** As `openCommandStore`, but the database alone, with the schema of this version; its statements may take any time. */
export async function openCommandDatabase(
  address: string | undefined,
  secret: string | undefined,
): Promise<{readonly database: Database; readonly digests: Digests}> {
  return opened(address, secret, {limits: {statementMs: 0}}, async (database, digests) => {
    await migrate(database);
    return {database, digests};
  });
}

async function opened<Result>(
  address: string | undefined,
  secret: string | undefined,
  options: OpenDatabaseOptions,
  use: (database: Database, digests: Digests) => Promise<Result>,
): Promise<Result> {
  const name = address ?? USUAL_FOLDER;
  const digests = await digestsOf(name, secret, options.log ?? silentLog);
  try {
    const database = await openDatabase(name, options);
    try {
      return await use(database, digests);
    } catch (error) {
      await database.close();
      throw error;
    }
  } catch (error) {
    // Its address has a password, which the message does not repeat.
    if (error instanceof DatabaseError) throw new SetupError(`The database cannot be used: ${error.message}`);
    throw error;
  }
}

async function digestsOf(name: string, secret: string | undefined, log: Log): Promise<Digests> {
  const isServer = /^postgres(ql)?:\/\//.test(name);
  if (secret === undefined && isServer) {
    throw new SetupError(
      `PostgreSQL needs a secret that stays the same: put one into ${variableOf('secret')}, such as the output of\n` +
        `  openssl rand -hex 32`,
    );
  }
  if (secret !== undefined && secret.length < SHORTEST_SECRET) {
    throw new SetupError(`The secret needs at least ${String(SHORTEST_SECRET)} characters.`);
  }
  return createDigests(secret ?? (name === 'memory:' ? newSecret() : await keptSecret(name, log)));
}

/** The secret in a data folder; made at the first start, for the owner's eyes alone. */
async function keptSecret(folder: string, log: Log): Promise<string> {
  const path = join(folder, SECRET_FILE);
  await makeDataFolder(folder, log);
  try {
    // Fails when there is one: two that start at once agree on the first one's.
    await writeFile(path, newSecret(), {flag: 'wx', mode: 0o600});
  } catch (error) {
    if ((error as {code?: unknown}).code !== 'EEXIST') throw unusable(path, error);
  }
  await closeToOthers(path, log);
  const kept = await readFile(path, 'utf8').catch((error: unknown) => {
    throw unusable(path, error);
  });
  if (kept.trim().length >= SHORTEST_SECRET) return kept.trim();
  throw new SetupError(`There is no secret of at least ${String(SHORTEST_SECRET)} characters in ${path}.`);
}

function unusable(path: string, cause: unknown): SetupError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SetupError(`The secret in ${path} cannot be used: ${reason}`);
}

function newSecret(): string {
  return randomBytes(32).toString('hex');
}
