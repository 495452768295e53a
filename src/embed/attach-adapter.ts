import type {CommentsAdapter} from '../model/adapter.js';
import {documentProperty} from '../model/document-property.js';

/** What an element says of its backend. */
export interface BackendSettings {
  readonly backend: string;
  readonly endpoint: string;
  readonly site: string;
}

/** A `<parley-thread>` or `<parley-comment-count>`, perhaps not upgraded yet. */
export type ParleyElement = HTMLElement & {
  adapter?: CommentsAdapter | null;
  isNear?: boolean;
  loading?: string;
} & Partial<BackendSettings>;

/** A request that was sent before there was an adapter to send it, and the response that will come. `href` may be relative. */
export interface PrefetchedPage {
  readonly href: string;
  readonly response: Promise<Response>;
}

/** Elements that name the same backend share its adapter. */
const adapters = new Map<string, CommentsAdapter>();

/** An answer that nobody has asked for so long is not given to whoever asks then, such as a router that comes back. */
const MAX_AGE_MS = 30_000;

/** What was asked ahead, by address, until an adapter asks for it. */
const prefetchedPages = new Map<string, {readonly response: Promise<Response>; readonly askedAt: number}>();

/** Gives an element its adapter; `first` is what was already asked for it. */
export function attachAdapter(
  element: ParleyElement,
  settings: BackendSettings,
  createAdapter: (settings: BackendSettings) => CommentsAdapter,
  prefetched?: PrefetchedPage,
): void {
  if (prefetched) storePrefetched(prefetched);
  const name = JSON.stringify([settings.backend, settings.endpoint, settings.site]);
  const adapter = adapters.get(name) ?? createAdapter(settings);
  adapters.set(name, adapter);
  element.adapter = adapter;
}

function storePrefetched({href, response}: PrefetchedPage): void {
  const url = new URL(href, documentProperty('baseURI'));
  // In the one spelling that adapters use.
  url.search = String(new URLSearchParams(url.search));
  prefetchedPages.set(url.href, {response, askedAt: performance.now()});
}

/**
 * `fetch` that gives the response to what was asked ahead, once: whoever asks again, or says who asks, wants a fresh one.
 * Aborting does not abort what was asked ahead.
 */
export function fetchOrReuse(href: string, init: RequestInit = {}): Promise<Response> {
  const {method, headers} = init;
  const prefetched = prefetchedPages.get(href);
  if (!prefetched || method || Object.keys(headers ?? {}).length > 0) return fetch(href, init);
  prefetchedPages.delete(href);
  return performance.now() - prefetched.askedAt < MAX_AGE_MS ? prefetched.response : fetch(href, init);
}
