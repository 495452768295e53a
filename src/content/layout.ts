/** White space as HTML defines it: a no-break space is typed text. */
const ONLY_SPACES = /^[ \t\n\f\r]*$/;
const SPACES = /[ \t\n\f\r]+/g;

const BLOCKS = 'blockquote, li, ol, p, pre, ul';
/** Elements with a border, bullets or numbers at one side. */
const HAS_MARKERS = 'blockquote, ol, ul';

/**
 * Prepares sanitized markup for `white-space: pre-wrap`, in place: line breaks of the source become spaces, or are
 * removed beside a block or a `<br>`; all other spaces stay as typed. Lists and quotations without a direction get
 * `dir="auto"`. Linear in the number of nodes; returns `fragment`.
 */
export function prepareLayout(fragment: DocumentFragment): DocumentFragment {
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) if (!text.parentElement?.closest('pre')) collapseSpaces(text);
  for (const element of fragment.querySelectorAll<HTMLElement>(HAS_MARKERS)) {
    const around = element.closest<HTMLElement>('[dir]');
    if (!around || (around !== element && around.dir === 'auto')) element.dir = 'auto';
  }
  return fragment;
}

function collapseSpaces(text: Text): void {
  const {previousSibling: before, nextSibling: after, parentNode} = text;
  const begins = isEdge(before, parentNode);
  const ends = isEdge(after, parentNode);
  if ((begins || ends) && ONLY_SPACES.test(text.data)) {
    text.remove();
    return;
  }
  // WordPress writes a line break after `<br>`; the next line's indentation was typed.
  let words = isBreak(before) ? text.data.replace(/^[ \t\f\r]*\n/, '') : text.data;
  if (begins && /^[ \t\f\r]*\n/.test(words)) words = words.trimStart();
  const end = words.trimEnd().length;
  if ((ends || isBreak(after)) && words.includes('\n', end)) words = words.slice(0, end);
  if (words.includes('\n')) words = words.replace(SPACES, (blanks) => (blanks.includes('\n') ? ' ' : blanks));
  if (words !== text.data) text.data = words;
}

/** Whether a line begins or ends here: beside a block, or at its edge. */
function isEdge(sibling: Node | null, parent: Node | null): boolean {
  if (sibling) return sibling instanceof Element && sibling.matches(BLOCKS);
  return !(parent instanceof Element) || parent.matches(BLOCKS);
}

function isBreak(sibling: Node | null): boolean {
  return sibling instanceof Element && sibling.tagName === 'BR';
}
