import type {Comment} from '../../../model/comment.js';
import type {Site} from '../site.js';

/** The reader's own comments that wait for a moderator. `all` are the thread's comments, if they are all known. */
export async function heldHere(
  site: Site,
  post: number,
  all: readonly Comment[] | null,
  signal: AbortSignal,
): Promise<readonly Comment[]> {
  if (!site.device.kept(post).some(({held}) => held)) return [];
  const {stillHeld} = await import('./held.js');
  return stillHeld(site, post, all, signal);
}
