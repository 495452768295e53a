import {CommentsError} from '../../../model/errors.js';
import type {Blocked} from '../../../model/thread.js';
import type {Queries} from '../../database/database.js';
import type {Actor} from '../actor.js';
import {timeNow, type StoreContext} from '../context.js';

/** The block that keeps the actor out the longest, or null. `email`: the digest of the address they leave. */
export async function findBlock(
  queries: Queries,
  context: StoreContext,
  site: number,
  {user, guest, address}: Actor,
  email: string | null = null,
): Promise<Blocked | null> {
  const subjects = [
    ['user', user?.subject ?? null],
    ['guest', guest],
    ['address', address],
    ['email', email],
  ].filter((pair): pair is [string, string] => pair[1] !== null);
  const [row] = await queries.query<Required<Blocked>>(
    `SELECT blocks.reason, blocks.until
     FROM block_subjects JOIN blocks ON blocks.id = block_subjects.block_id
     WHERE block_subjects.site_id = $1::integer
       AND (block_subjects.kind, block_subjects.subject) IN (SELECT * FROM unnest($2::text[], $3::text[]))
       AND (blocks.until IS NULL OR blocks.until > $4::timestamptz)
     ORDER BY blocks.until DESC NULLS FIRST
     LIMIT 1`,
    [site, subjects.map(([kind]) => kind), subjects.map(([, subject]) => subject), timeNow(context)],
  );
  return row ? {until: row.until, ...(row.reason && {reason: row.reason})} : null;
}

/** Throws `forbidden`, with the block, when the actor is blocked. */
export async function refuseBlocked(
  queries: Queries,
  context: StoreContext,
  site: number,
  actor: Actor,
  email: string | null = null,
): Promise<void> {
  const blocked = await findBlock(queries, context, site, actor, email);
  if (!blocked) return;
  const {reason, until} = blocked;
  const why = reason ? `: ${reason}` : '.';
  const message = `The newsroom has blocked you${until ? ` until ${until}` : ''}${why}`;
  throw new CommentsError('forbidden', message, {blocked});
}
