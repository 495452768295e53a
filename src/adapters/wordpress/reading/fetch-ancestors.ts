import type {CommentId} from '../../../model/comment.js';
import type {CommentItem} from '../comment-item.js';
import type {Site} from '../site.js';
import {fetchComments, readItems} from './lists.js';

/** Of a longer chain of replies only the end is fetched. */
const MAX_ANCESTORS = 20;

/**
 * A comment with its ancestors, the root first. Empty if the post has no such comment. It begins at the comment whose
 * parent is missing, if there is one. Comments in `known` are not fetched.
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
