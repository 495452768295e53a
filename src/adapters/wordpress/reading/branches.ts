import type {Comment, Cursor} from '../../../model/comment.js';
import type {CommentItem} from '../comment-item.js';

/** Replies that were not fetched: where they go on, and how many there are at least. */
export interface HiddenReplies {
  readonly next: Cursor;
  readonly count: number;
}

/** One after another, each with what it needs to be shown: how many are below it, and where they go on. */
export function withReplies(
  items: readonly CommentItem[],
  hidden: ReadonlyMap<number, HiddenReplies>,
): Comment[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const counts = new Map<number, number>();
  const add = (start: number, many: number): void => {
    const passed = new Set<number>();
    // Cycles are legal input.
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
