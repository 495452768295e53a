import type {Comment, Cursor} from '../../../model/comment.js';
import type {CommentItem} from '../comment-item.js';

/** Replies that were not fetched: their cursor, and their least number. */
export interface HiddenReplies {
  readonly next: Cursor;
  readonly count: number;
}

/** The comments of the items, each with the number of its descendants and the cursor of hidden replies. */
export function withReplies(
  items: readonly CommentItem[],
  hidden: ReadonlyMap<number, HiddenReplies>,
): Comment[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const counts = new Map<number, number>();
  const add = (start: number, many: number): void => {
    const passed = new Set<number>();
    // Cycles are valid input.
    for (let id = start; byId.has(id) && !passed.has(id); id = byId.get(id)?.parent ?? 0) {
      passed.add(id);
      counts.set(id, (counts.get(id) ?? 0) + many);
    }
  };
  for (const {parent} of byId.values()) add(parent, 1);
  for (const [id, {count}] of hidden) add(id, count);
  return [...byId.values()].map(({id, comment}) => ({
    ...comment,
    replies: {count: counts.get(id) ?? 0, next: hidden.get(id)?.next ?? null},
  }));
}
