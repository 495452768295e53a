import type {CommentStatus} from '../../../model/comment.js';
import {withLineBreaks} from './line-breaks.js';
import {isOtherAddress, pageIdOf, pageTooLong, type PageIdKind, webAddress} from './page-id.js';
import {
  signedIn,
  type ImportedAuthor,
  type ImportedComment,
  type ImportedRecord,
  type ImportedThread,
  type LeftOutReason,
} from './records.js';
import type {SourceFile} from './source-file.js';
import {cleanText, moment, plainLine} from './texts.js';
import {SetupError} from '../../database/setup-error.js';
import {offsetsOf, type OffsetAt} from './utc-offset.js';
import {readXml} from './xml.js';

type Fields = Record<string, string>;

/** The elements of the channel, an item and a comment whose text is read; the rest of an article is not. */
const CHANNEL_FIELDS = new Set(['link', 'wp:base_blog_url']);
const ITEM_FIELDS = new Set([
  ...'title link pubDate dsq:thread_identifier'.split(' '),
  ...'post_id post_date_gmt post_name post_type post_parent post_password comment_status status'
    .split(' ')
    .map((name) => `wp:${name}`),
]);
const COMMENT_FIELDS = new Set(
  'id author author_email author_url date date_gmt content approved type parent user_id'
    .split(' ')
    .map((name) => `wp:comment_${name}`),
);

/** Types of items that have their own page. */
const PAGES = new Set(['', 'post', 'page']);

/** `wp:status` of public pages. Other programs omit it. */
const PUBLIC = new Set(['', 'publish']);

/**
 * Reads exports of WordPress (Tools, Export: WXR 1.0 to 1.2, wp-admin/includes/export.php) and other programs' files in
 * that format (https://help.disqus.com/en/articles/1717222-custom-xml-import-format): every item's comments, then the
 * item as a thread. `utcOffset`: milliseconds from UTC of dates that have only the site's own time; by default derived
 * from the file. Throws `SetupError` for another kind of file, and for a truncated one.
 */
