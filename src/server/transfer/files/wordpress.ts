import type {CommentStatus} from '../../../model/comment.js';
import {pageIdOf, type PageIdKind, webAddress} from './page-id.js';
import {
  signedIn,
  type ImportedAuthor,
  type ImportedComment,
  type ImportedRecord,
  type LeftOutReason,
} from './records.js';
import type {SourceFile} from './source-file.js';
import {cleanText, moment, paragraphs, plainLine} from './texts.js';
import {TransferError} from '../transfer-error.js';
import {readXml} from './xml.js';

type Fields = Record<string, string>;

/** The elements whose text is kept, of the channel, an item and a comment: the rest of an article is not. */
const CHANNEL_FIELDS = new Set(['link', 'wp:base_blog_url']);
const ITEM_FIELDS = new Set([
  'title',
  'link',
  'pubDate',
  'dsq:thread_identifier',
  'wp:post_id',
  'wp:post_date_gmt',
  'wp:post_name',
  'wp:post_type',
  'wp:post_parent',
  'wp:post_password',
  'wp:comment_status',
  'wp:status',
]);
const COMMENT_FIELDS = new Set([
  'wp:comment_id',
  'wp:comment_author',
  'wp:comment_author_email',
  'wp:comment_author_url',
  'wp:comment_date',
  'wp:comment_date_gmt',
  'wp:comment_content',
  'wp:comment_approved',
  'wp:comment_type',
  'wp:comment_parent',
  'wp:comment_user_id',
]);

/** Types of items that readers can open as a page of their own. */
const PAGES = new Set(['', 'post', 'page']);

/** `wp:status` of pages that everybody can open. Other programs leave it out. */
const PUBLIC = new Set(['', 'publish']);

/**
 * Reads what WordPress exports (Tools, Export: WXR 1.0 to 1.2, wp-admin/includes/export.php), and what other programs
 * write in that shape (https://help.disqus.com/en/articles/1717222-custom-xml-import-format): every item's comments, then
 * the item as a thread. Throws `TransferError` for a file of another kind, and for one that is cut off.
 */
export async function* readWordPress(file: SourceFile, pageIds: PageIdKind): AsyncGenerator<ImportedRecord> {
  let records: ImportedRecord[] = [];
  const channel: Fields = {};
  let item: Fields | null = null;
  let itemNumber = 0;
  let comment: Fields | null = null;
  let comments = 0;
  /** Names of the open elements, the innermost last. */
  const path: string[] = [];
  let collected: {fields: Fields; name: string} | null = null;

  const opened = (name: string) => {
    if (path.length === 0 && name !== 'rss') throw wrongKind(file, name);
    path.push(name);
    if (name === 'item') {
      item = {};
      itemNumber++;
    } else if (name === 'wp:comment' && item) {
      comment = {};
    } else {
      collected = placeOf(name);
      if (collected) collected.fields[name] = '';
    }
  };

  const placeOf = (name: string) => {
    const parent = path.at(-2);
    if (comment) return parent === 'wp:comment' && COMMENT_FIELDS.has(name) ? {fields: comment, name} : null;
    if (item) return parent === 'item' && ITEM_FIELDS.has(name) ? {fields: item, name} : null;
    return parent === 'channel' && CHANNEL_FIELDS.has(name) ? {fields: channel, name} : null;
  };

  const closed = (name: string) => {
    path.pop();
    collected = null;
    if (name === 'wp:comment' && comment && item) {
      comments++;
      records.push(commentOf(comment, item, {thread: String(itemNumber), blog: blogOf(channel)}));
      comment = null;
    } else if (name === 'item' && item) {
      records.push(threadOf(item, String(itemNumber), pageIds));
      item = null;
    }
  };

  const text = (part: string) => {
    if (collected) collected.fields[collected.name] += part;
  };

  const taken = () => {
    const made = records;
    records = [];
    return made;
  };

  yield* readXml(
    file,
    {opened, text, closed},
    taken,
    () => `${String(comments)} comments on ${String(itemNumber)} pages came before.`,
  );
  if (channel.link === undefined && itemNumber === 0) throw wrongKind(file, 'rss');
}

function wrongKind(file: SourceFile, root: string): TransferError {
  const hint = root === 'disqus' ? ' It looks like an export of Disqus: give --from disqus.' : '';
  return new TransferError(`${file.path} is not an export of WordPress: it begins with <${root}>.${hint}`);
}

