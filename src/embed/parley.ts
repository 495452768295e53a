import type * as SavedPlaces from '../model/saved-place.js';
import type * as Warnings from '../model/warnings.js';
import type {Backend, ParleyElement} from './attach-adapter.js';
import {PLAIN_BACKENDS} from './plain-backends.js';
import type {PrefetchedPage} from './prefetched-pages.js';
import type {DrawnThread, ScriptTag} from './script-tag.js';
import type * as ScriptTags from './script-tag.js';

// The entry of the script tag. Every page view loads this file, so it only finds the threads' positions, waits until the reader
// comes near, and then loads elements, adapter and data in parallel.

const BACKENDS: Readonly<Partial<Record<string, () => Promise<Backend>>>> = {
  // Names of Object.prototype are not backends.
  __proto__: null as never,
  local: () => import('./backends/local.js'),
  memory: () => import('./backends/memory.js'),
  rest: () => import('./backends/rest.js'),
  wordpress: () => import('./backends/wordpress.js'),
};

/** The distance at which a thread is loaded. */
const NEAR_MARGIN = '1000px';

const THREAD = 'parley-thread';
const COUNT = 'parley-comment-count';

/** Set on the elements, so that a second copy of this script loads nothing twice: whether they are loaded. */
const SEEN = Symbol.for('parley-seen');

type SeenElement = ParleyElement & {[SEEN]?: boolean};

// As in `script-tag.ts`, which this file must not import but for its types: it comes only where it is needed.
const DRAWN: typeof ScriptTags.DRAWN = 'parleyDrawn';
const MARK: typeof ScriptTags.MARK = 'data-parley-tag';

// As in `saved-place.ts`, for the same reason.
const PLACE: typeof SavedPlaces.PLACE = 'parley';

/** Read by attributes, for elements that are not upgraded yet; a framework that has found the property has set that alone. */
const SETTINGS = ['backend', 'endpoint', 'site', 'loading'] as const;

const nearObserver = new IntersectionObserver(
  (entries) => {
    for (const {isIntersecting, target} of entries) {
      if (!isIntersecting) continue;
      // All counts of a page at once, for a single request.
      for (const element of [
        target,
        ...(target.localName === THREAD ? [] : document.querySelectorAll(COUNT)),
      ]) {
        nearObserver.unobserve(element);
        load(element as SeenElement);
      }
    }
  },
  {rootMargin: NEAR_MARGIN},
);

