import {isReadable, type CommentId} from '../../model/comment.js';
import type {Sort} from '../../model/thread.js';
import {sortRows, type Row} from './rows.js';

/** A thread as one reader sees it. */
export interface ThreadIndex {
  /** The root of each visible comment; a root's is itself. */
  readonly rootOf: ReadonlyMap<CommentId, CommentId>;
  /** All descendants of each root, oldest first. */
  readonly branches: ReadonlyMap<CommentId, readonly Row[]>;
  /** How many readable descendants each comment has. */
  readonly counts: ReadonlyMap<CommentId, number>;
  /** The sorted roots. */
  roots(sort: Sort): readonly Row[];
}

/**
 * Builds the index of visible rows. A comment whose parent is not among them is a root, and a cycle is cut at one of its
 * members. Linear except for sorting, and without recursion: a chain may be of any length.
 */
export function indexThread(visible: readonly Row[]): ThreadIndex {
  const ordered = sortRows(visible, 'oldest');
  const byId = new Map(ordered.map((row) => [row.comment.id, row]));
  const rootOf = new Map<CommentId, CommentId>();
  const parentsFirst: Row[] = [];
  for (const row of ordered) {
    const path = new Set<Row>();
    let at: Row | undefined = row;
    while (at && !rootOf.has(at.comment.id) && !path.has(at)) {
      path.add(at);
      at = byId.get(at.comment.parentId ?? '');
    }
    const upwards = [...path].reverse();
    const root = (at && rootOf.get(at.comment.id)) ?? upwards[0]?.comment.id;
    for (const step of upwards) {
      if (root !== undefined) rootOf.set(step.comment.id, root);
      parentsFirst.push(step);
    }
  }

  const isRoot = ({comment: {id}}: Row): boolean => rootOf.get(id) === id;
  const counts = new Map<CommentId, number>();
  for (const row of parentsFirst.reverse()) {
    const {id, parentId} = row.comment;
    if (isRoot(row) || !parentId) continue;
    const branch = (counts.get(id) ?? 0) + (isReadable(row.comment) ? 1 : 0);
    counts.set(parentId, (counts.get(parentId) ?? 0) + branch);
  }

  const branches = new Map<CommentId, Row[]>();
  for (const row of ordered) {
    const root = rootOf.get(row.comment.id);
    if (root === undefined || isRoot(row)) continue;
    const branch = branches.get(root);
    if (branch) branch.push(row);
    else branches.set(root, [row]);
  }

  const roots = new Map<Sort, readonly Row[]>([['oldest', ordered.filter(isRoot)]]);
  return {
    rootOf,
    branches,
    counts,
    roots(sort) {
      const sorted = roots.get(sort) ?? sortRows(roots.get('oldest') ?? [], sort);
      roots.set(sort, sorted);
      return sorted;
    },
  };
}
