import {CommentsError} from '../../model/errors.js';
import type {ThreadRef} from '../../model/thread.js';
import type {ApiClient} from './api-client.js';
import {pageLocation} from './endpoint.js';
import {pathOf, type Post} from './post.js';

/**
 * Finds the post of a thread. A page id that is a number, or `wp-` and a number, is the post's id. Any other is a slug, or
 * an address that ends in one, and is searched among posts, then pages. Results are cached.
 */
export class PostResolver {
  readonly #client: ApiClient;
  readonly #fixedId: number | undefined;
  readonly #cache = new Map<string, Promise<Post | null>>();

  constructor(client: ApiClient, fixed?: number) {
    this.#client = client;
    this.#fixedId = fixed;
  }

  /** The post's id, if it is known without a request. */
  knownId({pageId, url}: ThreadRef): number | null {
    if (this.#fixedId !== undefined) return this.#fixedId;
    const [, number] = /^(?:wp-)?(\d+)$/.exec(pageId) ?? [];
    return Number(number ?? idInQuery(pageId) ?? idInQuery(url) ?? idInPage(url)) || null;
  }

  /** The post, or `null` if there is none. It has details only if it had to be searched (`fetchPostDetails`). */
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

  async #search(thread: ThreadRef): Promise<Post | null> {
    const {searchPost} = await import('./search-post.js');
    // Shared by all callers, so no caller's signal aborts it.
    return searchPost(this.#client, thread, new AbortController().signal);
  }
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

/** The address of a `<link>` of the page. */
export function linkInPage(selector: string): string | undefined {
  return (globalThis.document as Document | undefined)?.querySelector<HTMLLinkElement>(selector)?.href;
}
