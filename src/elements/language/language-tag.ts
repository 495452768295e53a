/**
 * The BCP 47 tag of the language in which the page around an element speaks: the nearest `lang`, the element's own
 * first, through all shadow roots; empty where none is set.
 */
export function languageTag(element: Element): string {
  const tag = element.closest('[lang]')?.getAttribute('lang');
  const root = element.getRootNode();
  return tag ?? (root instanceof ShadowRoot ? languageTag(root.host) : '');
}
