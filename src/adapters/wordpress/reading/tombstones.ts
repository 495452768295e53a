import type {Comment} from '../../../model/comment.js';
import type {CommentItem} from '../comment-item.js';

/**
 * Tombstones for missing comments that have replies: WordPress lists the replies to removed comments, but not the removed
 * ones. `all` must contain every comment of the thread. A tombstone has the time of its first reply.
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

/** A comment without author and text. */
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
