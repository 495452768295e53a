/**
 * The largest body that is parsed. Parsers take quadratic time for deep or misnested markup, and for a tag of many
 * attributes (Chromium 156: two seconds for 33,000 `<b>`, 30 for 100,000 attributes; Firefox with DOMPurify: one second
 * for 14,000). Before each attribute stands one of `SEPARATORS`, wherever the parser sees a tag begin or end.
 */
const MAX_LENGTH = 100_000;
const MAX_TAGS = 3000;
const MAX_WORDS = 6000;
const SEPARATORS = /[\s/"']/;

/** Whether a body in HTML is small enough to be parsed; of a larger one the text is shown. Linear in its length. */
export function isParsable(html: string): boolean {
  return (
    html.length <= MAX_TAGS ||
    (html.length <= MAX_LENGTH &&
      html.split('<').length <= MAX_TAGS &&
      html.split(SEPARATORS, MAX_WORDS + 1).length <= MAX_WORDS)
  );
}
