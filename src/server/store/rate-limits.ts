import {CommentsError} from '../../model/errors.js';
import type {Queries} from '../database/database.js';
import {timeNow, type StoreContext} from './context.js';
import type {Taking} from './store.js';

/**
 * Takes one from a bucket, or gives the moment at which there is one again. The generic cell rate algorithm (ITU-T
 * I.371): all that is kept of a bucket is when it will be full, and that moves on by a step with each taking.
 */
export async function takeFromBucket(
  queries: Queries,
  context: StoreContext,
  {bucket, limit: {count, perSeconds}}: Taking,
): Promise<string | null> {
  const period = perSeconds * 1_000_000;
  // In whole microseconds, as the database counts: `count` steps are never longer than the period.
  const step = Math.floor(period / count);
  const parameters = [bucket, timeNow(context), step, period];
  const [taken] = await queries.query(
    `INSERT INTO rate_limits AS kept (bucket, full_at)
     VALUES ($1, $2::timestamptz + $3::float8 * interval '1 microsecond')
     ON CONFLICT (bucket) DO UPDATE
       SET full_at = greatest(kept.full_at, $2::timestamptz) + $3::float8 * interval '1 microsecond'
       WHERE greatest(kept.full_at, $2::timestamptz) + $3::float8 * interval '1 microsecond'
         <= $2::timestamptz + $4::float8 * interval '1 microsecond'
     RETURNING 1`,
    parameters,
  );
  if (taken) return null;
  const [row] = await queries.query<{free_at: string}>(
    `SELECT date_trunc('milliseconds',
              full_at + ($3::float8 - $4::float8) * interval '1 microsecond' + interval '999 microseconds') AS free_at
     FROM rate_limits WHERE bucket = $1 AND $2::timestamptz IS NOT NULL`,
    parameters,
  );
  // Another process has tidied the bucket up in between: it is full.
  return row?.free_at ?? null;
}

/** What is thrown when a bucket is empty until a moment. */
export function tooMuch(retryAt: string): CommentsError {
  return new CommentsError('rate-limited', 'That was too much in too short a time.', {retryAt});
}
