import type {CommentId} from '../../../model/comment.js';
import type {Queries} from '../../database/database.js';
import {publishChanges, THREAD_KEYS, type ChangedThread} from '../../live/change-bus.js';

/** Something that every reader of a thread can see. */
export interface PublicChange {
  readonly type: 'added' | 'changed' | 'removed';
  readonly id: CommentId;
}

/** Locks the public state of a thread until the transaction ends. */
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
const MAX_STORED_CHANGES = 10_000;
const TRIM_AFTER = 500;

/** What a transaction has changed in a thread. */
export interface RecordedChanges {
  readonly changes: readonly PublicChange[];
  /** How many more comments are published. */
  readonly total: number;
  readonly at: string;
  /** What is counted of the author of the comment, whose row is locked. */
  readonly author?: AuthorChange;
}

/** A row of `people`, and by how much its counters change. */
export interface AuthorChange {
  readonly person: string | null;
  readonly published: number;
  readonly rejected: number;
}

/** No change of counters. */
const NO_AUTHOR: AuthorChange = {person: null, published: 0, rejected: 0};

/**
 * Gives each change the thread's next revision, adds to its total and to its author's counters, and tells every process
 * when the transaction is committed.
 */
export async function recordChanges(
  queries: Queries,
  thread: string,
  {changes, total, at, author = NO_AUTHOR}: RecordedChanges,
): Promise<void> {
  if (changes.length === 0 && total === 0) {
    await countForAuthor(queries, author);
    return;
  }
  const rows = await queries.query<ChangedThread & {kept: number}>(
    `WITH thread AS (
       UPDATE threads SET revision = revision + $2::integer, total = total + $3::integer
       WHERE id = $1::bigint RETURNING id, key, revision, forgotten
     ), recorded AS (
       INSERT INTO changes (thread_id, revision, comment_id, type, at)
       SELECT thread.id, thread.revision - $2::integer + change.place, change.comment, change.type, $6::timestamptz
       FROM thread, unnest($4::bigint[], $5::text[]) WITH ORDINALITY AS change (comment, type, place)
     ), counted AS (
       UPDATE people SET published = published + $8::integer, rejected = rejected + $9::integer
       WHERE id = $7::bigint AND ($8::integer <> 0 OR $9::integer <> 0)
     )
     SELECT (revision - forgotten)::integer AS kept, followed_key, revision FROM ${THREAD_KEYS}`,
    [
      ...[thread, changes.length, total, changes.map(({id}) => id), changes.map(({type}) => type), at],
      ...[author.person, author.published, author.rejected],
    ],
  );
  await publishChanges(queries, rows);
  const [row] = rows;
  if (row && row.kept > MAX_STORED_CHANGES + TRIM_AFTER) await forgetOldest(queries, thread);
}

/** Adds to what is counted of an author. The row is locked. */
async function countForAuthor(queries: Queries, {person, published, rejected}: AuthorChange): Promise<void> {
  if (person === null || (published === 0 && rejected === 0)) return;
  await queries.query(
    `UPDATE people SET published = published + $2::integer, rejected = rejected + $3::integer
     WHERE id = $1::bigint`,
    [person, published, rejected],
  );
}

/** Readers with older cursors must reload the thread. The thread is locked. */
async function forgetOldest(queries: Queries, thread: string): Promise<void> {
  await queries.query(
    `WITH thread AS (
       UPDATE threads SET forgotten = revision - ${String(MAX_STORED_CHANGES)} WHERE id = $1::bigint RETURNING forgotten
     )
     DELETE FROM changes USING thread WHERE thread_id = $1::bigint AND changes.revision <= thread.forgotten`,
    [thread],
  );
}
