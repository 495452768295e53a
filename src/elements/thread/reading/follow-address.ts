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
