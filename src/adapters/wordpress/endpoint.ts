import {ADDRESSES, isAddress} from '../../model/address.js';
import {CommentsError} from '../../model/errors.js';

/** Query parameters; lists are joined by commas, `undefined` ones are omitted. */
export type Parameters = Readonly<Record<string, string | number | readonly number[] | undefined>>;

/**
 * The address of a site's REST API. Accepts the address of the API (`https://paper.example/wp-json/`, any with
 * `rest_route=`, or the one that the page links) or of the site. The default is the API that the page links
 * (`<link rel="https://api.w.org/">`, which WordPress adds to every page), else that of the page's origin.
 */
export class Endpoint {
  /** The address to which a route without a leading slash is appended. */
  #base: string;
  /** The folder of WordPress's own files, once it is known. */
  #filesUrl: string | null = null;

  constructor(address: string) {
    this.#base = resolveBase(address);
  }

  /** Sets the address at which the API was found. */
  setBase(base: string): void {
    this.#base = toBase(new URL(base));
  }

  /** The address with `rest_route=`, which always works; `null` if it is the current one. */
  get plainUrl(): string | null {
    const url = new URL(this.#base);
    if (url.searchParams.has('rest_route')) return null;
    url.pathname = url.pathname.replace(/wp-json\/$/, '');
    url.searchParams.set('rest_route', '/');
    return url.href;
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

  /** Whether the folder of WordPress's files is known. */
  get knowsFiles(): boolean {
    return this.#filesUrl !== null;
  }

  /** The address of a file of WordPress, such as `wp-comments-post.php`, without a request; see `Client.fileUrl`. */
  file(path: string): string {
    const base = this.#filesUrl ?? this.#base;
    // The API's folder is in WordPress's own, whatever its name; with `?rest_route=` there is none.
    const url = new URL(this.#filesUrl || base.includes('?') ? '.' : '..', base);
    url.pathname = url.pathname.replace(/index\.php\/$/, '') + path;
    return url.href;
  }

  /**
   * Derives the folder of WordPress's files, which may differ from that of its pages, from the address to which the site's
   * form is sent. Ignores an address on another origin than the API's, and anything else.
   */
  learnFilesUrl(formUrl: unknown): void {
    const [, core] = /^(https?:.*\/)wp-comments-post\.php$/.exec(String(formUrl)) ?? [];
    if (core && URL.canParse(core) && new URL(core).origin === new URL(this.#base).origin)
      this.#filesUrl = core;
  }

  /** Whether the page has the same origin. False outside a browser. */
  get isOwnOrigin(): boolean {
    return isOwnOrigin(this.#base);
  }
}

/** Whether an address has the origin of the page; false outside a browser. */
export function isOwnOrigin(address: string): boolean {
  return pageLocation()?.origin === new URL(address).origin;
}

/** `location`, which Node lacks. */
export function pageLocation(): Location | undefined {
  return globalThis.location;
}

function resolveBase(address: string): string {
  const said = apiLinkInPage();
  let url: URL | undefined;
  try {
    if (!address || isAddress(address)) url = new URL(address || (said ?? '/'), pageLocation()?.href);
  } catch {
    // Reported below.
  }
  if (!url)
    throw new CommentsError(
      'unsupported',
      `Invalid endpoint "${address}"; expected an address that begins with ${ADDRESSES}.`,
    );
  const root = toBase(url);
  // The API that the page links may have any name; otherwise assume the usual one.
  if (url.searchParams.has('rest_route') || (said !== undefined && root === toBase(new URL(said))))
    return root;
  return root.endsWith('/wp-json/') ? root : `${root}wp-json/`;
}

/** An address to which routes can be appended. */
function toBase(url: URL): string {
  url.hash = '';
  if (url.searchParams.has('rest_route')) url.searchParams.set('rest_route', '/');
  else {
    url.search = '';
    url.pathname = url.pathname.replace(/(^|[^/])\/*$/, '$1/');
  }
  return url.href;
}

function apiLinkInPage(): string | undefined {
  return (globalThis.document as Document | undefined)?.querySelector<HTMLLinkElement>(
    'link[rel="https://api.w.org/"]',
  )?.href;
}
