import type {Body} from '../../../model/comment.js';
import {typedAddresses} from '../../../model/typed-addresses.js';

/**
 * Text that WordPress changes when it stores or shows a comment (`wptexturize`, `convert_smilies`, `capital_P_dangit`
 * and `make_clickable` in wp-includes/formatting.php, `wp_kses_normalize_entities` in kses.php): quotes, dashes, dots,
 * products, trade marks, smilies, addresses, and `&#`. A character reference shows the same, and WordPress keeps it.
 */
const CHANGED_BY_WORDPRESS =
  /["'`[]|(?<=&amp;)#|(?<![\p{L}\p{N}])-|-(?![\p{L}\p{N}])|(?<=\.)\.|(?<=\()tm(?=\))|(?<=\d)x(?=\d)|(?<=(?:^|\s))[:;8=](?=[\w?!|()-])|:(?=\/\/)|(?<=\bwww)\.|W(?=ordpress)/gu;

/** A longer address is not linked: URL parsers take quadratic time for a host. */
const MAX_ADDRESS_LENGTH = 2000;

/** The body of a draft as HTML that WordPress shows exactly as typed. */
export function toWordPressHtml({format, value}: Body): string {
  if (format === 'html') return value;
  let html = '';
  let done = 0;
  for (const {address, index} of typedAddresses(value)) {
    html += escapeForWordPress(value.slice(done, index)) + linkTo(address);
    done = index + address.length;
  }
  return html + escapeForWordPress(value.slice(done));
}

/** Linked here, because WordPress would make character references after an address a part of it. */
function linkTo(address: string): string {
  const url = /^www/i.test(address) ? `http://${address}` : address;
  if (url.length > MAX_ADDRESS_LENGTH || !URL.canParse(url)) return escapeForWordPress(address);
  return `<a href="${escaped(url).replace(/'/g, '&#039;')}">${escapeForWordPress(address)}</a>`;
}

function escapeForWordPress(text: string): string {
  return escaped(text).replace(CHANGED_BY_WORDPRESS, (match) => {
    const code = match.codePointAt(0) ?? 0;
    return `&#${String(code).padStart(3, '0')};${match.slice(1)}`;
  });
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
