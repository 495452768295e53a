/** The maximum length of a tag in use (RFC 5646, section 4.4.1). */
const MAX_LENGTH = 35;

/**
 * The BCP 47 tag of the language around an element: the nearest `lang`, including the element's own, through all shadow
 * roots. If `Intl` rejects it (`en-US, fr`, `en-{{country}}`), its longest valid beginning; empty if there is none.
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
