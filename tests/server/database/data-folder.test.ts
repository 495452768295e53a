import {execFile} from 'node:child_process';
import {chmod, cp, mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {afterEach, beforeEach, describe, expect, inject, it} from 'vitest';
import {openDatabase} from '../../../src/server/database/open-database.js';
import {silentLog} from '../../../src/server/log.js';
import {startServe} from '../../support/server/command.js';
import {SITE} from '../../support/server/http-fixture.js';
import {openTestStore} from '../../support/server/test-store.js';

let above: string;
let folder: string;
const cleanUp: (() => unknown)[] = [];
beforeEach(async () => {
  above = await mkdtemp(join(tmpdir(), 'parley-private-'));
  await chmod(above, 0o755);
  folder = join(above, 'data');
});
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
  await rm(above, {recursive: true, force: true});
});

/** A database that there is already, which is faster than making one. */
async function copyDatabase(): Promise<void> {
  await cp(inject('pglite'), folder, {recursive: true});
}

/** What of a folder, itself and all that is in it, others than its owner may use. */
async function openToOthers(path: string): Promise<string[]> {
  const names = await readdir(path, {recursive: true});
  const found = await Promise.all(
    ['', ...names].map(async (name) => ({name, mode: (await stat(join(path, name))).mode})),
  );
  return found.filter(({mode}) => (mode & 0o077) !== 0).map(({name}) => name);
}

/** Opens everything to everybody, as a version before this one left it. */
async function openUp(path: string): Promise<void> {
  await chmod(path, 0o755);
  for (const entry of await readdir(path, {recursive: true, withFileTypes: true})) {
    await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o666);
  }
}

/** A log that keeps its warnings. */
function keeper() {
  const warnings: object[] = [];
  return {warnings, log: {...silentLog, warn: (fields: object) => void warnings.push(fields)}};
}

describe.skipIf(process.platform === 'win32')('the folder of an embedded database', () => {
  it('is made for its owner alone, in use and afterwards', async () => {
    const {warnings, log} = keeper();
    const database = await openDatabase(folder, {log});
    expect(await openToOthers(folder)).toEqual([]);
    const {post} = await openTestStore(database);
    await post('For the moderators alone.');
    // Whatever the engine makes meanwhile, nobody else gets as far as to it.
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    await database.close();
    expect(await openToOthers(folder)).toEqual([]);
    expect(warnings).toEqual([]);
  });

  it('that was readable by others is closed at the start of the server, with a line in its log', async () => {
    const args = ['--database', folder, '--site', SITE];
    await copyDatabase();
    await writeFile(join(folder, 'secret'), 'a secret that is long enough for tests');
    await openUp(folder);
    const served = await startServe(args);
    cleanUp.push(() => served.stop('SIGKILL'));
    expect(await openToOthers(folder)).toEqual([]);
    const closed = served.log.filter(({msg}) => msg.includes('their access was removed'));
    expect(closed).toEqual([
      expect.objectContaining({level: 40, path: folder, mode: '755'}),
      expect.objectContaining({path: join(folder, 'lock'), mode: '755'}),
      expect.objectContaining({path: join(folder, 'postgres'), mode: '755'}),
      expect.objectContaining({path: join(folder, 'secret'), mode: '666'}),
    ]);
    await served.stop('SIGTERM');
    const again = await startServe(args);
    cleanUp.push(() => again.stop('SIGKILL'));
    expect(again.log.filter(({msg}) => msg.includes('their access was removed'))).toEqual([]);
  });

  it.skipIf(process.getuid?.() !== 0)('keeps a held comment from other accounts', async () => {
    await copyDatabase();
    const database = await openDatabase(folder);
    cleanUp.push(() => database.close());
    const {post, set} = await openTestStore(database);
    await set({hold: {all: true}});
    await post('Held back: the harbour master sleeps.');
    const asOtherAccount = [
      '--reuid=65534',
      '--regid=65534',
      '--clear-groups',
      'grep',
      '-r',
      'harbour master',
      folder,
    ];
    await expect(promisify(execFile)('setpriv', asOtherAccount)).rejects.toMatchObject({
      stdout: '',
      stderr: expect.stringContaining('Permission denied'),
    });
    // The words are there, for its owner.
    const {stdout} = await promisify(execFile)('grep', ['-rl', 'harbour master', folder]);
    expect(stdout).toContain(folder);
  });

  it('that holds other things too stays as it is, and its database is closed', async () => {
    await copyDatabase();
    await openUp(folder);
    await writeFile(join(folder, 'index.html'), 'For everybody.', {mode: 0o644});
    const database = await openDatabase(folder);
    cleanUp.push(() => database.close());
    expect((await stat(folder)).mode & 0o777).toBe(0o755);
    expect(await openToOthers(folder)).toEqual(expect.arrayContaining(['', 'index.html']));
    for (const name of ['postgres', 'lock']) expect(await openToOthers(join(folder, name))).toEqual([]);
    expect(await readFile(join(folder, 'index.html'), 'utf8')).toBe('For everybody.');
  });
});
