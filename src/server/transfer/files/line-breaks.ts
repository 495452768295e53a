/** Elements that stand on their own, so that no paragraph may be drawn around them. */
const BLOCK =
  /^(?:address|article|aside|blockquote|details|div|dl|dt|dd|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)$/i;
/** Elements of which one ends the other of its name that is open: their end tags are often left out. */
const CLOSED_BY_SAME_TAG = /^(?:p|li|dt|dd|td|th|tr)$/;
/** A tag, and its name. */
const TAG = /<(\/?)([a-z][a-z\d]*)\b[^<>]*>/gi;

/**
 * Markup in which other programs wrote paragraphs as empty lines and line breaks as line ends, with elements for them: what
 * WordPress' `wpautop` does when a page is drawn. Markup that has them as elements keeps those; what is in `pre` stays.
 */
export function withLineBreaks(markup: string): string {
  const text = markup
    .replace(/\r\n?/g, '\n')
    .replace(TAG, (tag) => tag.replace(/\s+/g, ' '))
    // Who writes both means one break.
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
    // Nothing but its end means anything within `pre`.
    if (open.at(-1) === 'pre' && !(slash && name === 'pre')) continue;
    take(match.index);
    made += tag;
    from = match.index + tag.length;
    const at = open.lastIndexOf(name);
    if (slash) open.length = at >= 0 ? at : open.length;
    else if (name !== 'hr') {
      if (open.at(-1) === name && CLOSED_BY_SAME_TAG.test(name)) open.pop();
      // What is nested deeper than anybody reads counts as it does there.
      if (open.length < MAX_DEPTH) open.push(name);
    }
  }
  take(text.length);
  return made.trim();
}

/** So that text of nothing but tags takes no time. */
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

/** Text within a block; line ends beside its tags are how the markup is laid out. */
function breaks(text: string): string {
  const inner = text.trim();
  if (inner === '') return text;
  const [before, after] = [
    text.slice(0, text.indexOf(inner)),
    text.slice(text.indexOf(inner) + inner.length),
  ];
  return before + inner.replace(/\n/g, '<br>\n') + after;
}
