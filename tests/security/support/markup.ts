/** `nodes` in an element of their own, in a document where nothing runs, to compare and to serialize. */
export function box(nodes: DocumentFragment): HTMLElement {
  const element = document.implementation.createHTMLDocument().createElement('div');
  element.append(nodes);
  return element;
}

/**
 * Serializes so that parsing gives the same tree again. HTML itself does not: a parser drops a line break after
 * `<pre>` (HTML Standard, 13.2.6.4.7), and serializing does not put it back.
 */
export function serialize(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const pre of copy.querySelectorAll('pre')) {
    const first = pre.firstChild;
    if (first?.nodeType === Node.TEXT_NODE && first.nodeValue?.startsWith('\n')) pre.prepend('\n');
  }
  return copy.innerHTML;
}
