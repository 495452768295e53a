import type {Queries} from '../../database/database.js';
import {storedPageId, threadDigest} from '../thread-key.js';
import {moveThread} from './move-thread.js';

/** How many threads are looked at in one step. */
const THREADS = 1_000;

/** Gives every thread the normalised id of its page, and joins threads of one page. */
export async function normalisePages(queries: Queries): Promise<void> {
  for (let after = '0'; ;) {
    const rows = await queries.query<{id: string; key: string; page_id: string; site: string}>(
      `SELECT threads.id, key, page_id, sites.name AS site
       FROM threads JOIN sites ON sites.id = site_id
       WHERE threads.id > $1::bigint AND page_id ~* '^https?:' ORDER BY threads.id LIMIT $2`,
      [after, THREADS],
    );
    for (const {id, key, page_id: old, site} of rows) {
      const pageId = storedPageId(old);
      const to = {pageId, key: threadDigest({site, pageId})};
      if (pageId === old || to.key === key) continue;
      await preserveDecisions(queries, id, to.key);
      await moveThread(queries, id, to);
    }
    const last = rows.at(-1);
    if (!last || rows.length < THREADS) return;
    after = last.id;
  }
}

/**
 * Before a thread is joined to another one of the same page: merges what moderators have set. The result is closed if
 * either is, and has the address that a moderator set for either.
 */
async function preserveDecisions(queries: Queries, thread: string, key: string): Promise<void> {
  await queries.query(
    `UPDATE threads AS target SET closed_at = old.closed_at, closed_reason = old.closed_reason
     FROM threads AS old
     WHERE target.key = $2 AND old.id = $1::bigint AND target.closed_at IS NULL AND old.closed_at IS NOT NULL`,
    [thread, key],
  );
  await queries.query(
    `UPDATE threads AS target SET page_pinned = true, given_url = old.given_url, given_title = old.given_title
     FROM threads AS old
     WHERE target.key = $2 AND old.id = $1::bigint AND old.page_pinned AND NOT target.page_pinned`,
    [thread, key],
  );
}
