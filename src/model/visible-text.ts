import type {Body} from './comment.js';

/**
 * A visible character: not white space, not invisible by Unicode's properties (fillers, zero-width characters, variation
 * selectors, tags), not a combining mark. The Braille pattern blank and the musical null notehead are symbols, but are
 * drawn as nothing.
 */
const VISIBLE =
  /[^\p{White_Space}\p{Control}\p{Format}\p{Mark}\p{Surrogate}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\u2800\u{1D159}]/u;

/** Whether a plain text has a visible character. Linear in the length of `text`. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/**
 * Whether a body has a visible character when it is shown: in HTML outside of tags, in Markdown outside of markers, fences
 * and the addresses of links. Linear in the length of the body.
 */
export function isVisibleBody({format, value}: Body): boolean {
  return (
    isVisible(value) &&
    (format === 'text' || isVisible(format === 'html' ? htmlText(value) : markdownText(value)))
  );
}

function htmlText(markup: string): string {
  return markup
    .replace(/<[^<>]*>/g, '')
    .replace(/&(?:nbsp|shy|zwn?j|ZeroWidthSpace);?/g, '')
    .replace(/&#(x?)([\da-f]{1,6});?/gi, (reference, hexadecimal: string, digits: string) => {
      const code = parseInt(digits, hexadecimal ? 16 : 10);
      return code <= 0x10ffff ? String.fromCodePoint(code) : reference;
    });
}

function markdownText(markdown: string): string {
  return markdown.replace(/\[([^[\]]*)\]\([^()]*\)/g, '$1').replace(/[>#`~]/g, '');
}
