import type {Comment} from '../../../model/comment.js';
import type {CommentItem} from '../comment-item.js';

/**
 * What stands for comments that others answer and that nobody can read any more: WordPress lists the replies to what
 * it threw away, and says no word of that itself. `all` must hold every comment that is there to be answered. Each
 * stands where its first reply would.
 */
export function tombstones(all: readonly CommentItem[]): Comment[] {
  const there = new Set(all.map(({id}) => id));
  const gone = new Map<number, Comment>();
  for (const {parent, comment} of all) {
    if (parent === 0 || there.has(parent)) continue;
    const {createdAt} = comment;
    const before = gone.get(parent);
    if (before && before.createdAt <= createdAt) continue;
    gone.set(parent, tombstone({id: String(parent), parentId: null, createdAt}, 'removed'));
  }
  return [...gone.values()];
}

/** What is left of a comment: its place. */
export function tombstone(
  {id, parentId, createdAt}: Pick<Comment, 'id' | 'parentId' | 'createdAt'>,
  status: 'removed' | 'deleted',
): Comment {
  return {
    id,
    parentId: parentId ?? null,
    author: {name: ''},
    body: {format: 'text', value: ''},
    createdAt,
    status,
  };
}
