import {createHash} from 'node:crypto';
import {storedPageId} from '../../store/thread-key.js';

/** URL parameters that track readers or choose a layout, and never identify an article. */
const NON_ARTICLE_PATHS =
  /^(?:utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|twclid|igshid|mc_cid|mc_eid|_ga|_gl|replytocom|amp(?:=1|=true)?$|outputType=amp$)(?:=|$)/i;
/**
 * Addresses of AMP versions: `amp.paper.example`, `/ferry/amp/`, `/ferry.amp.html`. Not a page that is only named so.
 */
const AMP_HOST = /^(www\.)?amp\.(?=[^.]+\.)/;
const AMP_PATH = /\/amp(?=\/?$)|\.amp(?=(?:\.html?)?$)/;
/** Fragments that identify an article (`#/ferry`); any other is a position within one. */
const ROUTE = /^#!?\//;

/** A web address and the article that it identifies. */
export interface ArticleAddress {
  /** Without tracking, AMP and fragment; the page id that elements use if the page's canonical link is the same. */
  readonly pageId: string;
  /** Equal for all addresses of one article: http or https, with or without www and a trailing slash. */
  readonly article: string;
  /** Scheme and host. */
  readonly origin: string;
}

/** The article of an address; null if it is not a web address. */
export function articleAddress(address: string): ArticleAddress | null {
  if (!/^https?:\/\//i.test(address.trim()) || !URL.canParse(address.trim())) return null;
  const url = new URL(storedPageId(address.trim()));
  const query = url.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !NON_ARTICLE_PATHS.test(part));
  url.hostname = url.hostname.replace(AMP_HOST, '$1');
  // Not a page with this name.
  const path = url.pathname.replace(AMP_PATH, '');
  if (!/^\/?$/.test(path)) url.pathname = path;
  url.search = query.join('&');
  if (!ROUTE.test(url.hash)) url.hash = '';
  const {host, pathname, search, hash, origin} = url;
  const same = [bareHost(host), pathname.replace(/\/$/, ''), search, hash];
  return {
    pageId: storedPageId(url.href),
    article: createHash('sha256').update(JSON.stringify(same)).digest('hex').slice(0, 32),
    origin,
  };
}

/** A host without `www.`; most sites use both. */
export function bareHost(host: string): string {
  return host.replace(/^www\./, '');
}
