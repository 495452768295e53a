import type {Comment, CommentId} from './comment.js';
import type {Sort} from './thread.js';

/** A comment in the tree. Nodes are immutable; unchanged ones keep their identity from build to build. */
export interface ThreadNode {
  readonly comment: Comment;
  /** The level at which it is shown: 0 for a root, at most `maxDepth`. */
  readonly depth: number;
  /** The nodes shown beneath it: its replies; at the last level also theirs. */
  readonly replies: readonly ThreadNode[];
  /** The number of comments in this branch, itself included. */
  readonly size: number;
  /** The name of the parent's author; `null` for a root or an orphan. */
  readonly inReplyTo: string | null;
  /** Whether it is shown beside its parent instead of beneath, because of `maxDepth`. */
  readonly flattened: boolean;
  /** Whether its parent is missing. */
  readonly orphan: boolean;
}

export interface TreeOptions {
  readonly sort: Sort;
  /** The levels of indentation; deeper replies are shown flat in the last one, in reading order. */
  readonly maxDepth: number;
}

/** The tree of a thread. The next build needs it to keep identities. */
export interface ThreadTree {
  readonly roots: readonly ThreadNode[];
  readonly nodes: ReadonlyMap<CommentId, ThreadNode>;
}

export const EMPTY_TREE: ThreadTree = {roots: [], nodes: new Map()};

/**
 * Builds the tree of flat comments. Roots are sorted by `sort` (`top` keeps the backend's order), replies oldest first.
 * Orphans become roots; a cycle is cut at one of its members. Linear in the number of comments except for sorting, and
 * without recursion: a chain may be of any length.
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

/** The position of a comment, before its replies are known. */
interface Place {
  readonly comment: Comment;
  readonly depth: number;
  readonly shownUnder: CommentId | null;
  readonly parent: Comment | null;
}

/** Makes the nodes in reverse reading order, so that a node's replies exist before it. */
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

/** Returns `before` if `now` has identical values. */
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

/** Comments without a root descend from a cycle; their ancestors lead to a member of it. */
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

/** Times are normalised UTC strings, which compare as text; sorting is stable, so ties keep their order. */
function byOldest(a: Comment, b: Comment): number {
  return a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0;
}

function byNewest(a: Comment, b: Comment): number {
  return byOldest(b, a);
}