const look = (): void => scan(document);
look();
new MutationObserver(look).observe(document, {childList: true, subtree: true});
addEventListener('load', look);
// A link within the page may lead to a thread that is far away.
addEventListener('hashchange', look);
// Prints the comments if they load in time, else their address, which needs no translation.
addEventListener('beforeprint', () => {
  for (const element of document.querySelectorAll<SeenElement>(THREAD)) {
    if (element[SEEN]) continue;
    load(element);
    if (element.textContent.trim()) continue;
    const place = new Text(location.href.replace(/#(?!!?\/).*|$/, '#comments'));
    element.append(place);
    addEventListener('afterprint', () => place.remove());
  }
});

/** Finds the elements of a document or a shadow root, after each change. */
function scan(root: Document | ShadowRoot): void {
  const unplaced = [...root.querySelectorAll<ScriptTag>('script[data-backend]')].filter(
    (script) =>
      // The address of a tag whose `src` is redirected is another than that of this module.
      (script.src === import.meta.url ||
        (script.type === 'module' && BACKENDS[script.dataset['backend'] as string])) &&
      !hasThread(script),
  );
  if (
    unplaced[0] ||
    root.querySelector('a[data-parley-count]') ||
    (document.readyState === 'complete' && !document.querySelector(THREAD))
  )
    void import('./page-changes.js').then(({handlePageChange}) =>
      handlePageChange(root, unplaced, createThread, scan),
    );
  for (const element of root.querySelectorAll<SeenElement>(`${THREAD}, ${COUNT}`)) {
    if (element[SEEN]) continue;
    element[SEEN] = false;
    for (const name of SETTINGS) {
      const value = element[name];
      if (value) element.setAttribute(name, value);
    }
    if (element.getAttribute('loading') === 'eager' || location.hash.includes('#comment') || savedPosition())
      load(element);
    else nearObserver.observe(element);
  }
}

/**
 * Whether a script tag has its thread. Inserts it after the tag. Rare cases are handled by code that is loaded on demand:
 * targets, tags in the head, copies of a page, removed threads.
 */
function hasThread(script: ScriptTag): boolean {
  const drawn = script[DRAWN];
  if (drawn) return drawn.thread.isConnected && !drawn.isWaiting;
  if (script.dataset['target'] || script.closest('head') || document.querySelector(`[${MARK}]`)) return false;
  script.after(createThread(script).thread);
  return true;
}

/** Creates a thread with the attributes of a script tag, and stores it on the tag. */
function createThread(script: ScriptTag): DrawnThread {
  const thread = document.createElement(THREAD);
  for (const {name, value} of script.attributes) {
    if (name.startsWith('data-')) thread.setAttribute(name.slice(5), value);
  }
  thread.setAttribute(MARK, JSON.stringify(script.dataset));
  return (script[DRAWN] = {thread, address: location.href});
}

function load(element: SeenElement): void {
  if (element[SEEN]) return;
  element[SEEN] = true;
  const isThread = element.localName === THREAD;
  // A count without a backend uses that of the page's thread, else of another count.
  const source = element.hasAttribute('backend')
    ? element
    : (document.querySelector(`${THREAD}[backend]`) ?? document.querySelector('[backend]'));
  const setting = (name: string): string => (element.adapter ? null : source?.getAttribute(name)) ?? '';
  const backend = setting('backend');
  if (backend && !BACKENDS[backend]) {
    warn(({unknownBackend}) => unknownBackend(backend, Object.keys(BACKENDS)));
    return;
  }
  const mayBeHtml = !PLAIN_BACKENDS.includes(backend);
  const fetchCounting = () => import('./counting.js');
  // Counts need only a part of the adapter.
  const fetchBackend = backend && mayBeHtml && !isThread ? fetchCounting : BACKENDS[backend];
  // Otherwise the thread would load its own code for lazy loading.
  element.isNear = true;
  const settings = {backend, endpoint: setting('endpoint'), site: setting('site')};
  const first =
    isThread &&
    backend === 'rest' &&
    // The article may carry it.
    !element.querySelector('script') &&
    source === element &&
    prefetchFirstPage(setting);
  const isHtml = isThread && mayBeHtml;
  const tag = (isThread && element.closest<HTMLElement>('[lang]')?.lang) || 'en';
  Promise.all([
    isThread ? import('../define/reading.js') : fetchCounting(),
    isHtml && import('../content/sanitize.js'),
    // Browsers that have `parseHTML` have `setHTML` too; of any other the sanitizer finds out by itself.
    isHtml && ('parseHTML' in Document || import('../content/purify.js')),
    /^en\b/i.test(tag) || import('../locale/languages.js').then((module) => module.loadMessages(tag)),
    fetchBackend?.().then(({attachAdapter, createAdapter}) =>
      attachAdapter(element, settings, createAdapter, first),
    ),
  ]).catch((reason: unknown) => warn(({chunkFailed}) => chunkFailed(reason)));
}

/**
 * Requests the first page of a thread from a Parley server, in parallel with the code. The adapter uses the response if it
 * requests the same address, which `currentOpening` and `RestAdapter.open` determine. This function ignores rare values: then
 * the request is wasted, or there is none and the page loads later.
 */
function prefetchFirstPage(get: (name: string) => string): PrefetchedPage | undefined {
  const pageId = get('page-id').trim();
  const page =
    pageId || (get('page-url') ? '%' : document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href);
  // An address with escapes has several spellings, and a returning reader may need another page.
  if (!page || (!pageId && page.includes('%')) || savedPosition() || !/^(http|\/)/.test(get('endpoint')))
    return;
  try {
    const site = get('site') || location.host;
    const isClassic = get('variant') === 'classic';
    const [, around] = location.hash.split('#comment-');
    const query = new URLSearchParams({
      site,
      page,
      sort:
        (!isClassic && (localStorage[`parley:sort:${site}`] as string | undefined)?.split(' ')[1]) ||
        get('sort') ||
        (isClassic ? 'oldest' : 'newest'),
      // Numbers become text.
      limit: Math.min(100, +get('page-size') || 50) as never,
    });
    const href = `${get('endpoint').replace(/(^|[^/])\/*$/, '$1/')}v1/thread?${String(query)}${around ? `&around=${around}` : ''}`;
    const response = fetch(href, {cache: 'no-cache', redirect: 'manual'});
    // The adapter handles the failure.
    response.catch(() => undefined);
    return {href, response};
  } catch {
    // The adapter sends the request itself.
  }
  return;
}

/** The saved position to which the reader returns on this page, if there is one; see `savedPlace`. */
function savedPosition(): unknown {
  const state: unknown = (window as Partial<Window>).navigation?.currentEntry?.getState() ?? history.state;
  return (state as {[PLACE]?: unknown} | null)?.[PLACE];
}

/** Logs a developer warning; its text is loaded on demand. If that fails, so have others: the browser's reason has the address. */
function warn(tell: (warnings: typeof Warnings) => void): void {
  import('../model/warnings.js').then(tell, console.warn);
}
