import type {Comment} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import {storeComment} from '../stored-comments.js';
import {parseItem} from '../comment-item.js';
import {postStateOf, updatePostContext, type Site} from '../site.js';

/**
 * Parses a comment that WordPress has just created or changed. A held or spam one is stored on the device, because
 * WordPress does not show it to its author; so is the token that proves its authorship.
 */
export function acceptComment(site: Site, post: number, data: unknown): Comment {
  const {token, editable_until: until} = (data as {parley?: AuthorFields}).parley ?? {};
  const item = parseItem(data, postStateOf(site, post).context);
  if (!item) throw new CommentsError('malformed', 'WordPress did not answer with a comment.');
  const {comment, id} = item;
  // A trashed comment is not held.
  const hasToken = typeof token === 'string';
  const isTrash = (data as {status?: unknown}).status === 'trash';
  const isHeld = comment.status === 'held' || (comment.status === 'rejected' && (hasToken || !isTrash));
  if (isHeld || hasToken) {
    storeComment(site.device, {
      id: comment.id,
      post,
      at: Date.now(),
      ...(isHeld && {held: comment}),
      ...(hasToken && {token}),
      ...(hasToken && typeof until === 'string' && {editableUntil: until}),
    });
    updatePostContext(site, post, {});
  }
  if (comment.status === undefined) postStateOf(site, post).publishedIds.add(id);
  return comment;
}

interface AuthorFields {
  readonly token?: unknown;
  readonly editable_until?: unknown;
}
