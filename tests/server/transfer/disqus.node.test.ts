import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {readDisqus} from '../../../src/server/transfer/files/disqus.js';
import type {PageIdKind} from '../../../src/server/transfer/files/page-id.js';
import type {
  ImportedComment,
  ImportedRecord,
  ImportedThread,
} from '../../../src/server/transfer/files/records.js';
import {openSourceFile} from '../../../src/server/transfer/files/source-file.js';
import {disqusText} from '../../support/server/exports.js';

const fixture = new URL('fixtures/disqus.xml', import.meta.url).pathname;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parley-disqus-file-'));
});
afterAll(() => rm(directory, {recursive: true, force: true}));

describe('an export of Disqus', () => {
  it('gives its threads, then its posts', async () => {
    const records = await read(fixture);
    expect(records.map((record) => ('source' in record ? record.source : record.kind))).toEqual([
      ...['100', '101', '102'],
      ...['200', '201', '202', '203', '204', '205'].map((id) => `disqus:${id}`),
    ]);
  });

  it('gives a comment with its markup, its author and whom it answers', async () => {
    const records = await read(fixture);
    expect(find(records, '200')).toEqual({
      kind: 'comment',
      source: 'disqus:200',
      thread: '100',
      parent: null,
      author: {name: 'Ayşe', email: 'ayse@example.com'},
      body: {format: 'html', value: '<p>Fine <b>letter</b>.</p>'},
      createdAt: '2026-02-02T10:00:00.000Z',
      editedAt: null,
      status: 'published',
      leftOut: null,
    } satisfies ImportedComment);
    expect(find(records, '202')).toMatchObject({
      thread: '101',
      parent: 'disqus:201',
      author: {name: 'oda', userId: 'disqus:oda', person: {kind: 'user', subject: 'disqus:oda'}},
      createdAt: '2026-02-02T07:02:00.000Z',
    });
  });

  it.each([
    ['200', null],
    ['201', 'deleted'],
    ['203', 'spam'],
  ])('leaves out post %s as %s', async (id, reason) => {
    expect(find(await read(fixture), id).leftOut).toBe(reason);
  });

  it.each<[PageIdKind, string]>([
    ['url', 'https://lantern.example/2026/ferry/'],
    ['link', 'https://lantern.example/2026/ferry/'],
    ['id', '12 https://lantern.example/?p=12'],
    ['slug', 'ferry'],
  ])('takes the page’s %s for its id: %s', async (kind, pageId) => {
    expect(threads(await read(fixture, kind))[0]).toEqual({
      kind: 'thread',
      source: '100',
      pageId,
      url: 'https://lantern.example/2026/ferry/',
      title: 'The ferry & the fog',
      closed: null,
      isPublic: true,
      isArticle: kind === 'url',
      alsoCalled: ['https://lantern.example/2026/ferry/', '12 https://lantern.example/?p=12'],
    });
  });

  it('gives no page id for a deleted page, and closes a closed one', async () => {
    expect(threads(await read(fixture)).map(({pageId, closed}) => [pageId, closed])).toEqual([
      ['https://lantern.example/2026/ferry/', null],
      ['https://lantern.example/2026/ferry/', {}],
      ['', null],
    ]);
  });

  it('is distinguished from one of WordPress', async () => {
    const path = join(directory, 'other.xml');
    await writeFile(path, '<rss><channel/></rss>');
    await expect(read(path)).rejects.toThrow(/looks like an export of WordPress: give --from wordpress/);
  });

  it('reports how far it was read if it is truncated', async () => {
    const whole = [...disqusText([{id: 1, comments: [{id: 1}, {id: 2}, {id: 3, name: 'Third'}]}])].join('');
    const path = join(directory, 'cut.xml');
    await writeFile(path, whole.slice(0, whole.lastIndexOf('Third')));
    await expect(read(path)).rejects.toThrow(/ends too early.*2 comments and 1 pages came before/);
  });
});

async function read(path: string, pageIds: PageIdKind = 'url'): Promise<ImportedRecord[]> {
  const records: ImportedRecord[] = [];
  for await (const record of readDisqus(await openSourceFile(path), pageIds)) records.push(record);
  return records;
}

function find(records: ImportedRecord[], id: string): ImportedComment {
  const found = records.find((record) => record.kind === 'comment' && record.source === `disqus:${id}`);
  expect(found).toBeDefined();
  return found as ImportedComment;
}

function threads(records: ImportedRecord[]): ImportedThread[] {
  return records.filter((record) => record.kind === 'thread');
}
