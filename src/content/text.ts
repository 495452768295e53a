import {LINK_REL, safeUrl} from './safe-url.js';

/**
 * Where a link may begin, and all that could belong to it. Linear: a match takes the whole run of characters,
 * and the search goes on behind it. Quotation marks and bidi controls are never part of a link.
 */
const LINK = /(?<![\p{L}\p{N}_])(?:https?:\/\/|www\.)[^\s<>"“”„«»\p{Control}\p{Bidi_Control}]+/giu;

/** Looking behind at every character takes WebKit ten times as long as all the rest. */
const MAYBE_LINK = /:\/\/|www\./i;

const OPENING = '([{（「『【';
const CLOSING = ')]}）」』】';
/** Punctuation that ends the sentence rather than the address. */
const TRAILING = ".,:;!?'’‘*_~…。，、：；！？";

/**
 * Gives `text` exactly as typed: a paragraph for each stretch between blank lines, a `<br>` for each line break
 * within one (LF, CRLF or CR), and a link for each http, https or www address. Spaces are kept, so they show
 * where the style sheet says `white-space: break-spaces`. Linear in the length of `text`; never throws.
 */
export function textToFragment(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const block of text.replace(/\r\n?/g, '\n').split(/\n(?:[ \t]*\n)+/)) {
    if (!block.trim()) continue;
    const paragraph = document.createElement('p');
    const lines = block.replace(/^\n|\n$/g, '').split('\n');
    lines.forEach((line, index) => {
      if (index > 0) paragraph.append(document.createElement('br'));
      appendLine(paragraph, line);
    });
    fragment.append(paragraph);
  }
  return fragment;
}

function appendLine(paragraph: Element, line: string): void {
  let done = 0;
  for (const {0: run, index} of MAYBE_LINK.test(line) ? line.matchAll(LINK) : []) {
    const address = addressIn(run);
    const url = safeUrl(/^www\../i.test(address) ? `http://${address}` : address);
    if (!url) continue;
    if (index > done) paragraph.append(line.slice(done, index));
    const link = document.createElement('a');
    link.href = url;
    link.rel = LINK_REL;
    link.append(address);
    paragraph.append(link);
    done = index + address.length;
  }
  if (line.length > done) paragraph.append(line.slice(done));
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
