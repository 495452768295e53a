import {inject} from 'vitest';
import type {Database} from '../../../src/server/database/database.js';
import {startServe, type Served} from './command.js';
import {SITE, threadQuery} from './http-fixture.js';
import {makeDatabase} from './test-database.js';

/** Whether there is a PostgreSQL to share: an embedded database serves one process. */
export const CAN_SHARE = inject('postgres') !== null;

const SECRET = 'the secret of both servers in these tests';
const OPTIONS = ['--site', SITE, '--trust-proxy', '1', '--log-level', 'info'];
const UNLIMITED = ['--limit-reads', 'off', '--limit-writes', 'off', '--limit-votes', 'off'];

/** Starts `parley-comments serve` over a database, without limits of rate. */
export function serveOver(name: string, args: readonly string[] = []): Promise<Served> {
  return startServe([...OPTIONS, ...UNLIMITED, '--database', name, ...args], {PARLEY_SECRET: SECRET});
}

/** Two server processes over one fresh database. */
export interface TwoProcesses {
  readonly name: string;
  readonly database: Database;
  readonly servers: readonly [Served, Served];
  close(): Promise<void>;
}

export async function startTwoProcesses(): Promise<TwoProcesses> {
  const test = await makeDatabase('PostgreSQL');
  const servers = await Promise.all([serveOver(test.name), serveOver(test.name)]);
  return {
    name: test.name,
    database: test.database,
    servers,
    async close() {
      await Promise.all(servers.map((server) => server.stop('SIGKILL')));
      await test.drop();
    },
  };
}

/** Where following a thread begins now. */
export async function liveCursor(url: string, pageId: string): Promise<string> {
  const response = await fetch(`${url}/v1/changes?${threadQuery(pageId)}`);
  return ((await response.json()) as {live: string}).live;
}

/** What is in the database, counted, beside what its counters say. */
export interface Counters {
  readonly comments: ReadonlyMap<string, number>;
  readonly published: number;
  readonly totals: number;
  readonly wrongReplyCounts: number;
  readonly wrongRevisions: number;
}

/** Counts everything anew. A thread's changes are numbered from one without a gap, and tell of each comment once. */
export async function readCounters(database: Database): Promise<Counters> {
  const comments = await database.query<{body: string; count: number}>(
    'SELECT body, count(*)::integer AS count FROM comments GROUP BY body',
  );
  const [sums] = await database.query<Omit<Counters, 'comments'>>(
    `SELECT
       (SELECT count(*)::integer FROM comments WHERE status = 'published') AS published,
       (SELECT coalesce(sum(total), 0)::integer FROM threads) AS totals,
       (SELECT count(*)::integer FROM comments AS above WHERE reply_count <> (
          SELECT count(*) FROM comments AS below
          WHERE below.thread_id = above.thread_id AND above.id = ANY (below.ancestors)
            AND below.status = 'published')) AS "wrongReplyCounts",
       (SELECT count(*)::integer FROM threads WHERE revision <> (
          SELECT count(DISTINCT comment_id) FROM changes
          WHERE thread_id = threads.id AND type = 'added' AND revision BETWEEN 1 AND threads.revision)
       ) AS "wrongRevisions"`,
  );
  if (!sums) throw new Error('The database gave no row.');
  return {comments: new Map(comments.map(({body, count}) => [body, count])), ...sums};
}
