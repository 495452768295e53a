const NAMED: Readonly<Record<string, string>> = {amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\xA0'};

/**
 * Gives the words of `markup` as plain text, for when no sanitizer is there: line and paragraph breaks kept,
 * tags and comments dropped, numeric and the commonest named character references decoded. The result is text
 * and must only ever be used as such. Linear in the length of `markup`; never throws.
 */
export function markupToText(markup: string): string {
  return (
    markup
      // Unclosed, these reach to the end, as in HTML; that also keeps the search linear.
      .replace(
        /<!--[^]*?(?:-->|$)|<(script|style|template|noscript|svg|math)\b[^]*?(?:<\/\1[^<>]*>?|$)/gi,
        '',
      )
      // Line breaks of the source are mere spaces.
      .replace(/\s+/g, ' ')
      .replace(/<br\b[^<>]*> ?/gi, '\n')
      .replace(/<\/?(?:p|div|li|blockquote|pre|h\d)\b[^<>]*> ?/gi, '\n\n')
      .replace(/<[a-z/!?][^<>]*>?/gi, '')
      .replace(/&(?:#(x?)([\da-f]{1,6})|(amp|lt|gt|quot|nbsp));?/gi, decode)
  );
}

function decode(reference: string, hexadecimal?: string, digits?: string, name?: string): string {
  if (name) return NAMED[name.toLowerCase()] ?? reference;
  const code = parseInt(digits ?? '', hexadecimal ? 16 : 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : reference;
}
