import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {cp, mkdir, mkdtemp, readdir, rm, utimes, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, inject, it} from 'vitest';
import {root} from '../../../scripts/paths.mjs';
import {LOCK_FOLDER, lockFolder, OLD_LOCK_FILE} from '../../../src/server/database/folder-lock.js';
import {makeClaim} from '../../../src/server/database/lock-claim.js';
import {openDatabase} from '../../../src/server/database/open-database.js';
import {startServe, tryServe} from '../../support/server/command.js';
import {SITE} from '../../support/server/http-fixture.js';
import {inOtherPidNamespace} from '../../support/server/namespaces.js';
import {deliver, newSubmission} from '../../support/server/poster.js';
import {readCounters} from '../../support/server/two-processes.js';

const IN_USE = {name: 'SetupError', message: expect.stringContaining('is in use by another server')};

let folder: string;
const cleanUp: (() => unknown)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-locked-'));
});
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
  await rm(folder, {recursive: true, force: true});
});

/** A process that takes the folder, and keeps it until it is ended. */
async function locker() {
  const module = JSON.stringify(join(root, 'dist/server/database/folder-lock.js'));
  const program = `
    import {lockFolder} from ${module};
    const lock = await lockFolder(process.argv[1]).catch(({name}) => console.log(name));
    if (lock) console.log('locked');
    if (lock) setInterval(() => undefined, 60_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanUp.push(() => child.kill('SIGKILL'));
  const [chunk] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(([code]) => [`ended with ${String(code)}`]),
  ])) as [Buffer | string];
  return {
    outcome: String(chunk).trim(),
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

describe('a data folder', () => {
  it('serves one process at a time, with an error for others, and is free when that closes it', async () => {
    await cp(inject('pglite'), folder, {recursive: true});
    const first = await openDatabase(folder);
    await expect(openDatabase(folder)).rejects.toMatchObject({
      ...IN_USE,
      message: expect.stringContaining(folder),
    });
    await first.close();
    await (await openDatabase(folder)).close();
    expect(await readdir(join(folder, LOCK_FOLDER))).toEqual([]);
  });

  it.skipIf(inOtherPidNamespace === null)(
    'is refused to a server in another container, and no acknowledged comment is lost',
    async () => {
      await cp(inject('pglite'), folder, {recursive: true});
      const args = ['--database', folder, '--site', SITE, '--limit-writes', 'off'];
      const first = await startServe(args);
      cleanUp.push(() => first.stop('SIGKILL'));
      const second = await tryServe(args, inOtherPidNamespace ?? []);
      cleanUp.push(() => second.stop());
      const urls = [first.url, ...(second.url === null ? [] : [second.url])];
      const delivered = [];
      for (let number = 0; number < 10; number++) {
        const url = urls[number % urls.length] ?? '';
        delivered.push(await deliver(newSubmission('shared'), () => [url]));
      }
      await Promise.all([first.stop('SIGTERM'), second.stop()]);
      const database = await openDatabase(folder);
      const {comments: submissions} = await readCounters(database);
      await database.close();
      expect(delivered.filter(({submission}) => submissions.get(submission.text) !== 1)).toEqual([]);
      expect(second).toMatchObject({
        url: null,
        stderr: expect.stringMatching(/^The data folder .* is in use by another server\./),
      });
    },
  );

  it('of a killed process is free at once, and then taken by only one', async () => {
    for (let round = 0; round < 3; round++) {
      const lockers = await Promise.all([locker(), locker(), locker(), locker()]);
      const outcomes = lockers.map(({outcome}) => outcome).sort();
      expect(outcomes).toEqual(['SetupError', 'SetupError', 'SetupError', 'locked']);
      await lockers.find(({outcome}) => outcome === 'locked')?.kill();
      // What it left is there, and is nothing.
      expect(await readdir(join(folder, LOCK_FOLDER))).toHaveLength(1);
    }
    await (await lockFolder(folder)).release();
    expect(await readdir(join(folder, LOCK_FOLDER))).toEqual([]);
  });

  it('is taken by exactly one of many that come at the same moment, every time', async () => {
    for (let round = 0; round < 30; round++) {
      const starters = Array.from({length: 2 + (round % 10)}, () => lockFolder(folder));
      const locks = (await Promise.allSettled(starters)).filter(({status}) => status === 'fulfilled');
      expect(locks).toHaveLength(1);
      for (const starter of starters) await starter.then((lock) => lock.release()).catch(() => undefined);
    }
  });

  it('whose path is longer than that of a socket may be serves one process, too', async () => {
    const deep = join(folder, 'a'.repeat(120), 'b'.repeat(120));
    await mkdir(deep, {recursive: true});
    const lock = await lockFolder(deep);
    await expect(lockFolder(deep)).rejects.toMatchObject(IN_USE);
    await lock.release();
    await (await lockFolder(deep)).release();
  });

  it('of a file system without sockets is locked by a file that is renewed', async () => {
    const claims = join(folder, LOCK_FOLDER);
    await mkdir(claims);
    const claim = await makeClaim(claims, join(folder, 'where no socket can be'));
    await expect(lockFolder(folder)).rejects.toMatchObject(IN_USE);
    await claim.release();
    await (await lockFolder(folder)).release();
  });

  it.each([
    ['another machine', join(LOCK_FOLDER, '00000000-0123456789abcdef')],
    ['an older version', OLD_LOCK_FILE],
  ])('that %s has is refused for as long as that renews its lock', async (_who, name) => {
    await mkdir(join(folder, LOCK_FOLDER), {recursive: true});
    const file = join(folder, name);
    await writeFile(file, '{}');
    // Its clock may be wrong by years.
    let moment = Date.UTC(2001, 1, 3);
    const renewing = setInterval(() => {
      moment += 100;
      utimes(file, new Date(moment), new Date(moment)).catch(() => undefined);
    }, 100);
    cleanUp.push(() => clearInterval(renewing));
    await expect(lockFolder(folder)).rejects.toMatchObject(IN_USE);
    clearInterval(renewing);
    const lock = await lockFolder(folder);
    expect(await readdir(join(folder, LOCK_FOLDER))).toHaveLength(1);
    await lock.release();
  });

  it.skipIf(process.getuid?.() === 0)('that cannot be written to is said so', async () => {
    await expect(lockFolder('/proc')).rejects.toMatchObject({name: 'SetupError'});
  });
});
