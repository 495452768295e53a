/**
 * Shows an element that its page has folded away, as a browser does with what an address names (HTML Standard, "ancestor
 * revealing algorithm"), which does not look into shadow roots: opens every `<details>` around it, and shows what is
 * `hidden="until-found"`, after telling the page. What is hidden otherwise stays so.
 */
export function openAround(element: Element): void {
  for (let at: Node | null = element; at; at = above(at)) {
    if (at instanceof HTMLDetailsElement) {
      at.open = true;
      // Brings its styles up to date at once. Chromium 156 may else leave it open and empty for good: when the next to ask for
      // styles is the focus of something in it.
      at.getBoundingClientRect();
    }
    if (at instanceof HTMLElement && at.getAttribute('hidden') === 'until-found') {
      at.dispatchEvent(new Event('beforematch', {bubbles: true}));
      at.removeAttribute('hidden');
    }
  }
}

/** What a node is drawn in, through all shadow roots. */
export function above(node: Node): Node | null {
  const slot = node instanceof Element ? node.assignedSlot : null;
  return slot ?? (node instanceof ShadowRoot ? node.host : node.parentNode);
}
