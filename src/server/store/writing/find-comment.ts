import type {CommentId} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {Queries} from '../../database/database.js';
import {commentColumns, type CommentRow} from '../comment-rows.js';
import {isId} from '../cursors.js';
import {lockPerson} from '../people/persons.js';
import {isModerator, isOwn, type ViewerContext} from '../people/viewer-context.js';
import type {ThreadState} from '../thread-state.js';
import {lockThread} from './thread-changes.js';

/** The row of a comment of this thread, without a check of rights. */
export async function findComment(
  queries: Queries,
  {id: thread}: Pick<ThreadState, 'id'>,
  id: CommentId,
): Promise<CommentRow | null> {
  if (thread === null || !isId(id)) return null;
  const [row] = await queries.query<CommentRow>(
    `SELECT ${commentColumns()} FROM comments WHERE id = $1::bigint AND thread_id = $2::bigint`,
    [id, thread],
  );
  return row ?? null;
}

/**
 * The row of a comment of this thread, which nobody else changes until the transaction ends; `withAuthor`, what is
 * counted of its author is locked too, as a change of its status needs it. Throws `not-found`.
 */
export async function lockComment(
  queries: Queries,
  thread: Pick<ThreadState, 'id'>,
  id: CommentId,
  withAuthor: boolean,
): Promise<CommentRow> {
  const found = await findComment(queries, thread, id);
  if (!found) throw notFound(id);
  if (withAuthor && found.person_id !== null) await lockPerson(queries, found.person_id);
  await lockThread(queries, found.thread_id);
  const row = await findComment(queries, thread, id);
  if (!row) throw notFound(id);
  return row;
}

/**
 * Throws `not-found` for a comment that the actor may not see, and `gone` for a deleted or removed one.
 */
export function checkReadable(viewer: ViewerContext, row: CommentRow): void {
  if (row.status === 'deleted' || row.status === 'removed') {
    throw new CommentsError('gone', `The comment ${row.id} was deleted or removed.`);
  }
  const hidden = row.status === 'held' || row.status === 'rejected';
  if (hidden && !isOwn(viewer, row) && !isModerator(viewer.actor)) throw notFound(row.id);
}

/** Throws as `checkReadable` does, and `forbidden` for a comment that is not published. */
export function checkPublished(viewer: ViewerContext, row: CommentRow): void {
  checkReadable(viewer, row);
  if (row.status !== 'published') {
    throw new CommentsError('forbidden', `The comment ${row.id} is not published.`);
  }
}

/** The error for a comment that is not there, or not to be known of. */
export function notFound(id: CommentId): CommentsError {
  return new CommentsError('not-found', `There is no comment ${id}.`);
}
