import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {createDigests} from '../../../src/server/identity/digests.js';
import {movePage} from '../../../src/server/store/moving/move-page.js';
import type {SqlStore} from '../../../src/server/store/sql-store.js';
import {readExpectedPages, readPageMap} from '../../../src/server/transfer/files/page-lists.js';
import {openSourceFile} from '../../../src/server/transfer/files/source-file.js';
import {importFile, type ImportOptions} from '../../../src/server/transfer/import.js';
import {reportLines, type ImportedPage} from '../../../src/server/transfer/report.js';
import {DATABASE_KINDS, makeDatabase, type TestDatabase} from '../../support/server/test-database.js';
import {openTestStore, SECRET} from '../../support/server/test-store.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parley-pages-'));
});
afterAll(() => rm(directory, {recursive: true, force: true}));

/** An export of Disqus with a thread for each address, and a comment on each that says its number. */
function disqus(links: readonly string[]): string {
  const text = (value: string) => value.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const threads = links.map(
    (link, index) =>
      `<thread dsq:id="${String(index)}"><id>id-${String(index)}</id><link>${text(link)}</link><title>T</title></thread>`,
  );
  const posts = links.map(
    (_, index) =>
      `<post dsq:id="${String(100 + index)}"><message>Comment ${String(index)}.</message>
       <createdAt>2026-01-01T00:00:${String(index).padStart(2, '0')}Z</createdAt>
       <author><name>Ann</name></author><thread dsq:id="${String(index)}"/></post>`,
  );
  return `<?xml version="1.0"?>\n<disqus>\n${[...threads, ...posts].join('\n')}\n</disqus>\n`;
}

const SPELLINGS = [
  'http://paper.example/ferry/',
  'https://www.paper.example/ferry',
  'https://paper.example/ferry/?utm_source=mail&utm_medium=x',
  'https://paper.example/ferry/#disqus_thread',
  'http://amp.paper.example/ferry/',
  'https://paper.example/ferry/amp/',
  'https://paper.example/ferry/?fbclid=abc#comment-12',
];
const FERRY = 'https://paper.example/ferry/';

