/** Where on the page the first occurrence of `words` below `root` is drawn; of several lines all that they cover. */
export function placeOf(words: string, root: Node): DOMRect {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode() as Text | null);) {
    const start = node.data.indexOf(words);
    if (start < 0) continue;
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, start + words.length);
    return range.getBoundingClientRect();
  }
  throw new Error(`Not on the page: ${words}.`);
}
