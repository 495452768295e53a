import {existsSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {openDatabase} from '../../../src/server/database/open-database.js';
import {runCommand} from '../../support/server/command.js';
import {
  DATABASE_KINDS,
  emptyDatabaseFolder,
  makeDatabase,
  type TestDatabase,
} from '../../support/server/test-database.js';
import {SECRET} from '../../support/server/test-store.js';

const fixture = (name: string) => new URL(`../transfer/fixtures/${name}.xml`, import.meta.url).pathname;
const environment = {PARLEY_SECRET: SECRET};

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parley-transfer-'));
});
afterAll(() => rm(directory, {recursive: true, force: true}));

describe.each(DATABASE_KINDS)('moving a site with the command, on %s', (kind) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await makeDatabase(kind);
    // An embedded database serves one process.
    await test.database.close();
  });
  afterAll(() => test.drop());

  it('brings a file in, gives it out, and finds it all there already', async () => {
    const where = ['--database', test.name, '--site', 'lantern'];
    const file = fixture('wordpress');
    const brought = await runCommand(
      ['import', ...where, '--create-site', '--from', 'wordpress', file],
      environment,
    );
    expect(brought).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Imported:\n +11 comments read\n +5 imp/),
    });
    expect(brought.stderr).toMatch(/^Reading the file: 100%\nImporting: \d+%\n(.*\n)*Importing: 100%\n$/);

    const given = await runCommand(['export', ...where], environment);
    expect(given).toMatchObject({code: 0, stderr: ''});
    expect(given.stdout.trim().split('\n').at(-1)).toBe('{"type":"end","comments":6}');
    expect(given.stdout).not.toContain('@');

    const path = join(directory, `${kind}.ndjson`);
    await writeFile(path, given.stdout);
    const again = await runCommand(['import', ...where, '--dry-run', path], environment);
    expect(again).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^A dry run.*\n +6 comments read\n +0 imp/),
    });
  });
});

