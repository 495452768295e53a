import type {Body} from '../../../model/comment.js';

/**
 * What WordPress would make something else of when it shows a comment (`wptexturize`, `convert_smilies`,
 * `capital_P_dangit` in wp-includes/formatting.php): quotes, dashes, dots, products, trade marks, smilies. A character
 * reference in its place is the same to a reader, and nothing to WordPress.
 */
const CHANGED =
  /["'`]|(?<![\p{L}\p{N}])-|-(?![\p{L}\p{N}])|(?<=\.)\.|(?<=\()tm(?=\))|(?<=\d)x(?=\d)|(?<=(?:^|\s))[:;8=](?=[\w?!|()-])|W(?=ordpress)|\[/gu;

/** Addresses stay whole, for WordPress makes links of them. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"']+/gi;

/** The body of a draft as WordPress takes it: HTML that is shown just as it was typed. */
export function toWordPress({format, value}: Body): string {
  if (format === 'html') return value;
  let html = '';
  let done = 0;
  for (const {0: address, index} of value.matchAll(ADDRESS)) {
    html += inert(value.slice(done, index)) + escaped(address);
    done = index + address.length;
  }
  return html + inert(value.slice(done));
}

function inert(text: string): string {
  return escaped(text).replace(CHANGED, (match) => {
    const code = match.codePointAt(0) ?? 0;
    return `&#${String(code).padStart(3, '0')};${match.slice(1)}`;
  });
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
