import type {Database, Queries} from '../../database/database.js';
import type {Run} from './staging.js';

/** The hold reason of comments of pages that are not public, such as drafts or password-protected ones. */
export const HIDDEN_PAGE = 'hidden-page';

/**
 * Determines the visibility of pages that depend on another page: public if that page is in the file and public. Call
 * it after the whole file has been read.
 */
export async function resolveVisibility(database: Database, {siteId}: Run): Promise<void> {
  await database.query(
    `WITH RECURSIVE open AS (
       SELECT post FROM import_threads
       WHERE site_id = $1 AND inherits IS NULL AND NOT hidden AND page_id <> '' AND post IS NOT NULL
       UNION
       SELECT part.post FROM open
       JOIN import_threads AS part ON part.site_id = $1 AND part.inherits = open.post
       WHERE NOT part.hidden AND part.post IS NOT NULL
     )
     UPDATE import_threads SET hidden = true
     WHERE site_id = $1 AND inherits IS NOT NULL AND NOT hidden
       AND NOT EXISTS (SELECT FROM open WHERE open.post = inherits)`,
    [siteId],
  );
}

/**
 * Holds comments of non-public pages that an earlier import published, unless a moderator approved them after that.
 * Records it in `import_work`, from which they are counted.
 */
export async function withdrawHidden(queries: Queries, siteId: number): Promise<void> {
  const found = await queries.query<{id: string; thread: string}>(
    `SELECT comments.id, comments.thread_id AS thread
     FROM import_work AS work JOIN comments ON comments.id = work.comment_id
     WHERE work.present AND work.hidden AND work.left_out IS NULL AND comments.status = 'published'
       AND comments.source_id IS NOT NULL`,
  );
  if (found.length === 0) return;
  // At least one may be on another page than in the file, whose thread is not locked yet.
  await queries.query('SELECT 1 FROM threads WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE', [
    [...new Set(found.map(({thread}) => thread))],
  ]);
  const withdrawn = await queries.query<{id: string}>(
    `UPDATE comments SET status = 'held', held_because = $3::text[]
     WHERE id = ANY ($2::bigint[]) AND status = 'published' AND NOT EXISTS (
       SELECT FROM audit_log
       WHERE audit_log.site_id = $1 AND action = 'approve' AND target = comments.id::text
     ) RETURNING id`,
    [siteId, found.map(({id}) => id), [HIDDEN_PAGE]],
  );
  await queries.query(
    'UPDATE import_work SET withdrawn = true WHERE present AND comment_id = ANY ($1::bigint[])',
    [withdrawn.map(({id}) => id)],
  );
}
