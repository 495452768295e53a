import type {Comment, CommentId} from './comment.js';
import type {Sort} from './thread.js';

/** One comment in its place. Nodes are immutable; what did not change keeps its identity from build to build. */
export interface ThreadNode {
  readonly comment: Comment;
  /** How deep it is drawn: 0 for a root, at most `maxDepth`. */
  readonly depth: number;
  /** What is drawn beneath it: its replies, and at the last level also theirs. */
  readonly replies: readonly ThreadNode[];
  /** Comments in this branch, itself included. */
  readonly size: number;
  /** The name of the author it answers; `null` for a root and for an orphan. */
  readonly inReplyTo: string | null;
  /** Drawn beside the comment it answers, because the levels are used up. */
  readonly flattened: boolean;
  /** It answers a comment that is not here. */
  readonly orphan: boolean;
}

export interface TreeOptions {
  readonly sort: Sort;
  /** Levels of indentation; deeper replies are drawn flat in the last one, in reading order. */
  readonly maxDepth: number;
}

/** A drawn thread, with what the next build needs to keep identities. */
export interface ThreadTree {
  readonly roots: readonly ThreadNode[];
  readonly nodes: ReadonlyMap<CommentId, ThreadNode>;
}

export const EMPTY_TREE: ThreadTree = {roots: [], nodes: new Map()};

/**
 * Puts flat comments in their places. Roots follow `sort` (for `top` the backend's order stands), replies go
 * oldest first. Orphans become roots; a cycle is cut at one of its members. Linear in the number of comments but
 * for sorting, and without recursion: a chain may be any length.
 */
export function buildTree(
  comments: ReadonlyMap<CommentId, Comment>,
  {sort, maxDepth}: TreeOptions,
  previous: ThreadTree = EMPTY_TREE,
): ThreadTree {
  const roots: Comment[] = [];
  const children = new Map<CommentId, Comment[]>();
  for (const comment of comments.values()) {
    const parent = parentOf(comment, comments);
    if (parent === undefined) roots.push(comment);
    else appendTo(children, parent.id, comment);
  }

  const places: Place[] = [];
  const placed = new Set<CommentId>();
  const placeBranch = (root: Comment): void => {
    const stack: Place[] = [{comment: root, depth: 0, shownUnder: null, parent: null}];
    for (let place = stack.pop(); place; place = stack.pop()) {
      const {comment, depth, shownUnder} = place;
      if (placed.has(comment.id)) continue;
      placed.add(comment.id);
      places.push(place);
      const below = depth < maxDepth ? comment.id : shownUnder;
      const replies = children.get(comment.id) ?? [];
      // Last in, first out: the oldest goes on the stack last.
      for (const reply of replies.sort(byNewest)) {
        stack.push({
          comment: reply,
          depth: Math.min(depth + 1, maxDepth),
          shownUnder: below,
          parent: comment,
        });
      }
    }
  };

  const starts = sort === 'top' ? roots : roots.sort(sort === 'newest' ? byNewest : byOldest);
  for (const root of starts) placeBranch(root);
  if (placed.size < comments.size) {
    for (const comment of comments.values()) {
      if (!placed.has(comment.id)) placeBranch(memberOfCycle(comment, comments));
    }
  }
  return draw(places, previous);
}

/** Where a comment goes, before it is known what hangs below it. */
interface Place {
  readonly comment: Comment;
  readonly depth: number;
  readonly shownUnder: CommentId | null;
  readonly parent: Comment | null;
}

/** Reading order backwards: when a node is made, all below it stand ready. */
function draw(places: readonly Place[], previous: ThreadTree): ThreadTree {
  const nodes = new Map<CommentId, ThreadNode>();
  const under = new Map<CommentId | null, ThreadNode[]>();
  for (const {comment, depth, shownUnder, parent} of places.toReversed()) {
    const before = previous.nodes.get(comment.id);
    const replies = keepIdentity(before?.replies, (under.get(comment.id) ?? []).reverse());
    const node = keepIdentity(before, {
      comment,
      depth,
      replies,
      size: replies.reduce((sum, reply) => sum + reply.size, 1),
      inReplyTo: parent ? parent.author.name : null,
      flattened: parent !== null && shownUnder !== parent.id,
      orphan: parent === null && comment.parentId != null,
    });
    nodes.set(comment.id, node);
    appendTo(under, shownUnder, node);
  }
  return {roots: (under.get(null) ?? []).reverse(), nodes};
}

/** Gives `before` where `now` holds the very same things. */
function keepIdentity<Thing extends object>(before: Thing | undefined, now: Thing): Thing {
  const keys = Object.keys(now) as (keyof Thing)[];
  const same =
    before && keys.length === Object.keys(before).length && keys.every((key) => before[key] === now[key]);
  return same ? before : now;
}

function parentOf(comment: Comment, comments: ReadonlyMap<CommentId, Comment>): Comment | undefined {
  const {id, parentId} = comment;
  return parentId == null || parentId === id ? undefined : comments.get(parentId);
}

/** Everything that no root leads to hangs below a cycle; going up from it ends on that cycle. */
function memberOfCycle(start: Comment, comments: ReadonlyMap<CommentId, Comment>): Comment {
  const seen = new Set<CommentId>();
  let comment = start;
  for (
    let above = parentOf(comment, comments);
    above && !seen.has(comment.id);
    above = parentOf(comment, comments)
  ) {
    seen.add(comment.id);
    comment = above;
  }
  return comment;
}

function appendTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Times are normalised UTC strings, so they compare as they stand; sorting is stable, so ties keep their order. */
function byOldest(a: Comment, b: Comment): number {
  return a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0;
}

function byNewest(a: Comment, b: Comment): number {
  return byOldest(b, a);
}
