import {readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, inject, it, vi} from 'vitest';
import {openCommandStore, withCommandDatabase} from '../../../src/server/command/open-command-store.js';
import {runRotateSecret} from '../../../src/server/command/rotate-secret.js';
import {emptyDatabaseFolder, makeDatabase} from '../../support/server/test-database.js';

const ONE = 'one secret that is long enough for everything';
const TWO = 'two secrets that are long enough for everything';

let output = '';
beforeEach(() => {
  output = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

async function open(name: string, secret?: string): Promise<void> {
  const {store} = await openCommandStore(name, secret, {sites: ['paper.example'], defaults: {}});
  await store.close();
}

function given(database: string, secret: string) {
  return {one: (flag: 'database' | 'secret') => (flag === 'secret' ? secret : database)};
}

// Opening an embedded database takes seconds on a busy machine.
describe('the secret in the folder of an embedded database', {timeout: 300_000}, () => {
  let folder: string;
  beforeEach(async () => {
    folder = await emptyDatabaseFolder();
    await open(folder);
  });
  afterEach(() => rm(folder, {recursive: true, force: true}));
  const storedSecret = () => readFile(join(folder, 'secret'), 'utf8');

  it('is changed to a new one, or to one that is given, and the database opens with it', async () => {
    const first = await storedSecret();
    await runRotateSecret(['--database', folder], {});
    const second = await storedSecret();
    expect(second).toMatch(/^[\da-f]{64}$/);
    expect(second).not.toBe(first);
    await open(folder);
    await expect(open(folder, first)).rejects.toMatchObject({name: 'SetupError'});
    await runRotateSecret(['--database', folder], {PARLEY_SECRET: ONE});
    expect(await storedSecret()).toBe(ONE);
    await open(folder);
    expect(await readdir(folder)).not.toContain('secret.next');
    expect(output).toContain('The secret was changed.');
  });

  it('is the database’s, wherever a change of it was broken off', async () => {
    // Before the database had the new one.
    await writeFile(join(folder, 'secret.next'), TWO);
    const first = await storedSecret();
    await open(folder);
    expect(await storedSecret()).toBe(first);
    // After it: as the command leaves it that is killed before it puts the file in its place.
    await runRotateSecret(['--database', folder], {PARLEY_SECRET: ONE});
    await writeFile(join(folder, 'secret.next'), ONE);
    await writeFile(join(folder, 'secret'), first);
    await open(folder);
    expect(await storedSecret()).toBe(ONE);
    expect(await readdir(folder)).not.toContain('secret.next');
  });

  it('is the previous one if a change was interrupted before the database stored one', async () => {
    const first = await storedSecret();
    await withCommandDatabase(given(folder, first), 'upgrade', async (database) => {
      await database.query('DELETE FROM secret_check');
    });
    await writeFile(join(folder, 'secret.next'), TWO);
    await open(folder);
    expect(await storedSecret()).toBe(first);
    expect(await readdir(folder)).not.toContain('secret.next');
  });

  it('is not made by changing it where there is no database', async () => {
    const typo = join(folder, 'typo');
    await expect(runRotateSecret(['--database', typo], {})).rejects.toThrow(/There is no database in/);
    expect(await readdir(folder)).not.toContain('typo');
  });
});

describe.runIf(inject('postgres') !== null)('the secret of a PostgreSQL server', () => {
  it('is needed, checked by every command, changed, and replaced when it is lost', async () => {
    const {name, drop} = await makeDatabase('PostgreSQL');
    await open(name, ONE);
    await expect(open(name, TWO)).rejects.toThrow(/used with another secret/);
    await expect(withCommandDatabase(given(name, TWO), 'upgrade', vi.fn())).rejects.toThrow(
      /used with another secret/,
    );
    const rotate = (environment: object, ...flags: string[]) =>
      runRotateSecret(['--database', name, ...flags], environment as NodeJS.ProcessEnv);
    await expect(rotate({PARLEY_SECRET: TWO})).rejects.toThrow(/PARLEY_OLD_SECRET/);
    await expect(rotate({PARLEY_OLD_SECRET: ONE})).rejects.toThrow(/needs a secret/);
    await expect(rotate({PARLEY_OLD_SECRET: TWO, PARLEY_SECRET: TWO.repeat(2)})).rejects.toThrow(/another/);
    await rotate({PARLEY_OLD_SECRET: ONE, PARLEY_SECRET: TWO});
    await open(name, TWO);
    await expect(open(name, ONE)).rejects.toThrow(/used with another secret/);
    await rotate({PARLEY_SECRET: ONE}, '--lost');
    await open(name, ONE);
    await drop();
  });

  it('is not changed in a database that is another program’s', async () => {
    const {name, database, drop} = await makeDatabase('PostgreSQL');
    await database.query('DROP SCHEMA public CASCADE');
    await database.query('CREATE SCHEMA public');
    const environment = {PARLEY_OLD_SECRET: ONE, PARLEY_SECRET: TWO};
    await expect(runRotateSecret(['--database', name], environment)).rejects.toThrow(
      /nothing of parley-comments/,
    );
    expect(await database.query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")).toEqual([]);
    await drop();
  });
});
