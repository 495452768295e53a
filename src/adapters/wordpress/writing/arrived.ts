import type {Comment} from '../../../model/comment.js';
import {CommentsError} from '../../../model/errors.js';
import {keep} from '../device-notes.js';
import {itemOf} from '../item.js';
import {knowledgeOf, learn, type Site} from '../site.js';

/**
 * A comment that WordPress has just made or changed. One that waits, or that a filter took for spam, is remembered on the
 * device, for nobody else tells its author; so is what proves to the plugin whose it is.
 */
export function arrived(site: Site, post: number, data: unknown): Comment {
  const {token, editable_until: until} = (data as {parley?: ToItsMaker}).parley ?? {};
  const item = itemOf(data, knowledgeOf(site, post).context);
  if (!item) throw new CommentsError('malformed', 'WordPress did not answer with a comment.');
  const {comment, id} = item;
  // What a moderator threw away is nobody's to wait for.
  const hasToken = typeof token === 'string';
  const isTrash = (data as {status?: unknown}).status === 'trash';
  const isHeld = comment.status === 'held' || (comment.status === 'rejected' && (hasToken || !isTrash));
  if (isHeld || hasToken) {
    keep(site.device, {
      id: comment.id,
      post,
      at: Date.now(),
      ...(isHeld && {held: comment}),
      ...(hasToken && {token}),
      ...(hasToken && typeof until === 'string' && {editableUntil: until}),
    });
    learn(site, post, {});
  }
  if (comment.status === undefined) knowledgeOf(site, post).published.add(id);
  return comment;
}

interface ToItsMaker {
  readonly token?: unknown;
  readonly editable_until?: unknown;
}
