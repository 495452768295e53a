import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {createDigests} from '../../../src/server/identity/digests.js';
import {openSourceFile} from '../../../src/server/transfer/files/source-file.js';
import {importFile, type ImportOptions} from '../../../src/server/transfer/import.js';
import {disqusText, writePieces} from '../../support/server/exports.js';
import {DATABASE_KINDS, makeDatabase, type TestDatabase} from '../../support/server/test-database.js';
import {guest, moderator, openTestStore, SECRET, type TestStore} from '../../support/server/test-store.js';

const isso = new URL('fixtures/isso.xml', import.meta.url).pathname;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parley-identity-'));
});
afterAll(() => rm(directory, {recursive: true, force: true}));

/** A comment of a file by a program that is not WordPress. */
interface Foreign {
  readonly id: number | string;
  readonly body: string;
  readonly parent?: number | string;
  readonly date?: string;
  readonly name?: string;
}

interface ForeignPage {
  readonly page: string;
  readonly comments: readonly Foreign[];
}

describe.each(DATABASE_KINDS)('comments of one id in a file, imported into %s', (kind) => {
  let database: TestDatabase;
  let test: TestStore;
  beforeAll(async () => {
    database = await makeDatabase(kind);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    test = await openTestStore(database.database);
  });

  it('are all imported if ids start again on every page, with their answers, and once', async () => {
    const file = [
      {
        page: 'a',
        comments: [
          {id: 1, body: 'A one.'},
          {id: 2, body: 'A two.', parent: 1},
        ],
      },
      {
        page: 'b',
        comments: [
          {id: 1, body: 'B one.'},
          {id: 2, body: 'B two.', parent: 1},
        ],
      },
      {
        page: 'c',
        comments: [
          {id: 2, body: 'C two.', parent: 1},
          {id: 1, body: 'C one.'},
        ],
      },
    ];
    expect(await runImport(file)).toMatchObject({read: 6, imported: 6, twice: 0, orphans: 0});
    const tree = await answers();
    expect(tree).toEqual({
      ...{'A one.': null, 'A two.': 'A one.', 'B one.': null, 'B two.': 'B one.'},
      ...{'C one.': null, 'C two.': 'C one.'},
    });
    expect(await runImport(file)).toMatchObject({imported: 0, alreadyImported: 6});
    expect(await runImport(file.toReversed())).toMatchObject({imported: 0, alreadyImported: 6});
    expect(await answers()).toEqual(tree);
  });

  it('are all imported from the file of every year, though the site’s address is nowhere', async () => {
    const year = (number: number) => [
      {
        page: 'about',
        comments: [
          {id: 1, body: `First of ${number}.`, date: `${number}-02-01 10:00:00`},
          {id: 2, body: `Answer of ${number}.`, date: `${number}-02-02 10:00:00`, parent: 1},
        ],
      },
    ];
    for (const number of [2022, 2023, 2024]) {
      expect(await runImport(year(number))).toMatchObject({imported: 2, alreadyImported: 0, orphans: 0});
    }
    expect(await runImport([...year(2024), ...year(2022), ...year(2023)])).toMatchObject({
      imported: 0,
      alreadyImported: 6,
    });
    const tree = await answers();
    expect(Object.keys(tree)).toHaveLength(6);
    for (const number of [2022, 2023, 2024]) expect(tree[`Answer of ${number}.`]).toBe(`First of ${number}.`);
  });

  it('are all imported where a program gives every comment the same id and a day alone', async () => {
    const date = '2024-05-05 00:00:00';
    const file = ['a', 'b'].map((page) => ({
      page,
      comments: ['One.', 'Two.', 'Thanks!'].map((body) => ({id: 0, date, body, name: `${body} of ${page}`})),
    }));
    expect(await runImport(file)).toMatchObject({imported: 6, twice: 0});
    expect(await runImport(file)).toMatchObject({imported: 0, alreadyImported: 6});
    expect(await runImport([file[1]!, file[0]!])).toMatchObject({imported: 0, alreadyImported: 6});
  });

  it('are distinguished by the identifier of their page where it has no address', async () => {
    const item = (identifier: string, body: string) =>
      `<item><title>T</title><link></link><dsq:thread_identifier>${identifier}</dsq:thread_identifier>
       <wp:comment_status>open</wp:comment_status>${foreign({id: 1, body})}</item>`;
    const path = join(directory, 'identifiers.xml');
    await writeFile(path, document(item('post-7', 'Seven.') + item('post-8', 'Eight.')));
    expect(await load({path, from: 'wordpress', pageIds: 'id'})).toMatchObject({imported: 2, twice: 0});
    expect(await load({path, from: 'wordpress', pageIds: 'id'})).toMatchObject({
      imported: 0,
      alreadyImported: 2,
    });
    for (const [pageId, body] of [
      ['post-7', 'Seven.'],
      ['post-8', 'Eight.'],
    ] as const) {
      const {comments} = await test.store.open(
        {site: test.site, pageId, url: '', title: ''},
        {
          sort: 'oldest',
          limit: 10,
        },
      );
      expect(comments).toMatchObject([{body: {value: body}}]);
    }
  });

  it('are one where the file has the same comment twice', async () => {
    const same = {id: 1, body: 'Said once.'};
    expect(
      await runImport([{page: 'a', comments: [same, same, {...same, body: 'Other words.'}]}]),
    ).toMatchObject({
      read: 3,
      imported: 2,
      twice: 1,
    });
  });

  it('are distinguished in files in Disqus’ shape as well', async () => {
    const page = (id: number) => ({
      id,
      comments: [
        {id: 1, body: `On ${id}.`},
        {id: 2, parent: 1, body: 'Re.'},
      ],
    });
    const path = await writePieces(join(directory, 'disqus.xml'), disqusText([page(1), page(2)]));
    expect(await load({path, from: 'disqus'})).toMatchObject({imported: 4, twice: 0, orphans: 0});
    expect(await load({path, from: 'disqus'})).toMatchObject({imported: 0, alreadyImported: 4});
  });

  it('are distinguished in files of our own, as after a backup was restored that was older than the file', async () => {
    const origin = `parley:${await originOf()}`;
    const own = await test.post('Written after the backup.');
    const line = (source: string, body: string, more: object = {}) =>
      JSON.stringify({
        ...{type: 'comment', source, page: 'page', author: {name: 'Ann'}, status: 'published'},
        ...{body: {format: 'text', value: body}, createdAt: '2025-01-01T00:00:00.000Z', ...more},
      });
    const path = join(directory, 'own.ndjson');
    await writeFile(
      path,
      [
        '{"type":"parley-comments","version":1}',
        '{"type":"thread","page":"page","url":"","title":""}',
        line(`${origin}:${own.id}`, 'Lost with the backup.', {id: own.id}),
        line('same', 'One.'),
        line('same', 'Two.'),
        line('same', 'Two.'),
        '{"type":"end","comments":4}',
      ].join('\n'),
    );
    expect(await load({path, from: 'parley'})).toMatchObject({read: 4, imported: 3, twice: 1});
    expect(await load({path, from: 'parley'})).toMatchObject({imported: 0, alreadyImported: 3, twice: 1});
    expect(Object.keys(await answers())).toHaveLength(4);
  });

  it('put an item of isso’s for each comment together by their page', async () => {
    expect(await load({path: isso, from: 'wordpress'})).toMatchObject({
      ...{read: 3, imported: 3, twice: 0, orphans: 0, threads: 2},
    });
    expect(await answers()).toEqual({
      'Milk first & sugar later.': null,
      'Black, please.': null,
      'Never milk first.': 'Milk first & sugar later.',
    });
    const [ida] = await database.database.query(
      `SELECT author_url, page_id FROM comments JOIN threads ON threads.id = thread_id
       WHERE threads.site_id = (SELECT id FROM sites WHERE name = $1) AND author_name = 'Ida'`,
      [test.site],
    );
    expect(ida).toEqual({
      author_url: 'https://ida.example/?id=1&ref=b',
      page_id: 'https://kettle.example/tea/?lang=en&page=1',
    });
    expect(await load({path: isso, from: 'wordpress'})).toMatchObject({imported: 0, alreadyImported: 3});
  });

  it('are still one if text or address were changed in between, and never come back once erased', async () => {
    const page = (name: string, body: string) => [{page: name, comments: [{id: 7, body}]}];
    expect(await runImport(page('a', 'As it was.'))).toMatchObject({imported: 1});
    expect(await runImport(page('a', 'As it was, mended.'))).toMatchObject({imported: 0, alreadyImported: 1});
    expect(await runImport(page('moved', 'As it was.'))).toMatchObject({imported: 0, alreadyImported: 1});
    await test.store.erasePerson(test.site, {email: 'a-reader@reader.example'}, moderator());
    for (const name of ['a', 'moved']) {
      expect(await runImport(page(name, 'As it was.'))).toMatchObject({imported: 0, alreadyImported: 1});
    }
    expect(Object.keys(await answers())).toEqual(['']);
  });

  it('stand below the right one where readers have answered in between', async () => {
    const file = [
      {page: 'a', comments: [{id: 1, body: 'A one.'}]},
      {page: 'b', comments: [{id: 1, body: 'B one.'}]},
    ];
    await runImport(file);
    const b = {site: test.site, pageId: address('b'), url: '', title: ''};
    const {comments} = await test.store.open(b, {sort: 'oldest', limit: 9});
    await test.post('Mine.', {thread: b, parentId: comments[0]!.id, actor: guest()});
    file[1]!.comments.push({id: 2, body: 'B two.', ...{parent: 1}});
    expect(await runImport(file)).toMatchObject({imported: 1, alreadyImported: 2, orphans: 0});
    expect(await answers()).toMatchObject({'Mine.': 'B one.', 'B two.': 'B one.'});
  });

  async function runImport(pages: readonly ForeignPage[]) {
    const items = pages.map(
      ({page, comments}) =>
        `<item><title>${page}</title><link>${address(page)}</link><wp:comment_status>open</wp:comment_status>
         ${comments.map(foreign).join('')}</item>`,
    );
    const path = join(directory, 'foreign.xml');
    await writeFile(path, document(items.join('')));
    return load({path, from: 'wordpress'});
  }

  async function load({path, ...options}: {path: string} & Pick<ImportOptions, 'from' | 'pageIds'>) {
    return importFile({
      ...options,
      database: database.database,
      site: test.site,
      file: await openSourceFile(path),
      digests: await createDigests(SECRET),
    });
  }

  /** The words of every comment of the site, with those of what it answers. */
  async function answers(): Promise<Record<string, string | null>> {
    const rows = await database.database.query<{body: string; parent: string | null}>(
      `SELECT comments.body, parents.body AS parent
       FROM comments LEFT JOIN comments AS parents ON parents.id = comments.parent_id
       WHERE comments.site_id = (SELECT id FROM sites WHERE name = $1)`,
      [test.site],
    );
    return Object.fromEntries(rows.map(({body, parent}) => [body, parent]));
  }

  async function originOf(): Promise<string> {
    const [row] = await database.database.query<{origin: string}>(
      'SELECT origin FROM sites WHERE name = $1',
      [test.site],
    );
    return row?.origin ?? '';
  }
});

function address(page: string): string {
  return `https://kettle.example/${page}/`;
}

function document(items: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dsq="http://www.disqus.com/" xmlns:wp="http://wordpress.org/export/1.0/"><channel>${items}</channel></rss>`;
}

function foreign({id, body, parent = '', date, name = 'A reader'}: Foreign): string {
  const time = date ?? `2024-01-01 00:0${String(Number(id) % 10)}:00`;
  return `<wp:comment><wp:comment_id>${String(id)}</wp:comment_id><wp:comment_author>${name}</wp:comment_author>
<wp:comment_author_email>a-reader@reader.example</wp:comment_author_email><wp:comment_author_url></wp:comment_author_url>
<wp:comment_date_gmt>${time}</wp:comment_date_gmt><wp:comment_content><![CDATA[${body}]]></wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_parent>${String(parent)}</wp:comment_parent></wp:comment>`;
}
