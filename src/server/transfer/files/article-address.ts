import {createHash} from 'node:crypto';
import {storedPageId} from '../../store/thread-key.js';

/** Parameters of addresses that say where a reader came from, or how an article is drawn, and never which one it is. */
const NON_ARTICLE_PATHS =
  /^(?:utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|twclid|igshid|mc_cid|mc_eid|_ga|_gl|replytocom|amp(?:=1|=true)?$|outputType=amp$)(?:=|$)/i;
/** What a server draws AMP under: `amp.paper.example`, `/ferry/amp/`, `/ferry.amp.html`. Not a page of that name alone. */
const AMP_HOST = /^(www\.)?amp\.(?=[^.]+\.)/;
const AMP_PATH = /\/amp(?=\/?$)|\.amp(?=(?:\.html?)?$)/;
/** Fragments by which a site tells its articles apart (`#/ferry`); any other leads to a place in one. */
const ROUTE = /^#!?\//;

/** An address of the web, as it counts for the article that it leads to. */
export interface ArticleAddress {
  /** Without tracking, AMP and the place in the page; what the elements take where the page's canonical link says so. */
  readonly pageId: string;
  /** The same for all addresses of one article, with http or https, with www or without, with a slash at the end or not. */
  readonly article: string;
  /** Scheme and host. */
  readonly origin: string;
}

/** What article an address leads to; null for what is no address of the web. */
export function articleAddress(address: string): ArticleAddress | null {
  if (!/^https?:\/\//i.test(address.trim()) || !URL.canParse(address.trim())) return null;
  const url = new URL(storedPageId(address.trim()));
  const query = url.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !NON_ARTICLE_PATHS.test(part));
  url.hostname = url.hostname.replace(AMP_HOST, '$1');
  // Not a page that is called so itself.
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

/** A host without the `www.` that most sites answer under as well. */
export function bareHost(host: string): string {
  return host.replace(/^www\./, '');
}
