import {randomUUID} from 'node:crypto';
import {cp, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, inject} from 'vitest';
import type {Database} from '../../../src/server/database/database.js';
import {openDatabase} from '../../../src/server/database/open-database.js';
import {runsOnPglite} from '../extent.mjs';
import {TEMPLATE} from './global-setup.js';

export type DatabaseKind = 'PGlite' | 'PostgreSQL';

/** On which databases the suites of this test file run: on both, where there is a PostgreSQL and the run is not a quick one. */
export const DATABASE_KINDS: readonly DatabaseKind[] = databaseKinds();

function databaseKinds(): readonly DatabaseKind[] {
  if (inject('postgres') === null) return ['PGlite'];
  return runsOnPglite(expect.getState().testPath ?? '') ? ['PGlite', 'PostgreSQL'] : ['PostgreSQL'];
}

/** Where it does not matter on which: the faster one of those that there are. */
export const FASTEST_KIND: DatabaseKind = inject('postgres') === null ? 'PGlite' : 'PostgreSQL';

/** A fresh database with the schema. */
export interface TestDatabase {
  readonly kind: DatabaseKind;
  /** As `openDatabase` and the command take it. */
  readonly name: string;
  readonly database: Database;
  /** Closes it and leaves nothing. */
  drop(): Promise<void>;
}

/** Makes a fresh database with the schema: in a tenth of a second on PostgreSQL, in half a second on PGlite. */
export async function makeDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  return kind === 'PGlite' ? makePglite() : makePostgres();
}

/** The folder of an embedded database without the schema, which takes a tenth of making one. The caller removes it. */
export async function emptyDatabaseFolder(): Promise<string> {
  return copied('emptyPglite');
}

async function copied(original: 'pglite' | 'emptyPglite'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-data-'));
  await cp(inject(original), folder, {recursive: true});
  return folder;
}

async function makePglite(): Promise<TestDatabase> {
  const name = await copied('pglite');
  const database = await openDatabase(name);
  return {
    kind: 'PGlite',
    name,
    database,
    async drop() {
      await database.close();
      await rm(name, {recursive: true, force: true});
    },
  };
}

async function makePostgres(): Promise<TestDatabase> {
  const server = inject('postgres') ?? '';
  const database = `parley_${randomUUID().replaceAll('-', '')}`;
  const maintenance = await openDatabase(server);
  try {
    await maintenance.query(`CREATE DATABASE ${database} TEMPLATE ${TEMPLATE}`);
  } finally {
    await maintenance.close();
  }
  const name = server.replace(/\/postgres$/, `/${database}`);
  const opened = await openDatabase(name);
  return {
    kind: 'PostgreSQL',
    name,
    database: opened,
    async drop() {
      await opened.close();
      const again = await openDatabase(server);
      await again.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
      await again.close();
    },
  };
}
