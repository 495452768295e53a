import {typedAddresses} from '../model/typed-addresses.js';
import {LINK_REL, safeUrl} from './safe-url.js';
import {mayHoldLinks} from './text.js';

/** In what words stay as they are: a link has its address, and code is quoted. */
const LEFT_ALONE = 'a, code, pre';

/**
 * Makes a link of each http, https or www address in the text below `root`, in place; the words stay as they are.
 * Linear in the length of the text; never throws. Gives `root`.
 */
export function linkAddresses<Root extends Node>(root: Root): Root {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    // Looking behind at every character takes WebKit ten times as long as all the rest.
    if (mayHoldLinks(text.data) && !text.parentElement?.closest(LEFT_ALONE)) texts.push(text);
  }
  for (const text of texts) linkLine(text);
  return root;
}

function linkLine(text: Text): void {
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
