import {pageAddress} from '../../../model/page-address.js';

/** If the browser supports it (HTML Standard, "navigation API"); TypeScript has no types for it yet. */
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
  // Also for another hash: a link within the page may lead to a thread that is far away.
  window.addEventListener('popstate', listener, {signal});
  for (const name of ['focusin', 'pointerdown']) element.addEventListener(name, look, {signal});
}

/** Everything that may identify the article of a page. */
function address(): string {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href;
  return `${pageAddress(location.href)} ${canonical ?? ''}`;
}

/**
 * The address of the article if a router has set it but left the canonical link behind, which still belongs to the
 * first article; '' if the link is valid or absent. A link that never matched the document's own address is the
 * publisher's choice.
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
