import {pageAddress} from '../../model/page-address.js';

/**
 * A click listener: the date of a comment leads to it within the document if its address is the document's canonical one, which
 * may differ from where the reader is (`?utm_source=…`). The link keeps the canonical address, which is the one to share.
 */
export function stayInDocument(event: Event): void {
  const {target, button, altKey, ctrlKey, metaKey, shiftKey} = event as MouseEvent;
  const link = (target as Element).closest<HTMLAnchorElement>('.byline > a');
  if (!link || button !== 0 || altKey || ctrlKey || metaKey || shiftKey) return;
  const canonical = document.querySelector<HTMLLinkElement>('link[rel=canonical]');
  const [page, hash = ''] = link.href.split(/(?=#)(.*)/s);
  if (page !== canonical?.href.split('#')[0] || page === location.href.split('#')[0]) return;
  event.preventDefault();
  location.hash = pageAddress(location.hash) + hash;
}
