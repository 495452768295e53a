import {randomBytes} from 'node:crypto';
import {readFile, rename, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {closeToOthers, makeDataFolder, NEXT_SECRET_FILE, SECRET_FILE} from '../database/data-folder.js';
import type {Queries} from '../database/database.js';
import {isServerAddress} from '../database/open-database.js';
import {SetupError} from '../database/setup-error.js';
import {MIN_SECRET_LENGTH} from '../identity/digests.js';
import {silentLog, type Log} from '../log.js';
import {openDigests} from '../store/secret.js';
import {variableOf} from './flags.js';

/** Throws `SetupError` for a secret that is too short, and for none where a PostgreSQL server would have to keep it. */
export function requireSecret(name: string, secret: string | undefined): void {
  if (secret === undefined && isServerAddress(name)) {
    throw new SetupError(
      `PostgreSQL needs a secret that stays the same: put one into ${variableOf('secret')}, such as the output of\n` +
        `  openssl rand -hex 32`,
    );
  }
  if (secret !== undefined && secret.length < MIN_SECRET_LENGTH) {
    throw new SetupError(`The secret needs at least ${String(MIN_SECRET_LENGTH)} characters.`);
  }
}

/**
 * The secret in the data folder of an opened database, created at the first start, readable only by its owner.
 * Completes an interrupted change of it. A new one for a database in memory.
 */
export async function storedSecret(folder: string, database: Queries, log: Log = silentLog): Promise<string> {
  if (folder === 'memory:') return newSecret();
  const path = join(folder, SECRET_FILE);
  const next = await readSecretFile(join(folder, NEXT_SECRET_FILE));
  if (next !== null) {
    const before = await readSecretFile(path);
    // If the database has stored nothing yet, either opens it: then the secret was not changed.
    const isInUse = (await opens(database, next)) && (before === null || !(await opens(database, before)));
    if (isInUse) await rename(join(folder, NEXT_SECRET_FILE), path);
    else await rm(join(folder, NEXT_SECRET_FILE));
  }
  await makeDataFolder(folder, log);
  try {
    await writeFile(path, newSecret(), {flag: 'wx', mode: 0o600});
  } catch (error) {
    if ((error as {code?: unknown}).code !== 'EEXIST') throw unusable(path, error);
  }
  await closeToOthers(path, log);
  const kept = (await readSecretFile(path)) ?? '';
  if (kept.length >= MIN_SECRET_LENGTH) return kept;
  throw new SetupError(`There is no secret of at least ${String(MIN_SECRET_LENGTH)} characters in ${path}.`);
}

/**
 * Runs `work` with a secret, a new one by default, and stores it in the data folder. Until the work is done both
 * secrets are stored, so that after an interruption one of them is the database's.
 */
export async function replaceStoredSecret(
  folder: string,
  given: string | undefined,
  work: (secret: string) => Promise<void>,
): Promise<void> {
  const secret = given ?? newSecret();
  if (folder === 'memory:') return work(secret);
  const next = join(folder, NEXT_SECRET_FILE);
  // Written before the database is changed: without it, encrypted data is lost.
  await writeFile(next, secret, {mode: 0o600, flush: true});
  await work(secret);
  await rename(next, join(folder, SECRET_FILE));
}

function opens(database: Queries, secret: string): Promise<boolean> {
  return openDigests(database, secret).then(
    () => true,
    (error: unknown) => {
      if (error instanceof SetupError || error instanceof RangeError) return false;
      throw error;
    },
  );
}

async function readSecretFile(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as {code?: unknown}).code === 'ENOENT') return null;
    throw unusable(path, error);
  }
}

function unusable(path: string, cause: unknown): SetupError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SetupError(`The secret in ${path} cannot be used: ${reason}`);
}

function newSecret(): string {
  return randomBytes(32).toString('hex');
}
