import {isAddress, normaliseAddress} from './address.js';
import {pageAddress} from './page-address.js';
import type {ThreadRef} from './thread.js';

/** What a page says about itself. Empty and absent are the same. */
export interface PageClues {
  readonly pageId?: string | null | undefined;
  readonly pageUrl?: string | null | undefined;
  /** The `href` of the page's `<link rel="canonical">`. */
  readonly canonical?: string | null | undefined;
  /** The address the reader is at. */
  readonly location: Pick<URL, 'href' | 'origin' | 'host' | 'pathname' | 'hash'>;
  /** What relative addresses of the page start from; the address the reader is at if absent. */
  readonly base?: string;
  readonly title?: string | null | undefined;
  readonly site?: string | null | undefined;
}

/** A thread, and whether its page id had to be taken from the address bar because the page gave none. */
export interface PageIdentity {
  readonly thread: ThreadRef;
  readonly guessed: boolean;
}

/**
 * Which discussion belongs to a page: that of its page id, else its page URL, else its canonical URL, else its
 * origin, path and hash route. Never of its title, which editors change. A page id stays to the letter; an address names
 * the same page however it is written (`normaliseAddress`). One that cannot be parsed stays as it is; what does not begin as
 * one is none.
 */
export function pageIdentity({
  pageId,
  pageUrl,
  canonical,
  location,
  base,
  title,
  site,
}: PageClues): PageIdentity {
  const address = absolute(isAddress(pageUrl) ? pageUrl : canonical || '', base ?? location.href);
  const given = pageId?.trim() || normaliseAddress(address);
  return {
    thread: {
      site: site || location.host,
      pageId: given || normaliseAddress(location.origin + location.pathname + pageAddress(location.hash)),
      url: address || pageAddress(location.href),
      title: title || '',
    },
    guessed: !given,
  };
}

function absolute(address: string, base: string): string {
  try {
    return address && new URL(address, base).href;
  } catch {
    return address;
  }
}