/** The blog's address without its scheme, for comment ids count within one blog. */
function blogOf(channel: Fields): string {
  const address = channel['wp:base_blog_url'] || channel.link || '';
  return address
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/([^/])\/+$/, '$1');
}

function threadOf(item: Fields, source: string, pageIds: PageIdKind): ImportedRecord {
  const link = linkOf(item);
  const facts = {
    link,
    id: identifierOf(item) || postOf(item),
    slug: cleanText(item['wp:post_name'] ?? ''),
  };
  const status = (item['wp:status'] ?? '').trim();
  const parent = (item['wp:post_parent'] ?? '').trim();
  const isPage = PAGES.has(item['wp:post_type'] ?? '') && PUBLIC.has(status);
  return {
    kind: 'thread',
    source,
    pageId: status === 'trash' ? '' : (pageIdOf(facts, pageIds) ?? ''),
    url: webAddress(link),
    title: plainLine(item.title ?? ''),
    closed: isPage && item['wp:comment_status'] === 'closed' ? {} : null,
    isPublic: (PUBLIC.has(status) || status === 'inherit') && (item['wp:post_password'] ?? '') === '',
    ...(postOf(item) && {post: postOf(item)}),
    // What is attached to no post is public.
    ...(status === 'inherit' && parent !== '' && parent !== '0' && {inheritsFrom: cleanText(parent)}),
  };
}

function postOf(item: Fields): string {
  return cleanText(item['wp:post_id'] ?? '').trim();
}

/** What the page is called on its own site, in files that were made for Disqus. */
function identifierOf(item: Fields): string {
  return cleanText(item['dsq:thread_identifier'] ?? '').trim();
}

/** The page's address; some programs have it as the identifier alone. */
function linkOf(item: Fields): string {
  return cleanText(item.link ?? '').trim() || webAddress(identifierOf(item));
}

function commentOf(
  fields: Fields,
  item: Fields,
  {thread, blog}: {readonly thread: string; readonly blog: string},
): ImportedRecord {
  const id = cleanText(fields['wp:comment_id'] ?? '').trim();
  if (!id) return {kind: 'left-out', reason: 'malformed'};
  const createdAt = dateOf(fields, item);
  if (!createdAt) return {kind: 'left-out', reason: 'no-date'};
  const parent = (fields['wp:comment_parent'] ?? '').trim();
  const value = paragraphs(cleanText(fields['wp:comment_content'] ?? ''));
  const leftOut = reasonAgainst(fields) ?? (value ? null : 'empty');
  const name = (key: string) => `wordpress:${blog}:${key}`;
  return {
    kind: 'comment',
    source: name(id),
    thread,
    page: linkOf(item) || identifierOf(item) || postOf(item) || thread,
    parent: parent && parent !== '0' ? name(parent) : null,
    author: authorOf(fields),
    body: {format: 'html', value},
    createdAt,
    editedAt: null,
    status: statusOf(fields),
    leftOut,
  } satisfies ImportedComment;
}

/** Some plugins leave the date in UTC empty; the blog's own time is nearer than none. */
function dateOf(fields: Fields, item: Fields): string | null {
  const published = new Date(item.pubDate ?? '');
  return (
    moment(fields['wp:comment_date_gmt']) ??
    moment(fields['wp:comment_date']) ??
    moment(item['wp:post_date_gmt']) ??
    (Number.isNaN(published.getTime()) ? null : moment(published.toISOString()))
  );
}

function reasonAgainst(fields: Fields): LeftOutReason | null {
  const type = (fields['wp:comment_type'] ?? '').trim();
  if (type === 'pingback' || type === 'trackback') return 'pingback';
  if (type !== '' && type !== 'comment') return 'other-type';
  const approved = (fields['wp:comment_approved'] ?? '').trim();
  if (approved === 'spam') return 'spam';
  return approved === 'trash' || approved === 'post-trashed' ? 'trash' : null;
}

function statusOf(fields: Fields): CommentStatus {
  const approved = (fields['wp:comment_approved'] ?? '').trim();
  return approved === '1' || approved === 'approve' ? 'published' : 'held';
}

function authorOf(fields: Fields): ImportedAuthor {
  const url = webAddress(cleanText(fields['wp:comment_author_url'] ?? ''));
  const email = cleanText(fields['wp:comment_author_email'] ?? '').trim();
  const user = cleanText(fields['wp:comment_user_id'] ?? '').trim();
  return {
    name: plainLine(fields['wp:comment_author'] ?? ''),
    ...(url && {url}),
    ...(email && {email}),
    ...(user && user !== '0' && signedIn(`wordpress:${user}`)),
  };
}
