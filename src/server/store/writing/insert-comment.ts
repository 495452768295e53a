import type {CommentStatus} from '../../../model/comment.js';
import type {Parameter, Queries} from '../../database/database.js';
import {recordingEvent, type EventData} from '../../events/record-event.js';
import type {Role} from '../actor.js';
import {commentColumns, type CommentRow} from '../comment-rows.js';

/** Columns that a new comment brings, with their types. */
const COLUMNS = {
  site_id: 'integer',
  thread_id: 'bigint',
  parent_id: 'bigint',
  root_id: 'bigint',
  ancestors: 'bigint[]',
  person_id: 'bigint',
  address: 'text',
  user_id: 'text',
  author_name: 'text',
  author_url: 'text',
  author_avatar: 'text',
  author_role: 'text',
  email: 'text',
  email_digest: 'text',
  body_format: 'text',
  body: 'text',
  policy_version: 'text',
  status: 'text',
  held_because: 'text[]',
  created_at: 'timestamptz',
  page_url: 'text',
  page_title: 'text',
} as const;

/** Who signs a comment; the e-mail address sealed, and its digest. */
export interface Contact {
  readonly user_id: string | null;
  readonly author_name: string;
  readonly author_url: string | null;
  readonly author_avatar: string | null;
  readonly author_role: Role;
  readonly email: string | null;
  readonly email_digest: string | null;
}

/** A comment that is to be kept. */
export type InsertedComment = Contact & {
  readonly status: CommentStatus;
  readonly held_because: readonly string[];
} & Readonly<Record<keyof typeof COLUMNS, Parameter>>;

/** Under which conditions a comment is inserted: what else was found out before still holds. */
export interface InsertConditions {
  /** Since then the same person has not posted the same text in the same place. */
  readonly duplicatesSince: string;
  /** The rules that it was checked by are those of the present. */
  readonly facts: number;
  readonly generation: number;
}

const names = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
const INSERT = `
  WITH made AS (
  INSERT INTO comments (${names.join(', ')})
  SELECT ${names.map((name, index) => `$${String(index + 1)}::${COLUMNS[name]}`).join(', ')}
  FROM (
    SELECT facts, site_id FROM threads WHERE id = ${parameter('thread_id')}::bigint LOCKING
  ) AS thread JOIN sites ON sites.id = thread.site_id
  WHERE thread.facts = ${after(1)}::integer AND sites.generation = ${after(2)}::integer AND NOT EXISTS (
    SELECT FROM comments AS earlier
    WHERE earlier.person_id = ${parameter('person_id')}::bigint AND earlier.thread_id = ${parameter('thread_id')}::bigint
      AND earlier.created_at > ${after(3)}::timestamptz AND earlier.body = ${parameter('body')}
      AND earlier.parent_id IS NOT DISTINCT FROM ${parameter('parent_id')}::bigint
      AND earlier.status NOT IN ('deleted', 'removed')
  )
  RETURNING comments.*
  ), ${recordingEvent('made', ["'comment.posted'", parameter('created_at'), after(4)])}
  SELECT ${commentColumns('made')} FROM made`;

/**
 * Stores a comment with the event that it was posted, without counting or announcing it; null where the conditions do not hold. Its author is locked, so that
 * of two with the same text the second finds the first. The thread of a reply is locked by it, for what stands above the
 * reply changes.
 */
export async function insertComment(
  queries: Queries,
  comment: InsertedComment,
  {duplicatesSince, facts, generation}: InsertConditions,
): Promise<CommentRow | null> {
  const {status, held_because: heldBecause} = comment;
  const data: EventData = {status, ...(heldBecause.length > 0 && {heldBecause})};
  const [row] = await queries.query<CommentRow>(
    INSERT.replace('LOCKING', comment.parent_id === null ? '' : 'FOR NO KEY UPDATE'),
    [...names.map((name) => comment[name]), facts, generation, duplicatesSince, JSON.stringify(data)],
  );
  return row ?? null;
}

function parameter(name: keyof typeof COLUMNS): string {
  return `$${String(names.indexOf(name) + 1)}`;
}

function after(place: number): string {
  return `$${String(names.length + place)}`;
}
