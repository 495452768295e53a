import {timeAgo, timeNow, type StoreContext} from './context.js';
import {COUNTED_ADDRESS_LIFE_MS} from './writing/counted-addresses.js';
import {ANSWER_LIFE_MS} from './writing/idempotency.js';

/** For how long a reader who was away can take up the changes of a thread. */
const CHANGES_LIFE_MS = 7 * 24 * 60 * 60_000;

/** How long changes are stored. */
const EVENTS_LIFE_MS = 30 * 24 * 60 * 60_000;

/** Rows that one statement deletes, so that none holds its locks for long. */
const BATCH = 5_000;

/** Any number, but the same in every process. */
const LOCK = '7241995360518';

/** Deletes what is kept for a time only. Of several processes that tidy at once, one does it. */
export async function purgeExpired(context: StoreContext): Promise<void> {
  const [yesterday, lastWeek, lastMonth, now] = [
    timeAgo(context, ANSWER_LIFE_MS),
    timeAgo(context, CHANGES_LIFE_MS),
    timeAgo(context, COUNTED_ADDRESS_LIFE_MS),
    timeNow(context),
  ];
  await inBatches(context, idempotencyKeysBefore, yesterday);
  await inBatches(context, limitsFullAt, now);
  await inBatches(context, changesBefore, lastWeek);
  await inBatches(context, eventsBefore, timeAgo(context, EVENTS_LIFE_MS));
  await inBatches(context, addressesBefore, lastMonth);
  // As long as their address may not count again.
  await inBatches(context, uncountedBefore('reports'), lastMonth);
  await inBatches(context, uncountedBefore('votes'), lastMonth);
}

async function inBatches({database}: StoreContext, statement: string, moment: string): Promise<void> {
  for (let more = true; more;) {
    more = await database.transaction(async (queries) => {
      const [lock] = await queries.query<{mine: boolean}>(
        'SELECT pg_try_advisory_xact_lock($1::bigint) AS mine',
        [LOCK],
      );
      if (!lock?.mine) return false;
      const [row] = await queries.query<{deleted: number}>(statement, [moment]);
      return row?.deleted === BATCH;
    });
  }
}

const idempotencyKeysBefore = `
  WITH gone AS (
    DELETE FROM intents WHERE (owner, key) IN (
      SELECT owner, key FROM intents WHERE created_at <= $1::timestamptz ORDER BY created_at LIMIT ${String(BATCH)}
      FOR UPDATE SKIP LOCKED
    ) RETURNING 1
  )
  SELECT count(*)::integer AS deleted FROM gone`;

const limitsFullAt = `
  WITH gone AS (
    DELETE FROM rate_limits WHERE bucket IN (
      SELECT bucket FROM rate_limits WHERE full_at <= $1::timestamptz ORDER BY full_at LIMIT ${String(BATCH)}
      FOR UPDATE SKIP LOCKED
    ) RETURNING 1
  )
  SELECT count(*)::integer AS deleted FROM gone`;

/** With their open deliveries. */
const eventsBefore = `
  WITH gone AS (
    DELETE FROM events WHERE id IN (
      SELECT id FROM events WHERE at <= $1::timestamptz ORDER BY at LIMIT ${String(BATCH)} FOR UPDATE SKIP LOCKED
    ) RETURNING 1
  )
  SELECT count(*)::integer AS deleted FROM gone`;

const addressesBefore = `
  WITH gone AS (
    DELETE FROM counted_addresses WHERE (address, comment_id, kind) IN (
      SELECT address, comment_id, kind FROM counted_addresses WHERE at <= $1::timestamptz ORDER BY at
      LIMIT ${String(BATCH)} FOR UPDATE SKIP LOCKED
    ) RETURNING 1
  )
  SELECT count(*)::integer AS deleted FROM gone`;

/** What unknown guests recommend or report beside a neighbour counts for nothing, and anybody can send any number of it. */
function uncountedBefore(table: 'reports' | 'votes'): string {
  return `
    WITH gone AS (
      DELETE FROM ${table} WHERE (comment_id, person_id) IN (
        SELECT comment_id, person_id FROM ${table} WHERE NOT counted AND at <= $1::timestamptz ORDER BY at
        LIMIT ${String(BATCH)} FOR UPDATE SKIP LOCKED
      ) RETURNING 1
    )
    SELECT count(*)::integer AS deleted FROM gone`;
}

/** Threads store the last deleted revision; readers with older cursors must reload. */
const changesBefore = `
  WITH gone AS (
    DELETE FROM changes WHERE (thread_id, revision) IN (
      SELECT thread_id, revision FROM changes WHERE at <= $1::timestamptz ORDER BY at LIMIT ${String(BATCH)}
    ) RETURNING thread_id, revision
  ), newest AS (
    SELECT thread_id, max(revision) AS revision FROM gone GROUP BY thread_id
  ), remembered AS (
    UPDATE threads SET forgotten = greatest(forgotten, newest.revision)
    FROM newest WHERE threads.id = newest.thread_id
  )
  SELECT count(*)::integer AS deleted FROM gone`;
