/**
 * Reveals an element like a browser that navigates to a fragment (HTML Standard, "ancestor revealing algorithm"), which
 * does not include shadow roots: opens every `<details>` around it, and shows `hidden="until-found"` elements after
 * notifying the page. Otherwise hidden elements stay hidden.
 */
export function openAround(element: Element): void {
  for (let at: Node | null = element; at; at = above(at)) {
    if (at instanceof HTMLDetailsElement) {
      at.open = true;
      // Forces a style update. Otherwise Chromium 156 may leave it open and empty if the next style request comes from
      // focus inside it.
      at.getBoundingClientRect();
    }
    if (at instanceof HTMLElement && at.getAttribute('hidden') === 'until-found') {
      at.dispatchEvent(new Event('beforematch', {bubbles: true}));
      at.removeAttribute('hidden');
    }
  }
}

/** The ancestors of a node, through all shadow roots. */
export function above(node: Node): Node | null {
  const slot = node instanceof Element ? node.assignedSlot : null;
  return slot ?? (node instanceof ShadowRoot ? node.host : node.parentNode);
}
