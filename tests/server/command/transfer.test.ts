import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {runCommand} from '../../support/server/command.js';
import {DATABASE_KINDS, makeDatabase, type TestDatabase} from '../../support/server/test-database.js';
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
    const brought = await runCommand(['import', ...where, '--from', 'wordpress', file], environment);
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

describe('the command to import', () => {
  it.each([
    [[], /^Which file\?/],
    [['a.xml'], /^Into which site\?/],
    [['a.xml', 'b.xml', '--site', 'x'], /no "b\.xml"/],
    [['a.xml', '--site', 'x', '--from', 'gossip'], /--from takes parley, wordpress, disqus, not "gossip"/],
    [['a.xml', '--site', 'x', '--page-id', 'title'], /--page-id takes url, link, id, slug, not "title"/],
  ])('refuses %j', async (args, message) => {
    expect(await runCommand(['import', ...args])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(message),
    });
  });

  it('says in one line what is wrong with a file', async () => {
    const ended = await runCommand([
      ...['import', '--database', join(directory, 'unused'), '--site', 'x', '--from', 'disqus'],
      fixture('wordpress'),
    ]);
    expect(ended.code).toBe(1);
    expect(ended.stderr.trim().split('\n')).toEqual([expect.stringMatching(/give --from wordpress/)]);
  });
});
