import type {CommentId, Cursor} from '../../model/comment.js';
import {CommentsError} from '../../model/errors.js';
import {SORTS, type Sort} from '../../model/thread.js';
import type {Position} from './rows.js';

/** A position in a list: after `last`; the next page has at most `limit` entries. */
export interface ListPosition {
  readonly sort: Sort;
  /** The comment whose replies are listed; `null` for top-level comments. */
  readonly root: CommentId | null;
  readonly limit: number;
  readonly last: Position;
}

/** The cursor of a position. It has the last row's sort values instead of its id, so it stays valid without that row. */
export function listCursor(thread: string, {sort, root, limit, last}: ListPosition): Cursor {
  return JSON.stringify([thread, sort, root, limit, last.createdAt, last.born, last.up]);
}

/** Parses a `listCursor`. Throws `malformed` for anything else, another thread's cursor included. */
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

/** Parses a `liveCursor`. Throws `malformed` for anything else, another thread's cursor included. */
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
  return new CommentsError('malformed', 'Invalid cursor; expected one of this thread.');
}
