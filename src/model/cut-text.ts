/**
 * Shortens a text to at most `most` code points, without splitting a grapheme. A single grapheme that is longer is cut
 * between its marks. Reads no more of the text than it returns.
 */
export function cutText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  // A code point has at most two units; the one after the limit shows whether a grapheme continues.
  const points = Array.from(text.slice(0, 2 * maxLength + 2));
  if (points.length <= maxLength) return text;
  const cut = points.slice(0, maxLength).join('');
  // Missing in Firefox before version 125.
  const {Segmenter} = Intl as Partial<typeof Intl>;
  if (!Segmenter) return cut;
  const ahead = points.slice(0, maxLength + 1).join('');
  let start = 0;
  // Not with `containing()`, which returns the preceding grapheme for a surrogate pair in WebKit.
  for (const {index} of new Segmenter('en', {granularity: 'grapheme'}).segment(ahead))
    if (index <= cut.length) start = index;
  return start ? text.slice(0, start) : cut;
}
