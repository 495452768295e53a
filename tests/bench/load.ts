import {randomUUID} from 'node:crypto';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {cpus, tmpdir, totalmem} from 'node:os';
import {join} from 'node:path';
import autocannon, {type Request, type Result} from 'autocannon';
import {openDatabase} from '../../src/server/database/open-database.js';
import {startServe, type Served} from '../support/server/command.js';
import {fillThread} from '../support/server/fill-thread.js';
import {startPostgres} from '../support/server/start-postgres.js';
import {openTestStore, SECRET} from '../support/server/test-store.js';

const CONNECTIONS = 20;
/** How many comments the thread has. */
const THREAD = 500;
const SITE = 'paper.example';
const PAGE_QUERY = new URLSearchParams({site: SITE, page: 'page'}).toString();
/** Durable, as in production. */
const DURABLE = 'fsync = on\nsynchronous_commit = on\nfull_page_writes = on\nmax_wal_size = 8GB\n';

interface Measured {
  readonly what: string;
  readonly database: string;
  readonly result: Result;
  /** Responses with another status than expected. */
  readonly wrong: number;
}

/** Measures, prints the tables, and returns whether every response had the expected status. */
export async function measureLoad({
  comments,
  seconds,
}: {
  readonly comments: number;
  readonly seconds: number;
}): Promise<boolean> {
  const measured: Measured[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'parley-load-'));
  const postgres = await startPostgres({settings: DURABLE});
  try {
    measured.push(...(await measureDatabase('PGlite', join(folder, 'data'), seconds)));
    measured.push(...(await measureDatabase('PostgreSQL', postgres.url(), seconds)));
    const version = await versionOf(postgres.url());
    printTable(measured, version, seconds);
    if (comments > 0) {
      const other = await openDatabase(postgres.url());
      await other.query('CREATE DATABASE long_thread');
      await other.close();
      await measureMemory(postgres.url('long_thread'), comments);
    }
  } finally {
    await postgres.stop();
    await rm(folder, {recursive: true, force: true});
  }
  return measured.every(({wrong}) => wrong === 0);
}

async function measureDatabase(
  database: string,
  name: string,
  seconds: number,
): Promise<readonly Measured[]> {
  await fill(name, THREAD);
  const served = await serve(name);
  const shoot = async (what: string, request: Request, right: string): Promise<Measured> => {
    // Warm-up.
    await autocannon({url: served.url, connections: CONNECTIONS, duration: 2, requests: [request]});
    const result = await autocannon({
      url: served.url,
      connections: CONNECTIONS,
      duration: seconds,
      requests: [request],
    });
    return {what, database, result, wrong: wrongAnswers(result, right)};
  };
  try {
    const path = `/v1/thread?${PAGE_QUERY}&sort=newest&limit=50`;
    const {headers} = await fetch(served.url + path);
    const etag = headers.get('etag') ?? '';
    return [
      await shoot('a page of 50 top-level comments', {method: 'GET', path, headers: {}}, '200'),
      await shoot(
        'the same, compressed (`Accept-Encoding: gzip, br`)',
        {method: 'GET', path, headers: {'accept-encoding': 'gzip, br'}},
        '200',
      ),
      await shoot(
        'the same, not changed (`If-None-Match`)',
        {method: 'GET', path, headers: {'if-none-match': etag}},
        '304',
      ),
      await shoot('posting a comment', postRequest(), '201'),
    ];
  } finally {
    await served.stop('SIGTERM');
  }
}

async function fill(name: string, comments: number): Promise<void> {
  const database = await openDatabase(name);
  const {store, post} = await openTestStore(database, {site: SITE});
  await post('The first.');
  await fillThread(database, SITE, comments);
  await store.close();
  await database.close();
}

function serve(name: string): Promise<Served> {
  return startServe(
    [
      ...['--database', name, '--site', SITE, '--log-level', 'info'],
      ...['--limit-reads', 'off', '--limit-writes', 'off', '--limit-votes', 'off'],
    ],
    {PARLEY_SECRET: SECRET},
  );
}

