/** No tag that is in use is longer (RFC 5646, section 4.4.1). */
const MAX_LENGTH = 35;

/**
 * The BCP 47 tag of the language in which the page around an element speaks: the nearest `lang`, the element's own
 * first, through all shadow roots. Of one that `Intl` refuses, `en-US, fr` or `en-{{country}}`, the beginning that it
 * takes; empty where there is none.
 */
export function languageTag(element: Element): string {
  const tag = element.closest('[lang]')?.getAttribute('lang');
  const root = element.getRootNode();
  if (tag === undefined) return root instanceof ShadowRoot ? languageTag(root.host) : '';
  return validBeginning(tag?.trim().slice(0, MAX_LENGTH) ?? '');
}

function validBeginning(tag: string): string {
  try {
    return tag && Intl.getCanonicalLocales(tag) && tag;
  } catch {
    return validBeginning(tag.slice(0, -1));
  }
}
