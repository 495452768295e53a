import type {CommentId} from '../../../model/comment.js';
import type {CommentItem} from '../comment-item.js';
import type {Site} from '../site.js';
import {fetchComments, readItems} from './lists.js';

/** A chain of replies this long is somebody's joke; the end of it is shown by itself. */
const MAX_ANCESTORS = 20;

/**
 * The way down to a comment: its root first, itself last. Nothing when the post has no such comment. It begins at
 * the comment whose parent is gone, where there is one. `known` need not be asked for.
 */
export async function fetchAncestors(
  site: Site,
  post: number,
  id: CommentId | undefined,
  known: readonly CommentItem[],
  signal: AbortSignal,
): Promise<readonly CommentItem[]> {
  const ancestors: CommentItem[] = [];
  let wanted = /^\d+$/.test(id ?? '') ? Number(id) : 0;
  while (wanted > 0 && ancestors.length < MAX_ANCESTORS && !ancestors.some((item) => item.id === wanted)) {
    const item = known.find((one) => one.id === wanted) ?? (await fetchOne(site, post, wanted, signal));
    if (!item) break;
    ancestors.unshift(item);
    wanted = item.parent;
  }
  return ancestors;
}

async function fetchOne(
  site: Site,
  post: number,
  id: number,
  signal: AbortSignal,
): Promise<CommentItem | undefined> {
  const answer = await fetchComments(site, post, {include: id}, signal);
  return readItems(site, post, answer)[0];
}
