import type {Comment} from '../../../model/comment.js';
import type {Site} from '../site.js';

/** The reader's own comments that wait for a moderator. `all` are the thread's comments, if they are all known. */
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
    // Nobody loses the thread because the site does not tell: as far as this device knows they wait.
    signal.throwIfAborted();
    return site.device.commentsOf(post).flatMap(({held}) => held ?? []);
  }
}
