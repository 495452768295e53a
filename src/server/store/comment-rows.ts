import type {Author, Comment, CommentStatus, Cursor, Featured} from '../../model/comment.js';
import {pageAddress} from '../../model/page-address.js';
import type {Role} from './actor.js';

/** A comment as stored; the columns of `COMMENT_COLUMNS`. */
export interface CommentRow {
  readonly id: string;
  readonly thread_id: string;
  readonly parent_id: string | null;
  readonly root_id: string | null;
  /** From the root to the parent. */
  readonly ancestors: readonly string[];
  readonly person_id: string | null;
  /** `sub` of the account, which is never published. */
  readonly user_id: string | null;
  /** What is published instead (`parley_author_id`). */
  readonly author_id: string | null;
  readonly author_name: string;
  readonly author_url: string | null;
  readonly author_avatar: string | null;
  readonly author_role: Role;
  readonly body_format: 'text' | 'markdown';
  readonly body: string;
  readonly status: CommentStatus;
  readonly created_at: string;
  readonly edited_at: string | null;
  readonly score_up: number;
  readonly reply_count: number;
  readonly listed: boolean;
  readonly featured_at: string | null;
  readonly featured_by: string | null;
  readonly featured_reason: string | null;
  readonly decision_rule: string | null;
  readonly decision_reason: string | null;
}

const NAMES = [
  'id',
  'thread_id',
  'parent_id',
  'root_id',
  'ancestors',
  'person_id',
  'user_id',
  'author_id',
  'author_name',
  'author_url',
  'author_avatar',
  'author_role',
  'body_format',
  'body',
  'status',
  'created_at',
  'edited_at',
  'score_up',
  'reply_count',
  'listed',
  'featured_at',
  'featured_by',
  'featured_reason',
  'decision_rule',
  'decision_reason',
] as const satisfies readonly (keyof CommentRow)[];

/** What to select from `comments`, or from an alias of it; `prefix` is prepended to the names of the columns. */
export function commentColumns(table = 'comments', prefix = ''): string {
  return NAMES.map((name) => `${table}.${name}${prefix && ` AS ${prefix}${name}`}`).join(', ');
}

/** The comment of a row that was selected with such a prefix; null where an outer join found none. */
export function commentFrom(row: object, prefix: string): CommentRow | null {
  const given = row as Readonly<Record<string, unknown>>;
  if (given[`${prefix}id`] === null) return null;
  return Object.fromEntries(NAMES.map((name) => [name, given[prefix + name]])) as unknown as CommentRow;
}

/** The permalink, if the page's address is known; it contains the route of a hash router. */
export function permalink(pageUrl: string, id: string): string | undefined {
  return pageUrl ? `${pageAddress(pageUrl)}#comment-${id}` : undefined;
}

/**
 * A comment as all readers see it: its content while it is published, else a tombstone, without text and name.
 * `next` is known where its replies are listed.
 */
export function publicComment(row: CommentRow, pageUrl: string, next?: Cursor | null): Comment {
  const replies = {count: row.reply_count, ...(next !== undefined && {next})};
  if (row.status !== 'published') return {...tombstone(row), replies};
  return {...content(row, pageUrl), status: row.status, score: {up: row.score_up}, replies};
}

/** A comment as its author sees it, in any status, without the fields that depend on the viewer's rights. */
export function ownComment(row: CommentRow, pageUrl: string): Comment {
  if (row.status === 'deleted' || row.status === 'removed') return publicComment(row, pageUrl);
  return {
    ...content(row, pageUrl),
    status: row.status,
    ...(row.status === 'rejected' && decisionOf(row)),
    score: {up: row.score_up},
    replies: {count: row.reply_count},
  };
}

function content(row: CommentRow, pageUrl: string): Comment {
  const url = permalink(pageUrl, row.id);
  return {
    id: row.id,
    parentId: row.parent_id,
    author: authorOf(row),
    body: {format: row.body_format, value: row.body},
    createdAt: row.created_at,
    ...(row.edited_at !== null && {editedAt: row.edited_at}),
    ...(url !== undefined && {url}),
    ...(row.featured_at !== null && {featured: featuredOf(row)}),
  };
}

function tombstone(row: CommentRow): Comment {
  return {
    id: row.id,
    parentId: row.parent_id,
    author: {name: ''},
    body: {format: 'text', value: ''},
    createdAt: row.created_at,
    // Only its author learns why a comment is held or was rejected.
    status: row.status === 'deleted' ? 'deleted' : 'removed',
    ...(row.status === 'removed' && decisionOf(row)),
  };
}

function authorOf(row: CommentRow): Author {
  return {
    ...(row.author_id !== null && {id: row.author_id}),
    name: row.author_name,
    ...(row.author_url !== null && {url: row.author_url}),
    ...(row.author_avatar !== null && {avatarUrl: row.author_avatar}),
    ...(row.author_role !== 'reader' && {isStaff: true}),
  };
}

function featuredOf({featured_by: by, featured_reason: reason}: CommentRow): Featured {
  return {...(by !== null && {by}), ...(reason !== null && {reason})};
}

function decisionOf({decision_rule: ruleId, decision_reason: reason}: CommentRow): Pick<Comment, 'decision'> {
  if (ruleId === null && reason === null) return {};
  return {decision: {...(ruleId !== null && {ruleId}), ...(reason !== null && {reason})}};
}
