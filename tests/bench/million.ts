import {openDatabase} from '../../src/server/database/open-database.js';
import type {Database, Parameter} from '../../src/server/database/database.js';
import type {CommentRow} from '../../src/server/store/comment-rows.js';
import {
  FIRST_REPLIES,
  positionOf,
  repliesStatement,
  REPLIES_PER_PAGE,
  rootsStatement,
} from '../../src/server/store/reading/comment-lists.js';
import {startPostgres} from '../support/server/start-postgres.js';
import {fillThread} from '../support/server/fill-thread.js';
import {openTestStore} from '../support/server/test-store.js';

const LIMIT_MS = 10;
const PAGE = 50;
const ROUNDS = 5;

interface Measured {
  readonly page: string;
  /** Time of execution and of planning, as EXPLAIN ANALYZE tells them: the median of some rounds, in milliseconds. */
  readonly execution: number;
  readonly planning: number;
}

/** Measures a page of each list at its start, middle and end, prints them, and gives those that took too long. */
export async function measurePages(comments: number): Promise<readonly Measured[]> {
  const server = await startPostgres({settings: 'max_wal_size = 8GB\nmaintenance_work_mem = 256MB'});
  try {
    const database = await openDatabase(server.url());
    const {store, site, post, thread: ref} = await openTestStore(database);
    await post('The first.');
    const began = performance.now();
    const thread = await fillThread(database, site, comments);
    console.log(`${String(comments)} comments in one thread, made in ${seconds(began)} s\n`);

    const measured: Measured[] = [];
    for (const sort of ['newest', 'oldest', 'top'] as const) {
      for (const [place, share] of Object.entries(PLACES)) {
        const last = await rootAt(database, thread, sort, share);
        const {statement, parameters} = rootsStatement(thread, {sort, limit: PAGE, last, skip: []});
        measured.push(await measure(database, `${sort}, ${place}: roots`, statement, parameters));
        const roots = await database.query<CommentRow>(statement, parameters);
        const ids = roots.slice(0, PAGE).map(({id}) => id);
        measured.push(await measure(database, `${sort}, ${place}: their replies`, FIRST_REPLIES, [ids]));
      }
    }
    const [longest] = await database.query<{id: string; reply_count: number}>(
      'SELECT id, reply_count FROM comments WHERE thread_id = $1::bigint ORDER BY reply_count DESC LIMIT 1',
      [thread],
    );
    const root = longest?.id ?? '';
    for (const [place, share] of Object.entries(PLACES)) {
      const last = await replyAt(database, root, share);
      const {statement, parameters} = repliesStatement(thread, {
        root,
        limit: REPLIES_PER_PAGE,
        last,
        skip: [],
      });
      const name = `branch of ${String(longest?.reply_count)}, ${place}`;
      measured.push(await measure(database, name, statement, parameters));
    }
    print(measured);

    const [before, opening] = [process.memoryUsage().heapUsed, performance.now()];
    const pages = 100;
    let {next} = await store.open(ref(), {sort: 'newest', limit: PAGE});
    for (let page = 1; page < pages && next !== null; page++) ({next} = await store.more(ref(), next));
    const each = (performance.now() - opening) / pages;
    console.log(`\n${String(pages)} pages one after another through the store: ${each.toFixed(1)} ms each`);
    console.log(
      `Heap before and after: ${megabytes(before)} and ${megabytes(process.memoryUsage().heapUsed)} MB`,
    );
    await database.close();
    return measured.filter(({execution}) => execution >= LIMIT_MS);
  } finally {
    await server.stop();
  }
}

/** How far into the list a page begins. */
const PLACES = {start: 0, middle: 0.5, end: 0.9999} as const;

/** The place of a root so far into the order, found the slow way. */
async function rootAt(database: Database, thread: string, sort: 'newest' | 'oldest' | 'top', share: number) {
  if (share === 0) return null;
  const order = {
    newest: 'created_at DESC, id DESC',
    oldest: 'created_at, id',
    top: 'score_up DESC, created_at DESC, id DESC',
  }[sort];
  return placeAt(database, `thread_id = $1::bigint AND root_id IS NULL AND listed`, [thread], order, share);
}

async function replyAt(database: Database, root: string, share: number) {
  if (share === 0) return {createdAt: '2000-01-01T00:00:00.000Z', id: '1', up: 0};
  return placeAt(database, 'root_id = $1::bigint AND listed', [root], 'created_at, id', share);
}

async function placeAt(
  database: Database,
  where: string,
  parameters: readonly Parameter[],
  order: string,
  share: number,
) {
  const [row] = await database.query<CommentRow>(
    `SELECT * FROM comments WHERE ${where} ORDER BY ${order}
     OFFSET (SELECT floor(count(*) * ${String(share)}) FROM comments WHERE ${where}) LIMIT 1`,
    parameters,
  );
  if (!row) throw new Error('The thread is too short.');
  return positionOf(row);
}

async function measure(
  database: Database,
  page: string,
  statement: string,
  parameters: readonly Parameter[],
): Promise<Measured> {
  const times: {readonly execution: number; readonly planning: number}[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [row] = await database.query<{
      'QUERY PLAN': readonly {'Execution Time': number; 'Planning Time': number}[];
    }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${statement}`, parameters);
    const [plan] = row?.['QUERY PLAN'] ?? [];
    if (plan) times.push({execution: plan['Execution Time'], planning: plan['Planning Time']});
  }
  return {
    page,
    execution: median(times.map(({execution}) => execution)),
    planning: median(times.map(({planning}) => planning)),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function print(measured: readonly Measured[]): void {
  console.log(`${'page'.padEnd(32)}execution  planning`);
  for (const {page, execution, planning} of measured) {
    console.log(
      `${page.padEnd(32)}${execution.toFixed(2).padStart(6)} ms ${planning.toFixed(2).padStart(6)} ms`,
    );
  }
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(0);
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}
