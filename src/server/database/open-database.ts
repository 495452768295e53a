import {silentLog, type Log} from '../log.js';
import type {Database} from './database.js';
import type {PostgresLimits} from './postgres-limits.js';
import {SetupError} from './setup-error.js';

export interface OpenDatabaseOptions {
  /** The limits of connections and times of a PostgreSQL server, if not the defaults. */
  readonly limits?: Partial<PostgresLimits>;
  /** Where repairs are logged. Default: nowhere. */
  readonly log?: Log;
}

/**
 * Opens a database by its name: `postgres://…` or `postgresql://…` for a server, `memory:` for one that forgets, else a
 * folder for an embedded one. Throws `SetupError` when the package that it takes is not installed, or the folder is in
 * use, and `DatabaseError` when the server does not answer.
 */
export async function openDatabase(
  name: string,
  {limits = {}, log = silentLog}: OpenDatabaseOptions = {},
): Promise<Database> {
  if (isServerAddress(name)) {
    const {openPostgres} = await present('pg', () => import('./postgres.js'));
    return openPostgres(name, limits);
  }
  const {openMemoryPglite, openPglite} = await present('@electric-sql/pglite', () => import('./pglite.js'));
  return name === 'memory:' ? openMemoryPglite() : openPglite(name, log);
}

/** Whether the database of this name is a PostgreSQL server. */
export function isServerAddress(name: string): boolean {
  return /^postgres(ql)?:\/\//.test(name);
}

/** The module. Throws `SetupError` with the missing package that has to be installed. */
async function present<Module>(packageName: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (reason) {
    const {code, message = ''} = reason as {code?: unknown; message?: string};
    if (code === 'ERR_MODULE_NOT_FOUND' && message.includes(`'${packageName}'`)) {
      throw new SetupError(`This database needs the package ${packageName}: npm install ${packageName}`);
    }
    throw reason;
  }
}
