import {CommentsError} from '../../../model/errors.js';
import type {Blocked} from '../../../model/thread.js';
import type {Actor} from '../actor.js';

/** The columns of `FIND_BLOCK`. */
export interface BlockRow {
  readonly block_reason: string | null;
  readonly block_until: string | null;
  /** Null, as the others, when there is no block. */
  readonly is_blocked: true | null;
}

/**
 * SQL for the block of site `s` that lasts the longest; the parameters are those of `blockedSubjects`, and the current
 * time.
 */
export const FIND_BLOCK = ([kinds, subjects, now]: readonly [string, string, string]): string =>
  `SELECT blocks.reason AS block_reason, blocks.until AS block_until, true AS is_blocked
   FROM block_subjects JOIN blocks ON blocks.id = block_subjects.block_id
   WHERE block_subjects.site_id = s.id
     AND (block_subjects.kind, block_subjects.subject) IN (SELECT * FROM unnest(${kinds}::text[], ${subjects}::text[]))
     AND (blocks.until IS NULL OR blocks.until > ${now}::timestamptz)
   ORDER BY blocks.until DESC NULLS FIRST
   LIMIT 1`;

/** As what the actor may be blocked: kinds and subjects. `email`: the digest of the address they leave. */
export function blockedSubjects(
  {user, guest, address}: Actor,
  email: string | null,
): [kinds: string[], subjects: string[]] {
  const subjects = [
    ['user', user?.subject ?? null],
    ['guest', guest],
    ['address', address],
    ['email', email],
  ].filter((pair): pair is [string, string] => pair[1] !== null);
  return [subjects.map(([kind]) => kind), subjects.map(([, subject]) => subject)];
}

/** The block of such a row, or null. */
export function blockOf(row: Partial<BlockRow> | undefined): Blocked | null {
  if (!row?.is_blocked) return null;
  const {block_reason: reason, block_until: until = null} = row;
  return {until, ...(reason && {reason})};
}

/** Throws `forbidden`, with the block, when there is one. */
export function assertNotBlocked(blocked: Blocked | null): void {
  if (!blocked) return;
  const {reason, until} = blocked;
  const why = reason ? `: ${reason}` : '.';
  const message = `You have been blocked from commenting${until ? ` until ${until}` : ''}${why}`;
  throw new CommentsError('forbidden', message, {blocked});
}
