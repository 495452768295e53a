import type {Item} from '../item.js';
import type {Site} from '../site.js';
import type {Hidden} from './branches.js';
import {START, writeCursor} from './cursors.js';
import {askComments} from './lists.js';
import {askStretch, stretch} from './stretches.js';

/** Everything that was fetched below some comments, and what was not, by the comment that it answers. */
export interface Branches {
  readonly items: readonly Item[];
  readonly hidden: ReadonlyMap<number, Hidden>;
}

/**
 * Fetches what is below `parents`, level by level: one request gives the replies to a whole level. After so many
 * `requests`, and where a level has more than one answer holds, the rest stays hidden.
 */
export async function fetchBranches(
  site: Site,
  post: number,
  parents: readonly Item[],
  requests: number,
  signal: AbortSignal,
): Promise<Branches> {
  const items: Item[] = [];
  const hidden = new Map<number, Hidden>();
  let level = parents.filter(({replies}) => replies > 0);
  for (let left = requests; left > 0 && level.length > 0; left--) {
    const replies = await fetchLevel(site, post, level, hidden, signal);
    items.push(...replies);
    level = replies.filter((reply) => reply.replies > 0);
  }
  for (const parent of level) hide(hidden, post, parent);
  return {items, hidden};
}

async function fetchLevel(
  site: Site,
  post: number,
  parents: readonly Item[],
  hidden: Map<number, Hidden>,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const [only] = parents;
  if (only && parents.length === 1) {
    const {items, left, place} = await askStretch(site, post, {parent: only.id, sort: 'oldest'}, signal);
    if (left > 0) {
      hidden.set(only.id, {next: writeCursor(post, {kind: 'replies', parent: only.id, place}), count: left});
    }
    return items;
  }
  const parent = parents.map(({id}) => id);
  const answer = await askComments(site, post, {parent, orderby: 'parent', order: 'asc'}, signal);
  const {items, left} = stretch(site, post, answer, {sort: 'oldest'});
  if (left === 0) return items;
  // In the order of their parents all but the last one's replies are complete.
  const last = items.at(-1)?.parent ?? 0;
  for (const one of parents) if (one.id >= last) hide(hidden, post, one);
  return items.filter((item) => item.parent < last);
}

function hide(hidden: Map<number, Hidden>, post: number, {id, replies}: Item): void {
  hidden.set(id, {next: writeCursor(post, {kind: 'replies', parent: id, place: START}), count: replies});
}
