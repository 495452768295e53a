import type {Database, Queries} from '../../database/database.js';
import {publishChanges, THREAD_KEYS, type ChangedThread} from '../../live/change-bus.js';
import {holdRun, type Run} from './staging.js';
import {selectComments} from './select-comments.js';
import {buildTree} from './tree.js';
import {HIDDEN_PAGE, withdrawHidden} from './visibility.js';

/** The result of importing some pages. */
export interface ImportCounts {
  /** Imported comments. */
  readonly imported: number;
  readonly alreadyImported: number;
  /** Imported comments that are held only because their page is not public. */
  readonly hidden: number;
  /** Comments that were public although their page is not; they are held now. */
  readonly withdrawn: number;
  /** Omitted comments that become tombstones because they have replies. */
  readonly tombstones: number;
  /** Threads that were created. */
  readonly threads: number;
  /** Comments that became top-level because their parent is missing. */
  readonly orphans: number;
  /** Comments that became top-level because their parents form a cycle. */
  readonly cycles: number;
  /** Comments that moved up because they were nested too deep. */
  readonly deep: number;
}

export interface ImportPagesOptions {
  /** The digests of their ids. */
  readonly pages: readonly string[];
  /** Computes the result without changing anything. */
  readonly dryRun: boolean;
  readonly now: Date;
}

/**
 * Imports the staged comments of some pages in one transaction, and tells readers of their threads to reload. Existing
 * comments are not changed, so it can be repeated.
 */
export async function importPages(
  database: Database,
  run: Run,
  options: ImportPagesOptions,
): Promise<ImportCounts> {
  let counts: ImportCounts | undefined;
  try {
    await database.transaction(
      async (queries) => {
        counts = await importPagesWithin(queries, run, options);
        if (options.dryRun) throw new DryRunDone();
      },
      {unlimited: true},
    );
  } catch (reason) {
    if (!(reason instanceof DryRunDone)) throw reason;
  }
  return counts ?? NO_COUNTS;
}

/** The result of importing no pages. */
export const NO_COUNTS: ImportCounts = {
  imported: 0,
  alreadyImported: 0,
  hidden: 0,
  withdrawn: 0,
  tombstones: 0,
  threads: 0,
  orphans: 0,
  cycles: 0,
  deep: 0,
};

/** Rolls the transaction back. */
class DryRunDone extends Error {}

async function importPagesWithin(
  queries: Queries,
  run: Run,
  options: ImportPagesOptions,
): Promise<ImportCounts> {
  await holdRun(queries, run);
  await lockAuthors(queries, run.siteId, options);
  const threads = await makeThreads(queries, run.siteId, options);
  await selectComments(queries, run.siteId, options.pages);
  await dropUnneeded(queries);
  await withdrawHidden(queries, run.siteId);
  await assignIds(queries);
  await buildTree(queries, run.siteId);
  await addPeople(queries, run.siteId);
  await addComments(queries, run.siteId);
  await count(queries);
  const [found] = await queries.query<Omit<ImportCounts, 'threads'>>(
    `SELECT count(*) FILTER (WHERE NOT present AND left_out IS NULL)::integer AS imported,
            count(*) FILTER (WHERE present AND left_out IS NULL)::integer AS "alreadyImported",
            count(*) FILTER (WHERE NOT present AND left_out IS NULL AND hidden AND status = 'published')::integer
              AS hidden,
            count(*) FILTER (WHERE withdrawn)::integer AS withdrawn,
            count(*) FILTER (WHERE left_out IS NOT NULL)::integer AS tombstones,
            count(*) FILTER (WHERE NOT present AND left_out IS NULL AND warning = 'orphan')::integer AS orphans,
            count(*) FILTER (WHERE NOT present AND left_out IS NULL AND warning = 'cycle')::integer AS cycles,
            count(*) FILTER (WHERE NOT present AND left_out IS NULL AND warning = 'deep')::integer AS deep
     FROM import_work`,
  );
  await queries.query('DROP TABLE import_work');
  return {...NO_COUNTS, ...found, threads};
}

/** Locks existing authors before threads, in the same order as posts do, to prevent deadlocks. */
async function lockAuthors(queries: Queries, siteId: number, {pages}: ImportPagesOptions): Promise<void> {
  await queries.query(
    `SELECT 1 FROM people
     WHERE site_id = $1::integer AND (kind, subject) IN (
       SELECT comment #>> '{author,person,kind}', comment #>> '{author,person,subject}'
       FROM import_comments AS staged
       JOIN import_threads AS threads ON threads.site_id = $1 AND threads.source = staged.thread_source
       WHERE staged.site_id = $1 AND threads.key = ANY ($2::text[])
     )
     ORDER BY id FOR NO KEY UPDATE`,
    [siteId, pages],
  );
}

/**
 * Creates the threads with comments and the closed ones (a page is closed if all its threads are), and locks them.
 * Missing data of an existing thread's page is taken from the file. Both are changes of `facts`.
 */
