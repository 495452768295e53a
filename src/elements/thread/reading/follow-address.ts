import {pageAddress} from '../../../model/page-address.js';

/** Where the browser has it (HTML Standard, "navigation API"); the compiler's library does not know it yet. */
type NavigatingWindow = Window & {readonly navigation?: EventTarget};

/**
 * Calls `listener` when this document may have become another article: a router has changed its address or its canonical
 * link. In browsers without the navigation API a change of the address is noticed when the reader turns to `element`.
 * Returns how to stop.
 */
export function followAddress(element: Element, listener: () => void): () => void {
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
  navigation?.addEventListener('currententrychange', look);
  window.addEventListener('popstate', look);
  element.addEventListener('focusin', look);
  element.addEventListener('pointerdown', look);
  return () => {
    observer.disconnect();
    navigation?.removeEventListener('currententrychange', look);
    window.removeEventListener('popstate', look);
    element.removeEventListener('focusin', look);
    element.removeEventListener('pointerdown', look);
  };
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
