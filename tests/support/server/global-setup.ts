import {cp, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestProject} from 'vitest/node';
import {migrate} from '../../../src/server/database/migrate.js';
import {openDatabase} from '../../../src/server/database/open-database.js';
import {findPostgres} from './requirements.mjs';
import {startPostgres} from './start-postgres.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a PostgreSQL server's own database, or null where there is none. */
    postgres: string | null;
    /** A folder with an embedded database that has the schema: to be copied, which takes a tenth of making one. */
    pglite: string;
    /** The same of an embedded database without the schema. */
    emptyPglite: string;
  }
}

/** The database on the server that has the schema, to make others from. */
export const TEMPLATE = 'parley_template';

/** Once for all files: one PostgreSQL, and embedded databases to copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-pglite-'));
  const [empty, filled] = [join(folder, 'empty'), join(folder, 'filled')];
  const [server] = await Promise.all([
    findPostgres() === null ? null : startPostgres(),
    prepareEmbedded(empty, filled),
  ]);
  if (server) {
    const maintenance = await openDatabase(server.url());
    await maintenance.query(`CREATE DATABASE ${TEMPLATE}`);
    await maintenance.close();
    await prepare(server.url(TEMPLATE));
  }
  project.provide('postgres', server?.url() ?? null);
  project.provide('pglite', filled);
  project.provide('emptyPglite', empty);
  return async () => {
    await server?.stop();
    await rm(folder, {recursive: true, force: true});
  };
}

async function prepareEmbedded(empty: string, filled: string): Promise<void> {
  await (await openDatabase(empty)).close();
  await cp(empty, filled, {recursive: true});
  await prepare(filled);
}

async function prepare(name: string): Promise<void> {
  const database = await openDatabase(name);
  await migrate(database);
  await database.close();
}
