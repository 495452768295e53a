import type {Cursor} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import type {Sort} from '../../../model/thread.js';
import type {LivePosition, ListPosition, ThreadCursor} from './cursors.js';

/** Parses a `writeCursor`. Throws `malformed` for anything else. */
export function readCursor(post: number, text: Cursor): ThreadCursor {
  const [kind, of, at, known, first, limit, except] = parseParts(text);
  const place = {at, known} as ListPosition;
  const isPlace = of === post && (at === null || isSecond(at)) && (isCount(known) || isCounts(known));
  if (isPlace && kind === 'replies' && isCount(first)) return {kind, parent: first, place};
  if (isPlace && kind === 'roots' && typeof first === 'string' && isCount(limit)) {
    return {kind, sort: first as Sort, limit, place, except: isCount(except) ? except : null};
  }
  throw malformedCursor();
}

/** Parses a `writeLiveCursor`, or a `writeChangesCursor` as a string. Throws `malformed` for anything else. */
export function readLiveCursor(post: number, text: Cursor): LivePosition | string {
  const [kind, of, at, ids, since] = parseParts(text);
  if (of === post && kind === 'changes' && typeof at === 'string') return at;
  if (kind === 'live' && of === post && (at === null || isSecond(at)) && Array.isArray(ids)) {
    return {at, ids: ids.filter(isCount), ...(typeof since === 'string' && {since})};
  }
  throw malformedCursor();
}

function parseParts(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return value;
  } catch {
    // Reported below.
  }
  throw malformedCursor();
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

function malformedCursor(): CommentsError {
  return new CommentsError('malformed', 'Invalid cursor; expected one of this thread.');
}
