import type {Cursor} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {Sort} from '../../../model/thread.js';

/**
 * A place in one of WordPress's lists: after those comments of the second `at` that are `known`. WordPress knows pages
 * only by number, and they shift when comments come and go; seconds do not. `at` is in the site's own time, and
 * `null` at the beginning and where a list is in no order of time. What is known is told by ids; where that would be
 * too many, by how many.
 */
export interface Place {
  readonly at: string | null;
  readonly known: readonly number[] | number;
}

export const START: Place = {at: null, known: 0};

/** Where a thread goes on. */
export type ThreadCursor =
  | {
      readonly kind: 'roots';
      readonly sort: Sort;
      readonly limit: number;
      readonly place: Place;
      readonly except: number | null;
    }
  | {readonly kind: 'replies'; readonly parent: number; readonly place: Place};

/** As text that names its post, so that it fits no other. */
export function writeCursor(post: number, cursor: ThreadCursor): Cursor {
  const {kind, place} = cursor;
  const rest = kind === 'roots' ? [cursor.sort, cursor.limit, cursor.except] : [cursor.parent];
  return JSON.stringify([kind, post, place.at, place.known, ...rest]);
}

/** Reads `writeCursor`. Throws `malformed` for any other text. */
export function readCursor(post: number, text: Cursor): ThreadCursor {
  const [kind, of, at, known, first, limit, except] = parts(text);
  const place = {at, known} as Place;
  const isPlace = of === post && (at === null || isSecond(at)) && (isCount(known) || isCounts(known));
  if (isPlace && kind === 'replies' && isCount(first)) return {kind, parent: first, place};
  if (isPlace && kind === 'roots' && typeof first === 'string' && isCount(limit)) {
    return {kind, sort: first as Sort, limit, place, except: isCount(except) ? except : null};
  }
  throw malformed();
}

/** Where watching goes on: the last second (UTC) of which comments are known, and which of it are. */
export interface LivePlace {
  /** `null` while there is no comment. */
  readonly at: string | null;
  readonly ids: readonly number[];
  /** The plugin's own cursor, from which it goes on once the lists were asked for the last time. */
  readonly since?: string;
}

/** As text that names its post. */
export function writeLiveCursor(post: number, {at, ids, since}: LivePlace): Cursor {
  return JSON.stringify(['live', post, at, ids, since]);
}

/** Where watching goes on by the plugin's own cursor, as text that names its post. */
export function writeChangesCursor(post: number, since: string): Cursor {
  return JSON.stringify(['changes', post, since]);
}

/** Reads `writeLiveCursor`, or `writeChangesCursor` as a string. Throws `malformed` for any other text. */
export function readLiveCursor(post: number, text: Cursor): LivePlace | string {
  const [kind, of, at, ids, since] = parts(text);
  if (of === post && kind === 'changes' && typeof at === 'string') return at;
  if (kind === 'live' && of === post && (at === null || isSecond(at)) && Array.isArray(ids)) {
    return {at, ids: ids.filter(isCount), ...(typeof since === 'string' && {since})};
  }
  throw malformed();
}

function parts(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return value;
  } catch {
    // Said below.
  }
  throw malformed();
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isCounts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isCount);
}

function isSecond(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(value);
}

function malformed(): CommentsError {
  return new CommentsError('malformed', 'The cursor is not one of this thread.');
}