describe.each(DATABASE_KINDS)('the commands that work on a database, on %s,', (kind) => {
  let test: TestDatabase;
  const run = (...args: readonly string[]) => runCommand([...args, '--database', test.name], environment);
  const page = 'https://lantern.example/2026/ferry%20fog/';
  beforeAll(async () => {
    test = await makeDatabase(kind);
    await test.database.close();
  });
  afterAll(() => test.drop());

  // Eight commands one after another, each of which starts the database where it is embedded.
  it('ask before they make a site, and name the likest one', {timeout: 180_000}, async () => {
    const file = ['--from', 'wordpress', fixture('wordpress')];
    const none = await run('import', '--site', 'paper.example', ...file);
    expect(none).toMatchObject({code: 1, stdout: ''});
    expect(none.stderr).toMatch(
      /There is no site “paper\.example” in the database, and no other\..*--create-site/,
    );
    expect(await run('import', '--site', 'paper.example', '--yes', ...file)).toMatchObject({code: 0});

    const misspelled = await run('import', '--site', 'papr.example', ...file);
    expect(misspelled.stderr).toContain('The one that is likest is “paper.example”.');
    for (const command of [
      ['export'],
      ['move', 'a', 'b'],
      ['people', 'erase', '--email', 'x@y.example'],
      // Neither does one that was tried make it.
      ['import', '--dry-run', ...file],
      ['export'],
    ]) {
      const {code} = await run(...command, '--site', 'papr.example');
      expect([command[0], code]).toEqual([command[0], command.includes('--dry-run') ? 0 : 1]);
    }
  });

  it('list the pages of a file in a dry run, and how many of them no element would ask for', async () => {
    const {stdout} = await run(
      ...['import', '--site', 'paper.example', '--dry-run', '--from', 'wordpress', fixture('wordpress')],
    );
    expect(stdout).toMatch(
      / +2 page ids, with how many comments.*\n +2 of them that no element would ask for\n/,
    );
    expect(stdout).toContain(` ${page}  (of another host than the site)\n`);
  });

  it('move a page', async () => {
    const to = 'https://lantern.example/new/';
    const site = ['--site', 'paper.example'];
    const moved = await run('move', page, to, ...site);
    expect(moved).toMatchObject({code: 0, stdout: 'Moved 6 comments. The old id leads to them.\n'});
    const {stdout} = await run('export', ...site);
    expect(stdout).toContain(`"page":"${to}"`);
    expect(stdout).not.toContain(`"page":"${page}"`);
    expect(await run('move', 'nowhere', to, ...site)).toMatchObject({
      code: 1,
      stderr: 'The site “paper.example” has no comments of the page “nowhere”.\n',
    });
  });

  it('export and erase the author of a comment', async () => {
    const site = ['--site', 'paper.example'];
    const {stdout} = await run('export', ...site);
    const comments = stdout
      .split('\n')
      .filter((line) => line.includes('"type":"comment"'))
      .map((line) => JSON.parse(line) as {id: string; author: {name: string}; status: string});
    const {id = '', author} = comments.find(({status}) => status === 'published') ?? {};
    const given = await run('people', 'export', ...site, '--comment', id);
    expect(JSON.parse(given.stdout)).toMatchObject({type: 'comment', id, name: author?.name});
    const erased = await run('people', 'erase', ...site, '--comment', id);
    expect(erased).toMatchObject({code: 0, stdout: 'Erased 1 comments.\n'});
    expect((await run('people', 'export', ...site, '--comment', id)).stdout).not.toContain(author?.name);
    expect(await run('people', 'erase', ...site, '--comment', '999999')).toMatchObject({
      code: 1,
      stderr: 'The site “paper.example” has no such comment.\n',
    });
  });

  it('that only read change neither an older nor a newer schema, and print what to do', async () => {
    const database = await openDatabase(test.name);
    const versions = async () =>
      (await database.query<{version: number}>('SELECT max(version) AS version FROM schema_versions'))[0]
        ?.version;
    const newest = (await versions()) ?? 0;
    await database.query('DELETE FROM schema_versions WHERE version = $1', [newest]);
    await database.close();
    const commands = [['export'], ['import', '--dry-run', fixture('wordpress')], ['move', 'a', 'b']];
    for (const command of commands) {
      const {code, stderr} = await run(...command, '--site', 'paper.example');
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /has version \d+ of the schema, and this parley-comments needs version \d+\. Nothing was/,
      );
    }
    const again = await openDatabase(test.name);
    await again.query('INSERT INTO schema_versions (version, name) VALUES ($1, $2), ($3, $4)', [
      ...[newest, 'this', newest + 1, 'newer'],
    ]);
    await again.close();
    for (const command of commands) {
      const {code, stderr} = await run(...command, '--site', 'paper.example');
      expect([code, stderr]).toEqual([1, expect.stringMatching(/a newer parley-comments has used it/)]);
    }
  });
});

describe('the command to export', () => {
  it('makes no database where there is none', async () => {
    const folder = join(directory, 'no database');
    const ended = await runCommand(['export', '--site', 'x', '--database', folder]);
    expect(ended).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^There is no database in .*--database/),
    });
    expect(existsSync(folder)).toBe(false);
  });
});

describe('the command to import', () => {
  it.each([
    [[], /^Missing the file/],
    [['a.xml'], /^Missing --site/],
    [['a.xml', 'b.xml', '--site', 'x'], /no "b\.xml"/],
    [['a.xml', '--site', 'x', '--from', 'gossip'], /--from takes parley, wordpress, disqus, not "gossip"/],
    [['a.xml', '--site', 'x', '--page-id', 'title'], /--page-id takes url, link, id, slug, not "title"/],
    [
      ['a.xml', '--site', 'x', '--utc-offset', 'noon'],
      /--utc-offset takes an offset such as \+02:00, not "noon"/,
    ],
  ])('refuses %j', async (args, message) => {
    expect(await runCommand(['import', ...args])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(message),
    });
  });

  it('prints in one line what is wrong with a file', async () => {
    const folder = await emptyDatabaseFolder();
    const ended = await runCommand([
      ...['import', '--database', folder, '--site', 'x', '--yes', '--from', 'disqus'],
      fixture('wordpress'),
    ]);
    expect(ended.code).toBe(1);
    expect(ended.stderr.trim().split('\n')).toEqual([expect.stringMatching(/give --from wordpress/)]);
    await rm(folder, {recursive: true});
  });
});
