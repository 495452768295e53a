import {linkedText} from './linked-text.js';
import {LINK_REL} from './safe-url.js';
import {mayHoldLinks} from './text.js';

/** Elements whose text is not linked. */
const EXCLUDED = 'a, code, pre';

/**
 * Links each http, https or www address in the text below `root`, in place; the text itself stays the same. Linear in the
 * length of the text; never throws. Returns `root`.
 */
export function linkAddresses<Root extends Node>(root: Root): Root {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    // Checked first because the lookbehind is slow in WebKit.
    if (mayHoldLinks(text.data) && !text.parentElement?.closest(EXCLUDED)) texts.push(text);
  }
  for (const text of texts) linkText(text);
  return root;
}

function linkText(text: Text): void {
  const pieces = linkedText(text.data).map((piece) => {
    if (typeof piece === 'string') return piece;
    const link = document.createElement('a');
    link.href = piece.url;
    link.rel = LINK_REL;
    link.append(piece.address);
    return link;
  });
  if (pieces.length > 1 || typeof pieces[0] !== 'string') text.replaceWith(...pieces);
}
