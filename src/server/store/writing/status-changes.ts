import type {CommentStatus} from '../../../model/comment.js';
import type {Queries} from '../../database/database.js';
import type {CommentEventType} from '../../events/consumer.js';
import {recordEvent} from '../../events/record-event.js';
import {commentColumns, type CommentRow} from '../comment-rows.js';
import {updatePageName} from '../thread-page.js';
import {countReply, recordChanges, type PublicChange} from './thread-changes.js';

/** What becomes of a comment. */
export interface StatusChange {
  readonly status: CommentStatus;
  /** Why it waits; for `held`. */
  readonly heldBecause?: readonly string[];
  /** Why it was rejected or removed. */
  readonly decision?: {readonly ruleId?: string; readonly reason?: string};
}

/** Counts and announces a comment that was inserted as published. Its author is locked, and if it is a reply its thread. */
export async function publishNew(queries: Queries, row: CommentRow, at: string): Promise<void> {
  const appeared = await countReply(queries, row.ancestors, 1);
  await recordChanges(queries, row.thread_id, {
    changes: [...appeared, {type: 'added', id: row.id}],
    total: 1,
    at,
    author: {person: row.person_id, published: 1, rejected: 0},
  });
}

/**
 * Changes what became of a comment, with all that is counted and announced of it. `before` was read when its thread and
 * its author were locked.
 */
export async function changeStatus(
  queries: Queries,
  before: CommentRow,
  {status, heldBecause = [], decision}: StatusChange,
  at: string,
): Promise<CommentRow> {
  const [after] = await queries.query<CommentRow>(
    `UPDATE comments
     SET status = $2, held_because = $3::text[], decision_rule = $4, decision_reason = $5
     WHERE id = $1::bigint RETURNING ${commentColumns()}`,
    [before.id, status, heldBecause, decision?.ruleId ?? null, decision?.reason ?? null],
  );
  if (!after) throw new Error('A comment no longer exists.');
  await recordEvent(queries, after.id, eventTypeOf(before.status, status), at, {
    status,
    ...(heldBecause.length > 0 && {heldBecause}),
    ...(decision?.ruleId !== undefined && {ruleId: decision.ruleId}),
  });
  const published = Number(isPublished(after)) - Number(isPublished(before));
  const rejected = Number(isRejected(after)) - Number(isRejected(before));
  const around = published === 0 ? [] : await countReply(queries, after.ancestors, published > 0 ? 1 : -1);
  if (published !== 0) await updatePageName(queries, after.thread_id);
  const own = publicChange(before, after);
  await recordChanges(queries, after.thread_id, {
    // An ancestor appears before its replies, and disappears after them.
    changes: published > 0 ? [...around, ...own] : [...own, ...around],
    total: published,
    at,
    author: {person: after.person_id, published, rejected},
  });
  return after;
}

/** What a change from one status to another is called. */
function eventTypeOf(before: CommentStatus, after: CommentStatus): CommentEventType {
  switch (after) {
    case 'published':
      return before === 'held' ? 'comment.approved' : 'comment.restored';
    case 'held':
      return 'comment.held';
    case 'rejected':
      return 'comment.rejected';
    case 'removed':
      return 'comment.removed';
    case 'deleted':
      return 'comment.deleted';
  }
}

function publicChange(before: CommentRow, after: CommentRow): PublicChange[] {
  const {id} = after;
  if (before.listed && after.listed) return [{type: 'changed', id}];
  if (after.listed) return [{type: 'added', id}];
  return before.listed ? [{type: 'removed', id}] : [];
}

function isPublished({status}: CommentRow): boolean {
  return status === 'published';
}

function isRejected({status}: CommentRow): boolean {
  return status === 'rejected' || status === 'removed';
}
