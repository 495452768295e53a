import type {Queries} from '../../database/database.js';

/**
 * Fills `import_work` with the staged comments of pages, given as digests of page ids: with the ids of existing
 * comments, the parents, and the permanent names of new ones.
 */
export async function selectComments(
  queries: Queries,
  siteId: number,
  pages: readonly string[],
): Promise<void> {
  await queries.query(
    `CREATE TEMPORARY TABLE import_work (
       source text PRIMARY KEY,
       name text NOT NULL,
       occurrence text NOT NULL,
       own_id bigint,
       final_name text,
       position bigint NOT NULL,
       thread_id bigint NOT NULL,
       parent_source text,
       left_out text,
       status text NOT NULL,
       created_at timestamptz NOT NULL,
       original_id bigint,
       comment_id bigint,
       likeness integer,
       ancestors bigint[],
       present boolean NOT NULL,
       hidden boolean NOT NULL,
       withdrawn boolean NOT NULL DEFAULT false,
       warning text
     ) ON COMMIT DROP`,
  );
  // At this point, because PostgreSQL does not use a new index in the same transaction for rows updated before.
  await queries.query('CREATE INDEX import_work_parent ON import_work (parent_source)');
  await queries.query('CREATE INDEX import_work_name ON import_work (name, thread_id)');
  await queries.query(
    `INSERT INTO import_work (
       source, name, occurrence, own_id, position, thread_id, parent_source, left_out, status, created_at,
       original_id, comment_id, likeness, ancestors, present, hidden
     )
     SELECT staged.source, staged.name, staged.occurrence, own_id, staged.position, threads.id, parent_source, left_out,
            staged.status, staged.created_at, original_id, there.id, there.likeness,
            -- One that is on another page is nothing to stand below.
            CASE WHEN there.thread_id = threads.id THEN there.ancestors END, there.id IS NOT NULL,
            import_threads.hidden
     FROM unnest($2::text[]) AS pages (key)
     JOIN threads USING (key)
     JOIN import_threads ON import_threads.site_id = $1 AND import_threads.key = pages.key
     JOIN import_comments AS staged ON staged.site_id = $1 AND staged.thread_source = import_threads.source
     LEFT JOIN LATERAL (${THERE}) AS there ON true`,
    [siteId, pages],
  );
  await queries.query('ANALYZE import_work');
  await distinguishRepeated(queries);
  await findParents(queries);
  await assignNames(queries, siteId);
}

/**
 * The comment in the database that equals `staged`: by one of its names, or by the file's id and time, on the same
 * page. Or on another page with the same or deleted author and body, if the file has no other comment with that id and
 * time, because a page's address may have changed.
 */
const THERE = `
  SELECT candidate.id, candidate.thread_id, candidate.ancestors,
         CASE WHEN exact THEN 0 WHEN NOT same_page THEN 3 WHEN body = comment #>> '{body,value}' THEN 1 ELSE 2 END
           AS likeness
  FROM (
    -- Each name by itself: of two in one condition PostgreSQL makes a scan of the whole site.
    SELECT *, true AS exact, true AS same_page FROM comments WHERE site_id = $1 AND source_id = staged.source
    UNION ALL
    SELECT *, false, true FROM comments WHERE site_id = $1 AND source_id = staged.occurrence
    UNION ALL
    SELECT named.*, false, named.thread_id = threads.id OR import_threads.url <> '' AND import_threads.url = (
      SELECT its.url FROM threads AS its WHERE its.id = named.thread_id
    )
    FROM (
      SELECT * FROM comments WHERE site_id = $1 AND source_id = staged.name
      UNION ALL
      SELECT * FROM comments WHERE id = staged.own_id AND site_id = $1 AND source_id IS NULL
    ) AS named
    WHERE named.created_at IN (staged.created_at, (comment->>'earlierCreatedAt')::timestamptz)
  ) AS candidate
  WHERE same_page OR (
    (body = '' OR staged.name LIKE 'disqus:%' OR body = comment #>> '{body,value}' AND author_name = comment #>> '{author,name}')
    AND NOT EXISTS (
      SELECT FROM import_comments AS other
      WHERE other.site_id = $1 AND other.name = staged.name AND other.created_at = staged.created_at
        AND other.source <> staged.source
    )
  )
  ORDER BY likeness LIMIT 1`;

/** If several match one comment of the database, the best match is used; the others are new. */
async function distinguishRepeated(queries: Queries): Promise<void> {
  await queries.query(
    `UPDATE import_work AS work SET present = false, comment_id = NULL, ancestors = NULL
     FROM (
       SELECT source, row_number() OVER (PARTITION BY comment_id ORDER BY likeness, position) AS place
       FROM import_work WHERE present
     ) AS ranked
     WHERE ranked.source = work.source AND ranked.place > 1`,
  );
}

/**
 * Resolves parents: if several comments of the page have the parent's name, the newest one older than the reply is
 * used. A parent that is not in the file stays unresolved.
 */
async function findParents(queries: Queries): Promise<void> {
  await queries.query(
    `UPDATE import_work AS work SET parent_source = found.source
     FROM import_work AS self
     CROSS JOIN LATERAL (
       SELECT parent.source FROM import_work AS parent
       WHERE parent.name = self.parent_source AND parent.thread_id = self.thread_id
       ORDER BY parent.source = self.source, parent.created_at > self.created_at,
                CASE WHEN parent.created_at <= self.created_at THEN parent.created_at END DESC, parent.position
       LIMIT 1
     ) AS found
     WHERE self.source = work.source`,
  );
}

/** New comments keep the file's id as name if it is unique; else the shortest unique one. */
async function assignNames(queries: Queries, siteId: number): Promise<void> {
  await queries.query(
    `UPDATE import_work AS work
     SET final_name = CASE
       WHEN name_place = 1
         AND NOT EXISTS (SELECT FROM comments WHERE site_id = $1 AND source_id = work.name)
         AND NOT EXISTS (SELECT FROM comments WHERE id = work.own_id AND site_id = $1 AND source_id IS NULL)
         THEN work.name
       WHEN occurrence_place = 1
         AND NOT EXISTS (SELECT FROM comments WHERE site_id = $1 AND source_id = work.occurrence)
         THEN work.occurrence
       ELSE work.source END
     FROM (
       SELECT source, row_number() OVER (PARTITION BY name ORDER BY present DESC, position) AS name_place,
              row_number() OVER (PARTITION BY occurrence ORDER BY present DESC, position) AS occurrence_place
       FROM import_work
     ) AS ranked
     WHERE ranked.source = work.source AND NOT work.present`,
    [siteId],
  );
}
