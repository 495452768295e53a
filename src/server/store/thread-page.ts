import type {ThreadRef} from '../../model/thread.js';
import type {Queries} from '../database/database.js';

/** Where a page is and what it is called; both empty where nothing is known of it. */
export type PageName = Pick<ThreadRef, 'url' | 'title'>;

/**
 * Names a thread's page anew, for permalinks, feeds and Share: as a moderator has said, else by the newest published
 * comment that was posted from a page of the site, else as an import or a moderator gave it. Comments that wait, or were
 * turned down, name nothing. The thread is locked, or this is its newest comment's transaction.
 */
export async function updatePageName(queries: Queries, thread: string): Promise<void> {
  await queries.query(
    `UPDATE threads SET url = page.url, title = page.title
     FROM (
       SELECT coalesce(said.page_url, given_url) AS url, coalesce(said.page_title, given_title) AS title
       FROM threads AS named
       LEFT JOIN LATERAL (
         SELECT page_url, page_title FROM comments
         WHERE thread_id = named.id AND status = 'published' AND page_url IS NOT NULL
         ORDER BY created_at DESC, id DESC LIMIT 1
       ) AS said ON NOT page_pinned
       WHERE named.id = $1::bigint
     ) AS page
     WHERE threads.id = $1::bigint AND (threads.url, threads.title) IS DISTINCT FROM (page.url, page.title)`,
    [thread],
  );
}

/** Notes where a moderator says the page is, for when no comment does. What was given before stays. */
export async function setDefaultPage(
  queries: Queries,
  thread: string,
  {url, title}: PageName,
): Promise<void> {
  if (!url && !title) return;
  const given = await queries.query(
    `UPDATE threads SET given_url = $2, given_title = $3
     WHERE id = $1::bigint AND given_url = '' AND given_title = '' RETURNING 1`,
    [thread, url, title],
  );
  if (given.length > 0) await updatePageName(queries, thread);
}
