import type {Locator} from 'playwright-core';

/** An element of a thread and the room that it has on the page. */
export interface Drawn {
  readonly name: string;
  readonly part: string;
  /** What it is called, where it is a control. */
  readonly label: string;
  readonly isShown: boolean;
  /**
   * x and y from the corner of the thread, width and height, in CSS pixels; zeros for what has no box.
   */
  readonly box: readonly [number, number, number, number];
}

/** Every control, link and part below an element, shadow trees included, in the order of the tree. */
export function drawnOf(root: Locator): Promise<readonly Drawn[]> {
  return root.evaluate((element) => {
    const found: Element[] = [];
    const search = (node: Element | ShadowRoot): void => {
      for (const child of node.querySelectorAll('*')) {
        if (child.matches('a, button, select, textarea, input, label, summary, [part]')) found.push(child);
        if (child.shadowRoot) search(child.shadowRoot);
      }
    };
    if (element.shadowRoot) search(element.shadowRoot);
    // Places are floats of 1/64 px; what is subtracted from them is not quite.
    const round = (length: number): number => Math.round(length * 10) / 10;
    const {x: left, y: top} = element.getBoundingClientRect();
    return found.map((one): Drawn => {
      const {x, y, width, height} = one.getBoundingClientRect();
      return {
        name: one.localName,
        part: one.getAttribute('part') ?? '',
        label:
          one.getAttribute('aria-label') ??
          (one.matches('button, a, label') ? one.textContent.replace(/\s+/g, ' ').trim() : ''),
        isShown: one.checkVisibility({visibilityProperty: true}),
        box:
          width + height > 0 ? [round(x - left), round(y - top), round(width), round(height)] : [0, 0, 0, 0],
      };
    });
  });
}
