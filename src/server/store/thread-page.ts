import type {ThreadRef} from '../../model/thread.js';
import type {Queries} from '../database/database.js';

/** The address and title of a page; both empty if unknown. */
export type PageName = Pick<ThreadRef, 'url' | 'title'>;

/**
 * Updates the address and title of a thread's page, for permalinks, feeds and Share: those that a moderator has set,
 * else those of the newest published comment from a page of the site, else the ones that an import or a moderator has
 * given. Held and rejected comments do not count. The thread is locked, or this is its newest comment's transaction.
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

/** Stores the page's address from a moderator, for threads whose comments have none. An earlier one stays. */
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