async function makeThreads(
  queries: Queries,
  siteId: number,
  {pages, now}: ImportPagesOptions,
): Promise<number> {
  const rows = await queries.query<{made: boolean}>(
    `INSERT INTO threads (
       site_id, key, page_id, url, title, given_url, given_title, facts, closed_at, closed_reason, created_at
     )
     SELECT DISTINCT ON (key) $1::integer, key, page_id, url, shown, url, shown, 1,
            CASE WHEN closed THEN coalesce(closed_at, $3::timestamptz) END, closed_reason,
            coalesce(created_at, $3::timestamptz)
     FROM unnest($2::text[]) AS pages (key)
     JOIN import_threads AS threads USING (key)
     -- The title of a draft is nobody's to read who knows its address.
     CROSS JOIN LATERAL (SELECT CASE WHEN hidden THEN '' ELSE title END AS shown) AS titles
     WHERE site_id = $1 AND (
       closed OR created_at IS NOT NULL OR EXISTS (
         SELECT FROM import_comments AS comments
         WHERE comments.site_id = $1 AND thread_source = threads.source AND left_out IS NULL
       )
     )
     ORDER BY key, hidden, closed, source
     ON CONFLICT (key) DO UPDATE SET
       given_url = EXCLUDED.url, given_title = EXCLUDED.title, facts = threads.facts + 1,
       url = CASE WHEN threads.url = '' AND threads.title = '' THEN EXCLUDED.url ELSE threads.url END,
       title = CASE WHEN threads.url = '' AND threads.title = '' THEN EXCLUDED.title ELSE threads.title END
     WHERE threads.given_url = '' AND threads.given_title = ''
     RETURNING xmax = 0 AS made`,
    [siteId, pages, now],
  );
  // A post that has inserted its comment already references the thread: FOR UPDATE would deadlock with it.
  await queries.query(
    'SELECT 1 FROM threads WHERE site_id = $1 AND key = ANY($2::text[]) ORDER BY id FOR NO KEY UPDATE',
    [siteId, pages],
  );
  return rows.filter(({made}) => made).length;
}

/** An omitted comment becomes a tombstone only if an imported one is below it. */
async function dropUnneeded(queries: Queries): Promise<void> {
  await queries.query(
    `WITH RECURSIVE needed AS (
       SELECT thread_id, parent_source FROM import_work
       WHERE left_out IS NULL AND NOT present AND parent_source IS NOT NULL
       UNION
       SELECT work.thread_id, work.parent_source
       FROM needed
       JOIN import_work AS work ON work.source = needed.parent_source AND work.thread_id = needed.thread_id
       WHERE work.left_out IS NOT NULL AND NOT work.present AND work.parent_source IS NOT NULL
     )
     DELETE FROM import_work AS work
     WHERE left_out IS NOT NULL AND NOT present AND NOT EXISTS (
       SELECT FROM needed
       WHERE needed.parent_source = work.source AND needed.thread_id = work.thread_id
     )`,
  );
}

/** Former ids if they are free; else new ones, in order of creation. */
async function assignIds(queries: Queries): Promise<void> {
  await queries.query(
    `UPDATE import_work AS work SET comment_id = first.original_id
     FROM (
       SELECT DISTINCT ON (original_id) source, original_id FROM import_work
       WHERE original_id IS NOT NULL AND NOT present ORDER BY original_id, position
     ) AS first
     WHERE work.source = first.source
       AND NOT EXISTS (SELECT FROM comments WHERE id = first.original_id)`,
  );
  await queries.query(
    `WITH waiting AS (
       SELECT source, row_number() OVER (ORDER BY created_at, position) AS number
       FROM import_work WHERE comment_id IS NULL
     ), drawn AS (
       SELECT id, row_number() OVER (ORDER BY id) AS number
       FROM (SELECT nextval(pg_get_serial_sequence('comments', 'id')) AS id
             FROM generate_series(1, (SELECT count(*) FROM waiting))) AS ids
     )
     UPDATE import_work AS work SET comment_id = drawn.id
     FROM waiting JOIN drawn USING (number) WHERE work.source = waiting.source`,
  );
}

/**
 * The authors' rows, created if missing, and locked until the transaction ends: erasing one of them waits, and finds
 * what was imported.
 */
async function addPeople(queries: Queries, siteId: number): Promise<void> {
  const authors = `(
    SELECT comment #>> '{author,person,kind}' AS kind, comment #>> '{author,person,subject}' AS subject,
           min(work.created_at) AS created_at
    FROM import_work AS work
    JOIN import_comments AS staged ON staged.site_id = $1 AND staged.source = work.source
    WHERE NOT present AND comment #>> '{author,person,subject}' IS NOT NULL
    GROUP BY 1, 2
  ) AS authors`;
  for (let missing = true; missing;) {
    await queries.query(
      `INSERT INTO people (site_id, kind, subject, created_at)
       SELECT $1::integer, kind, subject, created_at FROM ${authors} ORDER BY kind, subject
       ON CONFLICT DO NOTHING`,
      [siteId],
    );
    await queries.query(
      `SELECT 1 FROM people
       WHERE site_id = $1::integer AND (kind, subject) IN (SELECT kind, subject FROM ${authors})
       ORDER BY id FOR KEY SHARE`,
      [siteId],
    );
    // An existing author may have been erased meanwhile.
    const [row] = await queries.query<{missing: boolean}>(
      `SELECT EXISTS (
         SELECT FROM ${authors}
         WHERE NOT EXISTS (
           SELECT FROM people WHERE people.site_id = $1 AND people.kind = authors.kind
             AND people.subject = authors.subject
         )
       ) AS missing`,
      [siteId],
    );
    missing = row?.missing ?? false;
  }
}

