import type {Comment} from '../../../model/comment.js';
import type {CommentItem} from '../comment-item.js';

/** Tombstones for missing comments that have replies. `all` must contain every comment of the thread. */
export async function missingParents(all: readonly CommentItem[]): Promise<readonly Comment[]> {
  const there = new Set(all.map(({id}) => id)).add(0);
  if (all.every(({parent}) => there.has(parent))) return [];
  return (await import('./tombstones.js')).tombstones(all);
}
