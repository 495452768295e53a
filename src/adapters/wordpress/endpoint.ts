import {ADDRESSES, isAddress} from '../../model/address.js';
import {CommentsError} from '../../model/errors.js';

/** Query parameters; lists are joined by commas, what is `undefined` is left out. */
export type Parameters = Readonly<Record<string, string | number | readonly number[] | undefined>>;

/**
 * Where the REST API of a site is. Takes the address of the API (`https://paper.example/wp-json/`, or any with
 * `rest_route=` in it), or that of the site; without one, what the page itself says (`<link rel="https://api.w.org/">`,
 * which WordPress puts into every page), else the page's own origin.
 */
export class Endpoint {
  /** What a route is appended to, without its leading slash. */
  readonly #base: string;

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
    const url = new URL(this.#base);
    url.search = '';
    url.pathname = url.pathname.replace(/(?:wp-json\/|index\.php)$/, '') + path;
    return url.href;
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
  let url: URL | undefined;
  try {
    if (!address || isAddress(address)) url = new URL(address || advertised() || '/', pageLocation()?.href);
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
  if (!url.pathname.endsWith('/wp-json/')) url.pathname += 'wp-json/';
  return url.href;
}

function advertised(): string | undefined {
  return (globalThis.document as Document | undefined)?.querySelector<HTMLLinkElement>(
    'link[rel="https://api.w.org/"]',
  )?.href;
}
