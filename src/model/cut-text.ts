/**
 * The beginning of a text, at most `most` code points, which never ends inside of what a reader sees as one character. A
 * single character with more marks than that is cut between its marks. Looks at no more of the text than it gives.
 */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  // A code point is two units at most; the one behind the limit says whether a character goes on there.
  const points = Array.from(text.slice(0, 2 * most + 2));
  if (points.length <= most) return text;
  const cut = points.slice(0, most).join('');
  // Firefox has it from version 125 on.
  const {Segmenter} = Intl as Partial<typeof Intl>;
  if (!Segmenter) return cut;
  const ahead = points.slice(0, most + 1).join('');
  let start = 0;
  // Not by `containing`, which WebKit answers with the character before where it is asked about a pair of surrogates.
  for (const {index} of new Segmenter('en', {granularity: 'grapheme'}).segment(ahead))
    if (index <= cut.length) start = index;
  return start ? text.slice(0, start) : cut;
}
