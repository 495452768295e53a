import type {Comment, NewComment} from '../../../model/comment.js';
import {storeComment} from '../stored-comments.js';
import type {Site} from '../site.js';

/** Makes a comment from a draft, where WordPress does not show it: held, rejected, or in no list that its author may read. */
export function toOwnComment(
  {parentId, body, guest}: NewComment,
  id: string,
  status: 'published' | 'held' | 'rejected',
  {name = guest?.name.trim() ?? '', now}: {name: string | undefined; now: number},
): Comment {
  return {
    id,
    parentId,
    author: {name},
    body,
    createdAt: new Date(now).toISOString(),
    status,
    ...(status !== 'held' && {can: {}}),
  };
}

/** As `toOwnComment`, and stores it on the device. */
export async function storeOwnComment(
  site: Site,
  post: number,
  draft: NewComment,
  {id, status, ...proof}: {id: string; status: 'held' | 'rejected'; hash?: string; token?: string},
  signal: AbortSignal,
): Promise<Comment> {
  const viewer = await site.viewer(signal);
  const comment = toOwnComment(draft, id, status, {name: viewer?.viewer.name, now: site.client.clock.now()});
  storeComment(site.device, {id, post, at: Date.now(), held: comment, ...proof});
  return comment;
}
