import type {Queries} from '../../database/database.js';

/** The maximum number of ancestors; a reply to a deeper comment becomes its sibling. */
const MAX_ANCESTORS = 100;

/** The ancestors of a reply to `parent`, a row with `ancestors` and `comment_id`. */
function below(parent: string): string {
  return `CASE WHEN cardinality(${parent}.ancestors) >= ${String(MAX_ANCESTORS)} THEN ${parent}.ancestors
               ELSE ${parent}.ancestors || ${parent}.comment_id END`;
}

/**
 * Computes the ancestors of every comment in `import_work`, in any order. Comments with a missing parent become
 * top-level (`orphan`), and so does one of every cycle (`cycle`); those nested too deep move up (`deep`).
 */
export async function buildTree(queries: Queries, siteId: number): Promise<void> {
  await queries.query('ANALYZE import_work');
  await linkRoots(queries, siteId);
  await descend(queries);
  // In a cycle at least one comment is not newer than its parent.
  const cut = await queries.query(
    `UPDATE import_work AS work SET ancestors = '{}', warning = 'cycle'
     FROM import_work AS parent
     WHERE work.ancestors IS NULL AND NOT work.present
       AND parent.source = work.parent_source AND parent.ancestors IS NULL AND NOT parent.present
       AND (parent.created_at, parent.position) >= (work.created_at, work.position)
     RETURNING 1 AS cut`,
  );
  if (cut.length > 0) await descend(queries);
}

/** Top-level comments, and replies to comments that are in the database. */
async function linkRoots(queries: Queries, siteId: number): Promise<void> {
  await queries.query(
    `UPDATE import_work AS work
     SET ancestors = CASE WHEN found.comment_id IS NULL THEN '{}' ELSE ${below('found')} END,
         warning = CASE WHEN found.comment_id IS NULL AND work.parent_source IS NOT NULL THEN 'orphan' END
     FROM import_work AS self
     LEFT JOIN LATERAL (
       SELECT id AS comment_id, ancestors FROM comments
       WHERE site_id = $1 AND source_id = self.parent_source AND thread_id = self.thread_id
       UNION ALL
       SELECT comment_id, ancestors FROM import_work
       WHERE source = self.parent_source AND thread_id = self.thread_id AND present
         AND ancestors IS NOT NULL
       LIMIT 1
     ) AS found ON true
     WHERE self.source = work.source AND NOT work.present
       AND (found.comment_id IS NOT NULL OR NOT EXISTS (
         SELECT FROM import_work AS parent
         WHERE parent.source = self.parent_source AND parent.thread_id = self.thread_id AND NOT parent.present
       ))`,
    [siteId],
  );
}

async function descend(queries: Queries): Promise<void> {
  // The planner does not know the depth, and a hash of all comments per level takes minutes.
  await queries.query('SET LOCAL enable_hashjoin = off');
  await queries.query('SET LOCAL enable_mergejoin = off');
  await queries.query(
    `WITH RECURSIVE tree AS (
       SELECT source, thread_id, comment_id, ancestors, false AS deep
       FROM import_work WHERE ancestors IS NOT NULL AND NOT present
       UNION ALL
       SELECT work.source, work.thread_id, work.comment_id, ${below('tree')},
              cardinality(tree.ancestors) >= ${String(MAX_ANCESTORS)}
       FROM tree
       JOIN import_work AS work ON work.parent_source = tree.source AND work.thread_id = tree.thread_id
       WHERE work.ancestors IS NULL AND NOT work.present
     )
     UPDATE import_work AS work
     SET ancestors = tree.ancestors, warning = CASE WHEN tree.deep THEN 'deep' END
     FROM tree WHERE tree.source = work.source AND work.ancestors IS NULL`,
  );
  await queries.query('RESET enable_hashjoin');
  await queries.query('RESET enable_mergejoin');
}
