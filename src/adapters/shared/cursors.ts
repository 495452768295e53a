import type {CommentId, Cursor} from '../../model/comment.js';
import {CommentsError} from '../../model/errors.js';
import {SORTS, type Sort} from '../../model/thread.js';
import type {Position} from './rows.js';

/** Where a list goes on: after `last`, with at most `limit` more. */
export interface ListPosition {
  readonly sort: Sort;
  /** Whose replies are listed; `null` for the roots. */
  readonly root: CommentId | null;
  readonly limit: number;
  readonly last: Position;
}

/** The cursor for a place in the thread of this name. It names the last row by its order, so it outlives that row. */
export function listCursor(thread: string, {sort, root, limit, last}: ListPosition): Cursor {
  return JSON.stringify([thread, sort, root, limit, last.createdAt, last.born, last.up]);
}

/** Reads `listCursor`. Throws `malformed` for any other text, another thread's cursor included. */
export function readListCursor(thread: string, cursor: Cursor): ListPosition {
  const [sort, root, limit, createdAt, born, up] = parseCursor(thread, cursor);
  if (
    SORTS.includes(sort as Sort) &&
    (root === null || typeof root === 'string') &&
    Number.isInteger(limit) &&
    typeof createdAt === 'string' &&
    typeof born === 'number' &&
    typeof up === 'number'
  ) {
    return {sort: sort as Sort, root, limit: Math.max(1, limit as number), last: {createdAt, born, up}};
  }
  throw malformedCursor();
}

/** Reads `liveCursor`. Throws `malformed` for any other text, another thread's cursor included. */
export function readLiveCursor(thread: string, cursor: Cursor): number {
  const [revision] = parseCursor(thread, cursor);
  if (typeof revision !== 'number') throw malformedCursor();
  return revision;
}

function parseCursor(thread: string, cursor: Cursor): unknown[] {
  let parts: unknown;
  try {
    parts = JSON.parse(cursor);
  } catch {
    throw malformedCursor();
  }
  if (!Array.isArray(parts) || parts[0] !== thread) throw malformedCursor();
  return parts.slice(1);
}

function malformedCursor(): CommentsError {
  return new CommentsError('malformed', 'The cursor is not one of this thread.');
}
