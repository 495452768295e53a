import {isReadable, type Comment} from '../../model/comment.js';
import type {Sort} from '../../model/thread.js';

/**
 * One stored comment: what all readers see, and what it takes to show it to one of them. `LocalAdapter` stores rows on
 * devices, so the names of the fields cannot change.
 */
export interface Row {
  readonly comment: Comment;
  /** The owner's id: a viewer's, or the guest's of a device; `null` for none. */
  readonly owner: string | null;
  /** The thread's revision at which it was added. */
  readonly born: number;
  /** The revision at which it last became public; 0 if never. */
  readonly shown: number;
  /** The revision of its last change. */
  readonly revision: number;
  /** The idempotency key with which it was posted. */
  readonly key?: string;
  /** The ids of owners who recommend it. */
  readonly voters?: readonly string[];
  /** The ids of owners who reported it. */
  readonly reporters?: readonly string[];
  /** Removed without replies: not listed, and stored only so that it is reported as gone. */
  readonly gone?: boolean;
}

/** The values by which a row is sorted. */
export interface Position {
  readonly createdAt: string;
  readonly born: number;
  readonly up: number;
}

/** The sort values of a row. */
export function positionOf({comment: {createdAt, score}, born}: Row): Position {
  return {createdAt, born, up: score?.up ?? 0};
}

/** Total orders: comments of the same time are sorted by the order in which they were added. */
export const COMPARATORS: Readonly<Record<Sort, (a: Position, b: Position) => number>> = {
  oldest: byAge,
  newest: (a, b) => byAge(b, a),
  top: (a, b) => b.up - a.up || byAge(b, a),
};

function byAge(a: Position, b: Position): number {
  if (a.createdAt === b.createdAt) return a.born - b.born;
  return a.createdAt < b.createdAt ? -1 : 1;
}

/** A sorted copy of the rows. */
export function sortRows(rows: readonly Row[], sort: Sort): Row[] {
  const compare = COMPARATORS[sort];
  return rows
    .map((row) => ({row, position: positionOf(row)}))
    .sort((a, b) => compare(a.position, b.position))
    .map(({row}) => row);
}

/** Whether a comment is published, and so counted. */
export function isPublished({status = 'published'}: Comment): boolean {
  return status === 'published';
}

/** Whether everybody may see a row, possibly as a tombstone. */
export function isPublic({comment, gone}: Row): boolean {
  return !gone && (isPublished(comment) || !isReadable(comment));
}

/** Whether a reader may see a row: held and rejected comments are shown only to their author. */
export function isVisibleTo(row: Row, readerId: string): boolean {
  return isPublic(row) || (!row.gone && row.owner === readerId);
}
