import type {Comment} from '../../../model/comment.js';
import type {StoredComment} from '../device-storage.js';
import {forgetComment} from '../stored-comments.js';
import type {Site} from '../site.js';
import {fetchComments, readItems} from './lists.js';

/**
 * The comments of this device that still wait for a moderator. What has been published is no longer remembered as
 * waiting: lists have it. WordPress tells a guest nothing of one that was turned down, so it waits until it is
 * forgotten. `all` are the thread's comments, if they are all known; else one request asks for those that matter.
 */
export async function refreshHeldComments(
  site: Site,
  post: number,
  all: readonly Comment[] | null,
  signal: AbortSignal,
): Promise<readonly Comment[]> {
  const waiting = site.device.commentsOf(post).filter(({held}) => held);
  if (site.client.plugin !== null)
    return import('../plugin/held-comments.js').then(({refreshHeldComments}) =>
      refreshHeldComments(site, post, waiting, signal),
    );
  const published = all ?? (await fetchPublished(site, post, waiting, signal));
  const stillHeld: Comment[] = [];
  for (const {id, held} of waiting) {
    if (!held) continue;
    if (published.some((comment) => isSame(comment, held))) forgetComment(site.device, id);
    else stillHeld.push(held);
  }
  return stillHeld;
}

async function fetchPublished(
  site: Site,
  post: number,
  waiting: readonly StoredComment[],
  signal: AbortSignal,
): Promise<readonly Comment[]> {
  const include = waiting.map(({id}) => Number(id)).filter((id) => Number.isSafeInteger(id));
  if (include.length === 0) return [];
  const answer = await fetchComments(site, post, {include}, signal);
  return readItems(site, post, answer).map(({comment}) => comment);
}

/** By its id; or, where WordPress never told that, by whose it is and what it says. */
function isSame(published: Comment, held: Comment): boolean {
  if (published.id === held.id) return true;
  return (
    held.id.startsWith('held-') &&
    published.author.name === held.author.name &&
    comparableText(published) === comparableText(held)
  );
}

function comparableText({body}: Comment): string {
  return body.value.replace(/<[^<>]*>/g, '').replace(/\s+/g, '');
}
