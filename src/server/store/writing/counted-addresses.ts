import type {CommentId} from '../../../model/comment.js';
import type {Queries} from '../../database/database.js';
import type {Actor} from '../actor.js';
import {timeAgo, timeNow, type StoreContext} from '../context.js';
import type {Person} from '../people/persons.js';
import type {SiteSettings} from '../site-settings.js';

/** For how long a counted address is stored. */
export const COUNTED_ADDRESS_LIFE_MS = 30 * 24 * 60 * 60_000;

/** What readers do that is counted. */
export type CountedKind = 'vote' | 'report';

/**
 * Whether the actor's vote and report count for themselves: they are signed in, or a guest whose comment has been
 * published for long enough. Anybody can invent a guest's key, and many share an address, so others are unknown.
 */
export async function isKnownReader(
  queries: Queries,
  context: StoreContext,
  {knownAfter}: SiteSettings,
  {user}: Actor,
  {id, kind, published}: Person,
): Promise<boolean> {
  if (user !== null) return true;
  if (kind !== 'guest' || published === 0) return false;
  const [row] = await queries.query(
    `SELECT 1 FROM comments
     WHERE person_id = $1::bigint AND status = 'published' AND created_at <= $2::timestamptz LIMIT 1`,
    [id, timeAgo(context, knownAfter * 1000)],
  );
  return row !== undefined;
}

/** Takes the only turn that unknown guests of one address have on a comment. False when it was taken. */
export async function countAddress(
  queries: Queries,
  context: StoreContext,
  kind: CountedKind,
  comment: CommentId,
  {address}: Actor,
): Promise<boolean> {
  const taken = await queries.query(
    `INSERT INTO counted_addresses (address, comment_id, kind, at)
     VALUES ($1, $2::bigint, $3, $4::timestamptz) ON CONFLICT DO NOTHING RETURNING 1`,
    [address, comment, kind, timeNow(context)],
  );
  return taken.length > 0;
}

/** Forgets all that the address of a comment has counted for. */
export async function forgetAddressOf(queries: Queries, comment: CommentId): Promise<void> {
  await queries.query(
    `DELETE FROM counted_addresses USING comments
     WHERE comments.id = $1::bigint AND counted_addresses.address = comments.address`,
    [comment],
  );
}
