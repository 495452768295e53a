import type {Queries} from '../../database/database.js';
import {publishChanges, THREAD_KEYS, type ChangedThread} from '../../live/change-bus.js';
import {updatePageName} from '../thread-page.js';

/** A page: the digest of its id, and the id as stored. */
export interface PageKey {
  readonly key: string;
  readonly pageId: string;
}

/**
 * Moves a thread to another page. The comments of that page's thread are joined to it, and readers of either reload.
 * Ids that were moved to the thread before still lead to its comments. Returns the id of the remaining thread, which is
 * the other page's if it had one. Must run in a transaction.
 */
export async function moveThread(queries: Queries, thread: string, to: PageKey): Promise<string> {
  const [target] = await queries.query<{id: string}>('SELECT id FROM threads WHERE key = $1', [to.key]);
  if (target?.id === thread) return thread;
  if (target) await join(queries, thread, target.id);
  else {
    await queries.query('UPDATE threads SET key = $2, page_id = $3 WHERE id = $1::bigint', [
      thread,
      to.key,
      to.pageId,
    ]);
  }
  const left = target?.id ?? thread;
  // Every cursor and version of before is another thread's.
  await queries.query(
    `UPDATE threads SET revision = revision + 1, forgotten = revision + 1, facts = facts + 1 WHERE id = $1::bigint`,
    [left],
  );
  await queries.query('DELETE FROM changes WHERE thread_id = $1::bigint', [left]);
  await updatePageName(queries, left);
  return left;
}

/** Notifies all followers of the thread, by any of its ids. */
export async function publishMove(queries: Queries, thread: string): Promise<void> {
  const changed = await queries.query<ChangedThread>(
    `WITH thread AS (SELECT id, key, revision FROM threads WHERE id = $1::bigint)
     SELECT followed_key, revision FROM ${THREAD_KEYS}`,
    [thread],
  );
  await publishChanges(queries, changed);
}

async function join(queries: Queries, from: string, into: string): Promise<void> {
  // Waits for concurrent writes to either thread; their comments are moved, too.
  await queries.query('SELECT 1 FROM threads WHERE id = ANY ($1::bigint[]) ORDER BY id FOR UPDATE', [
    [from, into],
  ]);
  for (const table of ['comments', 'votes', 'reports', 'moved_pages']) {
    await queries.query(`UPDATE ${table} SET thread_id = $2::bigint WHERE thread_id = $1::bigint`, [
      from,
      into,
    ]);
  }
  await queries.query('DELETE FROM changes WHERE thread_id = $1::bigint', [from]);
  await queries.query(
    `UPDATE threads AS target
     SET total = target.total + old.total, revision = greatest(target.revision, old.revision),
         facts = greatest(target.facts, old.facts), created_at = least(target.created_at, old.created_at),
         (given_url, given_title) = (
           SELECT url, title FROM (VALUES
             (1, target.given_url, target.given_title), (2, old.given_url, old.given_title)
           ) AS given (place, url, title)
           ORDER BY url = '' AND title = '', place LIMIT 1
         )
     FROM threads AS old
     WHERE target.id = $2::bigint AND old.id = $1::bigint`,
    [from, into],
  );
  await queries.query('DELETE FROM threads WHERE id = $1::bigint', [from]);
}
