import type {Parameter, Queries} from '../../database/database.js';
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
export type InsertedComment = Contact & Readonly<Record<keyof typeof COLUMNS, Parameter>>;

const names = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
const INSERT = `
  INSERT INTO comments (${names.join(', ')})
  VALUES (${names.map((name, index) => `$${String(index + 1)}::${COLUMNS[name]}`).join(', ')})
  RETURNING ${commentColumns()}`;

/** Keeps a comment, without counting or announcing it. */
export async function insertComment(queries: Queries, comment: InsertedComment): Promise<CommentRow> {
  const [row] = await queries.query<CommentRow>(
    INSERT,
    names.map((name) => comment[name]),
  );
  if (!row) throw new Error('A comment was not kept.');
  return row;
}
