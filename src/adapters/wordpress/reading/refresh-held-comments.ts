import type {Comment} from '../../../model/comment.js';
import type {StoredComment} from '../device-storage.js';
import {forgetComment} from '../stored-comments.js';
import type {Site} from '../site.js';
import {fetchComments, readItems} from './lists.js';

/**
 * The comments of this device that are still held. Published ones are deleted from the device. WordPress does not report
 * rejections to guests, so a rejected one stays held until it expires. `all` are the thread's comments, if all are
 * known; else one request fetches those that may have been published.
 */
export async function refreshHeldComments(
  site: Site,
  post: number,
  all: readonly Comment[] | null,
  signal: AbortSignal,
): Promise<readonly Comment[]> {
  const waiting = site.device.commentsOf(post).filter(({held}) => held);
  if (site.client.plugin !== null)
    return import('../plugin/held-comments.js').then(({fetchHeldStates}) =>
      fetchHeldStates(site, post, waiting, signal),
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

/** Compares ids; or author and text, where WordPress never sent an id. */
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
