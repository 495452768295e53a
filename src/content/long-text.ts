import {yieldToPage} from '../model/yield-to-page.js';
import {linkAddresses} from './links.js';
import {mayHoldLinks, textToFragment} from './text.js';

/** The most characters per piece. */
const PIECE_LENGTH = 10_000;

/**
 * Replaces the content of `target` by a text of any length, with links, in pieces with an element each, so that the page
 * stays responsive. Stops when `isShown()` is false.
 */
export async function drawLongText(target: Element, text: string, isShown: () => boolean): Promise<void> {
  let start = 0;
  for (; start < text.length && isShown(); await yieldToPage()) {
    const words = nextPiece(text, start);
    const piece = document.createElement('div');
    piece.append(textToFragment(words));
    if (mayHoldLinks(words)) linkAddresses(piece);
    if (start === 0) target.replaceChildren(piece);
    else target.append(piece);
    start += words.length;
  }
}

/**
 * The next piece of `text` from `start`: it ends at a line break, else a space, if there is one in its second half.
 */
function nextPiece(text: string, start: number): string {
  const piece = text.slice(start, start + PIECE_LENGTH);
  if (start + PIECE_LENGTH >= text.length) return piece;
  const [cut] = /^[^]{5000,}\n/.exec(piece) ?? /^[^]{5000,}\s/.exec(piece) ?? [];
  // Do not split a surrogate pair.
  return cut ?? piece.replace(/[\uD800-\uDBFF]$/, '');
}