describe.each(DATABASE_KINDS)('the pages of a file, imported into %s,', (kind) => {
  let test: TestDatabase;
  let site: string;
  let store: SqlStore;
  beforeAll(async () => {
    test = await makeDatabase(kind);
  });
  beforeEach(async () => {
    ({site, store} = await openTestStore(test.database));
  });
  afterEach(() => store.close());
  afterAll(() => test.drop());

  let files = 0;
  const save = async (text: string) => {
    const path = join(directory, `${kind}-${String(++files)}`);
    await writeFile(path, text);
    return openSourceFile(path);
  };
  const runImport = async (text: string, options: Partial<ImportOptions> = {}) => {
    const pages: ImportedPage[] = [];
    const report = await importFile({
      ...{database: test.database, site, from: 'disqus', digests: await createDigests(SECRET)},
      file: await save(text),
      page: (page) => pages.push(page),
      ...options,
    });
    return {report, pages: pages.toSorted((a, b) => (a.pageId < b.pageId ? -1 : 1))};
  };
  const total = async (pageId: string) => (await store.counts(site, [pageId])).get(pageId);

  it('are one for all addresses of one article', async () => {
    const {report, pages} = await runImport(disqus(SPELLINGS));
    expect(pages).toEqual([{pageId: FERRY, comments: SPELLINGS.length, unrequested: null}]);
    expect(report).toMatchObject({imported: SPELLINGS.length, threads: 1});
    expect(await total(FERRY)).toBe(SPELLINGS.length);
    expect((await store.feed(site, FERRY, 1))[0]?.thread.url).toBe(FERRY);
    expect((await runImport(disqus(SPELLINGS))).report).toMatchObject({imported: 0, threads: 0});
  });

  it('are several where they are several articles', async () => {
    const links = [
      'https://paper.example/',
      'https://paper.example/amp',
      'https://paper.example/Ferry/',
      'https://paper.example/ferry/',
      'https://paper.example/ferry/2/',
      'https://paper.example/?p=1',
      'https://paper.example/?p=2',
      'https://blog.paper.example/ferry/',
      'https://paper.example/#/ferry',
      'https://paper.example:8443/ferry/',
    ];
    const {pages} = await runImport(disqus(links));
    expect(pages.map(({pageId}) => pageId)).toEqual(links.toSorted());
  });

  it('are on the origin that the file has most, with https where any page has it', async () => {
    const {pages} = await runImport(
      disqus([
        'http://www.paper.example/one/',
        'http://www.paper.example/two/',
        'https://paper.example/three/',
        'http://other.example/four',
      ]),
    );
    expect(pages.map(({pageId}) => pageId)).toEqual([
      'http://other.example/four',
      'https://www.paper.example/one/',
      'https://www.paper.example/three/',
      'https://www.paper.example/two/',
    ]);
  });

  it.each([
    ['/%d5%b4/', '/%D5%B4/'],
    ['/%d5%b4/', '/մ/'],
    ['/cafe\u0301/', '/caf%C3%A9/'],
  ])('are those of the elements, however they are written: %s and %s', async (one, other) => {
    await runImport(disqus([`https://paper.example${one}`, `https://paper.example${other}`]));
    expect(await total(`https://paper.example${encodeURI(decodeURI(one).normalize())}`)).toBe(2);
  });

  it('are listed, with those that no element would ask for', async () => {
    const links = [...SPELLINGS, 'https://paper.example/gone/', 'https://old.example/x/', 'not an address'];
    const {pages, report} = await runImport(disqus(links), {dryRun: true, site: 'paper.example'});
    expect(report.dryRun).toBe(true);
    expect(pages).toEqual([
      {pageId: 'https://old.example/x/', comments: 1, unrequested: 'other-host'},
      {pageId: FERRY, comments: SPELLINGS.length, unrequested: null},
      {pageId: 'https://paper.example/gone/', comments: 1, unrequested: null},
      {pageId: 'not an address', comments: 1, unrequested: 'no-address'},
    ]);
    // A dry run leaves nothing, not even the site.
    expect(await test.database.query("SELECT 1 FROM sites WHERE name = 'paper.example'")).toEqual([]);
    const expected = await readExpectedPages(
      await save(
        '<?xml version="1.0"?><urlset><url><loc>https://www.paper.example/ferry</loc></url></urlset>',
      ),
    );
    const known = await runImport(disqus(links), {dryRun: true, expected});
    expect(known.pages.map(({pageId, unrequested}) => [pageId, unrequested])).toEqual([
      ['https://old.example/x/', 'unexpected'],
      ['https://paper.example/gone/', 'unexpected'],
      ['https://www.paper.example/ferry', null],
      ['not an address', 'unexpected'],
    ]);
  });

  it.each([
    ['tabs', 'http://paper.example/ferry\thttps://new.example/ferry\nid-7\tseven\n'],
    ['commas', '"https://paper.example/ferry/",https://new.example/ferry\r\nid-7, "seven"\r\n'],
  ])('go where a map says, of lines with %s', async (_, text) => {
    const map = await readPageMap(await save(text));
    await runImport(disqus([...SPELLINGS, 'https://paper.example/7']), {map});
    expect(await total('https://new.example/ferry')).toBe(SPELLINGS.length);
    expect(await total('seven')).toBe(1);
  });

  it.each([
    ['one\n', 'line 1: it must have an old page id and a new one'],
    ['\na,b\na,c\n', 'line 3: “a” goes to “b” by an earlier line'],
    ['a,javascript:x\n', 'line 1: “javascript:x” is no address of the web'],
  ])('are not mapped by %j', async (text, why) => {
    await expect(save(text).then(readPageMap)).rejects.toThrow(why);
  });

  it('that were moved here go where their old ids lead', async () => {
    await runImport(disqus([FERRY]));
    const to = 'https://paper.example/new/';
    await movePage(test.database, {site, from: FERRY, to});
    const {report} = await runImport(disqus([FERRY, FERRY]));
    expect(report).toMatchObject({imported: 1, alreadyImported: 1, threads: 0});
    expect(await total(to)).toBe(2);
  });

  it('with an address of any length are imported but for that one, whose line is named', async () => {
    const long = `https://paper.example/${'a'.repeat(60_000)}`;
    const {report} = await runImport(disqus([FERRY, long, 'https://paper.example/b/']));
    expect(report).toMatchObject({imported: 2});
    expect(Object.fromEntries(report.leftOut)).toEqual({'no-page': 1});
    expect(reportLines(report)).toContainEqual(
      expect.stringMatching(
        /^line 4: the page “https:\/\/paper\.example\/a+…” has an id of 60022 characters/,
      ),
    );
    const lines = [
      {type: 'parley-comments', version: 1},
      ...[long, 'short'].map((page) => ({type: 'thread', page, url: '', title: ''})),
      ...[long, 'short'].map((page, index) => ({
        ...{type: 'comment', page, id: `${String(index + 7)}`, author: {name: 'Ann'}, status: 'published'},
        ...{body: {format: 'text', value: 'Words.'}, createdAt: '2026-01-01T00:00:00.000Z'},
        source: index === 0 ? 'x' : 'y'.repeat(20_000),
      })),
      {type: 'end', comments: 2},
    ];
    const own = await runImport(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), {from: 'parley'});
    expect(own.report).toMatchObject({imported: 1});
    expect(own.report.warnings).toEqual([
      {kind: 'warning', line: 2, why: expect.stringContaining('has an id of')},
    ]);
  });

  it('with an id of 2,000 characters of three bytes each are imported', async () => {
    const page = '頁'.repeat(2_000);
    const {report} = await runImport(disqus([FERRY]), {
      map: await readPageMap(await save(`${FERRY}\t${page}\n`)),
    });
    expect(report).toMatchObject({imported: 1});
    expect(await total(page)).toBe(1);
  });
});
