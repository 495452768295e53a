import type {Comment, NewComment} from '../../../model/comment.js';
import {keep} from '../device-notes.js';
import type {Site} from '../site.js';

/** A draft as the comment that it became, where WordPress shows none: it waits, or was turned down. */
export function ownComment(
  {parentId, body, guest}: NewComment,
  id: string,
  status: 'held' | 'rejected',
  name: string = guest?.name.trim() ?? '',
): Comment {
  return {
    id,
    parentId,
    author: {name},
    body,
    createdAt: new Date().toISOString(),
    status,
    ...(status === 'rejected' && {can: {}}),
  };
}

/** The same, and remembered on the device: nobody else tells its author. */
export async function keepOwn(
  site: Site,
  post: number,
  draft: NewComment,
  {id, status, ...proof}: {id: string; status: 'held' | 'rejected'; hash?: string; token?: string},
  signal: AbortSignal,
): Promise<Comment> {
  const viewer = await site.viewer(signal);
  const comment = ownComment(draft, id, status, viewer?.viewer.name);
  keep(site.device, {id, post, at: Date.now(), held: comment, ...proof});
  return comment;
}
