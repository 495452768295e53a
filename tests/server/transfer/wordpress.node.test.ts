import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {PageIdKind} from '../../../src/server/transfer/files/page-id.js';
import type {
  ImportedComment,
  ImportedRecord,
  ImportedThread,
} from '../../../src/server/transfer/files/records.js';
import {openSourceFile} from '../../../src/server/transfer/files/source-file.js';
import {readWordPress} from '../../../src/server/transfer/files/wordpress.js';
import {wordpressText} from '../../support/server/exports.js';

const fixture = new URL('fixtures/wordpress.xml', import.meta.url).pathname;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parley-wordpress-file-'));
});
afterAll(() => rm(directory, {recursive: true, force: true}));

describe('an export of WordPress', () => {
  it('gives the comments of each page, then the page', async () => {
    const records = await read(fixture);
    expect(records.map((record) => (record.kind === 'comment' ? record.source : record.kind))).toEqual([
      'wordpress:lantern.example/town:1',
      // An address that is none.
      'warning',
      ...[2, 3, 4, 5, 6, 7, 8].map((id) => `wordpress:lantern.example/town:${String(id)}`),
      'thread',
      'left-out',
      'wordpress:lantern.example/town:10',
      'thread',
      'wordpress:lantern.example/town:11',
      'thread',
    ]);
    expect(records[10]).toEqual({kind: 'left-out', reason: 'no-date'});
  });

  it('gives a comment with paragraphs, a plain name and a time in UTC', async () => {
    expect(find(await read(fixture), '1')).toEqual({
      kind: 'comment',
      source: 'wordpress:lantern.example/town:1',
      thread: '1',
      page: 'https://LANTERN.example/2026/ferry fog/',
      parent: null,
      author: {name: 'Ayşe “Ash” Kaya', url: 'https://ayse.example/', email: 'ayse@example.com'},
      body: {
        format: 'html',
        value: '<p>First paragraph, <em>with</em> a line<br>\nbreak.</p>\n<p>Second &lt;paragraph&gt;.</p>',
      },
      createdAt: '2026-02-02T10:00:00.000Z',
      editedAt: null,
      status: 'published',
      leftOut: null,
    } satisfies ImportedComment);
  });

  it('takes a held comment with its parent, the blog’s own time by its offset, its user, and no dangerous address', async () => {
    expect(find(await read(fixture), '2')).toMatchObject({
      parent: 'wordpress:lantern.example/town:1',
      author: {name: 'Oda', userId: 'wordpress:7', person: {kind: 'user', subject: 'wordpress:7'}},
      createdAt: '2026-02-02T10:05:00.000Z',
      status: 'held',
    });
    expect(find(await read(fixture), '2').author).not.toHaveProperty('url');
  });

  it.each([
    ['1', null],
    ['3', 'spam'],
    ['4', 'trash'],
    ['5', 'pingback'],
    ['10', 'empty'],
  ])('leaves out comment %s as %s', async (id, reason) => {
    expect(find(await read(fixture), id).leftOut).toBe(reason);
  });

  it.each<[PageIdKind, string]>([
    ['url', 'https://lantern.example/2026/ferry%20fog/'],
    ['link', 'https://LANTERN.example/2026/ferry fog/'],
    ['id', '12'],
    ['slug', 'ferry-fog'],
  ])('takes the page’s %s for its id: %s', async (kind, pageId) => {
    expect(threads(await read(fixture, kind))[0]).toEqual({
      kind: 'thread',
      source: '1',
      pageId,
      url: 'https://lantern.example/2026/ferry%20fog/',
      title: 'The ferry & the fog',
      closed: null,
      isPublic: true,
      post: '12',
      isArticle: kind === 'url',
      alsoCalled: ['https://LANTERN.example/2026/ferry fog/', '12'],
    });
  });

  it('closes pages that are closed, but not what is no page', async () => {
    expect(threads(await read(fixture)).map(({closed}) => closed)).toEqual([null, {}, null]);
  });

  it('is read in the encoding that it names', async () => {
    const text = '<?xml version="1.0" encoding="ISO-8859-1"?>' + [...wordpressText([page('Søren')])].join('');
    const path = join(directory, 'latin.xml');
    await writeFile(path, text.replace('<?xml version="1.0" encoding="UTF-8" ?>\n', ''), 'latin1');
    expect(find(await read(path), '1').author.name).toBe('Søren');
  });

  it('may have NUL bytes, broken UTF-8 and lone surrogates in its comments', async () => {
    const path = join(directory, 'bytes.xml');
    const text = [...wordpressText([page('A\u{0}B &#xD800; §')])].join('');
    const [before = '', after = ''] = text.split('§');
    await writeFile(path, Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)]));
    expect(find(await read(path), '1').author.name).toBe('AB \uFFFD \uFFFD');
  });

  it.each([
    ['{"no": "xml"}', /is not an XML file/],
    ['', /is not an XML file/],
    ['<html><body/></html>', /is not an export of WordPress: it begins with <html>/],
    ['<disqus/>', /looks like an export of Disqus: give --from disqus/],
    ['<rss version="2.0"/>', /is not an export of WordPress/],
    ['<rss><channel><link>x</link></chanel></rss>', /is broken XML at 1:\d+: unexpected close tag/],
  ])('is distinguished from %s', async (text, message) => {
    const path = join(directory, 'other.xml');
    await writeFile(path, text);
    await expect(read(path)).rejects.toThrow(message);
  });

  it('reports how far it was read if it is truncated', async () => {
    const whole = [...wordpressText([page('One'), page('Two'), page('Three')])].join('');
    const path = join(directory, 'cut.xml');
    await writeFile(path, whole.slice(0, whole.lastIndexOf('Three')));
    await expect(read(path)).rejects.toThrow(
      /ends too early: it was not saved to its end\. 2 comments on 3 pages came before\./,
    );
  });

  it('that is not there is said to be not there', async () => {
    await expect(read(join(directory, 'absent.xml'))).rejects.toThrow(/absent\.xml cannot be read/);
    await expect(read(directory)).rejects.toThrow(/is not a file/);
  });
});

function page(name: string) {
  return {id: 1, comments: [{id: 1, name}]};
}

async function read(path: string, pageIds: PageIdKind = 'url'): Promise<ImportedRecord[]> {
  const records: ImportedRecord[] = [];
  for await (const record of readWordPress(await openSourceFile(path), pageIds)) records.push(record);
  return records;
}

function find(records: ImportedRecord[], id: string): ImportedComment {
  const found = records.find((record) => record.kind === 'comment' && record.source.endsWith(`:${id}`));
  expect(found).toBeDefined();
  return found as ImportedComment;
}

function threads(records: ImportedRecord[]): ImportedThread[] {
  return records.filter((record) => record.kind === 'thread');
}
