import type {Cursor} from '../../../model/comment.js';
import {readSiteCursor, siteCursor} from '../cursors.js';
import type {Page} from '../store.js';

const PAGE_SIZE = 50;

/** Above every id. */
const TOP = '999999999999999999';

/**
 * A page of a list that has the newest rows first. `read` gives at most `limit` rows whose ids are below `before`. Throws
 * `malformed` for a cursor of another list.
 */
export async function sitePage<Item extends {readonly id: string}>(
  site: number,
  {kind, cursor}: {readonly kind: string; readonly cursor: Cursor | null},
  read: (before: string, limit: number) => Promise<readonly Item[]>,
): Promise<Page<Item>> {
  const before = cursor === null ? TOP : readSiteCursor(kind, site, cursor).id;
  const rows = await read(before, PAGE_SIZE + 1);
  const items = rows.slice(0, PAGE_SIZE);
  const last = items.at(-1);
  return {items, next: last && rows.length > PAGE_SIZE ? siteCursor(kind, site, [last.id]) : null};
}
