import {yieldToPage} from '../model/yield-to-page.js';
import {linkAddresses} from './links.js';
import {mayHoldLinks, textToFragment} from './text.js';

/** How much of a text is made nodes of at once. */
const PIECE = 10_000;

/**
 * Shows a text of any length in `target`, in the place of what is there: piece by piece, each with an element around it,
 * and with links, so that the page can answer in between. Stops where it `isShown` no more.
 */
export async function drawLongText(target: Element, text: string, isShown: () => boolean): Promise<void> {
  let start = 0;
  for (; start < text.length && isShown(); await yieldToPage()) {
    const words = pieceOf(text, start);
    const piece = document.createElement('div');
    piece.append(textToFragment(words));
    if (mayHoldLinks(words)) linkAddresses(piece);
    if (start === 0) target.replaceChildren(piece);
    else target.append(piece);
    start += words.length;
  }
}

/**
 * So much of `text`, from `start` on, as is made nodes of at once: up to a line break, else a space, where there is one in
 * its second half.
 */
function pieceOf(text: string, start: number): string {
  const piece = text.slice(start, start + PIECE);
  if (start + PIECE >= text.length) return piece;
  const [cut] = /^[^]{5000,}\n/.exec(piece) ?? /^[^]{5000,}\s/.exec(piece) ?? [];
  // Never within a surrogate pair.
  return cut ?? piece.replace(/[\uD800-\uDBFF]$/, '');
}
