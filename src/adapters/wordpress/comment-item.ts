import type {Author, Comment} from '../../model/comment.js';
import {validComment} from '../../model/valid-comment.js';
import {warnLater} from '../../model/warn-later.js';
import {decodeEntities} from './entities.js';

/** A parsed comment with the fields that lists need. */
export interface CommentItem {
  readonly id: number;
  readonly parent: number;
  readonly post: number;
  /** In the site's time zone, without offset: WordPress filters lists by it. */
  readonly date: string;
  /** The number of published replies; without the plugin 1 if there are any, held ones included. */
  readonly replies: number;
  readonly comment: Comment;
}

/** What a comment depends on besides its own data. */
export interface ItemContext {
  readonly closed: boolean;
  readonly avatars: boolean;
  /** Badges by the author's id. */
  readonly badges: ReadonlyMap<number, string>;
  /** Whether the viewer moderates. */
  readonly isModerator: boolean;
  /** Until when this device may change its own comments, UTC ISO 8601 by id. */
  readonly ownEditableUntil: ReadonlyMap<string, string>;
  /** The site's clock, in milliseconds since 1970. */
  readonly now: () => number;
}

/** The requested fields (`_fields`) of a comment; the last one is the plugin's. WordPress ignores unknown ones. */
export const ITEM_FIELDS = 'id,post,parent,author,author_name,author_url,date,date_gmt,content,status,parley';

/** Parses a list of comments. Invalid ones are dropped with one warning. */
export function parseItems(data: unknown, context: ItemContext): CommentItem[] {
  if (!Array.isArray(data)) return [];
  return (data as unknown[]).flatMap((entry) => parseItem(entry, context) ?? []);
}

/** Parses one comment; `null`, with a warning, if it is invalid. */
export function parseItem(data: unknown, context: ItemContext): CommentItem | null {
  const entry = (data ?? {}) as RawComment;
  const comment = validComment(toComment(entry, context));
  if (!comment) {
    warnLater(({invalidComment}) => invalidComment());
    return null;
  }
  const {children} = entry._links ?? {};
  return {
    id: Number(entry.id),
    parent: Number(entry.parent) || 0,
    post: Number(entry.post),
    date: entry.date ?? '',
    replies: entry.parley?.replies ?? (children === undefined ? 0 : 1),
    comment,
  };
}

/** Maps the fields without checks; `validComment` checks their types. */
function toComment(entry: RawComment, context: ItemContext): unknown {
  const {id, parent, date_gmt: date, content, status} = entry;
  const parley = entry.parley ?? null;
  return {
    id,
    parentId: parent || null,
    author: toAuthor(entry, parley, context),
    body: {format: 'html', value: content?.rendered},
    // In UTC, but without `Z`.
    createdAt: typeof date === 'string' ? `${date}Z` : date,
    ...toStatus(status),
    can: parley?.can ?? {reply: !context.closed, edit: context.isModerator, remove: context.isModerator},
    ...(parley && {
      score: {up: parley.votes, mine: parley.voted ?? undefined},
      editedAt: parley.edited_at,
      editableUntil: parley.editable_until,
    }),
    ...rightsOfDevice(String(id), parley?.can, context),
  };
}

/** Spam and trash count as rejected. */
function toStatus(status: string | undefined): {status?: 'held' | 'rejected'} {
  if (status === undefined || status === 'approved') return {};
  return {status: status === 'hold' ? 'held' : 'rejected'};
}

/** The rights to a guest's own comment, which only their device knows as theirs. */
function rightsOfDevice(
  id: string,
  can: unknown,
  {ownEditableUntil, now}: ItemContext,
): {can?: unknown; editableUntil?: string} {
  const until = ownEditableUntil.get(id);
  if (until === undefined || Date.parse(until) <= now()) return {};
  return {can: {...(can as object | undefined), edit: true, remove: true, vote: false}, editableUntil: until};
}

/** A comment as WordPress sends it, unchecked. */
interface RawComment {
  readonly id?: number;
  readonly post?: unknown;
  readonly parent?: number;
  readonly author?: number;
  readonly author_name?: unknown;
  readonly author_url?: unknown;
  readonly author_avatar_urls?: unknown;
  readonly date?: string;
  readonly date_gmt?: unknown;
  readonly content?: {readonly rendered?: unknown};
  readonly status?: string;
  readonly _links?: {readonly children?: unknown};
  readonly parley?: ParleyField | null;
}

/** What the plugin adds to a comment. */
interface ParleyField {
  readonly votes?: unknown;
  readonly voted?: unknown;
  readonly edited_at?: unknown;
  readonly badge?: unknown;
  readonly staff?: unknown;
  readonly can?: unknown;
  readonly editable_until?: unknown;
  readonly replies?: number;
}

function toAuthor(
  entry: RawComment,
  parley: ParleyField | null,
  {avatars, badges}: ItemContext,
): Readonly<Partial<Record<keyof Author, unknown>>> {
  const {author, author_name: name, author_url: url} = entry;
  const badge = parley ? (parley.badge ?? undefined) : badges.get(author ?? 0);
  const isStaff = parley ? parley.staff : badge !== undefined;
  return {
    ...(author ? {id: author} : {}),
    name: decodeString(name),
    ...(url ? {url: decodeString(url)} : {}),
    ...(avatars && {avatarUrl: largestAvatar(entry.author_avatar_urls)}),
    ...(badge !== undefined && {badge}),
    ...(isStaff === true && {isStaff}),
  };
}

function decodeString(value: unknown): unknown {
  return typeof value === 'string' ? decodeEntities(value) : value;
}

/** The largest of the avatars by width in pixels: `{"24": "…", "96": "…"}`. */
function largestAvatar(urls: unknown): unknown {
  return Object.values((urls ?? {}) as Record<string, unknown>).at(-1);
}
