import type {CommentsAdapter} from '../model/adapter.js';
import {documentProperty} from '../model/document-property.js';

/** The backend attributes of an element. */
export interface BackendSettings {
  readonly backend: string;
  readonly endpoint: string;
  readonly site: string;
}

/** A `<parley-thread>` or `<parley-comment-count>`, perhaps not upgraded yet. */
export type ParleyElement = HTMLElement & {
  adapter?: Partial<CommentsAdapter> | null;
  isNear?: boolean;
  loading?: string;
} & Partial<BackendSettings>;

/** What every module in `backends/` exports. */
export interface Backend {
  readonly attachAdapter: typeof attachAdapter;
  readonly createAdapter: (settings: BackendSettings) => Partial<CommentsAdapter>;
}

/** A request that was sent before the adapter was loaded. `href` may be relative. */
export interface PrefetchedPage {
  readonly href: string;
  readonly response: Promise<Response>;
}

/** Elements with the same backend share an adapter. */
const adapters = new Map<string, Partial<CommentsAdapter>>();

/** An older response is not used, for example after a router returns to the page. */
const MAX_AGE_MS = 30_000;

/** The prefetched pages by address, until an adapter requests them. */
const prefetchedPages = new Map<string, {readonly response: Promise<Response>; readonly askedAt: number}>();

/** Sets an element's adapter; `prefetched` is the request that was already sent for it. */
export function attachAdapter(
  element: ParleyElement,
  settings: BackendSettings,
  createAdapter: Backend['createAdapter'],
  prefetched?: PrefetchedPage | false,
): void {
  if (prefetched) storePrefetched(prefetched);
  const name = JSON.stringify([settings.backend, settings.endpoint, settings.site]);
  const adapter = adapters.get(name) ?? createAdapter(settings);
  adapters.set(name, adapter);
  element.adapter = adapter;
}

function storePrefetched({href, response}: PrefetchedPage): void {
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
