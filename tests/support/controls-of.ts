import type {Locator} from 'playwright-core';

/** A control that a reader sees, and the room that it has on the page. */
export interface SeenControl {
  readonly name: string;
  readonly left: number;
  readonly right: number;
  readonly width: number;
  readonly height: number;
  /** It is told from what is around it by a line, its own or that under its words. */
  readonly hasEdge: boolean;
  readonly state: string;
}

/** What can be pressed or filled in below an element, shadow trees included; links in sentences are no controls. */
export function controlsOf(root: Locator): Promise<SeenControl[]> {
  return root.evaluate((element) => {
    const found: Element[] = [];
    const search = (node: Element | ShadowRoot): void => {
      for (const child of node.querySelectorAll('*')) {
        if (child.matches('button, select, textarea, input')) found.push(child);
        if (child.shadowRoot) search(child.shadowRoot);
      }
    };
    search(element);
    return found
      .filter((control) => control.checkVisibility({visibilityProperty: true}))
      .map((control) => {
        // A box to tick is pressed by its words, too.
        const isTicked = control.matches('[type=checkbox], [type=radio]');
        const target = (isTicked ? control.closest('label') : null) ?? control;
        const {left, right, width, height} = target.getBoundingClientRect();
        const {appearance, borderTopStyle, borderTopWidth, borderTopColor, textDecorationLine} =
          getComputedStyle(control);
        const isLined =
          borderTopStyle !== 'none' && borderTopWidth !== '0px' && !/^rgba.*, 0\)$/.test(borderTopColor);
        let place: Node = control;
        while (place.getRootNode() instanceof ShadowRoot) place = (place.getRootNode() as ShadowRoot).host;
        return {
          name: control.getAttribute('aria-label') ?? control.textContent.trim(),
          left,
          right,
          width,
          height,
          // What the browser draws itself has an edge of the browser's.
          hasEdge: isLined || textDecorationLine === 'underline' || (isTicked && appearance !== 'none'),
          state: (place as Element).closest('section')?.id ?? '',
        };
      });
  });
}
