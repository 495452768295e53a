import type {OpenQuery} from '../../../model/adapter.js';
import type {ThreadPage, ThreadRef} from '../../../model/thread.js';
import {openEmbeddedPage} from '../plugin/embedded-page.js';
import {MAX_PER_PAGE, type Site} from '../site.js';
import type * as FetchThread from './fetch-thread.js';

/**
 * The first page: that which the plugin embedded into the article, or else from the API, whose code is fetched only for pages
 * that need it.
 */
export async function openThread(
  site: Site,
  thread: ThreadRef,
  query: OpenQuery,
  signal: AbortSignal,
): Promise<ThreadPage> {
  const post = await site.posts.find(thread, signal);
  if (!post) return (await loadApi()).emptyThread(site, thread);
  const limit = Math.min(MAX_PER_PAGE, Math.max(1, query.limit));
  const embeddedText = embeddedPageText(post.id);
  const fetchThread = async (): Promise<ThreadPage> =>
    (await loadApi()).fetchThread(site, post, {...query, limit}, signal);
  if (embeddedText === null) return fetchThread();
  // Only once: a reload wants what is new.
  const page = site.openedFromPage.has(post.id)
    ? null
    : await openEmbeddedPage(site, post.id, embeddedText, {...query, limit}, signal);
  site.openedFromPage.add(post.id);
  if (page) return page;
  try {
    return await fetchThread();
  } catch (reason) {
    // If the API is restricted or unavailable, show the embedded page.
    signal.throwIfAborted();
    const embeddedPage = await openEmbeddedPage(site, post.id, embeddedText, null, signal);
    if (embeddedPage) return embeddedPage;
    throw reason;
  }
}

function loadApi(): Promise<typeof FetchThread> {
  return import('./fetch-thread.js');
}

/** The first page that the plugin embedded into the article's HTML. */
function embeddedPageText(post: number): string | null {
  const page = globalThis.document as Document | undefined;
  const script = page?.querySelector(`script[type="application/json"][data-parley-page="${String(post)}"]`);
  return script?.textContent ?? null;
}