/** Each by another guest, with a text of its own, in one of a hundred threads. */
function postRequest(): Request {
  const fresh = (request: Request): Request => {
    const id = randomUUID();
    const pageId = `page ${String(Math.floor(Math.random() * 100))}`;
    return {
      ...request,
      headers: {'content-type': 'application/json', 'idempotency-key': id, 'parley-guest': id},
      body: JSON.stringify({
        thread: {site: SITE, pageId, url: `https://${SITE}/${pageId}`, title: 'A page'},
        parentId: null,
        body: {format: 'text', value: `A comment of average length, with the number ${id}.`},
        guest: {name: 'Ada Quill'},
      }),
    };
  };
  return {method: 'POST', path: '/v1/comments', headers: {}, setupRequest: fresh};
}

function wrongAnswers({errors, timeouts, statusCodeStats}: Result, right: string): number {
  const others = Object.entries(statusCodeStats).filter(([status]) => status !== right);
  return errors + timeouts + others.reduce((sum, [, {count}]) => sum + count, 0);
}

async function versionOf(url: string): Promise<string> {
  const database = await openDatabase(url);
  const [row] = await database.query<{version: string}>(
    `SELECT current_setting('server_version') AS version`,
  );
  await database.close();
  return row?.version ?? '';
}

function printTable(measured: readonly Measured[], version: string, seconds: number): void {
  const [cpu] = cpus();
  console.log(
    `Node ${process.version}, PostgreSQL ${version}, ${String(cpus().length)} × ${cpu?.model ?? 'unknown'}, ` +
      `${(totalmem() / 2 ** 30).toFixed(0)} GB; ${String(CONNECTIONS)} connections, ${String(seconds)} s each.\n`,
  );
  console.log('| request | database | a second | median | p99 | errors |');
  console.log('| --- | --- | ---: | ---: | ---: | ---: |');
  for (const {what, database, result, wrong} of measured) {
    const {requests, latency} = result;
    const cells = [
      what,
      database,
      requests.average.toFixed(0),
      `${String(latency.p50)} ms`,
      `${String(latency.p99)} ms`,
    ];
    console.log(`| ${[...cells, String(wrong)].join(' | ')} |`);
  }
}

/** Reads a whole thread through the server, with all replies, and samples the memory of the process. */
async function measureMemory(name: string, comments: number): Promise<void> {
  await fill(name, comments);
  const served = await serve(name);
  try {
    const pid = served.process.pid ?? 0;
    const read = async (path: string): Promise<Page> =>
      (await fetch(served.url + path)).json() as Promise<Page>;
    const first = await read(`/v1/thread?${PAGE_QUERY}&sort=oldest&limit=100`);
    let seen = first.comments.length;
    let pages = 1;
    const before = await residentMemory(pid);
    let most = before;
    const cursors = cursorsOf(first);
    for (let cursor = cursors.pop(); cursor !== undefined; cursor = cursors.pop()) {
      const page = await read(`/v1/comments?${PAGE_QUERY}&cursor=${encodeURIComponent(cursor)}`);
      cursors.push(...cursorsOf(page));
      seen += page.comments.length;
      pages++;
      if (pages % 100 === 0) most = Math.max(most, await residentMemory(pid));
    }
    const after = await residentMemory(pid);
    console.log(
      `\nA thread of ${String(comments)} comments read to its end in ${String(pages)} pages (${String(seen)} comments). ` +
        `Resident memory of the process: ${String(before)} MB after the first page, ${String(most)} MB at most, ` +
        `${String(after)} MB after the last.`,
    );
  } finally {
    await served.stop('SIGTERM');
  }
}

interface Page {
  readonly comments: readonly {readonly replies?: {readonly next?: string | null}}[];
  readonly next: string | null;
}

function cursorsOf({comments, next}: Page): string[] {
  const replies = comments.map((comment) => comment.replies?.next ?? null);
  return [next, ...replies].filter((cursor) => cursor !== null);
}

/** In megabytes, from /proc. */
async function residentMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  const [, kilobytes = '0'] = /^VmRSS:\s*(\d+) kB/m.exec(status) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}
