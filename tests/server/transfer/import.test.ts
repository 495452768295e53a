import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {createDigests, type Digests} from '../../../src/server/identity/digests.js';
import type {Store} from '../../../src/server/store/store.js';
import {openSourceFile} from '../../../src/server/transfer/files/source-file.js';
import {importFile, type ImportOptions, type Progress} from '../../../src/server/transfer/import.js';
import type {ImportReport} from '../../../src/server/transfer/report.js';
import {type WrittenComment, wordpressText, writePieces} from '../../support/server/exports.js';
import {DATABASE_KINDS, makeDatabase, type TestDatabase} from '../../support/server/test-database.js';
import {openTestStore, SECRET} from '../../support/server/test-store.js';

const PAGE = 'https://lantern.example/page/1/';
const fixture = (name: string) => new URL(`fixtures/${name}.xml`, import.meta.url).pathname;

let directory: string;
let digests: Digests;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parley-import-'));
  digests = await createDigests(SECRET);
});
afterAll(() => rm(directory, {recursive: true, force: true}));

describe.each(DATABASE_KINDS)('an import into %s', (kind) => {
  let test: TestDatabase;
  let site: string;
  let store: Store;
  beforeAll(async () => {
    test = await makeDatabase(kind);
  });
  beforeEach(async () => {
    ({site, store} = await openTestStore(test.database));
  });
  afterEach(() => store.close());
  afterAll(() => test.drop());

  it('imports a WordPress export, and reports what it left out', async () => {
    const report = await runImport({from: 'wordpress', path: fixture('wordpress')});
    expect(report).toMatchObject({
      read: 11,
      imported: 5,
      alreadyImported: 0,
      tombstones: 1,
      threads: 2,
      orphans: 1,
    });
    expect(Object.fromEntries(report.leftOut)).toEqual({
      ...{'no-date': 1, 'no-page': 1, empty: 1, pingback: 1, spam: 1, trash: 1},
    });

    const page = await open('https://lantern.example/2026/ferry%20fog/');
    expect(page.total).toBe(4);
    expect(
      page.comments.map(({author, replies, status = 'published'}) => [author.name, replies?.count, status]),
    ).toEqual([
      ['Ayşe “Ash” Kaya', 0, 'published'],
      ['', 1, 'removed'],
      ['Бойко', 0, 'published'],
      ['Late riser', 1, 'published'],
      ['Early bird', 0, 'published'],
    ]);
    expect((await open('https://lantern.example/closed/')).facts.closed).not.toBeNull();
  });

  it('gives a page that it closes another version, also where it has no comments', async () => {
    const closed = {site, pageId: 'https://lantern.example/closed/'};
    const before = await store.version(closed);
    expect((await open(closed.pageId)).facts.closed).toBeNull();
    await runImport({from: 'wordpress', path: fixture('wordpress')});
    expect((await open(closed.pageId)).facts.closed).not.toBeNull();
    expect(await store.version(closed)).not.toBe(before);
  });

  it('brings what Disqus exported, several threads of one page together', async () => {
    const report = await runImport({from: 'disqus', path: fixture('disqus')});
    expect(report).toMatchObject({read: 6, imported: 2, tombstones: 1, threads: 1, orphans: 0});
    expect(Object.fromEntries(report.leftOut)).toEqual({deleted: 1, spam: 1, 'no-page': 2});
    const {comments, total, facts} = await open('https://lantern.example/2026/ferry/');
    expect(total).toBe(2);
    expect(facts.closed).toBeNull();
    expect(
      comments.map(({author, parentId, replies}) => [author.name, parentId === null, replies?.count]),
    ).toEqual([
      ['Ayşe', true, 1],
      ['oda', false, 0],
      ['', false, 1],
    ]);
  });

  it.each(['wordpress', 'disqus'] as const)('adds nothing when %s’ file is imported again', async (from) => {
    const first = await runImport({from, path: fixture(from)});
    const before = await contents();
    const again = await runImport({from, path: fixture(from)});
    expect(again).toMatchObject({imported: 0, alreadyImported: first.imported, threads: 0});
    expect(again.leftOut).toEqual(first.leftOut);
    expect(await contents()).toEqual(before);
  });

  it('adds what a later export has more, below what was there', async () => {
    await importComments([{id: 1}, {id: 2, parent: 1}]);
    const report = await importComments([{id: 1}, {id: 2, parent: 1}, {id: 3, parent: 2}]);
    expect(report).toMatchObject({imported: 1, alreadyImported: 2});
    // The one it answers is in the database alone.
    expect(await importComments([{id: 4, parent: 3}])).toMatchObject({imported: 1, orphans: 0});
    expect(await counts()).toEqual({'Letter 1.': 3, 'Letter 2.': 2, 'Letter 3.': 1, 'Letter 4.': 0});
    expect((await open(PAGE)).total).toBe(4);
  });

  it('puts replies where they belong, wherever in the file they stand', async () => {
    await importComments([{id: 3, parent: 2}, {id: 2, parent: 1}, {id: 1}]);
    expect(await counts()).toEqual({'Letter 1.': 2, 'Letter 2.': 1, 'Letter 3.': 0});
  });

  it('makes one comment of every circle a root, so that all are read', async () => {
    const report = await importComments([
      {id: 1, parent: 1},
      {id: 2, parent: 3},
      {id: 3, parent: 4},
      {id: 4, parent: 2},
      {id: 5, parent: 4},
    ]);
    expect(report).toMatchObject({imported: 5, cycles: 3, orphans: 0});
    const {total, comments} = await open(PAGE);
    expect(total).toBe(5);
    expect(comments).toHaveLength(5);
  });

  it('hangs a chain of 10,000 answers at the hundredth level', async () => {
    const chain = Array.from({length: 10_000}, (_, index) => ({
      id: index + 1,
      ...(index > 0 && {parent: index}),
    }));
    const report = await importComments(chain);
    expect(report).toMatchObject({imported: 10_000, deep: 9_899, orphans: 0, cycles: 0});
    expect(await rowsOf('max(cardinality(ancestors)) AS deepest', '')).toEqual([{deepest: 100}]);
    const root = (await open(PAGE)).comments.find(({parentId}) => parentId === null);
    expect(root?.replies?.count).toBe(9_999);
  });

  it('imports held comments as held, and encrypts e-mail addresses', async () => {
    await importComments([
      {id: 1, approved: '0', email: 'Ayse@Example.com'},
      {id: 2, email: 'ayse@example.com '},
    ]);
    expect((await open(PAGE)).total).toBe(1);
    const rows = await rowsOf<{email: string; email_digest: string; status: string}>(
      'email, email_digest, status',
    );
    expect(rows.map(({status}) => status)).toEqual(['held', 'published']);
    expect(new Set(rows.map(({email_digest}) => email_digest)).size).toBe(1);
    expect(JSON.stringify(rows)).not.toMatch(/@/);
    expect(await digests.unseal(rows[0]?.email ?? '')).toBe('Ayse@Example.com');
  });

  it('stores no e-mail address without a secret to encrypt it', async () => {
    await importComments([{id: 1, email: 'ayse@example.com'}], {digests: null});
    expect(await rowsOf('email, email_digest')).toEqual([{email: null, email_digest: null}]);
  });

  it('takes a comment once that is in the file twice', async () => {
    expect(await importComments([{id: 1}, {id: 1}])).toMatchObject({
      read: 2,
      imported: 1,
      twice: 1,
    });
    expect(await counts()).toEqual({'Letter 1.': 0});
  });

  it('leaves out a comment together with its replies if none of them is imported', async () => {
    const report = await importComments([
      {id: 1, approved: 'spam'},
      {id: 2, parent: 1, approved: 'spam'},
      {id: 3, parent: 2},
      {id: 4, approved: 'spam'},
      {id: 5, parent: 4, approved: 'trash'},
    ]);
    expect(report).toMatchObject({imported: 1, tombstones: 2, orphans: 0});
    expect(await counts()).toEqual({'': 1, 'Letter 3.': 0});
  });

  it('changes nothing in a dry run, with the same report', async () => {
    const before = await contents();
    const dry = await runImport({from: 'wordpress', path: fixture('wordpress'), dryRun: true});
    expect(await contents()).toEqual(before);
    const wet = await runImport({from: 'wordpress', path: fixture('wordpress')});
    expect(dry).toEqual({...wet, dryRun: true});
  });

  it('changes nothing if the file is truncated', async () => {
    const whole = [...wordpressText([{id: 1, comments: [{id: 1}, {id: 2}]}])].join('');
    const path = join(directory, 'cut.xml');
    await writeFile(path, whole.slice(0, whole.lastIndexOf('Letter 2')));
    const before = await contents();
    await expect(runImport({from: 'wordpress', path})).rejects.toThrow(/ends too early/);
    expect(await contents()).toEqual(before);
  });

  it('gives the same as one that was never stopped, wherever it was stopped', async () => {
    const pages = Array.from({length: 14}, (_, page) => ({
      id: page + 1,
      comments: Array.from({length: 400}, (_, index) => ({
        id: page * 400 + index + 1,
        ...(index % 3 > 0 && {parent: page * 400 + index}),
      })),
    }));
    const path = await writePieces(join(directory, 'stopped.xml'), wordpressText(pages));
    for (const last of [3, 11, 12]) {
      let steps = 0;
      const stop = () => {
        if (++steps > last) throw new Error('stopped');
      };
      await expect(runImport({from: 'wordpress', path, progress: stop})).rejects.toThrow('stopped');
    }
    expect((await counted()).comments).toBeGreaterThan(0);
    expect((await counted()).comments).toBeLessThan(5_600);

    const report = await runImport({from: 'wordpress', path});
    expect(report.imported + report.alreadyImported).toBe(5_600);
    expect(report.alreadyImported).toBeGreaterThan(0);
    expect(await counted()).toEqual({comments: 5_600, replies: 5_600, total: 5_600});
  });

  it('makes live readers reload the thread, and posting works after it', async () => {
    await importComments([{id: 1}]);
    const thread = {site, pageId: PAGE};
    const {live} = await open(PAGE);
    let onChange = 0;
    const stop = store.follow(thread, () => onChange++);
    await importComments([{id: 1}, {id: 2}]);
    await expect.poll(() => onChange).toBeGreaterThan(0);
    stop();
    expect(await store.changes(thread, live)).toEqual({reload: true});
    await importComments([{id: 1}, {id: 2}]);
    const start = await store.changes(thread, null);
    expect(start).toEqual(await store.changes(thread, (await open(PAGE)).live));
  });

  it('gives up when another one into the same site begins', async () => {
    const path = await writePieces(
      join(directory, 'rival.xml'),
      wordpressText([{id: 1, comments: Array.from({length: 1_200}, (_, index) => ({id: index + 1}))}]),
    );
    let rival: Promise<ImportReport> | undefined;
    const begin = () => void (rival ??= runImport({from: 'wordpress', path}));
    const [first] = await Promise.allSettled([runImport({from: 'wordpress', path, progress: begin})]);
    expect(first).toMatchObject({reason: {message: expect.stringMatching(/this one was stopped/)}});
    await expect(rival).resolves.toMatchObject({imported: 1_200});
    expect((await open(PAGE)).total).toBe(1_200);
  });

  it('reports its progress to the end', async () => {
    const seen: Progress[] = [];
    await runImport({from: 'disqus', path: fixture('disqus'), progress: (progress) => seen.push(progress)});
    const {size} = await openSourceFile(fixture('disqus'));
    expect(seen).toEqual([
      {phase: 'reading', done: size, total: size},
      {phase: 'importing', done: 4, total: 6},
      {phase: 'importing', done: 6, total: 6},
    ]);
  });

  interface ImportRun extends Partial<Omit<ImportOptions, 'file'>> {
    readonly from: ImportOptions['from'];
    readonly path: string;
  }

  async function runImport({path, ...options}: ImportRun): Promise<ImportReport> {
    const file = await openSourceFile(path);
    return importFile({database: test.database, site, file, digests, ...options});
  }

  async function importComments(
    comments: readonly WrittenComment[],
    options: Partial<ImportOptions> = {},
  ): Promise<ImportReport> {
    const path = await writePieces(join(directory, 'file.xml'), wordpressText([{id: 1, comments}]));
    return runImport({from: 'wordpress', path, ...options});
  }

  function open(pageId: string) {
    return store.open({site, pageId, url: '', title: ''}, {sort: 'oldest', limit: 100});
  }

  /** How many answers each comment has, by its words. */
  async function counts(): Promise<Record<string, number>> {
    const rows = await rowsOf<{body: string; reply_count: number}>('body, reply_count');
    return Object.fromEntries(rows.map(({body, reply_count}) => [body, reply_count]));
  }

  /** What is counted, and what the counters say. */
  async function counted() {
    const [row] = await rowsOf<{comments: number; replies: number; total: number}>(
      `count(*)::integer AS comments,
       (count(*) FILTER (WHERE parent_id IS NULL)
         + coalesce(sum(reply_count) FILTER (WHERE parent_id IS NULL), 0))::integer AS replies,
       (SELECT coalesce(sum(total), 0) FROM threads WHERE site_id = min(comments.site_id))::integer AS total`,
      '',
    );
    return {comments: 0, replies: 0, total: 0, ...row};
  }

  /** Columns of the site's comments, the oldest first. */
  function rowsOf<Row extends object>(columns: string, order = 'ORDER BY created_at, id') {
    return test.database.query<Row>(
      `SELECT ${columns} FROM comments WHERE site_id = (SELECT id FROM sites WHERE name = $1) ${order}`,
      [site],
    );
  }

  /** Every row of the site. */
  function contents(): Promise<unknown> {
    const tables = ['comments', 'threads', 'people', 'import_comments', 'import_threads', 'imports'];
    return Promise.all(
      tables.map((table) =>
        test.database.query(
          `SELECT * FROM ${table} WHERE site_id = (SELECT id FROM sites WHERE name = $1) ORDER BY 1, 2`,
          [site],
        ),
      ),
    );
  }
});
