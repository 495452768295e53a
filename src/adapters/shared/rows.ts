import {isReadable, type Comment} from '../../model/comment.js';
import type {Sort} from '../../model/thread.js';

/** One comment as it is kept: what every reader sees alike, and what it takes to show it to one of them. */
export interface Row {
  readonly comment: Comment;
  /** Whose it is: a viewer's id, or what stands for a guest; `null` for nobody here. */
  readonly owner: string | null;
  /** The thread's revision at which it came, at which it last became public (0: never), and was last touched. */
  readonly born: number;
  readonly shown: number;
  readonly revision: number;
  /** The key of the intent that posted it. */
  readonly key?: string;
  /** Owners who recommend it, and who reported it. */
  readonly voters?: readonly string[];
  readonly reporters?: readonly string[];
  /** Taken back with nothing below it: kept only to be known as gone. */
  readonly gone?: boolean;
}

/** Where a row stands in any order. */
export interface Position {
  readonly createdAt: string;
  readonly born: number;
  readonly up: number;
}

/** Gives the position of a row. */
export function positionOf({comment: {createdAt, score}, born}: Row): Position {
  return {createdAt, born, up: score?.up ?? 0};
}

/** Total orders: two comments of the same moment stand in the order in which they came. */
export const COMPARATORS: Readonly<Record<Sort, (a: Position, b: Position) => number>> = {
  oldest: byAge,
  newest: (a, b) => byAge(b, a),
  top: (a, b) => b.up - a.up || byAge(b, a),
};

function byAge(a: Position, b: Position): number {
  if (a.createdAt === b.createdAt) return a.born - b.born;
  return a.createdAt < b.createdAt ? -1 : 1;
}

/** The rows in this order. */
export function sortRows(rows: readonly Row[], sort: Sort): Row[] {
  const compare = COMPARATORS[sort];
  return rows
    .map((row) => ({row, position: positionOf(row)}))
    .sort((a, b) => compare(a.position, b.position))
    .map(({row}) => row);
}

/** Whether a comment counts. */
export function isPublished({status = 'published'}: Comment): boolean {
  return status === 'published';
}

/** Whether everybody may see a row, be it as a tombstone. */
export function isPublic({comment, gone}: Row): boolean {
  return !gone && (isPublished(comment) || !isReadable(comment));
}

/** Whether the owner of this name may see it: what is held or rejected is shown to its author alone. */
export function isVisibleTo(row: Row, readerId: string): boolean {
  return isPublic(row) || (!row.gone && row.owner === readerId);
}
