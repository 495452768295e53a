import {ADDRESSES, isAddress} from '../../model/address.js';
import {CommentsError} from '../../model/errors.js';

/** Query parameters; lists are joined by commas, what is `undefined` is left out. */
export type Parameters = Readonly<Record<string, string | number | readonly number[] | undefined>>;

/**
 * Where the REST API of a site is. Takes the address of the API (`https://paper.example/wp-json/`, any with `rest_route=`
 * in it, or the one that the page says), or that of the site; without one, what the page itself says
 * (`<link rel="https://api.w.org/">`, which WordPress puts into every page), else the page's own origin.
 */
export class Endpoint {
  /** What a route is appended to, without its leading slash. */
  readonly #base: string;
  /** Where WordPress's own files are, once the site has said so. */
  #core: string | null = null;

  constructor(address: string) {
    this.#base = baseOf(address);
  }

  /** The address of a route, such as `wp/v2/comments`. */
  url(route: string, parameters: Parameters = {}): string {
    const url = new URL(this.#base);
    const plain = url.searchParams.get('rest_route');
    if (plain === null) url.pathname += route;
    else url.searchParams.set('rest_route', plain + route);
    for (const [name, value] of Object.entries(parameters)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    return url.href;
  }

  /** The address of a file of WordPress, such as `wp-comments-post.php`. */
  file(path: string): string {
    const base = this.#core ?? this.#base;
    // The folder of the API stands in WordPress's, whatever it is called; `?rest_route=` stands for none.
    const url = new URL(this.#core || base.includes('?') ? '.' : '..', base);
    url.pathname = url.pathname.replace(/index\.php\/$/, '') + path;
    return url.href;
  }

  /**
   * Learns from where the site's form is sent to where WordPress's files are, which may be in another folder than its pages.
   * Of an address on another origin than the API's, and of anything else, nothing is learnt.
   */
  learn(formUrl: unknown): void {
    const [, core] = /^(https?:.*\/)wp-comments-post\.php$/.exec(String(formUrl)) ?? [];
    if (core && URL.canParse(core) && new URL(core).origin === new URL(this.#base).origin) this.#core = core;
  }

  /** Whether the page that runs this comes from the same origin. Never so outside a browser. */
  get isOwnOrigin(): boolean {
    return isOwnOrigin(this.#base);
  }
}

/** Whether an address has the origin of the page; false outside a browser. */
export function isOwnOrigin(address: string): boolean {
  return pageLocation()?.origin === new URL(address).origin;
}

/** `location`, which Node has not. */
export function pageLocation(): Location | undefined {
  return globalThis.location;
}

function baseOf(address: string): string {
  const told = advertised();
  let url: URL | undefined;
  try {
    if (!address || isAddress(address)) url = new URL(address || told || '/', pageLocation()?.href);
  } catch {
    // Told below.
  }
  if (!url)
    throw new CommentsError('unsupported', `Invalid endpoint "${address}"; it begins with ${ADDRESSES}.`);
  url.hash = '';
  if (url.searchParams.has('rest_route')) {
    url.searchParams.set('rest_route', '/');
    return url.href;
  }
  url.search = '';
  url.pathname = url.pathname.replace(/(^|[^/])\/*$/, '$1/');
  // Sites may call it otherwise (`rest_url_prefix`).
  if (url.href !== told && !url.pathname.endsWith('/wp-json/')) url.pathname += 'wp-json/';
  return url.href;
}

function advertised(): string | undefined {
  return (globalThis.document as Document | undefined)?.querySelector<HTMLLinkElement>(
    'link[rel="https://api.w.org/"]',
  )?.href;
}
