import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Comment} from '../../src/model/comment.js';
import type {ThreadPage} from '../../src/model/thread.js';
import {createServer} from '../../src/server/create-server.js';
import {openDatabase} from '../../src/server/database/open-database.js';
import {createDigests} from '../../src/server/identity/digests.js';
import {openStore} from '../../src/server/store/open-store.js';
import {importFile} from '../../src/server/transfer/import.js';
import {openSourceFile} from '../../src/server/transfer/files/source-file.js';
import {FORMAT} from '../../src/server/transfer/files/parley.js';
import {htmlOf, textOf, type SeedComment} from '../thread.js';

/** The site and page whose thread is measured. */
export const SITE = 'bench.example';
export const PAGE_ID = 'article';

/** How many of a page the server is asked for at a time: the most that it gives. */
const LIMIT = 100;

/**
 * What the Parley server answers to `GET /v1/thread` for these comments, newest first, as JSON: made by the server itself
 * over a database in memory, so that it is the format of today. Bodies in HTML are those of a thread that was imported. All of its pages are joined into one, for every page that
 * is measured gets the whole thread in one answer.
 */
export async function parleyAnswer(
  comments: readonly SeedComment[],
  format: 'html' | 'text',
): Promise<string> {
  const database = await openDatabase('memory:');
  const digests = await createDigests('a secret for a thread that is only measured');
  try {
    const store = await openStore({database, digests, sites: [SITE]});
    if (comments.length > 0) await fill(database, comments, format);
    const server = createServer({store, digests, origins: ['*'], limits: {reads: null}});
    const ask = async (path: string, query: Readonly<Record<string, string>>): Promise<ThreadPage> => {
      const address = `https://${SITE}/v1/${path}?${new URLSearchParams({site: SITE, page: PAGE_ID, ...query}).toString()}`;
      const response = await server.fetch(new Request(address), {});
      if (!response.ok) throw new Error(`${address}: ${await response.text()}`);
      return (await response.json()) as ThreadPage;
    };
    const first = await ask('thread', {sort: 'newest', limit: String(LIMIT)});
    const all = await readOn(first, (cursor) => ask('comments', {cursor}));
    await server.close();
    await store.close();
    if (all.length !== comments.length)
      throw new Error(`The server gave ${String(all.length)} of ${String(comments.length)} comments`);
    return JSON.stringify({...first, comments: all, next: null});
  } finally {
    await database.close();
  }
}

/** Imports the comments as a file of the server's own format. */
async function fill(
  database: Awaited<ReturnType<typeof openDatabase>>,
  comments: readonly SeedComment[],
  format: 'html' | 'text',
): Promise<void> {
  const page = {page: PAGE_ID, url: `https://${SITE}/article`, title: 'The article'};
  const lines = [
    FORMAT,
    {type: 'thread', ...page, createdAt: comments[0]?.createdAt},
    ...comments.map((comment) => ({
      type: 'comment',
      source: String(comment.id),
      page: PAGE_ID,
      parent: comment.parent ? String(comment.parent.id) : null,
      author: {name: comment.name},
      body: {format, value: format === 'html' ? htmlOf(comment) : textOf(comment)},
      createdAt: comment.createdAt,
      status: 'published',
      recommendations: comment.recommendations,
    })),
    {type: 'end', comments: comments.length},
  ];
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  try {
    const path = join(folder, 'thread.ndjson');
    await writeFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const report = await importFile({
      database,
      site: SITE,
      file: await openSourceFile(path),
      from: 'parley',
      digests: null,
    });
    if (report.flaws.length > 0) throw new Error(report.flaws.map(({why}) => why).join('\n'));
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

/** The comments of a page and of all that its cursors lead to; none says any longer that there is more. */
async function readOn(
  first: ThreadPage,
  more: (cursor: string) => Promise<ThreadPage>,
): Promise<readonly Comment[]> {
  const found: Comment[] = [];
  const pages: Pick<ThreadPage, 'comments' | 'next'>[] = [first];
  for (const {comments, next} of pages) {
    for (const comment of comments) {
      const {replies} = comment;
      found.push(replies ? {...comment, replies: {...replies, next: null}} : comment);
    }
    const cursors = [next, ...comments.map(({replies}) => replies?.next ?? null)];
    for (const cursor of cursors) if (cursor !== null) pages.push(await more(cursor));
  }
  return found;
}
