import {CommentsError} from '../../model/errors.js';
import type {Parameter, Queries} from '../database/database.js';
import {timeNow, type StoreContext} from './context.js';
import type {BucketCharge} from './store.js';

/**
 * SQL for common table expressions that take one from each of some buckets, in their order: `taken` has the names of those
 * that were not empty. `condition` is what must hold for that. The parameters, from number `first` on, are those of
 * `chargeParameters`. The generic cell rate algorithm (ITU-T I.371): all that is stored of a bucket is when it will be full,
 * and that moves on by a step with each taking.
 */
export function takeFromBuckets(first: number, condition: string): string {
  const [names, steps, periods, now] = [0, 1, 2, 3].map((offset) => `$${String(first + offset)}`);
  const fullAt = `greatest(kept.full_at, ${String(now)}::timestamptz) + (EXCLUDED.full_at - ${String(now)}::timestamptz)`;
  return `
    wanted AS (
      SELECT name, step * interval '1 microsecond' AS step, period * interval '1 microsecond' AS period, place
      FROM unnest(${String(names)}::text[], ${String(steps)}::float8[], ${String(periods)}::float8[])
        WITH ORDINALITY AS bucket (name, step, period, place)
      WHERE ${condition}
    ), taken AS (
      INSERT INTO rate_limits AS kept (bucket, full_at)
      SELECT name, ${String(now)}::timestamptz + step FROM wanted ORDER BY place
      ON CONFLICT (bucket) DO UPDATE SET full_at = ${fullAt}
        WHERE ${fullAt} <= ${String(now)}::timestamptz + (SELECT period FROM wanted WHERE name = kept.bucket)
      RETURNING bucket
    )`;
}

/** What `takeFromBuckets` takes. */
export function chargeParameters(context: StoreContext, charges: readonly BucketCharge[]): Parameter[] {
  return [
    charges.map(({bucket}) => bucket),
    charges.map((charge) => stepOf(charge)),
    charges.map((charge) => periodOf(charge)),
    timeNow(context),
  ];
}

/** Takes one from a bucket, or gives the moment at which there is one again. */
export async function takeFromBucket(
  queries: Queries,
  context: StoreContext,
  charge: BucketCharge,
): Promise<string | null> {
  const [row] = await queries.query(
    `WITH ${takeFromBuckets(1, 'true')} SELECT bucket FROM taken`,
    chargeParameters(context, [charge]),
  );
  return row ? null : freeAt(queries, charge);
}

/** The moment at which there is one in a bucket again; null when there is one. */
export async function freeAt(queries: Queries, charge: BucketCharge): Promise<string | null> {
  const [row] = await queries.query<{free_at: string}>(
    `SELECT date_trunc('milliseconds',
              full_at + ($2::float8 - $3::float8) * interval '1 microsecond' + interval '999 microseconds') AS free_at
     FROM rate_limits WHERE bucket = $1`,
    [charge.bucket, stepOf(charge), periodOf(charge)],
  );
  // Another process may have deleted the bucket in between: it is full.
  return row?.free_at ?? null;
}

/** In microseconds, as the database counts. */
function periodOf({limit: {perSeconds}}: BucketCharge): number {
  return perSeconds * 1_000_000;
}

/** In whole ones: `count` steps are never longer than the period. */
function stepOf(charge: BucketCharge): number {
  return Math.floor(periodOf(charge) / charge.limit.count);
}

/** What is thrown when a bucket is empty until a moment. */
export function rateLimited(retryAt: string): CommentsError {
  return new CommentsError('rate-limited', 'Rate limit exceeded.', {retryAt});
}
