import {LINK_REL, safeUrl} from './safe-url.js';
import {mayHoldLinks} from './text.js';

/**
 * Where a link may begin, and all that could belong to it. Linear: a match takes the whole run of characters,
 * and the search goes on behind it. Quotation marks and invisible characters are never part of a link, but for the
 * joiners, which belong to words of many scripts and to emoji. Before it may stand a letter of a script that writes no
 * spaces between words, and so any that is not ASCII.
 */
const LINK =
  /(?<![a-z\d_])(?:https?:\/\/|www\.)(?:(?![\s<>"“”„«»\p{Control}\p{Bidi_Control}])\P{Format}|[\u200C\u200D])+/giu;

const OPENING = /^\p{Open_Punctuation}$/u;
const CLOSING = /^\p{Close_Punctuation}$/u;

/**
 * What ends a sentence rather than an address where it stands last: of ASCII these, of every other script all
 * punctuation, for an address has none of it that is not written as `%` and digits.
 */
const TRAILING = /^(?:[.,:;!?'*_~]|(?!\p{ASCII})[\p{Punctuation}\p{Terminal_Punctuation}])$/u;

/** What ends an address wherever it stands: the end of a sentence or clause without a space after it, and an em dash. */
const ENDING = /^(?!\p{ASCII})(?:\p{Terminal_Punctuation}|[\u2014\u2015])$/u;

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
  let index = 0;
  for (const character of run) {
    index += character.length;
    const opens = OPENING.test(character);
    const closes = CLOSING.test(character);
    if (ENDING.test(character) || (closes && depth === 0 && character > '\u007F')) break;
    // What follows brings all before it back in: only the end of the run is in doubt.
    if (closes ? depth > 0 : !opens && !TRAILING.test(character)) end = index;
    if (opens) depth++;
    else if (closes && depth > 0) depth--;
  }
  return run.slice(0, end);
}
