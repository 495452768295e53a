/** White space by HTML's own definition: a no-break space and its like are typed. */
const BLANK = /^[ \t\n\f\r]*$/;
const BLANKS = /[ \t\n\f\r]+/g;

const BLOCKS = 'blockquote, li, ol, p, pre, ul';
/** What has a side of its own: a line, or marks and numbers. */
const SIDED = 'blockquote, ol, ul';

/**
 * Makes sanitized markup ready to be shown where spaces count (`white-space: pre-wrap`), in place: line breaks of the
 * source become the spaces that they mean, or go beside a block or a `<br>`, while all other spaces stay as they were
 * typed. Lists and quotations without a direction get their content's. Linear in the number of nodes; gives `fragment`.
 */
export function layOut(fragment: DocumentFragment): DocumentFragment {
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) if (!text.parentElement?.closest('pre')) settleSpaces(text);
  for (const element of fragment.querySelectorAll<HTMLElement>(SIDED)) {
    const around = element.closest<HTMLElement>('[dir]');
    if (!around || (around !== element && around.dir === 'auto')) element.dir = 'auto';
  }
  return fragment;
}

function settleSpaces(text: Text): void {
  const {previousSibling: before, nextSibling: after, parentNode} = text;
  const begins = isEdge(before, parentNode);
  const ends = isEdge(after, parentNode);
  if ((begins || ends) && BLANK.test(text.data)) {
    text.remove();
    return;
  }
  // Generators write a line break behind `<br>` (WordPress does); what indents the next line was typed.
  let words = isBreak(before) ? text.data.replace(/^[ \t\f\r]*\n/, '') : text.data;
  if (begins && /^[ \t\f\r]*\n/.test(words)) words = words.trimStart();
  const end = words.trimEnd().length;
  if ((ends || isBreak(after)) && words.includes('\n', end)) words = words.slice(0, end);
  words = words.replace(BLANKS, (blanks) => (blanks.includes('\n') ? ' ' : blanks));
  if (words !== text.data) text.data = words;
}

/** Whether a line begins or ends here anyway: beside a block, or at the edge of one. */
function isEdge(sibling: Node | null, parent: Node | null): boolean {
  if (sibling) return sibling instanceof Element && sibling.matches(BLOCKS);
  return !(parent instanceof Element) || parent.matches(BLOCKS);
}

function isBreak(sibling: Node | null): boolean {
  return sibling instanceof Element && sibling.tagName === 'BR';
}
