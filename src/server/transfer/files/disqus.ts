import {DisqusMarkup} from './disqus-markup.js';
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
import {readXml} from './xml.js';

type Fields = Record<string, string>;

const ENTRIES = new Set(['thread', 'post']);
/** The elements of an entry and of its author whose text is read. */
const ENTRY_FIELDS = new Set(
  'id link title message createdAt isApproved isClosed isDeleted isSpam'.split(' '),
);
const AUTHOR_FIELDS = new Set(['name', 'email', 'username', 'isAnonymous']);

/**
 * Reads an export of Disqus (https://help.disqus.com/en/articles/1717164-comments-export): threads, then posts. Throws
 * `SetupError` for another kind of file, and for a truncated one.
 */
export async function* readDisqus(file: SourceFile, pageIds: PageIdKind): AsyncGenerator<ImportedRecord> {
  let records: ImportedRecord[] = [];
  let entry: Fields | null = null;
  let threads = 0;
  let posts = 0;
  let line = 0;
  const markup = new DisqusMarkup();
  /** Names of the open elements, innermost last. */
  const path: string[] = [];
  let collected: {fields: Fields; name: string} | null = null;

  const opened = (name: string, attributes: Readonly<Record<string, string>>, at: number) => {
    if (path.length === 0 && name !== 'disqus') throw wrongKind(file, name);
    path.push(name);
    if (!entry) {
      if (path.length === 2 && ENTRIES.has(name)) {
        entry = {key: attributes['dsq:id'] ?? ''};
        line = at;
      }
      return;
    }
    // A post has only the keys of its thread and parent.
    if (path.length === 3 && (name === 'thread' || name === 'parent'))
      entry[name] = attributes['dsq:id'] ?? '';
    const field = path.slice(2).join('.');
    collected = isKept(path) ? {fields: entry, name: field} : null;
    if (collected) entry[field] = '';
  };

  const closed = (name: string) => {
    path.pop();
    collected = null;
    if (!entry || path.length !== 1) return;
    if (name === 'thread') {
      threads++;
      records.push(...threadOf(entry, pageIds, line));
    } else {
      posts++;
      records.push(commentOf(entry, markup));
    }
    entry = null;
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
    () => `${String(posts)} comments and ${String(threads)} pages came before.`,
  );
}

function wrongKind(file: SourceFile, root: string): SetupError {
  const hint = root === 'rss' ? ' It looks like an export of WordPress: give --from wordpress.' : '';
  return new SetupError(`${file.path} is not an export of Disqus: it begins with <${root}>.${hint}`);
}

function isKept(path: readonly string[]): boolean {
  const [, , field = '', below] = path;
  if (path.length === 3) return ENTRY_FIELDS.has(field);
  return path.length === 4 && field === 'author' && AUTHOR_FIELDS.has(below ?? '');
}

function threadOf(fields: Fields, pageIds: PageIdKind, line: number): readonly ImportedRecord[] {
  const link = cleanText(fields.link ?? '');
  const id = cleanText(fields.id ?? '').trim();
  const pageId = isTrue(fields.isDeleted) ? '' : (pageIdOf({link, id}, pageIds) ?? '');
  const tooLong = pageTooLong(pageId);
  const thread: ImportedThread = {
    kind: 'thread',
    source: fields.key ?? '',
    pageId: tooLong ? '' : pageId,
    isArticle: pageIds === 'url',
    alsoCalled: [link.trim(), id],
    url: webAddress(link),
    title: plainLine(fields.title ?? ''),
    closed: isTrue(fields.isClosed) ? {} : null,
    isPublic: !isTrue(fields.isSpam),
  };
  if (tooLong) return [{kind: 'warning', line, why: tooLong}, thread];
  if (!isOtherAddress(link)) return [thread];
  return [
    {kind: 'warning', line, why: 'the link of the page is no address of the web, and left out.'},
    thread,
  ];
}

function commentOf(fields: Fields, markup: DisqusMarkup): ImportedRecord {
  const {key, thread} = fields;
  if (!key || !thread) return {kind: 'left-out', reason: 'malformed'};
  const createdAt = moment(fields.createdAt);
  if (!createdAt) return {kind: 'left-out', reason: 'no-date'};
  const author = authorOf(fields);
  if (author.userId) markup.know(author.userId.slice('disqus:'.length), author.name);
  const value = markup.read(cleanText(fields.message ?? '').trim());
  return {
    kind: 'comment',
    source: name(key),
    thread,
    parent: fields.parent ? name(fields.parent) : null,
    author,
    body: {format: 'html', value},
    createdAt,
    editedAt: null,
    // Only older exports and other programs write the element.
    status: isFalse(fields.isApproved) ? 'held' : 'published',
    leftOut: skipReason(fields) ?? (value ? null : 'empty'),
  } satisfies ImportedComment;
}

/** Ids of Disqus are unique over all its forums. */
function name(id: string): string {
  return `disqus:${cleanText(id)}`;
}

function skipReason(fields: Fields): LeftOutReason | null {
  if (isTrue(fields.isSpam)) return 'spam';
  return isTrue(fields.isDeleted) ? 'deleted' : null;
}

function authorOf(fields: Fields): ImportedAuthor {
  const email = cleanText(fields['author.email'] ?? '').trim();
  const username = cleanText(fields['author.username'] ?? '').trim();
  const hasAccount = username !== '' && !isTrue(fields['author.isAnonymous']);
  return {
    name: plainLine(fields['author.name'] ?? '') || username,
    ...(email && {email}),
    ...(hasAccount && signedIn(`disqus:${username}`)),
  };
}

function isFalse(text: string | undefined): boolean {
  return text?.trim() === 'false';
}

function isTrue(text: string | undefined): boolean {
  return text?.trim() === 'true';
}
