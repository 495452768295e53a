/** Block elements, around which there can be no paragraph. */
const BLOCK =
  /^(?:address|article|aside|blockquote|details|div|dl|dt|dd|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)$/i;
/** Elements whose end tag is often omitted: the next one of the same name closes them. */
const CLOSED_BY_SAME_TAG = /^(?:p|li|dt|dd|td|th|tr)$/;
/** A tag, and its name. */
const TAG = /<(\/?)([a-z][a-z\d]*)\b[^<>]*>/gi;

/**
 * Converts empty lines to paragraphs and line ends to line breaks, in markup of programs that do so when they render
 * it, such as WordPress's `wpautop`. Markup that has these elements keeps them; the content of `pre` stays.
 */
export function withLineBreaks(markup: string): string {
  const text = markup
    .replace(/\r\n?/g, '\n')
    .replace(TAG, (tag) => tag.replace(/\s+/g, ' '))
    // Both together are one break.
    .replace(/<br ?\/?>[\t ]*\n/gi, '<br>')
    .trim();
  if (!text.includes('\n')) return text;
  let made = '';
  const open: string[] = [];
  let from = 0;
  const take = (to: number) => {
    const part = text.slice(from, to);
    if (open.includes('pre')) made += part;
    else made += open.length > 0 ? breaks(part) : paragraphs(part);
  };
  for (const match of text.matchAll(TAG)) {
    const [tag, slash, given = ''] = match;
    const name = given.toLowerCase();
    if (!BLOCK.test(name)) continue;
    // Within `pre` only its end tag is recognised.
    if (open.at(-1) === 'pre' && !(slash && name === 'pre')) continue;
    take(match.index);
    made += tag;
    from = match.index + tag.length;
    const at = open.lastIndexOf(name);
    if (slash) open.length = at >= 0 ? at : open.length;
    else if (name !== 'hr') {
      if (open.at(-1) === name && CLOSED_BY_SAME_TAG.test(name)) open.pop();
      // Deeper nesting is treated like this level.
      if (open.length < MAX_DEPTH) open.push(name);
    }
  }
  take(text.length);
  return made.trim();
}

/** Limits the work for text that consists of tags. */
const MAX_DEPTH = 50;

/** Text between blocks. */
function paragraphs(text: string): string {
  if (text.trim() === '') return text;
  return text
    .split(/\n[\t\n ]*\n/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => `<p>${part.replace(/\n/g, '<br>\n')}</p>\n`)
    .join('');
}

/** Text within a block; line ends next to its tags are only source formatting. */
function breaks(text: string): string {
  const inner = text.trim();
  if (inner === '') return text;
  const [before, after] = [
    text.slice(0, text.indexOf(inner)),
    text.slice(text.indexOf(inner) + inner.length),
  ];
  return before + inner.replace(/\n/g, '<br>\n') + after;
}
