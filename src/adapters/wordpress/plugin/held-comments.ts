import type {Comment} from '../../../model/comment.js';
import type {StoredComment} from '../device-storage.js';
import {forgetComment, storeComment} from '../stored-comments.js';
import type {Site} from '../site.js';
import {fetchCommentStates, proofOf} from './comment-states.js';

/**
 * Fetches the status of this device's held comments. Returns those still held and those rejected; published ones are in
 * the lists, and others are deleted from the device.
 */
export async function fetchHeldStates(
  site: Site,
  post: number,
  waiting: readonly StoredComment[],
  signal: AbortSignal,
): Promise<readonly Comment[]> {
  const asked = waiting.flatMap((kept) => {
    const proof = proofOf(kept);
    return proof ? [{kept, proof}] : [];
  });
  if (asked.length === 0) return waiting.flatMap(({held}) => held ?? []);
  const results = await fetchCommentStates(
    site,
    post,
    asked.map(({proof}) => proof),
    signal,
  );
  return asked.flatMap(({kept}, index): Comment[] => {
    const {held, ...rest} = kept;
    const status = results[index]?.status ?? 'unknown';
    if (!held) return [];
    if (status === 'hold') return [{...held, status: 'held'}];
    if (status === 'unknown') return [held];
    if (status === 'rejected') return [{...held, status: 'rejected', can: {}}];
    if (status === 'approved' && rest.token !== undefined) storeComment(site.device, rest);
    else forgetComment(site.device, kept.id);
    return [];
  });
}
