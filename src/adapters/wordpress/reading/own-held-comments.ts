import type {Comment} from '../../../model/comment.js';
import type {Site} from '../site.js';

/** The reader's own held comments. `all` are the thread's comments, if all are known. */
export async function ownHeldComments(
  site: Site,
  post: number,
  all: readonly Comment[] | null,
  signal: AbortSignal,
): Promise<readonly Comment[]> {
  if (!site.device.commentsOf(post).some(({held}) => held)) return [];
  try {
    const {refreshHeldComments} = await import('./refresh-held-comments.js');
    return await refreshHeldComments(site, post, all, signal);
  } catch {
    // If the request fails, the thread still opens, with the comments that the device has as held.
    signal.throwIfAborted();
    return site.device.commentsOf(post).flatMap(({held}) => held ?? []);
  }
}
