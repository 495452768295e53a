import {MAX_PAGE_ID} from '../../http/bounds.js';
import {storedPageId} from '../../store/thread-key.js';
import {articleAddress} from './article-address.js';

/**
 * What is used as page id: the page's normalised address (the default of `<parley-thread>`), its exact address, the other
 * system's id, or the last part of the path.
 */
export const PAGE_ID_KINDS = ['url', 'link', 'id', 'slug'] as const;

export type PageIdKind = (typeof PAGE_ID_KINDS)[number];

/** What a file says about a page. */
export interface PageFacts {
  readonly link: string;
  readonly id: string;
  /** The file's own slug; else it is derived from the link. */
  readonly slug?: string;
}

/** The id, or `null` if the page has none of that kind. */
export function pageIdOf(facts: PageFacts, kind: PageIdKind): string | null {
  const link = facts.link.trim();
  switch (kind) {
    case 'url':
      return articleAddress(link)?.pageId ?? (isOtherAddress(link) ? null : storedPageId(link) || null);
    case 'link':
      return isOtherAddress(link) ? null : link || null;
    case 'id':
      return facts.id.trim() || null;
    case 'slug':
      return facts.slug?.trim() || slugOf(link) || null;
  }
}

/** A web address for links, or an empty string. */
export function webAddress(link: string): string {
  const text = link.trim();
  if (!/^https?:/i.test(text)) return '';
  return URL.canParse(text) ? new URL(text).href : text;
}

/** Whether a text is an address with a scheme other than http and https, such as `javascript:`, also if disguised. */
export function isOtherAddress(link: string): boolean {
  // Browsers remove control characters and line ends before they parse the scheme.
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(link.replace(/[\p{Cc}\s]+/gu, ''))?.[1];
  return scheme !== undefined && !/^https?$/i.test(scheme);
}

function slugOf(link: string): string {
  try {
    const last = new URL(link).pathname.split('/').filter(Boolean).at(-1) ?? '';
    return decodeURIComponent(last);
  } catch {
    return '';
  }
}

/** Why no element can request a page id (the server's limit on its length); null if one can. */
export function pageTooLong(pageId: string): string | null {
  const {length} = Array.from(storedPageId(pageId));
  if (length <= MAX_PAGE_ID) return null;
  const beginning = `“${pageId.slice(0, 60)}…”`;
  return `the page ${beginning} has an id of ${String(length)} characters, and ${String(MAX_PAGE_ID)} are the most: its comments are left out.`;
}
