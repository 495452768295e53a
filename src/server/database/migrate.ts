import type {Database, Queries} from './database.js';
import type {Migration} from './migration.js';
import {migrations} from './migrations/index.js';
import {SetupError} from './setup-error.js';

/** The key of the advisory lock: any number, but the same in every version. */
const LOCK = '7241995360517';

/**
 * Brings the schema up to date in one transaction; of several processes that start together one does it, and the others
 * wait. Gives the versions it went through, none when the schema was as it should be. Throws `SetupError` when the
 * schema is newer than `known`.
 */
export async function migrate(
  database: Database,
  known: readonly Migration[] = migrations,
): Promise<readonly number[]> {
  return database.transaction((queries) => upgrade(queries, known), {unlimited: true});
}

/**
 * Throws `SetupError`, with what to do, unless the schema is the one of this version: for what only looks, and so changes
 * nothing. `orEmpty`: a database without a schema will do.
 */
export async function requireSchema(database: Database, {orEmpty = false} = {}): Promise<boolean> {
  if (orEmpty && !(await hasTables(database))) return false;
  await requireTables(database);
  const [row] = await database.query<{version: number | null}>(
    'SELECT max(version) AS version FROM schema_versions',
  );
  const [version, newest] = [row?.version ?? 0, migrations.at(-1)?.version ?? 0];
  if (version > newest) throw tooNew(version, newest);
  if (version < newest) {
    throw new SetupError(
      `The database has version ${String(version)} of the schema, and this parley-comments needs version ` +
        `${String(newest)}. Nothing was changed. Make a backup and start this version's server (parley-comments serve), ` +
        'which brings it up to date; or use the parley-comments that has used it so far.',
    );
  }
  return true;
}

/** Throws `SetupError` for a database without tables of any version. */
export async function requireTables(database: Database): Promise<void> {
  if (await hasTables(database)) return;
  throw new SetupError(
    'The database has nothing of parley-comments in it: is it the right one? See --database.',
  );
}

/** One that is found in another schema of the search_path is that of all the tables: IF NOT EXISTS looks in the first alone. */
async function hasTables(database: Queries): Promise<boolean> {
  const [found] = await database.query<{there: boolean}>(
    "SELECT to_regclass('schema_versions') IS NOT NULL AS there",
  );
  return found?.there ?? false;
}

function tooNew(version: number, newest: number): SetupError {
  return new SetupError(
    `The database has version ${String(version)} of the schema, and this parley-comments knows version ` +
      `${String(newest)}: a newer parley-comments has used it. Install that one; data cannot go back.`,
  );
}

async function upgrade(queries: Queries, known: readonly Migration[]): Promise<readonly number[]> {
  await queries.query('SELECT pg_advisory_xact_lock($1::bigint)', [LOCK]);
  const version = await versionOf(queries);
  const newest = known.at(-1)?.version ?? 0;
  if (version > newest) throw tooNew(version, newest);
  const due = known.filter((migration) => migration.version > version);
  for (const migration of due) {
    for (const statement of migration.statements) await queries.query(statement);
    await migration.work?.(queries);
    await queries.query('INSERT INTO schema_versions (version, name) VALUES ($1::integer, $2)', [
      migration.version,
      migration.name,
    ]);
  }
  return due.map(({version}) => version);
}

async function versionOf(queries: Queries): Promise<number> {
  if (!(await hasTables(queries))) {
    await queries.query(
      `CREATE TABLE schema_versions (
         version integer PRIMARY KEY,
         name text NOT NULL,
         at timestamptz NOT NULL DEFAULT now()
       )`,
    );
  }
  const [row] = await queries.query<{version: number | null}>(
    'SELECT max(version) AS version FROM schema_versions',
  );
  return row?.version ?? 0;
}
