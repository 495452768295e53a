import type {CommentId} from '../../../model/comment.js';
import type {Item} from '../item.js';
import type {Site} from '../site.js';
import {askComments, itemsIn} from './lists.js';

/** A chain of replies this long is somebody's joke; the end of it is shown by itself. */
const HIGHEST = 20;

/**
 * The way down to a comment: its root first, itself last. Nothing when the post has no such comment. It begins at
 * the comment whose parent is gone, where there is one. `known` need not be asked for.
 */
export async function wayTo(
  site: Site,
  post: number,
  id: CommentId | undefined,
  known: readonly Item[],
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const way: Item[] = [];
  let wanted = /^\d+$/.test(id ?? '') ? Number(id) : 0;
  while (wanted > 0 && way.length < HIGHEST && !way.some((item) => item.id === wanted)) {
    const item = known.find((one) => one.id === wanted) ?? (await askOne(site, post, wanted, signal));
    if (!item) break;
    way.unshift(item);
    wanted = item.parent;
  }
  return way;
}

async function askOne(site: Site, post: number, id: number, signal: AbortSignal): Promise<Item | undefined> {
  const answer = await askComments(site, post, {include: id}, signal);
  return itemsIn(site, post, answer)[0];
}
