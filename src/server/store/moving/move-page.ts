import type {Database, Queries} from '../../database/database.js';
import {SetupError} from '../../database/setup-error.js';
import {storedPageId, threadByKey, threadDigest} from '../thread-key.js';
import {moveThread, publishMove} from './move-thread.js';

/** A page of a site whose id has changed: `from` is its old one, `to` its new one. */
export interface PageMove {
  readonly site: string;
  readonly from: string;
  readonly to: string;
}

/** The result of a move. `joined`: the new page had a thread of its own, and they are one now. */
export interface Moved {
  readonly comments: number;
  readonly joined: boolean;
}

/**
 * Moves a page's comments to its new id in one transaction. If that has comments, both become one thread, which is
 * closed if the new page's was. From then on the old id leads to it, for reading, writing, counts and live updates. It
 * may be moved back or repeated. Throws `SetupError` for a site or page that does not exist.
 */
export async function movePage(database: Database, {site, from, to}: PageMove): Promise<Moved> {
  const old = {pageId: storedPageId(from), key: threadDigest({site, pageId: from})};
  const named = {pageId: storedPageId(to), key: threadDigest({site, pageId: to})};
  return database.transaction(
    async (queries) => {
      const [of] = await queries.query<{id: number}>('SELECT id FROM sites WHERE name = $1', [site]);
      if (!of) throw new SetupError(`There is no site “${site}” in the database.`);
      // Excludes concurrent moves.
      await queries.query('LOCK TABLE moved_pages IN SHARE ROW EXCLUSIVE MODE');
      const thread = await threadOf(queries, old.key);
      if (!thread) throw new SetupError(`The site “${site}” has no comments of the page “${from}”.`);
      const target = await threadOf(queries, named.key);
      if (thread.key !== old.key) {
        if (thread.id === target?.id) return {comments: 0, joined: false};
        throw new SetupError(`The page “${from}” was moved to “${thread.pageId}” before: move that.`);
      }
      if (thread.key === named.key) return {comments: 0, joined: false};
      await queries.query('SELECT 1 FROM threads WHERE id = $1::bigint FOR UPDATE', [thread.id]);
      const [counted] = await queries.query<{comments: number}>(
        'SELECT count(*)::integer AS comments FROM comments WHERE thread_id = $1::bigint',
        [thread.id],
      );
      const comments = counted?.comments ?? 0;
      const joined = target !== null && target.id !== thread.id;
      // Moved back, the thread has its earlier id again.
      if (!joined) await queries.query('DELETE FROM moved_pages WHERE key = $1', [named.key]);
      const left = await moveThread(queries, thread.id, joined ? target : named);
      await queries.query(
        'INSERT INTO moved_pages (key, site_id, page_id, thread_id) VALUES ($1, $2, $3, $4::bigint)',
        [old.key, of.id, old.pageId, left],
      );
      await queries.query(
        `INSERT INTO audit_log (site_id, at, actor, action, target, details)
         VALUES ($1, now(), 'system', 'move-page', $2, $3::jsonb)`,
        [of.id, named.pageId, JSON.stringify({from: old.pageId, comments})],
      );
      await publishMove(queries, left);
      return {comments, joined};
    },
    {unlimited: true},
  );
}

/** The thread that a digest leads to. */
async function threadOf(
  queries: Queries,
  key: string,
): Promise<{readonly id: string; readonly key: string; readonly pageId: string} | null> {
  const [row] = await queries.query<{id: string; key: string; pageId: string}>(
    `SELECT id, key, page_id AS "pageId" FROM threads WHERE id = ${threadByKey('$1')}`,
    [key],
  );
  return row ?? null;
}
