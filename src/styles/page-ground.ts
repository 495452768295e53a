/** Computed colors with an alpha below 1, and of these the ones with 0. */
const TRANSLUCENT = /^rgba|\//;
const CLEAR = /[,/] 0\)$/;

/**
 * The color on which an element stands: the background of the nearest ancestor that has one, through shadow roots. `null` where
 * that is an image or translucent, or where the page has none: then it is the canvas of the page's color scheme.
 */
export function pageGround(element: Element): string | null {
  for (let at: Node | null = element; at; at = nodeAround(at)) {
    if (!(at instanceof Element)) continue;
    const {backgroundColor, backgroundImage} = getComputedStyle(at);
    if (backgroundImage !== 'none') return null;
    if (!TRANSLUCENT.test(backgroundColor)) return backgroundColor;
    if (!CLEAR.test(backgroundColor)) return null;
  }
  return null;
}

/**
 * Gives what opens above the page the page's own background and text color, unless the publisher has set one
 * (`--parley-color-surface-raised`) or it is unknown. Call it whenever it opens: a page may change its colors.
 */
export function takePageGround(raised: HTMLElement): void {
  const around = nodeAround(raised);
  const isSet = getComputedStyle(raised).getPropertyValue('--parley-color-surface-raised').trim() !== '';
  const ground = isSet || !(around instanceof Element) ? null : pageGround(around);
  raised.style.setProperty('background-color', ground);
  raised.style.setProperty(
    'color',
    ground && around instanceof Element ? getComputedStyle(around).color : null,
  );
}

function nodeAround(node: Node): Node | null {
  const slot = node instanceof Element ? node.assignedSlot : null;
  return slot ?? (node instanceof ShadowRoot ? node.host : node.parentNode);
}
