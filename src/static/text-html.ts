import {linkedText} from '../content/linked-text.js';
import {LINK_REL} from '../content/safe-url.js';
import {paragraphsOf} from '../content/text.js';
import {escapeHtml} from './escape.js';

/** A text as typed: a paragraph for each block between blank lines, a `<br>` for each line break, and links. */
export function textHtml(text: string): string {
  return paragraphsOf(text)
    .map((lines) => `<p>${lines.map(linkedHtml).join('<br>')}</p>`)
    .join('');
}

/** A text with its addresses as links. */
export function linkedHtml(text: string): string {
  return linkedText(text)
    .map((piece) =>
      typeof piece === 'string'
        ? escapeHtml(piece)
        : `<a href="${escapeHtml(piece.url)}" rel="${LINK_REL}">${escapeHtml(piece.address)}</a>`,
    )
    .join('');
}
