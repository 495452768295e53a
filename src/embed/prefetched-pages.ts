import {documentProperty} from '../model/document-property.js';

/** A request that was sent before the adapter was loaded. `href` may be relative. */
export interface PrefetchedPage {
  readonly href: string;
  readonly response: Promise<Response>;
}

/** An older response is not used, for example after a router returns to the page. */
const MAX_AGE_MS = 30_000;

/** The prefetched pages by address, until an adapter requests them. */
const prefetchedPages = new Map<string, {readonly response: Promise<Response>; readonly askedAt: number}>();

/** Keeps a request for the adapter that will send the same. */
export function storePrefetched({href, response}: PrefetchedPage): void {
  const url = new URL(href, documentProperty('baseURI'));
  // In the spelling of the adapters.
  url.search = String(new URLSearchParams(url.search));
  prefetchedPages.set(url.href, {response, askedAt: performance.now()});
}

/**
 * `fetch` that uses a prefetched response once. Later requests, and those with headers such as a token, are sent. Aborting does
 * not abort the prefetched request.
 */
export function fetchOrReuse(href: string, init: RequestInit = {}): Promise<Response> {
  const {method, headers} = init;
  const prefetched = prefetchedPages.get(href);
  if (!prefetched || method || Object.keys(headers ?? {}).length > 0) return fetch(href, init);
  prefetchedPages.delete(href);
  return performance.now() - prefetched.askedAt < MAX_AGE_MS ? prefetched.response : fetch(href, init);
}
