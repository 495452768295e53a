import type {CommentId} from '../../../model/comment.js';
import type {Queries} from '../../database/database.js';
import {TELL, TOLD_THREADS} from '../../live/hub.js';

/** Something that every reader of a thread can see. */
export interface PublicChange {
  readonly type: 'added' | 'changed' | 'removed';
  readonly id: CommentId;
}

/** Lets nobody else change what is public of a thread until the transaction ends. */
export async function lockThread(queries: Queries, thread: string): Promise<void> {
  await queries.query('SELECT 1 FROM threads WHERE id = $1::bigint FOR NO KEY UPDATE', [thread]);
}

/**
 * Counts a published comment in, or out, for all above it. Gives the tombstones among them that appear because there is
 * something below them again, or vanish because there is nothing any more. The thread is locked.
 */
export async function countReply(
  queries: Queries,
  ancestors: readonly CommentId[],
  by: 1 | -1,
): Promise<readonly PublicChange[]> {
  if (ancestors.length === 0) return [];
  const rows = await queries.query<{id: string; was: boolean; listed: boolean}>(
    `UPDATE comments SET reply_count = comments.reply_count + $2::integer
     FROM (SELECT id, listed FROM comments WHERE id = ANY ($1::bigint[])) AS before
     WHERE comments.id = before.id
     RETURNING comments.id, before.listed AS was, comments.listed`,
    [ancestors, by],
  );
  const changed = new Set(rows.filter(({was, listed}) => was !== listed).map(({id}) => id));
  // From the root down what appears, from the parent up what vanishes: nobody sees a child without its parent.
  const inOrder = by > 0 ? ancestors : ancestors.toReversed();
  return inOrder.filter((id) => changed.has(id)).map((id) => ({type: by > 0 ? 'added' : 'removed', id}));
}

/** How many changes of a thread are kept, and by how many more it may grow before the oldest go. */
const KEPT_CHANGES = 10_000;
const SLACK = 500;

/**
 * Gives each change the thread's next revision, adds to its total, and tells every process when the transaction is kept.
 */
export async function recordChanges(
  queries: Queries,
  thread: string,
  {changes, total, at}: {changes: readonly PublicChange[]; total: number; at: string},
): Promise<void> {
  if (changes.length === 0 && total === 0) return;
  const [row] = await queries.query<{kept: number}>(
    `WITH thread AS (
       UPDATE threads SET revision = revision + $2::integer, total = total + $3::integer
       WHERE id = $1::bigint RETURNING id, key, revision, forgotten
     ), recorded AS (
       INSERT INTO changes (thread_id, revision, comment_id, type, at)
       SELECT thread.id, thread.revision - $2::integer + change.place, change.comment, change.type, $6::timestamptz
       FROM thread, unnest($4::bigint[], $5::text[]) WITH ORDINALITY AS change (comment, type, place)
     )
     SELECT (revision - forgotten)::integer AS kept, ${TELL} FROM ${TOLD_THREADS}`,
    [thread, changes.length, total, changes.map(({id}) => id), changes.map(({type}) => type), at],
  );
  if (row && row.kept > KEPT_CHANGES + SLACK) await forgetOldest(queries, thread);
}

/** Who comes back from before what is forgotten opens the thread anew. The thread is locked. */
async function forgetOldest(queries: Queries, thread: string): Promise<void> {
  await queries.query(
    `WITH thread AS (
       UPDATE threads SET forgotten = revision - ${String(KEPT_CHANGES)} WHERE id = $1::bigint RETURNING forgotten
     )
     DELETE FROM changes USING thread WHERE thread_id = $1::bigint AND changes.revision <= thread.forgotten`,
    [thread],
  );
}
