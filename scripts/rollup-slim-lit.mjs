/**
 * Rollup plugin: leaves out of Lit what the embed's copy of it has no use for, 0.6 kB in all.
 *
 * - What it looks up on `window`: hooks for polyfills and hydration, the list of versions by which it warns of a second copy, and the
 *   metadata of standard decorators. A page that holds `<a id="litHtmlVersions">` would otherwise stop it from loading,
 *   because an element with an id is also a property of `window` (HTML Standard, named access on the Window object).
 * - Style sheets for browsers that cannot share them between shadow roots. Every browser that Parley supports can.
 *
 * An update of Lit that puts any of this another way stops the build.
 */

/** By module, what goes. Names are those that Lit's own minifier gave, so they are patterns. */
const UNUSED = {
  '@lit/reactive-element/reactive-element.js': [
    /(?<=,)\w+=\w+\.reactiveElementPolyfillSupport,/,
    /Symbol\.metadata\?\?=Symbol\("metadata"\),\w+\.litPropertyMetadata\?\?=new WeakMap;/,
    /const (\w+)=this\[Symbol\.metadata\];if\(null!==\1\)\{.*?\.set\(\w+,\w+\)\}/,
    /,\w+\?\.\(\{ReactiveElement:\w+\}\),\(\w+\.reactiveElementVersions\?\?=\[\]\)\.push\("[\d.]+"\)/,
  ],
  'lit-html/lit-html.js': [
    /,(\w+)=\w+\.litHtmlPolyfillSupport;\1\?\.\(\w+,\w+\),\(\w+\.litHtmlVersions\?\?=\[\]\)\.push\("[\d.]+"\)/,
  ],
  'lit-element/lit-element.js': [
    /,\w+\.litElementHydrateSupport\?\.\(\{LitElement:\w+\}\)/,
    /(?<=;)const (\w+)=\w+\.litElementPolyfillSupport;\1\?\.\(\{LitElement:\w+\}\);/,
    /\(\w+\.litElementVersions\?\?=\[\]\)\.push\("[\d.]+"\);/,
  ],
};

/** Stands in for Lit's module of this name. A style is a sheet at once; in a template of it are no expressions. */
const CSS_TAG = '@lit/reactive-element/css-tag.js';
const SHEETS_ALONE = `
export const css = ([text]) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
};
export const adoptStyles = (root, sheets) => {
  root.adoptedStyleSheets = sheets;
};
export const getCompatibleStyle = (sheet) => sheet;
export {css as CSSResult, css as unsafeCSS};
export const supportsAdoptingStyleSheets = true;
`;

export function slimLit() {
  return {
    name: 'slim-lit',
    load(id) {
      return isModule(id, CSS_TAG) ? SHEETS_ALONE : null;
    },
    transform(code, id) {
      const module = Object.keys(UNUSED).find((name) => isModule(id, name));
      return module ? {code: UNUSED[module].reduce(without, code), map: null} : null;
    },
  };
}

function without(code, pattern) {
  if (!pattern.test(code)) throw new Error(`slim-lit: this version of Lit has nothing like ${pattern}.`);
  return code.replace(pattern, '');
}

function isModule(id, name) {
  return id.replaceAll('\\', '/').endsWith(`node_modules/${name}`);
}
