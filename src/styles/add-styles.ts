import type {CSSResult, CSSResultOrNative} from '@lit/reactive-element';

/** What each shadow root has been given, in its order. */
const given = new WeakMap<ShadowRoot, ReadonlySet<CSSResult>>();

/**
 * Gives a shadow root these styles after those that it has, each once. Without any it is given again what it has had: a
 * document that it is moved to takes no style sheet of another (CSSOM, "adoptedStyleSheets").
 */
export function addStyles(root: ShadowRoot, ...styles: readonly CSSResultOrNative[]): void {
  const all = new Set([...(given.get(root) ?? []), ...(styles as readonly CSSResult[])]);
  given.set(root, all);
  const {ownerDocument} = root;
  const view = ownerDocument.defaultView;
  // A document without a window shows nothing.
  if (!view) return;
  root.adoptedStyleSheets = [...all].map((style) => {
    if (ownerDocument === document) return style.styleSheet as CSSStyleSheet;
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(style.cssText);
    return sheet;
  });
}
