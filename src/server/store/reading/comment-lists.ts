import type {Comment, CommentId, Cursor} from '../../../model/comment.js';
import type {CommentPage, Sort} from '../../../model/thread.js';
import type {Parameter, Queries} from '../../database/database.js';
import {commentColumns, publicComment, type CommentRow} from '../comment-rows.js';
import {listCursor, type ListPlace, type Position} from '../cursors.js';

/** How many replies come with a root, and a page of a branch. */
export const REPLIES_PER_PAGE = 50;

/** The thread whose comments are listed. */
export interface ListedThread {
  readonly id: string;
  readonly key: string;
  readonly url: string;
}

/** Each order with what comes after a place in it: `$2` and on. Every one is the order of a partial index. */
const ORDERS: Readonly<Record<Sort, {by: string; after: string}>> = {
  newest: {
    by: 'created_at DESC, id DESC',
    after: '(created_at, id) < ($2::timestamptz, $3::bigint)',
  },
  oldest: {
    by: 'created_at, id',
    after: '(created_at, id) > ($2::timestamptz, $3::bigint)',
  },
  top: {
    by: 'score_up DESC, created_at DESC, id DESC',
    after: '(score_up, created_at, id) < ($4::integer, $2::timestamptz, $3::bigint)',
  },
};

/** A page of roots, each with its first replies. `last` null begins at the top. */
export async function listRoots(
  queries: Queries,
  thread: ListedThread,
  {sort, limit, last, skip}: Omit<ListPlace, 'last' | 'root'> & {last: Position | null},
): Promise<CommentPage> {
  const {statement, parameters} = rootsStatement(thread.id, {sort, limit, last, skip});
  const roots = await queries.query<CommentRow>(statement, parameters);
  const taken = roots.slice(0, limit);
  const end = taken.at(-1);
  const place = {sort, root: null, limit};
  return {
    comments: await withReplies(queries, thread, taken),
    next:
      end && roots.length > limit
        ? listCursor(thread.key, {...place, last: positionOf(end), skip: [...skip]})
        : null,
  };
}

/** A page of one root's replies, at every depth, oldest first. */
export async function listReplies(
  queries: Queries,
  thread: ListedThread,
  {root, limit, last, skip}: ListPlace & {readonly root: CommentId},
): Promise<CommentPage> {
  const {statement, parameters} = repliesStatement(thread.id, {root, limit, last, skip});
  const rows = await queries.query<CommentRow>(statement, parameters);
  const taken = rows.slice(0, limit);
  return {
    comments: taken.map((row) => publicComment(row, thread.url)),
    next: rows.length > limit ? repliesCursor(thread.key, root, taken, skip) : null,
  };
}

/** The comments of roots and of their first replies, each root with where its replies go on. */
export async function withReplies(
  queries: Queries,
  thread: ListedThread,
  roots: readonly CommentRow[],
): Promise<Comment[]> {
  const branches = await firstReplies(queries, roots);
  return roots.flatMap((root) => {
    const {taken, more} = branches.get(root.id) ?? {taken: [], more: false};
    const next = more ? repliesCursor(thread.key, root.id, taken, []) : null;
    return [publicComment(root, thread.url, next), ...taken.map((row) => publicComment(row, thread.url))];
  });
}

/** Each root's first replies, and whether there are more. */
export async function firstReplies(
  queries: Queries,
  roots: readonly CommentRow[],
): Promise<ReadonlyMap<CommentId, {readonly taken: readonly CommentRow[]; readonly more: boolean}>> {
  const answered = roots.filter(({reply_count: count}) => count > 0).map(({id}) => id);
  if (answered.length === 0) return new Map();
  const rows = await queries.query<CommentRow>(FIRST_REPLIES, [answered]);
  const branches = new Map<CommentId, CommentRow[]>();
  for (const row of rows) {
    const root = row.root_id ?? '';
    const branch = branches.get(root);
    if (branch) branch.push(row);
    else branches.set(root, [row]);
  }
  return new Map(
    [...branches].map(([root, branch]) => [
      root,
      {taken: branch.slice(0, REPLIES_PER_PAGE), more: branch.length > REPLIES_PER_PAGE},
    ]),
  );
}

/** The cursor after the last of a root's replies that were listed. */
export function repliesCursor(
  key: string,
  root: CommentId,
  taken: readonly CommentRow[],
  skip: readonly CommentId[],
): Cursor | null {
  const end = taken.at(-1);
  if (!end) return null;
  return listCursor(key, {sort: 'oldest', root, limit: REPLIES_PER_PAGE, last: positionOf(end), skip});
}

/** A comment's position in every order. */
export function positionOf(row: CommentRow): Position {
  return {createdAt: row.created_at, id: row.id, up: row.score_up};
}

interface Prepared {
  readonly statement: string;
  readonly parameters: readonly Parameter[];
}

/** Finds one more than the page holds, so that it is known whether there is another. */
export function rootsStatement(
  thread: string,
  {sort, limit, last, skip}: {sort: Sort; limit: number; last: Position | null; skip: readonly CommentId[]},
): Prepared {
  const {by, after} = ORDERS[sort];
  const parameters: Parameter[] = [thread];
  const conditions = ['thread_id = $1::bigint', 'root_id IS NULL', 'listed'];
  if (last) {
    conditions.push(after);
    parameters.push(last.createdAt, last.id);
    if (sort === 'top') parameters.push(last.up);
  }
  if (skip.length > 0) conditions.push(`id <> ALL ($${String(parameters.push(skip))}::bigint[])`);
  const most = `$${String(parameters.push(limit + 1))}::integer`;
  return {
    statement: `SELECT ${commentColumns()} FROM comments WHERE ${conditions.join(' AND ')} ORDER BY ${by} LIMIT ${most}`,
    parameters,
  };
}

/** The same for the replies of one root. */
export function repliesStatement(
  thread: string,
  {root, limit, last, skip}: Pick<ListPlace, 'limit' | 'last' | 'skip'> & {root: CommentId},
): Prepared {
  return {
    statement: `SELECT ${commentColumns()} FROM comments
     WHERE root_id = $1::bigint AND root_id IS NOT NULL AND listed AND ${ORDERS.oldest.after}
       AND thread_id = $4::bigint AND id <> ALL ($5::bigint[])
     ORDER BY ${ORDERS.oldest.by} LIMIT $6::integer`,
    parameters: [root, last.createdAt, last.id, thread, skip, limit + 1],
  };
}

/** The first replies of many roots; each root's branch is contiguous, in its order. */
export const FIRST_REPLIES = `
  SELECT ${commentColumns('reply')}
  FROM unnest($1::bigint[]) WITH ORDINALITY AS root (id, place)
  CROSS JOIN LATERAL (
    SELECT * FROM comments
    WHERE comments.root_id = root.id AND comments.root_id IS NOT NULL AND comments.listed
    ORDER BY comments.created_at, comments.id
    LIMIT ${String(REPLIES_PER_PAGE + 1)}
  ) AS reply
  ORDER BY root.place, reply.created_at, reply.id`;
