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
  #base: string;
  /** Where WordPress's own files are, once the site has said so. */
  #filesUrl: string | null = null;

  constructor(address: string) {
    this.#base = resolveBase(address);
  }

  /** Where the API has been found instead. */
  setBase(base: string): void {
    this.#base = toBase(new URL(base));
  }

  /** The address behind `rest_route=` that WordPress understands always; `null` where it is this one. */
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

  /** Whether the site has said where its files are. */
  get knowsFiles(): boolean {
    return this.#filesUrl !== null;
  }

  /** The address of a file of WordPress, such as `wp-comments-post.php`, by what is known without asking: see `Client.file`. */
  file(path: string): string {
    const base = this.#filesUrl ?? this.#base;
    // The folder of the API stands in WordPress's, whatever it is called; `?rest_route=` stands for none.
    const url = new URL(this.#filesUrl || base.includes('?') ? '.' : '..', base);
    url.pathname = url.pathname.replace(/index\.php\/$/, '') + path;
    return url.href;
  }

  /**
   * Learns from where the site's form is sent to where WordPress's files are, which may be in another folder than its pages.
   * Of an address on another origin than the API's, and of anything else, nothing is learnt.
   */
  learnFilesUrl(formUrl: unknown): void {
    const [, core] = /^(https?:.*\/)wp-comments-post\.php$/.exec(String(formUrl)) ?? [];
    if (core && URL.canParse(core) && new URL(core).origin === new URL(this.#base).origin)
      this.#filesUrl = core;
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

function resolveBase(address: string): string {
  const said = apiLinkInPage();
  let url: URL | undefined;
  try {
    if (!address || isAddress(address)) url = new URL(address || (said ?? '/'), pageLocation()?.href);
  } catch {
    // Told below.
  }
  if (!url)
    throw new CommentsError('unsupported', `Invalid endpoint "${address}"; it begins with ${ADDRESSES}.`);
  const root = toBase(url);
  // What the page says is the API, whatever its name there; else the usual one is taken.
  if (url.searchParams.has('rest_route') || (said !== undefined && root === toBase(new URL(said))))
    return root;
  return root.endsWith('/wp-json/') ? root : `${root}wp-json/`;
}

/** An address as one that routes are appended to. */
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
