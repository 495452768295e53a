import type {CommentId, Cursor} from '../../model/comment.js';
import {CommentsError} from '../../model/errors.js';
import {SORTS, type Sort} from '../../model/thread.js';

/** The place of one comment in every order. */
export interface Position {
  readonly createdAt: string;
  readonly id: CommentId;
  readonly up: number;
}

/** Where a list of a thread's comments continues. */
export interface ListPlace {
  readonly sort: Sort;
  /** Whose replies are listed; `null` for the roots. */
  readonly root: CommentId | null;
  readonly limit: number;
  /** The last that was listed. */
  readonly last: Position;
  /** Comments further on that were delivered before. */
  readonly skip: readonly CommentId[];
}

/** The most that one page holds. */
export const MAX_PAGE_SIZE = 100;

/** A page around a comment delivers at most a root, or as many as a branch is deep. */
const MAX_SKIPPED = 200;

/** The cursor for a place in the thread of this key. It names the last comment by its order, so it outlives it. */
export function listCursor(key: string, {sort, root, limit, last, skip}: ListPlace): Cursor {
  return encode([key, sort, root, limit, last.createdAt, last.id, last.up, skip]);
}

/** Reads the `listCursor` of one of these keys. Throws `malformed` for any other text, another thread's cursor included. */
export function readListCursor(keys: readonly string[], cursor: Cursor): ListPlace {
  const parts = decode(cursor);
  const [thread, sort, root, limit, createdAt, id, up, skip] = parts;
  if (
    parts.length === 8 &&
    keys.some((key) => key === thread) &&
    SORTS.includes(sort as Sort) &&
    (root === null || isId(root)) &&
    isInRange(limit, 1, MAX_PAGE_SIZE) &&
    isTime(createdAt) &&
    isId(id) &&
    isInRange(up, 0, 2 ** 31 - 1) &&
    Array.isArray(skip) &&
    skip.length <= MAX_SKIPPED &&
    skip.every(isId)
  ) {
    return {sort: sort as Sort, root, limit, last: {createdAt, id, up}, skip};
  }
  throw malformed();
}

/** The cursor for a revision of the thread of this key, from which changes go on. */
export function liveCursor(key: string, revision: string): Cursor {
  return encode([key, revision]);
}

/** Reads the `liveCursor` of one of these keys. Throws `malformed` for any other text, another thread's cursor included. */
export function readLiveCursor(
  keys: readonly string[],
  cursor: Cursor,
): {readonly key: string; readonly revision: string} {
  const parts = decode(cursor);
  const [thread, revision] = parts;
  const key = keys.find((one) => one === thread);
  if (parts.length === 2 && key !== undefined && isCount(revision)) return {key, revision};
  throw malformed();
}

/** The cursor of a list of a site; `kind` identifies the list. */
export function siteCursor(kind: string, site: number, last: readonly string[]): Cursor {
  return encode([kind, site, ...last]);
}

/** Reads `siteCursor`: a time, where the list is in the order of times, and an id. Throws `malformed`. */
export function readSiteCursor(
  kind: string,
  site: number,
  cursor: Cursor,
): {id: string; createdAt: string | null} {
  const [of, at, ...last] = decode(cursor);
  const id = last.at(-1);
  const createdAt = last.length === 2 ? last[0] : null;
  if (of === kind && at === site && last.length <= 2 && isId(id) && (last.length < 2 || isTime(createdAt))) {
    return {id, createdAt: createdAt as string | null};
  }
  throw malformed();
}

/** Whether this can be the id of a row; other ids are not queried. */
export function isId(value: unknown): value is string {
  return isCount(value) && value !== '0';
}

function isCount(value: unknown): value is string {
  return typeof value === 'string' && /^(0|[1-9]\d{0,17})$/.test(value);
}

function isInRange(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

function encode(parts: readonly unknown[]): Cursor {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

function decode(cursor: Cursor): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parts)) return parts as unknown[];
  } catch {
    // Neither is it one.
  }
  throw malformed();
}

function malformed(): CommentsError {
  return new CommentsError('malformed', 'The cursor does not belong to this list.');
}

/**
 * Whether this is a time as in the database, UTC ISO 8601 with milliseconds, which exists: PostgreSQL accepts neither
 * the 30th of February nor the year 0.
 */
function isTime(value: unknown): value is string {
  if (typeof value !== 'string' || !ISO.test(value) || value.startsWith('0000')) return false;
  const date = new Date(value);
  return !Number.isNaN(date.getTime()) && date.toISOString() === value;
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
