const NAMED_ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: '\xA0',
};

/**
 * Converts HTML to plain text, where there is no sanitizer: keeps line and paragraph breaks, removes tags and comments,
 * decodes numeric and the commonest named character references. The result must be used as text only. Linear in the
 * length of `markup`; never throws.
 */
export function markupToText(markup: string): string {
  return (
    markup
      // Unclosed ones reach to the end, as in HTML; that also keeps the search linear.
      .replace(
        /<!--[^]*?(?:-->|$)|<(script|style|template|noscript|svg|math)\b[^]*?(?:<\/\1[^<>]*>?|$)/gi,
        '',
      )
      // Line breaks of the source are spaces.
      .replace(/\s+/g, ' ')
      .replace(/<br\b[^<>]*> ?/gi, '\n')
      .replace(/<\/?(?:p|div|li|blockquote|pre|h\d)\b[^<>]*> ?/gi, '\n\n')
      .replace(/<[a-z/!?][^<>]*>?/gi, '')
      .replace(/&(?:#(x?)([\da-f]{1,6})|(amp|lt|gt|quot|nbsp));?/gi, decode)
  );
}

function decode(reference: string, hexadecimal?: string, digits?: string, name?: string): string {
  if (name) return NAMED_ENTITIES[name.toLowerCase()] ?? reference;
  const code = parseInt(digits ?? '', hexadecimal ? 16 : 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : reference;
}
