import type {FeedEntry} from '../store/store.js';
import {MAX_URL} from './bounds.js';

export interface AtomFeed {
  readonly site: string;
  /** The thread, or null for all of the site. */
  readonly pageId: string | null;
  /** The name of the site. */
  readonly title: string;
  /** Where the feed is, absolute or relative to where it was fetched (RFC 4287, section 4.2.7.1). */
  readonly self: string;
  /** Newest first. */
  readonly entries: readonly FeedEntry[];
}

/** An Atom feed (RFC 4287) of comments; replies name their parent (RFC 4685). Well-formed for any text. */
export function atomFeed({site, pageId, title, self, entries}: AtomFeed): string {
  const thread = pageId === null ? undefined : entries[0]?.thread;
  const heading = thread?.title ? `${title} · ${thread.title}` : title;
  const updated = entries
    .map(({comment}) => comment.editedAt ?? comment.createdAt)
    .sort()
    .at(-1);
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0">',
    element('id', feedId(site, pageId)),
    element('title', heading),
    element('updated', updated ?? NEVER),
    `<link rel="self" type="application/atom+xml" href="${escape(self)}"/>`,
    link(thread?.url),
    ...entries.map((entry) => entryOf(site, entry)),
    '</feed>',
    '',
  ]
    .filter((line, index, lines) => line !== '' || index === lines.length - 1)
    .join('\n');
}

/** A feed must have a time of change, and one without entries never has one. */
const NEVER = '1970-01-01T00:00:00.000Z';

function entryOf(site: string, {comment, thread}: FeedEntry): string {
  const {id, author, body, createdAt, editedAt, parentId, url, lang} = comment;
  return [
    `<entry${lang ? ` xml:lang="${escape(lang)}"` : ''}>`,
    element('id', entryId(site, id)),
    element('title', thread.title ? `${author.name} · ${thread.title}` : author.name),
    element('published', createdAt),
    element('updated', editedAt ?? createdAt),
    `<author>${element('name', author.name || '–')}${isWeb(author.url) ? element('uri', author.url) : ''}</author>`,
    link(url ?? thread.url),
    parentId ? `<thr:in-reply-to ref="${escape(entryId(site, parentId))}"/>` : '',
    `<content type="${body.format === 'html' ? 'html' : 'text'}">${escape(body.value)}</content>`,
    '</entry>',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function feedId(site: string, pageId: string | null): string {
  const name = `urn:parley:site:${encodeURIComponent(site)}`;
  return pageId === null ? name : `${name}:thread:${encodeURIComponent(pageId)}`;
}

function entryId(site: string, id: string): string {
  return `urn:parley:site:${encodeURIComponent(site)}:comment:${encodeURIComponent(id)}`;
}

function element(name: string, text: string): string {
  return `<${name}>${escape(text)}</${name}>`;
}

function link(address: string | undefined): string {
  return isWeb(address) ? `<link rel="alternate" type="text/html" href="${escape(address)}"/>` : '';
}

function isWeb(address: string | undefined): address is string {
  // Parsing a host takes quadratic time, and what was imported may be of any length.
  if (address === undefined || address.length > MAX_URL || !URL.canParse(address)) return false;
  return /^https?:$/.test(new URL(address).protocol);
}

const ENTITIES: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'};

/** Characters that no XML 1.0 document may have, not even escaped (section 2.2), become U+FFFD. */
function escape(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
