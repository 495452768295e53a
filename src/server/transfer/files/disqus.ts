import {pageIdOf, type PageIdKind, webAddress} from './page-id.js';
import {
  signedIn,
  type ImportedAuthor,
  type ImportedComment,
  type ImportedRecord,
  type LeftOutReason,
} from './records.js';
import type {SourceFile} from './source-file.js';
import {cleanText, moment, plainLine} from './texts.js';
import {TransferError} from '../transfer-error.js';
import {readXml} from './xml.js';

type Fields = Record<string, string>;

const ENTRIES = new Set(['thread', 'post']);
/** The elements whose text is kept, of an entry and of its author. */
const ENTRY_FIELDS = new Set([
  'id',
  'link',
  'title',
  'message',
  'createdAt',
  'isApproved',
  'isClosed',
  'isDeleted',
  'isSpam',
]);
const AUTHOR_FIELDS = new Set(['name', 'email', 'username', 'isAnonymous']);

/**
 * Reads what Disqus exports (https://help.disqus.com/en/articles/1717164-comments-export): threads, then posts. Throws
 * `TransferError` for a file of another kind, and for one that is cut off.
 */
export async function* readDisqus(file: SourceFile, pageIds: PageIdKind): AsyncGenerator<ImportedRecord> {
  let records: ImportedRecord[] = [];
  let entry: Fields | null = null;
  let threads = 0;
  let posts = 0;
  /** Names of the open elements, the innermost last. */
  const path: string[] = [];
  let collected: {fields: Fields; name: string} | null = null;

  const opened = (name: string, attributes: Readonly<Record<string, string>>) => {
    if (path.length === 0 && name !== 'disqus') throw wrongKind(file, name);
    path.push(name);
    if (!entry) {
      if (path.length === 2 && ENTRIES.has(name)) entry = {key: attributes['dsq:id'] ?? ''};
      return;
    }
    // Of the thread and the parent of a post only their keys are told.
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
      records.push(threadOf(entry, pageIds));
    } else {
      posts++;
      records.push(commentOf(entry));
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

function wrongKind(file: SourceFile, root: string): TransferError {
  const hint = root === 'rss' ? ' It looks like an export of WordPress: give --from wordpress.' : '';
  return new TransferError(`${file.path} is not an export of Disqus: it begins with <${root}>.${hint}`);
}

function isKept(path: readonly string[]): boolean {
  const [, , field = '', below] = path;
  if (path.length === 3) return ENTRY_FIELDS.has(field);
  return path.length === 4 && field === 'author' && AUTHOR_FIELDS.has(below ?? '');
}

function threadOf(fields: Fields, pageIds: PageIdKind): ImportedRecord {
  const link = cleanText(fields.link ?? '');
  const isDeleted = isTrue(fields.isDeleted);
  return {
    kind: 'thread',
    source: fields.key ?? '',
    pageId: isDeleted ? '' : (pageIdOf({link, id: cleanText(fields.id ?? '')}, pageIds) ?? ''),
    url: webAddress(link),
    title: plainLine(fields.title ?? ''),
    closed: isTrue(fields.isClosed) ? {} : null,
    isPublic: !isTrue(fields.isSpam),
  };
}

function commentOf(fields: Fields): ImportedRecord {
  const {key, thread} = fields;
  if (!key || !thread) return {kind: 'left-out', reason: 'malformed'};
  const createdAt = moment(fields.createdAt);
  if (!createdAt) return {kind: 'left-out', reason: 'no-date'};
  const value = cleanText(fields.message ?? '').trim();
  return {
    kind: 'comment',
    source: name(key),
    thread,
    parent: fields.parent ? name(fields.parent) : null,
    author: authorOf(fields),
    body: {format: 'html', value},
    createdAt,
    editedAt: null,
    // Only older exports, and those of other programs, have the element.
    status: isFalse(fields.isApproved) ? 'held' : 'published',
    leftOut: reasonAgainst(fields) ?? (value ? null : 'empty'),
  } satisfies ImportedComment;
}

/** Ids of Disqus count over all its forums. */
function name(id: string): string {
  return `disqus:${cleanText(id)}`;
}

function reasonAgainst(fields: Fields): LeftOutReason | null {
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
