import type * as Warnings from '../model/warnings.js';
import type {ParleyElement} from './begin.js';
import {PLAIN_BACKENDS} from './plain-backends.js';

// The script tag's entry. Every reader of every article pays for this file, so it only finds where a thread belongs,
// waits until the reader comes near, and then fetches elements, adapter and data side by side.

const BACKENDS = {
  local: () => import('./backends/local.js'),
  memory: () => import('./backends/memory.js'),
  rest: () => import('./backends/rest.js'),
  wordpress: () => import('./backends/wordpress.js'),
};

/** How far ahead of the reader a thread is loaded. */
const NEAR = '1000px';

const THREAD = 'parley-thread';
const COUNT = 'parley-comment-count';

/** On the elements themselves, so that a second copy of this script leaves them to the first. */
const SEEN = Symbol.for('parley-seen');

type Noticed = HTMLElement & {[SEEN]?: true};

const loaded = new WeakSet<Element>();

const nearness = new IntersectionObserver(
  (entries) => {
    for (const {isIntersecting, target} of entries) {
      if (!isIntersecting) continue;
      // All counts of a page at once, so that they are asked for in one request.
      const near = target.localName === THREAD ? [target] : document.querySelectorAll(COUNT);
      for (const element of near) {
        nearness.unobserve(element);
        load(element as ParleyElement);
      }
    }
  },
  {rootMargin: NEAR},
);

notice();
// Pages that change without a reload bring elements, and script tags, later.
new MutationObserver(notice).observe(document, {childList: true, subtree: true});

function notice(): void {
  for (const script of document.querySelectorAll<HTMLScriptElement>('script[data-backend]')) {
    if (script.src === import.meta.url && isNew(script)) place(script);
  }
  if (document.querySelector('a[data-parley-count]'))
    void import('./count-links.js').then(({fillLinks}) => {
      fillLinks();
    });
  for (const element of document.querySelectorAll<HTMLElement>(`${THREAD}, ${COUNT}`)) {
    if (!isNew(element)) continue;
    if (element.getAttribute('loading') === 'eager' || location.hash.startsWith('#comment-')) load(element);
    else nearness.observe(element);
  }
}

function isNew(element: Noticed): boolean {
  return !element[SEEN] && (element[SEEN] = true);
}

/** Draws a thread where a script tag stands, or in its target, with the tag's own attributes. */
function place(script: HTMLScriptElement): void {
  const thread = document.createElement(THREAD);
  for (const {name, value} of script.attributes) {
    if (name.startsWith('data-') && name !== 'data-target') thread.setAttribute(name.slice(5), value);
  }
  const {target} = script.dataset;
  const found = target && document.querySelector(target);
  if (target && !found) warn(({unknownTarget}) => unknownTarget(target));
  if (found) {
    // What stood there is what the page shows without a thread, and so what the thread falls back to.
    thread.append(...found.childNodes);
    found.append(thread);
  } else if (script.closest('head')) document.body.append(thread);
  else script.after(thread);
}

function load(element: ParleyElement): void {
  if (loaded.has(element)) return;
  loaded.add(element);
  const isThread = element.localName === THREAD;
  // A count of a page elsewhere asks where this page's thread asks, else where another count does.
  const source = element.hasAttribute('backend')
    ? element
    : (document.querySelector(`${THREAD}[backend]`) ?? document.querySelector('[backend]'));
  const setting = (name: string): string => (element.adapter ? null : source?.getAttribute(name)) ?? '';
  const backend = setting('backend');
  const fetchBackend = Object.hasOwn(BACKENDS, backend) && BACKENDS[backend as keyof typeof BACKENDS];
  if (backend && !fetchBackend) {
    warn(({unknownBackend}) => unknownBackend(backend, Object.keys(BACKENDS)));
    return;
  }
  // Or the thread would fetch the code that waits for its reader, and wait for it.
  element.isNear = true;
  // Asked for here and now rather than by the modules that need it: the chunk that all others share.
  const shared = import('../model/opening.js');
  const elements = isThread
    ? import('../define/reading.js').then(() => import('../define/writing.js'))
    : import('../define/counting.js');
  const html = isThread && !PLAIN_BACKENDS.includes(backend) && import('../define/html.js');
  const purify =
    html && !('setHTML' in Element.prototype && 'parseHTML' in Document) && import('../content/purify.js');
  const tag = element.closest<HTMLElement>('[lang]')?.lang ?? 'en';
  const words =
    /^en\b/i.test(tag) || import('../locale/languages.js').then((module) => module.loadMessages(tag));
  const adapter =
    fetchBackend &&
    fetchBackend().then(({begin, createAdapter}) => {
      begin(element, {backend, endpoint: setting('endpoint'), site: setting('site')}, createAdapter);
    });
  Promise.all([shared, elements, html, purify, words, adapter]).catch((reason: unknown) => {
    warn(({missingPart}) => missingPart(reason));
  });
}

/** Has a developer warned, in words that are fetched for it. */
function warn(tell: (warnings: typeof Warnings) => void): void {
  import('../model/warnings.js').then(tell, () => undefined);
}
