import {CommentsError} from '../../model/errors.js';
import type {ThreadRef} from '../../model/thread.js';
import type {Client} from './client.js';
import {pageLocation} from './endpoint.js';

/** What is known of the post under which a thread stands. */
export interface Post {
  readonly id: number;
  /** Whether its comments are closed; absent where that was not to be seen. */
  readonly closed?: boolean;
  /** Who wrote it. */
  readonly author?: number;
}

/** What to ask of a post (`_fields`). */
export const POST_FIELDS = 'id,link,author,comment_status';
/** Where WordPress keeps what may have comments; other types name themselves in their pages. */
export const POST_TYPES = ['posts', 'pages'] as const;

/**
 * Finds the post of a thread. A page id that is a number, or `wp-` and a number, is the post's id. Another one is a
 * slug, or an address whose last part is one; posts are asked for it, then pages. What was found is remembered.
 */
export class PostResolver {
  readonly #client: Client;
  readonly #fixedId: number | undefined;
  readonly #cache = new Map<string, Promise<Post | null>>();

  constructor(client: Client, fixed?: number) {
    this.#client = client;
    this.#fixedId = fixed;
  }

  /** The id, if it takes no question to know it. */
  knownId({pageId, url}: ThreadRef): number | null {
    if (this.#fixedId !== undefined) return this.#fixedId;
    const [, number] = /^(?:wp-)?(\d+)$/.exec(pageId) ?? [];
    return Number(number ?? idInQuery(pageId) ?? idInQuery(url) ?? idInPage(url)) || null;
  }

  /** The post, or `null` when there is none. Its details come with it where they had to be asked for. */
  async find(thread: ThreadRef, signal: AbortSignal): Promise<Post | null> {
    const id = this.knownId(thread);
    if (id !== null) return {id};
    const key = JSON.stringify([thread.pageId, thread.url]);
    const found = this.#cache.get(key) ?? this.#search(thread);
    this.#cache.set(key, found);
    // Only answers are remembered.
    found.catch(() => this.#cache.delete(key));
    const post = await found;
    signal.throwIfAborted();
    return post;
  }

  /** As `find`, but throws `not-found` when there is none. */
  async require(thread: ThreadRef, signal: AbortSignal): Promise<Post> {
    const post = await this.find(thread, signal);
    if (!post) throw new CommentsError('not-found', `${thread.pageId} is no post of this site.`);
    return post;
  }

  /** Whether a post is open for comments, and whose it is; `null` when there is no such post. */
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
        // Comments of a post behind a password, or of a type that the API does not show, can be read all the same.
        if (reason.code !== 'not-found') return {id};
      }
    }
    return null;
  }

  async #search(thread: ThreadRef): Promise<Post | null> {
    const {searchPost} = await import('./search-post.js');
    // For all who ask, whichever of them gives up.
    return searchPost(this.#client, thread, new AbortController().signal);
  }
}

/** A post that WordPress sent, or `null` if it is none. */
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

/** WordPress's pages say which post they show, with `<link rel="shortlink" href="…?p=12">`. */
function idInPage(url: string): string | null {
  if (pathOf(url) !== pathOf(pageLocation()?.href)) return null;
  return idInQuery(linkInPage('link[rel="shortlink"]') ?? '');
}

/** And where the API has it, which holds for every type of post: `…/wp-json/wp/v2/recipes/12`. */
function routeInPage(id: number): string | null {
  const address = decodeURIComponent(linkInPage('link[rel="alternate"][type="application/json"]') ?? '');
  const [, route, number] = /(wp\/v2\/[\w-]+\/(\d+))$/.exec(address) ?? [];
  return route !== undefined && Number(number) === id ? route : null;
}

function linkInPage(selector: string): string | undefined {
  return (globalThis.document as Document | undefined)?.querySelector<HTMLLinkElement>(selector)?.href;
}

/** The path of an address, with a slash at its end; `null` of what is no address. */
export function pathOf(address: unknown): string | null {
  try {
    return new URL(address as string).pathname.replace(/(^|[^/])\/*$/, '$1/');
  } catch {
    return null;
  }
}
