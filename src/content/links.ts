import {LINK_REL, safeUrl} from './safe-url.js';
import {mayHoldLinks} from './text.js';

/**
 * Where a link may begin, and all that could belong to it. Linear: a match takes the whole run of characters,
 * and the search goes on behind it. Quotation marks and bidi controls are never part of a link.
 */
const LINK = /(?<![\p{L}\p{N}_])(?:https?:\/\/|www\.)[^\s<>"“”„«»\p{Control}\p{Bidi_Control}]+/giu;

const OPENING = '([{（「『【';
const CLOSING = ')]}）」』】';
/** Punctuation that ends the sentence rather than the address. */
const TRAILING = ".,:;!?'’‘*_~…。，、：；！？";

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
  for (const {0: run, index} of line.matchAll(LINK)) {
    const address = addressIn(run);
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

/** What of `run` is the address: not the punctuation at its end, nor a closing bracket that was opened before it. */
function addressIn(run: string): string {
  let depth = 0;
  let end = 0;
  for (let index = 0; index < run.length; index++) {
    const character = run.charAt(index);
    const opens = OPENING.includes(character);
    const closes = CLOSING.includes(character);
    // What follows brings all before it back in: only the end of the run is in doubt.
    if (closes ? depth > 0 : !opens && !TRAILING.includes(character)) end = index + 1;
    if (opens) depth++;
    else if (closes && depth > 0) depth--;
  }
  return run.slice(0, end);
}