export async function* readWordPress(
  file: SourceFile,
  pageIds: PageIdKind,
  utcOffset: number | null = null,
): AsyncGenerator<ImportedRecord> {
  const offsetAt: OffsetAt = utcOffset === null ? await offsetsOf(file) : () => utcOffset;
  let records: ImportedRecord[] = [];
  const channel: Fields = {};
  let item: Fields | null = null;
  let itemNumber = 0;
  let comment: Fields | null = null;
  let comments = 0;
  let lines = {item: 0, comment: 0};
  /** Names of the open elements, innermost last. */
  const path: string[] = [];
  let collected: {fields: Fields; name: string} | null = null;

  const opened = (name: string, _: unknown, line: number) => {
    if (path.length === 0 && name !== 'rss') throw wrongKind(file, name);
    path.push(name);
    if (name === 'item') {
      item = {};
      lines = {...lines, item: line};
      itemNumber++;
    } else if (name === 'wp:comment' && item) {
      comment = {};
      lines = {...lines, comment: line};
    } else {
      collected = sourceOf(name);
      if (collected) collected.fields[name] = '';
    }
  };

  const sourceOf = (name: string) => {
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
      const place = {thread: String(itemNumber), blog: blogOf(channel), line: lines.comment, offsetAt};
      records.push(...commentOf(comment, item, place));
      comment = null;
    } else if (name === 'item' && item) {
      records.push(...threadOf(item, String(itemNumber), pageIds, lines.item));
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

function wrongKind(file: SourceFile, root: string): SetupError {
  const hint = root === 'disqus' ? ' It looks like an export of Disqus: give --from disqus.' : '';
  return new SetupError(`${file.path} is not an export of WordPress: it begins with <${root}>.${hint}`);
}

/** The blog's address without its scheme; comment ids are unique within one blog. */
function blogOf(channel: Fields): string {
  const address = channel['wp:base_blog_url'] || channel.link || '';
  return address
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/([^/])\/+$/, '$1');
}

function threadOf(
  item: Fields,
  source: string,
  pageIds: PageIdKind,
  line: number,
): readonly ImportedRecord[] {
  const link = linkOf(item);
  const facts = {
    link,
    id: identifierOf(item) || postOf(item),
    slug: cleanText(item['wp:post_name'] ?? ''),
  };
  const status = (item['wp:status'] ?? '').trim();
  const parent = (item['wp:post_parent'] ?? '').trim();
  const isPage = PAGES.has(item['wp:post_type'] ?? '') && PUBLIC.has(status);
  const pageId = status === 'trash' ? '' : (pageIdOf(facts, pageIds) ?? '');
  const tooLong = pageTooLong(pageId);
  const thread: ImportedThread = {
    kind: 'thread',
    source,
    pageId: tooLong ? '' : pageId,
    isArticle: pageIds === 'url',
    alsoCalled: [link, facts.id],
    url: webAddress(link),
    title: plainLine(item.title ?? ''),
    closed: isPage && item['wp:comment_status'] === 'closed' ? {} : null,
    isPublic: (PUBLIC.has(status) || status === 'inherit') && (item['wp:post_password'] ?? '') === '',
    ...(postOf(item) && {post: postOf(item)}),
    // Unattached items are public.
    ...(status === 'inherit' && parent !== '' && parent !== '0' && {inheritsFrom: cleanText(parent)}),
  };
  if (tooLong) return [{kind: 'warning', line, why: tooLong}, thread];
  if (!isOtherAddress(link)) return [thread];
  return [
    {kind: 'warning', line, why: 'the link of the page is no address of the web, and left out.'},
    thread,
  ];
}

function postOf(item: Fields): string {
  return cleanText(item['wp:post_id'] ?? '').trim();
}

/** The page's name on its own site, in files made for Disqus. */
function identifierOf(item: Fields): string {
  return cleanText(item['dsq:thread_identifier'] ?? '').trim();
}

/** The page's address; some programs write it only as the identifier. */
function linkOf(item: Fields): string {
  return cleanText(item.link ?? '').trim() || webAddress(identifierOf(item));
}

function commentOf(
  fields: Fields,
  item: Fields,
  {thread, blog, line, offsetAt}: ItemSource,
): readonly ImportedRecord[] {
  const id = cleanText(fields['wp:comment_id'] ?? '').trim();
  if (!id) return [{kind: 'left-out', reason: 'malformed'}];
  const {at: createdAt, earlier} = dateOf(fields, item, offsetAt);
  if (!createdAt) return [{kind: 'left-out', reason: 'no-date'}];
  const parent = (fields['wp:comment_parent'] ?? '').trim();
  const value = withLineBreaks(cleanText(fields['wp:comment_content'] ?? ''));
  const leftOut = skipReason(fields) ?? (value ? null : 'empty');
  const name = (key: string) => `wordpress:${blog}:${key}`;
  const comment: ImportedComment = {
    kind: 'comment',
    source: name(id),
    thread,
    page: linkOf(item) || identifierOf(item) || postOf(item) || thread,
    parent: parent && parent !== '0' ? name(parent) : null,
    author: authorOf(fields),
    body: {format: 'html', value},
    createdAt,
    ...(earlier !== null && earlier !== createdAt && {earlierCreatedAt: earlier}),
    editedAt: null,
    status: statusOf(fields),
    leftOut,
  };
  if (!isOtherAddress(fields['wp:comment_author_url'] ?? '')) return [comment];
  const why = 'the website of the comment’s author is no address of the web, and left out.';
  return [{kind: 'warning', line, why}, comment];
}

/** The context of a comment: its page, and the file's dates. */
interface ItemSource {
  readonly thread: string;
  readonly blog: string;
  readonly line: number;
  readonly offsetAt: OffsetAt;
}

/**
 * Some plugins leave the UTC date empty or zero: then the blog's own time is used with its offset, if known; `earlier`
 * is the time without the offset, as this package once used it.
 */
function dateOf(
  fields: Fields,
  item: Fields,
  offsetAt: OffsetAt,
): {readonly at: string | null; readonly earlier: string | null} {
  const utc = moment(fields['wp:comment_date_gmt']);
  if (utc) return {at: utc, earlier: null};
  const local = moment(fields['wp:comment_date']);
  if (local) {
    const offset = offsetAt(local) ?? 0;
    return {at: moment(new Date(Date.parse(local) - offset).toISOString()), earlier: local};
  }
  const published = new Date(item.pubDate ?? '');
  const ofItem =
    moment(item['wp:post_date_gmt']) ??
    (Number.isNaN(published.getTime()) ? null : moment(published.toISOString()));
  return {at: ofItem, earlier: null};
}

function skipReason(fields: Fields): LeftOutReason | null {
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
