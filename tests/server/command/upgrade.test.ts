import {rm} from 'node:fs/promises';
import {afterEach, describe, expect, it} from 'vitest';
import {migrate} from '../../../src/server/database/migrate.js';
import {migrations} from '../../../src/server/database/migrations/index.js';
import {openDatabase} from '../../../src/server/database/open-database.js';
import {runCommand, startServe} from '../../support/server/command.js';
import {SITE} from '../../support/server/http-fixture.js';
import {emptyDatabaseFolder} from '../../support/server/test-database.js';

const NEWEST = migrations.length;
const LAST_BREAKING = migrations.findLast(({breaksOlderServers}) => breaksOlderServers)?.version ?? 0;
const BREAKING = /^The schema was brought from version \d+ to \d+\. Servers of older versions must not run/;

let folder: string;

afterEach(() => rm(folder, {recursive: true, force: true}));

/** Makes a database whose schema has this version. */
async function prepare(version: number): Promise<void> {
  folder = await emptyDatabaseFolder();
  const database = await openDatabase(folder);
  await migrate(database, migrations.slice(0, version));
  await database.close();
}

// Each starts an embedded database several times, which takes seconds on a quiet machine.
describe('bringing the schema up to date', {timeout: 240_000}, () => {
  it('is logged by serve, as a warning where older servers must have stopped', async () => {
    await prepare(LAST_BREAKING - 1);
    const args = ['--database', folder, '--site', SITE];
    const first = await startServe(args);
    expect(first.log.filter(({msg}) => msg.includes('schema'))).toEqual([
      expect.objectContaining({
        level: 40,
        from: LAST_BREAKING - 1,
        to: NEWEST,
        breaking: [LAST_BREAKING],
        msg: expect.stringMatching(BREAKING),
      }),
    ]);
    await first.stop('SIGTERM');
    const again = await startServe(args);
    expect(again.log.filter(({msg}) => msg.includes('schema'))).toEqual([]);
    await again.stop('SIGTERM');
  });

  it('is printed by other commands on standard error', async () => {
    await prepare(LAST_BREAKING - 1);
    const ended = await runCommand(['rotate-secret', '--lost', '--database', folder]);
    expect(ended).toMatchObject({code: 0, stderr: expect.stringMatching(BREAKING)});
  });
});
