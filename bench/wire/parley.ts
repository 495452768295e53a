import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Comment} from '../../src/model/comment.js';
import type {ThreadPage} from '../../src/model/thread.js';
import {createServer, type ParleyServer} from '../../src/server/create-server.js';
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

/** Comments per request: the server's maximum. */
const LIMIT = 100;

/** A Parley server over a database in memory, with one thread. */
export interface ParleyBackend {
  /** `GET /v1/thread` with all of the thread, newest first, as JSON. */
  readonly answer: string;
  readonly fetch: ParleyServer['fetch'];
  close(): Promise<void>;
}

/**
 * Starts a server and imports these comments. The server creates the response itself, so it always has the current format; its
 * pages are joined into one, because every measured page gets the whole thread at once. Bodies in HTML are those of an
 * imported thread.
 */
export async function startParleyBackend(
  comments: readonly SeedComment[],
  format: 'html' | 'text',
): Promise<ParleyBackend> {
  const database = await openDatabase('memory:');
  const digests = await createDigests('a secret for a thread that is only measured');
  const store = await openStore({database, digests, sites: [SITE], defaults: {hold: {first: false}}});
  if (comments.length > 0) await fill(database, comments, format);
  const limits = {reads: null, writes: null, votes: null};
  const server = createServer({store, digests, origins: ['*'], limits});
  const ask = async (path: string, query: Readonly<Record<string, string>>): Promise<ThreadPage> => {
    const address = `https://${SITE}/v1/${path}?${new URLSearchParams({site: SITE, page: PAGE_ID, ...query}).toString()}`;
    const response = await server.fetch(new Request(address), {});
    if (!response.ok) throw new Error(`${address}: ${await response.text()}`);
    return (await response.json()) as ThreadPage;
  };
  const first = await ask('thread', {sort: 'newest', limit: String(LIMIT)});
  const all = await readAllPages(first, (cursor) => ask('comments', {cursor}));
  if (all.length !== comments.length)
    throw new Error(`The server returned ${String(all.length)} of ${String(comments.length)} comments`);
  return {
    answer: JSON.stringify({...first, comments: all, next: null}),
    fetch: (request, connection) => server.fetch(request, connection),
    async close() {
      await server.close();
      await store.close();
      await database.close();
    },
  };
}

/** A Parley server's response for these comments; the server is stopped afterwards. */
export async function parleyAnswer(
  comments: readonly SeedComment[],
  format: 'html' | 'text',
): Promise<string> {
  const backend = await startParleyBackend(comments, format);
  await backend.close();
  return backend.answer;
}

/** Imports the comments from a file in the server's own format. */
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
    if (report.warnings.length > 0) throw new Error(report.warnings.map(({why}) => why).join('\n'));
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

/** The comments of a page and of all pages after it, without cursors. */
async function readAllPages(
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
