import {CommentsError} from '../../model/errors.js';
import type {ThreadRef} from '../../model/thread.js';
import type {Client} from './client.js';
import {pageLocation} from './endpoint.js';

/** The post of a thread. */
export interface Post {
  readonly id: number;
  /** Whether its comments are closed; absent if unknown. */
  readonly closed?: boolean;
  /** The id of its author. */
  readonly author?: number;
}

/** The requested fields (`_fields`) of a post. */
export const POST_FIELDS = 'id,link,author,comment_status';
/** The routes of WordPress's own post types; the pages of other types link their route. */
export const POST_TYPES = ['posts', 'pages'] as const;

/**
 * Finds the post of a thread. A page id that is a number, or `wp-` and a number, is the post's id. Any other is a slug, or
 * an address that ends in one, and is searched among posts, then pages. Results are cached.
 */
export class PostResolver {
  readonly #client: Client;
  readonly #fixedId: number | undefined;
  readonly #cache = new Map<string, Promise<Post | null>>();

  constructor(client: Client, fixed?: number) {
    this.#client = client;
    this.#fixedId = fixed;
  }

  /** The post's id, if it is known without a request. */
  knownId({pageId, url}: ThreadRef): number | null {
    if (this.#fixedId !== undefined) return this.#fixedId;
    const [, number] = /^(?:wp-)?(\d+)$/.exec(pageId) ?? [];
    return Number(number ?? idInQuery(pageId) ?? idInQuery(url) ?? idInPage(url)) || null;
  }

  /** The post, or `null` if there is none. It has details only if it had to be searched. */
  async find(thread: ThreadRef, signal: AbortSignal): Promise<Post | null> {
    const id = this.knownId(thread);
    if (id !== null) return {id};
    const key = JSON.stringify([thread.pageId, thread.url]);
    const found = this.#cache.get(key) ?? this.#search(thread);
    this.#cache.set(key, found);
    // Failures are not cached.
    found.catch(() => this.#cache.delete(key));
    const post = await found;
    signal.throwIfAborted();
    return post;
  }

  /** As `find`, but throws `not-found` if there is none. */
  async require(thread: ThreadRef, signal: AbortSignal): Promise<Post> {
    const post = await this.find(thread, signal);
    if (!post)
      throw new CommentsError('not-found', `No post of this site matches the page id "${thread.pageId}".`);
    return post;
  }

  /** Fetches whether a post is closed and its author; `null` if there is no such post. */
  async fetchDetails(id: number, signal: AbortSignal): Promise<Post | null> {
    const advertised = routeInPage(id);
    const routes = advertised ? [advertised] : POST_TYPES.map((type) => `wp/v2/${type}/${String(id)}`);
    for (const route of routes) {
      try {
        const {data} = await this.#client.request({route, parameters: {_fields: POST_FIELDS}, signal});
        const post = parsePost(data);
        if (post) return post;
      } catch (reason) {
        if (!(reason instanceof CommentsError)) throw reason;
        // The comments of a protected post, or of a type that the API hides, can be read all the same.
        if (reason.code !== 'not-found') return {id};
      }
    }
    return null;
  }

  async #search(thread: ThreadRef): Promise<Post | null> {
    const {searchPost} = await import('./search-post.js');
    // Shared by all callers, so no caller's signal aborts it.
    return searchPost(this.#client, thread, new AbortController().signal);
  }
}

/** Parses a post; `null` if it is invalid. */
export function parsePost(data: unknown): Post | null {
  const {id, author, comment_status: status} = (data ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof id !== 'number') return null;
  return {
    id,
    ...(typeof status === 'string' && {closed: status !== 'open'}),
    ...(typeof author === 'number' && {author}),
  };
}

/** `https://paper.example/?p=12` */
function idInQuery(address: string): string | null {
  const [, id] = /^https?:\/\/[^#]*[?&](?:p|page_id)=(\d+)\b/.exec(address) ?? [];
  return id ?? null;
}

/** The id in the page's `<link rel="shortlink" href="…?p=12">`. */
function idInPage(url: string): string | null {
  if (pathOf(url) !== pathOf(pageLocation()?.href)) return null;
  return idInQuery(linkInPage('link[rel="shortlink"]') ?? '');
}

/** The route in the page's API link, which exists for every type of post: `…/wp-json/wp/v2/recipes/12`. */
function routeInPage(id: number): string | null {
  const address = decodeURIComponent(linkInPage('link[rel="alternate"][type="application/json"]') ?? '');
  const [, route, number] = /(wp\/v2\/[\w-]+\/(\d+))$/.exec(address) ?? [];
  return route !== undefined && Number(number) === id ? route : null;
}

function linkInPage(selector: string): string | undefined {
  return (globalThis.document as Document | undefined)?.querySelector<HTMLLinkElement>(selector)?.href;
}

/** The path of an address, with a trailing slash; `null` if it is not an address. */
export function pathOf(address: unknown): string | null {
  try {
    return new URL(address as string).pathname.replace(/(^|[^/])\/*$/, '$1/');
  } catch {
    return null;
  }
}
