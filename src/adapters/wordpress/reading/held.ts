import type {Comment} from '../../../model/comment.js';
import type {Kept} from '../device.js';
import {forget} from '../device-notes.js';
import type {Site} from '../site.js';
import {askComments, itemsIn} from './lists.js';

/**
 * The comments of this device that still wait for a moderator. What has been published is no longer remembered as
 * waiting: lists have it. WordPress tells a guest nothing of one that was turned down, so it waits until it is
 * forgotten. `all` are the thread's comments, if they are all known; else one request asks for those that matter.
 */
export async function stillHeld(
  site: Site,
  post: number,
  all: readonly Comment[] | null,
  signal: AbortSignal,
): Promise<readonly Comment[]> {
  const waiting = site.device.kept(post).filter(({held}) => held);
  if (site.client.plugin !== null)
    return import('../plugin/held.js').then(({fatesOf}) => fatesOf(site, post, waiting, signal));
  const published = all ?? (await publishedOf(site, post, waiting, signal));
  const still: Comment[] = [];
  for (const {id, held} of waiting) {
    if (!held) continue;
    if (published.some((comment) => isSame(comment, held))) forget(site.device, id);
    else still.push(held);
  }
  return still;
}

async function publishedOf(
  site: Site,
  post: number,
  waiting: readonly Kept[],
  signal: AbortSignal,
): Promise<readonly Comment[]> {
  const include = waiting.map(({id}) => Number(id)).filter((id) => Number.isSafeInteger(id));
  if (include.length === 0) return [];
  const answer = await askComments(site, post, {include}, signal);
  return itemsIn(site, post, answer).map(({comment}) => comment);
}

/** By its id; or, where WordPress never told that, by whose it is and what it says. */
function isSame(published: Comment, held: Comment): boolean {
  if (published.id === held.id) return true;
  return (
    held.id.startsWith('held-') &&
    published.author.name === held.author.name &&
    wordsIn(published) === wordsIn(held)
  );
}

function wordsIn({body}: Comment): string {
  return body.value.replace(/<[^<>]*>/g, '').replace(/\s+/g, '');
}
