import {typedAddresses} from '../model/typed-addresses.js';
import {LINK_REL, safeUrl} from './safe-url.js';
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
  const line = text.data;
  const pieces: (string | Node)[] = [];
  let done = 0;
  for (const {address, index} of typedAddresses(line)) {
    const url = safeUrl(/^www\../i.test(address) ? `http://${address}` : address);
    if (!url) continue;
    if (index > done) pieces.push(line.slice(done, index));
    const link = document.createElement('a');
    link.href = url;
    link.rel = LINK_REL;
    link.append(address);
    pieces.push(link);
    done = index + address.length;
  }
  if (done === 0) return;
  if (line.length > done) pieces.push(line.slice(done));
  text.replaceWith(...pieces);
}
