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

/** Deletes expired rows. Of several processes that run this at once, one does it. */
export async function purgeExpired(context: StoreContext): Promise<void> {
  const lastMonth = timeAgo(context, COUNTED_ADDRESS_LIFE_MS);
  await inBatches(context, oldest('intents', 'owner, key', 'created_at'), timeAgo(context, ANSWER_LIFE_MS));
  await inBatches(context, oldest('rate_limits', 'bucket', 'full_at'), timeNow(context));
  await inBatches(context, oldestChanges, timeAgo(context, CHANGES_LIFE_MS));
  // With their open deliveries.
  await inBatches(context, oldest('events', 'id', 'at'), timeAgo(context, EVENTS_LIFE_MS));
  await inBatches(context, oldest('counted_addresses', 'address, comment_id, kind', 'at'), lastMonth);
  // Votes and reports of unknown guests of a counted address do not count, and anybody can send any number of them.
  // They are stored for as long as their address cannot count again.
  for (const table of ['reports', 'votes']) {
    await inBatches(context, oldest(table, 'comment_id, person_id', 'at', 'NOT counted AND'), lastMonth);
  }
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

/** Deletes the oldest rows of a table whose moment has passed. */
function oldest(table: string, key: string, moment: string, where = ''): string {
  return `
    WITH gone AS (
      DELETE FROM ${table} WHERE (${key}) IN (
        SELECT ${key} FROM ${table} WHERE ${where} ${moment} <= $1::timestamptz ORDER BY ${moment}
        LIMIT ${String(BATCH)} FOR UPDATE SKIP LOCKED
      ) RETURNING 1
    )
    SELECT count(*)::integer AS deleted FROM gone`;
}

/** Threads store the last deleted revision; readers with older cursors must reload. */
const oldestChanges = `
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
