const NAMED_ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\xA0',
  hellip: '…',
};

/** Decodes character references: WordPress escapes names, addresses and its own messages. Unknown ones stay. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,6}));/gi,
    (reference, decimal, hexadecimal, name) => {
      if (name) return NAMED_ENTITIES[(name as string).toLowerCase()] ?? reference;
      const code = decimal ? Number(decimal) : parseInt(hexadecimal as string, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : reference;
    },
  );
}
