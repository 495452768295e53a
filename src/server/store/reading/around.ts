import type {Comment, CommentId} from '../../../model/comment.js';
import type {Queries} from '../../database/database.js';
import {commentColumns, publicComment, type CommentRow} from '../comment-rows.js';
import {isId} from '../cursors.js';
import {firstReplies, repliesCursor, type ListedThread} from './comment-lists.js';

/** What surrounds one comment. */
export interface CommentBranch {
  readonly root: CommentId;
  /** The root, its first replies, and of the others the comment and all above it. */
  readonly comments: readonly Comment[];
}

/** A comment with its ancestors and replies, or null if it is not public. */
export async function readAround(
  queries: Queries,
  thread: ListedThread,
  id: CommentId,
): Promise<CommentBranch | null> {
  const target = await findListed(queries, thread.id, id);
  if (!target) return null;
  const path = [...target.ancestors, target.id];
  const above = await queries.query<CommentRow>(
    `SELECT ${commentColumns()} FROM comments WHERE id = ANY ($1::bigint[]) AND listed ORDER BY created_at, id`,
    [path],
  );
  const root = above.find((row) => row.root_id === null);
  if (!root) return null;
  const {taken, more} = (await firstReplies(queries, [root])).get(root.id) ?? {taken: [], more: false};
  const listed = new Set([root.id, ...taken.map((row) => row.id)]);
  const further = above.filter((row) => !listed.has(row.id));
  const skip = further.map((row) => row.id);
  const next = more ? repliesCursor(thread.key, root.id, taken, skip) : null;
  return {
    root: root.id,
    comments: [
      publicComment(root, thread.url, next),
      ...[...taken, ...further].map((row) => publicComment(row, thread.url)),
    ],
  };
}

async function findListed(queries: Queries, thread: string, id: CommentId): Promise<CommentRow | undefined> {
  if (!isId(id)) return undefined;
  const [row] = await queries.query<CommentRow>(
    `SELECT ${commentColumns()} FROM comments WHERE id = $1::bigint AND thread_id = $2::bigint AND listed`,
    [id, thread],
  );
  return row;
}
