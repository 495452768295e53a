import type {CommentItem} from '../comment-item.js';
import type {Site} from '../site.js';
import type {HiddenReplies} from './branches.js';
import {LIST_START, writeCursor} from './cursors.js';
import {fetchComments} from './lists.js';
import {fetchListPage, toListPage} from './list-pages.js';

/** The fetched descendants of some comments, and the hidden replies by their parent's id. */
export interface Branches {
  readonly items: readonly CommentItem[];
  readonly hidden: ReadonlyMap<number, HiddenReplies>;
}

/**
 * Fetches the descendants of `parents` level by level, one request per level. After `maxRequests`, and where a level has
 * more than one response holds, the rest stays hidden.
 */
export async function fetchBranches(
  site: Site,
  post: number,
  parents: readonly CommentItem[],
  maxRequests: number,
  signal: AbortSignal,
): Promise<Branches> {
  const items: CommentItem[] = [];
  const hidden = new Map<number, HiddenReplies>();
  let level = parents.filter(({replies}) => replies > 0);
  for (let left = maxRequests; left > 0 && level.length > 0; left--) {
    const replies = await fetchLevel(site, post, level, hidden, signal);
    items.push(...replies);
    level = replies.filter((reply) => reply.replies > 0);
  }
  for (const parent of level) markHidden(hidden, post, parent);
  return {items, hidden};
}

async function fetchLevel(
  site: Site,
  post: number,
  parents: readonly CommentItem[],
  hidden: Map<number, HiddenReplies>,
  signal: AbortSignal,
): Promise<readonly CommentItem[]> {
  const [only] = parents;
  if (only && parents.length === 1) {
    const {items, remaining, end} = await fetchListPage(
      site,
      post,
      {parent: only.id, sort: 'oldest'},
      signal,
    );
    if (remaining > 0) {
      hidden.set(only.id, {
        next: writeCursor(post, {kind: 'replies', parent: only.id, place: end}),
        count: remaining,
      });
    }
    return items;
  }
  const parent = parents.map(({id}) => id);
  const answer = await fetchComments(site, post, {parent, orderby: 'parent', order: 'asc'}, signal);
  const {items, remaining} = toListPage(site, post, answer, {sort: 'oldest'});
  if (remaining === 0) return items;
  // Sorted by parent, the replies of all parents but the last are complete.
  const last = items.at(-1)?.parent ?? 0;
  for (const one of parents) if (one.id >= last) markHidden(hidden, post, one);
  return items.filter((item) => item.parent < last);
}

function markHidden(hidden: Map<number, HiddenReplies>, post: number, {id, replies}: CommentItem): void {
  hidden.set(id, {next: writeCursor(post, {kind: 'replies', parent: id, place: LIST_START}), count: replies});
}
