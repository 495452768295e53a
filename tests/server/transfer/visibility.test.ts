import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {createDigests} from '../../../src/server/identity/digests.js';
import {openSourceFile} from '../../../src/server/transfer/files/source-file.js';
import {importFile, type ImportOptions} from '../../../src/server/transfer/import.js';
import {reportLines} from '../../../src/server/transfer/report.js';
import {disqusText, wordpressText, writePieces, type WrittenPage} from '../../support/server/exports.js';
import {DATABASE_KINDS, makeDatabase, type TestDatabase} from '../../support/server/test-database.js';
import {moderator, openTestStore, SECRET, type TestStore} from '../../support/server/test-store.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parley-visibility-'));
});
afterAll(() => rm(directory, {recursive: true, force: true}));

/** A page of one comment, which says what kind of page it is on. */
function page(id: number, fields: Omit<WrittenPage, 'id' | 'comments'>, body?: string): WrittenPage {
  return {id, ...fields, comments: [{id, body: body ?? (Object.values(fields).join(' ') || 'public')}]};
}

describe.each(DATABASE_KINDS)('comments of pages that are not public, imported into %s', (kind) => {
  let database: TestDatabase;
  let test: TestStore;
  beforeAll(async () => {
    database = await makeDatabase(kind);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    test = await openTestStore(database.database);
  });

  it('are held if the page is not public for any reason, and reported', async () => {
    const hidden = [
      page(2, {status: 'private'}),
      page(3, {status: 'draft'}),
      page(4, {status: 'pending'}),
      page(5, {status: 'future'}),
      page(6, {status: 'archived-by-a-plugin'}),
      page(7, {password: 'sesame'}),
      page(8, {password: ' '}, 'a blank password'),
      page(9, {type: 'page', status: 'private'}),
    ];
    const report = await runImport([
      page(1, {}),
      ...hidden,
      page(10, {status: 'trash'}),
      page(11, {status: ''}),
    ]);
    expect(report).toMatchObject({imported: 10, hidden: 8, withdrawn: 0});
    expect(Object.fromEntries(report.leftOut)).toEqual({'no-page': 1});
    expect(reportLines(report).join('\n')).toMatch(/ 8 of them held, for their page is not public/);

    expect(await published()).toEqual(['public', 'public']);
    const {items} = await test.store.queue(test.site, {status: 'held', cursor: null, limit: 20}, moderator());
    expect(items.map(({heldBecause}) => heldBecause)).toEqual(Array(8).fill(['hidden-page']));
    const counts = await test.store.counts(
      test.site,
      hidden.map(({id}) => addressOf(id)),
    );
    expect([...counts.values()].every((count) => count === 0)).toBe(true);
    const feed = await test.store.open(refOf(7), {sort: 'oldest', limit: 9});
    expect(feed).toMatchObject({total: 0, comments: []});
    const titles = await database.database.query<{title: string}>(
      `SELECT DISTINCT title FROM threads WHERE site_id = (SELECT id FROM sites WHERE name = $1) ORDER BY title`,
      [test.site],
    );
    expect(titles).toEqual([{title: ''}, {title: 'Page 1'}, {title: 'Page 11'}]);
  });

  it('are as public as the post that an image belongs to, wherever it is in the file', async () => {
    const picture = (id: number, parent: number | string, body: string, fields = {}) =>
      page(id, {status: 'inherit', type: 'attachment', parent, ...fields}, body);
    const report = await runImport([
      picture(11, 1, 'of a public post'),
      picture(12, 2, 'of a private post'),
      picture(13, 3, 'of a post with a password'),
      picture(14, 4, 'of a post in the trash'),
      picture(15, 99, 'of a post that is not in the file'),
      picture(16, 0, 'of no post'),
      picture(17, 11, 'of a picture of a public post'),
      picture(18, 12, 'of a picture of a private post'),
      picture(19, 19, 'of itself'),
      picture(20, 1, 'of a public post, with a password', {password: 'x'}),
      page(1, {}),
      page(2, {status: 'private'}),
      page(3, {password: 'sesame'}),
      page(4, {status: 'trash'}),
    ]);
    expect(report).toMatchObject({hidden: 9});
    expect((await published()).sort()).toEqual([
      'of a picture of a public post',
      'of a public post',
      'of no post',
      'public',
    ]);
  });

  it('are counted nowhere, above or below comments that are public', async () => {
    const pages = [
      {...page(2, {status: 'private'}), comments: [{id: 1}, {id: 2, parent: 1}, {id: 3, approved: '0'}]},
    ];
    expect(await runImport(pages)).toMatchObject({imported: 3, hidden: 2});
    expect(await counted()).toEqual({total: 0, replies: 0, published: 0});
    expect(await runImport(pages)).toMatchObject({imported: 0, alreadyImported: 3, hidden: 0, withdrawn: 0});
  });

  it('are taken back where an earlier import published them, unless a moderator approved them since', async () => {
    const comments = [{id: 1}, {id: 2, parent: 1}, {id: 3, parent: 1}];
    expect(await runImport([{id: 2, comments}])).toMatchObject({imported: 3, hidden: 0});
    expect(await counted()).toEqual({total: 3, replies: 2, published: 0});
    const {comments: shown, live} = await test.store.open(refOf(2), {sort: 'oldest', limit: 9});
    const held = shown.find(({body}) => body.value.includes('3'))!;
    await test.store.decide(test.site, held.id, {action: 'reject'}, moderator());
    await test.store.decide(test.site, held.id, {action: 'approve'}, moderator());
    const own = await test.post('Written here.', {thread: refOf(2), parentId: shown[0]!.id});

    const hidden = [{id: 2, password: 'sesame', comments}];
    const dry = await runImport(hidden, {dryRun: true});
    expect(dry).toMatchObject({imported: 0, alreadyImported: 3, withdrawn: 2});
    expect(await counted()).toMatchObject({total: 4});
    const report = await runImport(hidden);
    expect(report).toEqual({...dry, dryRun: false});
    expect(reportLines(report).join('\n')).toMatch(/ 2 of them were published, but their page is not public/);
    const after = await test.store.open(refOf(2), {sort: 'oldest', limit: 9});
    expect(after.total).toBe(2);
    expect(
      after.comments.filter(({status = 'published'}) => status === 'published').map(({id}) => id),
    ).toEqual([held.id, own.id]);
    expect(JSON.stringify(after.comments)).not.toContain('Letter 1');
    expect(await counted()).toEqual({total: 2, replies: 2, published: 1});
    expect(await test.store.changes(refOf(2), live)).toEqual({reload: true});
    expect(await runImport(hidden)).toMatchObject({withdrawn: 0, alreadyImported: 3});
  });

  it('are taken back as well where the page has another address by now', async () => {
    await runImport([page(2, {}, 'On the old address.')], {pageIds: 'id'});
    const report = await runImport([page(2, {status: 'draft'}, 'On the old address.')], {pageIds: 'slug'});
    expect(report).toMatchObject({imported: 0, alreadyImported: 1, withdrawn: 1});
    expect(await published()).toEqual([]);
    expect(await counted()).toEqual({total: 0, replies: 0, published: 0});
  });

  it('do not include those of programs without that field', async () => {
    const text = [...wordpressText([page(1, {})])].join('');
    const path = join(directory, 'plain.xml');
    await writeFile(path, text.replace(/<wp:(status|post_password|post_parent|post_type)>.*?<\/wp:\1>/g, ''));
    expect(await load(path, {from: 'wordpress'})).toMatchObject({imported: 1, hidden: 0});
    expect(await published()).toEqual(['public']);
  });

  it('include those of Disqus’ threads that are spam; posts that are not approved wait as well', async () => {
    const pages = [1, 2, 3].map((id) => ({id, comments: [{id, body: `Of ${String(id)}`}]}));
    const text = [...disqusText(pages)]
      .join('')
      .replace('<id>page-2</id>', '<id>page-2</id><isSpam>true</isSpam>')
      .replace('<p>Of 3</p>]]></message>', '<p>Of 3</p>]]></message><isApproved>false</isApproved>');
    const path = join(directory, 'disqus.xml');
    await writeFile(path, text);
    expect(await load(path, {from: 'disqus'})).toMatchObject({imported: 3, hidden: 1});
    expect(await published()).toEqual(['<p>Of 1</p>']);
  });

  async function runImport(pages: readonly WrittenPage[], options: Partial<ImportOptions> = {}) {
    const path = await writePieces(join(directory, 'pages.xml'), wordpressText(pages));
    return load(path, {from: 'wordpress', ...options});
  }

  async function load(path: string, options: Partial<ImportOptions> & Pick<ImportOptions, 'from'>) {
    return importFile({
      database: database.database,
      site: test.site,
      file: await openSourceFile(path),
      digests: await createDigests(SECRET),
      ...options,
    });
  }

  async function published(): Promise<string[]> {
    const rows = await rowsOf<{body: string}>(
      "SELECT body FROM comments WHERE status = 'published'",
      'ORDER BY id',
    );
    return rows.map(({body}) => body);
  }

  /** What the counters say; `published` of people, of whom imported guests have no row. */
  async function counted() {
    const [row] = await rowsOf(
      `SELECT (SELECT sum(total) FROM threads AS t WHERE t.site_id = min(comments.site_id))::integer AS total,
              coalesce(sum(reply_count), 0)::integer AS replies,
              (SELECT coalesce(sum(published), 0) FROM people WHERE people.site_id = min(comments.site_id))::integer
                AS published
       FROM comments WHERE true`,
    );
    return row;
  }

  function rowsOf<Row extends object>(statement: string, order = '') {
    return database.database.query<Row>(
      `${statement} AND comments.site_id = (SELECT id FROM sites WHERE name = $1) ${order}`,
      [test.site],
    );
  }

  function refOf(id: number | string) {
    return {site: test.site, pageId: addressOf(id), url: '', title: ''};
  }
});

function addressOf(id: number | string): string {
  return `https://lantern.example/page/${String(id)}/`;
}
