import type {Database} from '../../../src/server/database/database.js';

/**
 * Fills the only thread of a site with so many published comments by one statement: one in four is a root, the others are
 * answers to the first root (half of them) or to another one. Counters are right, and the planner knows the numbers. Gives
 * the thread's id.
 */
export async function fillThread(database: Database, site: string, comments: number): Promise<string> {
  const [thread] = await database.query<{id: string; site_id: number}>(
    'SELECT t.id, t.site_id FROM threads t JOIN sites s ON s.id = t.site_id WHERE s.name = $1',
    [site],
  );
  if (!thread) throw new Error(`No thread of ${site} to be filled`);
  const parameters = [thread.id, thread.site_id, comments];
  const columns = `site_id, thread_id, parent_id, root_id, ancestors, author_name, body_format, body, status,
    created_at, score_up, reply_count`;
  const common = `'Reader ' || n % 997, 'text', 'Letter number ' || n || repeat(' and so on', n % 40), 'published',
    '2026-01-01T00:00:00Z'::timestamptz + n * interval '250 milliseconds'`;
  const roots = Math.floor(comments / 4);
  const first = await database.query<{id: string}>(
    `WITH made AS (
       INSERT INTO comments (${columns})
       SELECT $2::integer, $1::bigint, NULL, NULL, '{}', ${common}, (n * 7919) % 1000, 0
       FROM generate_series(1, $3::integer) AS n
       RETURNING id
     ) SELECT min(id) AS id FROM made`,
    [thread.id, thread.site_id, roots],
  );
  const root = first[0]?.id ?? '';
  await database.query(
    `INSERT INTO comments (${columns})
     SELECT $2::integer, $1::bigint, root, root, ARRAY[root], ${common}, 0, 0
     FROM (
       SELECT n, $4::bigint + CASE WHEN n % 2 = 0 THEN 0 ELSE (n * 31) % $5::integer END AS root
       FROM generate_series($5::integer + 1, $3::integer) AS n
     ) AS answers`,
    [...parameters, root, roots],
  );
  await database.query(
    `UPDATE comments SET reply_count = answers.number
     FROM (SELECT root_id, count(*) AS number FROM comments WHERE thread_id = $1::bigint GROUP BY root_id) AS answers
     WHERE comments.id = answers.root_id`,
    [thread.id],
  );
  await database.query(
    `UPDATE threads SET total = (SELECT count(*) FROM comments WHERE thread_id = $1::bigint) WHERE id = $1::bigint`,
    [thread.id],
  );
  await database.query('VACUUM ANALYZE comments');
  return thread.id;
}