async function addComments(queries: Queries, siteId: number): Promise<void> {
  await queries.query(
    `INSERT INTO comments (
       id, site_id, thread_id, parent_id, root_id, ancestors, source_id, person_id, address, user_id,
       author_name, author_url, author_avatar, author_role, email, email_digest, body_format, body,
       policy_version, status, held_because, created_at, edited_at, score_up,
       featured_at, featured_by, featured_reason, decision_rule, decision_reason
     )
     SELECT
       work.comment_id, $1::integer, work.thread_id,
       ancestors[cardinality(ancestors)], ancestors[1], ancestors, work.final_name, people.id,
       author->>'address', author->>'userId', coalesce(author->>'name', ''), author->>'url',
       author->>'avatarUrl', coalesce(author->>'role', 'reader'), author->>'email', author->>'emailDigest',
       coalesce(comment #>> '{body,format}', 'text'), coalesce(comment #>> '{body,value}', ''),
       comment->>'policyVersion',
       CASE WHEN work.left_out = 'deleted' THEN 'deleted' WHEN work.left_out IS NOT NULL THEN 'removed'
            WHEN work.hidden AND work.status = 'published' THEN 'held' ELSE work.status END,
       CASE WHEN work.hidden AND work.status IN ('published', 'held') THEN $2::text[] ELSE '{}' END || coalesce((SELECT array_agg(reason ORDER BY number)
                 FROM jsonb_array_elements_text(comment->'heldBecause')
                   WITH ORDINALITY AS reasons (reason, number)), '{}'),
       work.created_at, (comment->>'editedAt')::timestamptz,
       coalesce((comment->>'recommendations')::integer, 0),
       (comment #>> '{featured,at}')::timestamptz, comment #>> '{featured,by}',
       comment #>> '{featured,reason}', comment #>> '{decision,ruleId}', comment #>> '{decision,reason}'
     FROM import_work AS work
     JOIN import_comments AS staged ON staged.site_id = $1 AND staged.source = work.source
     CROSS JOIN LATERAL (SELECT comment->'author' AS author) AS of_comment
     LEFT JOIN people ON people.site_id = $1 AND people.kind = author #>> '{person,kind}'
       AND people.subject = author #>> '{person,subject}'
     WHERE NOT present
     ORDER BY work.comment_id`,
    [siteId, [HIDDEN_PAGE]],
  );
}

/** Updates every counter affected by new and withdrawn comments, and makes live readers reload the threads. */
async function count(queries: Queries): Promise<void> {
  const changed = `(
    SELECT comments.thread_id, comments.ancestors, comments.person_id,
           CASE WHEN withdrawn THEN -1 WHEN comments.status = 'published' THEN 1 ELSE 0 END AS published,
           CASE WHEN comments.status IN ('rejected', 'removed') THEN 1 ELSE 0 END AS rejected
    FROM import_work JOIN comments ON comments.id = comment_id WHERE NOT present OR withdrawn
  )`;
  await queries.query(
    `UPDATE comments SET reply_count = reply_count + below.count
     FROM (
       SELECT ancestor, sum(published)::integer AS count
       FROM ${changed} AS changed CROSS JOIN unnest(ancestors) AS ancestor
       WHERE published <> 0 GROUP BY ancestor
     ) AS below
     WHERE comments.id = below.ancestor`,
  );
  await queries.query(
    `UPDATE people SET published = people.published + written.published, rejected = people.rejected + written.rejected
     FROM (
       SELECT person_id, sum(published)::integer AS published, sum(rejected)::integer AS rejected
       FROM ${changed} AS changed WHERE person_id IS NOT NULL GROUP BY person_id
     ) AS written
     WHERE people.id = written.person_id`,
  );
  const onChange = await queries.query<{id: string}>(
    `UPDATE threads SET total = total + added.count, revision = revision + 1, forgotten = revision + 1
     FROM (
       SELECT thread_id, sum(published)::integer AS count
       FROM ${changed} AS changed WHERE published <> 0 GROUP BY thread_id
     ) AS added
     WHERE threads.id = added.thread_id
     RETURNING id`,
  );
  await queries.query('DELETE FROM changes WHERE thread_id = ANY($1::bigint[])', [
    onChange.map(({id}) => id),
  ]);
  const told = await queries.query<ChangedThread>(
    `WITH thread AS (SELECT id, key, revision FROM threads WHERE id = ANY ($1::bigint[]))
     SELECT followed_key, revision FROM ${THREAD_KEYS}`,
    [onChange.map(({id}) => id)],
  );
  await publishChanges(queries, told);
}
