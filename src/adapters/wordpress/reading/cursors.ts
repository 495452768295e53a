import type {Cursor} from '../../../model/comment.js';
import type {Sort} from '../../../model/thread.js';
import type {CommentItem} from '../comment-item.js';

/**
 * A place in one of WordPress's lists: after those comments of the second `at` that are `known`. WordPress knows pages
 * only by number, and they shift when comments come and go; seconds do not. `at` is in the site's own time, and
 * `null` at the beginning and where a list is in no order of time. What is known is told by ids; where that would be
 * too many, by how many.
 */
export interface ListPosition {
  readonly at: string | null;
  readonly known: readonly number[] | number;
}

export const LIST_START: ListPosition = {at: null, known: 0};

/** Where a list ends that was read from its beginning. */
export function endPosition(items: readonly CommentItem[], sort: Sort): ListPosition {
  const at = items.at(-1)?.date ?? null;
  if (sort === 'top' || at === null) return {at: null, known: items.length};
  return {at, known: items.filter(({date}) => date === at).map(({id}) => id)};
}

/** Where a thread goes on. */
export type ThreadCursor =
  | {
      readonly kind: 'roots';
      readonly sort: Sort;
      readonly limit: number;
      readonly place: ListPosition;
      readonly except: number | null;
    }
  | {readonly kind: 'replies'; readonly parent: number; readonly place: ListPosition};

/** As text that names its post, so that it fits no other. */
export function writeCursor(post: number, cursor: ThreadCursor): Cursor {
  const {kind, place} = cursor;
  const rest = kind === 'roots' ? [cursor.sort, cursor.limit, cursor.except] : [cursor.parent];
  return JSON.stringify([kind, post, place.at, place.known, ...rest]);
}

/** Where watching goes on: the last second (UTC) of which comments are known, and which of it are. */
export interface LivePosition {
  /** `null` while there is no comment. */
  readonly at: string | null;
  readonly ids: readonly number[];
  /** The plugin's own cursor, from which it goes on once the lists were asked for the last time. */
  readonly since?: string;
}

/** As text that names its post. */
export function writeLiveCursor(post: number, {at, ids, since}: LivePosition): Cursor {
  return JSON.stringify(['live', post, at, ids, since]);
}

/** Where watching goes on by the plugin's own cursor, as text that names its post. */
export function writeChangesCursor(post: number, since: string): Cursor {
  return JSON.stringify(['changes', post, since]);
}
