import type {CSSResult, CSSResultOrNative} from 'lit';

/** What each shadow root has been given, in its order. */
const given = new WeakMap<ShadowRoot, ReadonlySet<CSSResult>>();

/** The sheets of documents other than that of this script. */
const sheets = new WeakMap<CSSResult, WeakMap<Document, CSSStyleSheet>>();

/**
 * Gives a shadow root these styles after those that it has, each once. Without any it is given again what it has had: a
 * document that it is moved to takes no style sheet of another (CSSOM, "adoptedStyleSheets").
 */
export function addStyles(root: ShadowRoot, ...styles: readonly CSSResultOrNative[]): void {
  const all = new Set([...(given.get(root) ?? []), ...(styles as readonly CSSResult[])]);
  given.set(root, all);
  const {ownerDocument} = root;
  const view = ownerDocument.defaultView as (Window & typeof globalThis) | null;
  // A document without a window shows nothing.
  if (!view) return;
  root.adoptedStyleSheets = [...all].map((style) =>
    ownerDocument === document ? (style.styleSheet as CSSStyleSheet) : sheetIn(view, style),
  );
}

function sheetIn(
  {document: owner, CSSStyleSheet}: Window & typeof globalThis,
  style: CSSResult,
): CSSStyleSheet {
  let own = sheets.get(style);
  if (!own) sheets.set(style, (own = new WeakMap()));
  let sheet = own.get(owner);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(style.cssText);
    own.set(owner, sheet);
  }
  return sheet;
}
