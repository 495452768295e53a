import {pageAddress} from '../../../model/page-address.js';

/** Where the browser has it (HTML Standard, "navigation API"); the compiler's library does not know it yet. */
type NavigatingWindow = Window & {readonly navigation?: EventTarget};

/**
 * Calls `listener`, until `signal` is aborted, when this document may have become another article: a router has changed its
 * address or its canonical link. In browsers without the navigation API a change of the address is noticed when the reader
 * turns to `element`.
 */
export function followAddress(element: Element, listener: () => void, signal: AbortSignal): void {
  const {navigation} = window as NavigatingWindow;
  const head = document.querySelector('head');
  let known = address();
  const look = (): void => {
    const now = address();
    if (now === known) return;
    known = now;
    listener();
  };
  const observer = new MutationObserver(look);
  if (head) observer.observe(head, {subtree: true, childList: true, attributeFilter: ['href', 'rel']});
  signal.addEventListener('abort', () => {
    observer.disconnect();
  });
  navigation?.addEventListener('currententrychange', look, {signal});
  window.addEventListener('popstate', look, {signal});
  for (const name of ['focusin', 'pointerdown']) element.addEventListener(name, look, {signal});
}

/** All of a page that may say which article it is. */
function address(): string {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href;
  return `${pageAddress(location.href)} ${canonical ?? ''}`;
}

/**
 * The address of the article where a router has set it and has left the canonical link behind, which still names the
 * article with which the document began; '' where the link may be believed, or there is none. A link that never named the
 * document's own address is the publisher's to know.
 */
export function addressOverLink(): string {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href;
  const [entry] = performance.getEntriesByType('navigation');
  if (!canonical || !entry) return '';
  const [named, begun, now] = [canonical, entry.name, location.href].map(pathOf);
  return named === begun && now !== begun ? location.origin + location.pathname : '';
}

function pathOf(href: string): string {
  return new URL(href).pathname.replace(/\/$/, '');
}
