import {documentProperty} from '../../model/document-property.js';

/**
 * Whether an element has the focus, or one inside it. WebKit's `:focus-within` matches nothing in a window that is not the active
 * one.
 */
export function containsFocus(element: Element): boolean {
  const root = element.getRootNode();
  return element.contains(
    root instanceof ShadowRoot ? root.activeElement : (documentProperty('activeElement') ?? null),
  );
}
