import type {Database} from '../../database/database.js';
import type {LeftOutReason} from '../files/records.js';
import type {Run} from './staging.js';

/** A page of the file, with the number of its staged comments. */
export interface StagedPage {
  /** The digest of its id. */
  readonly key: string;
  readonly pageId: string;
  readonly comments: number;
}

/** The number of pages per step. */
const PAGES = 500;
/** The target number of comments per transaction. Writers on these pages wait for its end. */
const COMMENTS = 1_000;

/**
 * The file's pages in portions of one transaction: many pages with few comments, or one with many. Several threads of a
 * file may have the same page.
 */
export async function* stagedPages(database: Database, {siteId}: Run): AsyncGenerator<readonly StagedPage[]> {
  await database.query('ANALYZE import_threads');
  await database.query('ANALYZE import_comments');
  let after = '';
  let portion: StagedPage[] = [];
  for (;;) {
    const pages = await database.query<StagedPage>(
      `SELECT key, min(page_id) AS "pageId", sum(comments)::integer AS comments
       FROM (SELECT DISTINCT key FROM import_threads
             WHERE site_id = $1 AND key > $2 ORDER BY key LIMIT $3) AS pages
       JOIN import_threads AS threads USING (key)
       CROSS JOIN LATERAL (
         SELECT count(*) AS comments FROM import_comments
         WHERE site_id = $1 AND thread_source = threads.source
       ) AS counted
       WHERE threads.site_id = $1
       GROUP BY key ORDER BY key`,
      [siteId, after, PAGES],
    );
    for (const page of pages) {
      if (portion.length > 0 && sum(portion) + page.comments > COMMENTS) {
        yield portion;
        portion = [];
      }
      portion.push(page);
    }
    const last = pages.at(-1);
    if (!last) break;
    after = last.key;
  }
  if (portion.length > 0) yield portion;
}

function sum(pages: readonly StagedPage[]): number {
  return pages.reduce((total, {comments}) => total + comments, 0);
}

/** The number of omitted comments by reason: their own, or that they have no page. */
export async function stagedLeftOut(
  database: Database,
  {siteId}: Run,
): Promise<ReadonlyMap<LeftOutReason, number>> {
  const rows = await database.query<{reason: LeftOutReason; count: number}>(
    `SELECT coalesce(left_out, 'no-page') AS reason, count(*)::integer AS count
     FROM import_comments AS comments
     LEFT JOIN import_threads AS threads
       ON threads.site_id = comments.site_id AND threads.source = comments.thread_source
     WHERE comments.site_id = $1 AND (left_out IS NOT NULL OR coalesce(threads.page_id, '') = '')
     GROUP BY 1`,
    [siteId],
  );
  return new Map(rows.map(({reason, count}) => [reason, count]));
}

/**
 * Advances the sequence of ids beyond those in the file that can be kept, so that none is assigned meanwhile. Writers
 * wait for a moment.
 */
export async function reserveIds(database: Database, {siteId}: Run): Promise<void> {
  await database.transaction(async (queries) => {
    const [row] = await queries.query<{highest: string | null}>(
      'SELECT max(original_id) AS highest FROM import_comments WHERE site_id = $1',
      [siteId],
    );
    if (!row?.highest) return;
    // Without the lock an id assigned in between would be assigned again.
    await queries.query('LOCK TABLE comments IN SHARE ROW EXCLUSIVE MODE');
    await queries.query(
      `SELECT setval(sequence, greatest($1::bigint, nextval(sequence)))
       FROM (SELECT pg_get_serial_sequence('comments', 'id')::regclass AS sequence) AS ids`,
      [row.highest],
    );
  });
}
