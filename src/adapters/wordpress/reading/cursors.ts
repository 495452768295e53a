import type {Cursor} from '../../../model/comment.js';
import type {Sort} from '../../../model/thread.js';
import type {CommentItem} from '../comment-item.js';

/**
 * A position in a WordPress list: after the `known` comments of the second `at`. WordPress has only page numbers, which
 * shift when comments come and go; times do not. `at` is in the site's time zone, and `null` at the beginning and in a
 * list that is not sorted by time. `known` has the ids, or their number where there are too many.
 */
export interface ListPosition {
  readonly at: string | null;
  readonly known: readonly number[] | number;
}

export const LIST_START: ListPosition = {at: null, known: 0};

/** The end of a list that was read from its beginning. */
export function endPosition(items: readonly CommentItem[], sort: Sort): ListPosition {
  const at = items.at(-1)?.date ?? null;
  if (sort === 'top' || at === null) return {at: null, known: items.length};
  return {at, known: items.filter(({date}) => date === at).map(({id}) => id)};
}

/** Where a thread's list of top-level comments, or of one comment's replies, continues. */
export type ThreadCursor =
  | {
      readonly kind: 'roots';
      readonly sort: Sort;
      readonly limit: number;
      readonly place: ListPosition;
      readonly except: number | null;
    }
  | {readonly kind: 'replies'; readonly parent: number; readonly place: ListPosition};

/** Serialises a cursor with its post, so that another post rejects it. */
export function writeCursor(post: number, cursor: ThreadCursor): Cursor {
  const {kind, place} = cursor;
  const rest = kind === 'roots' ? [cursor.sort, cursor.limit, cursor.except] : [cursor.parent];
  return JSON.stringify([kind, post, place.at, place.known, ...rest]);
}

/** Where watching continues: the last second (UTC) with known comments, and their ids. */
export interface LivePosition {
  /** `null` while there is no comment. */
  readonly at: string | null;
  readonly ids: readonly number[];
  /** The plugin's cursor, used once the lists have been polled for the last time. */
  readonly since?: string;
}

/** Serialises a live position with its post. */
export function writeLiveCursor(post: number, {at, ids, since}: LivePosition): Cursor {
  return JSON.stringify(['live', post, at, ids, since]);
}

/** Serialises the plugin's cursor with its post. */
export function writeChangesCursor(post: number, since: string): Cursor {
  return JSON.stringify(['changes', post, since]);
}
