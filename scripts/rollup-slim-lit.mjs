/**
 * Rollup plugin: leaves out of Lit what the embed's copy of it has no use for, 1.3 kB in all.
 *
 * - What it looks up on `window`: hooks for polyfills and hydration, the list of versions by which it warns of a second
 *   copy, and the metadata of standard decorators. A page that holds `<a id="litHtmlVersions">` would otherwise stop it
 *   from loading, because an element with an id is also a property of `window` (HTML Standard, named access on the
 *   Window object).
 * - What no element of ours is made with. Of the base class: a static `properties` block, initializers, `useDefault`,
 *   accessors of one's own, attributes that hold JSON, converters of one's own, updates that are put off or left out. Of templates: bindings on
 *   an element as a whole and in the text of `<textarea>` and its like, comments, SVG and MathML fragments, directives
 *   that wait. A module of ours that uses any of it stops the build.
 * - Style sheets for browsers that cannot share them between shadow roots. Every browser that Parley supports can.
 *
 * An update of Lit that puts any of this another way stops the build.
 */

/** By module, what goes, and what stands there instead. Names are those that Lit's own minifier gave. */
const UNUSED = {
  '@lit/reactive-element/reactive-element.js': [
    /(?<=,)\w+=\w+\.reactiveElementPolyfillSupport,/,
    [/(?<=,)this\.hasOwnProperty\(\w+\("properties"\)\)\)\{.*?\}(?=const \w+=this\[Symbol)/, '0){}'],
    /Symbol\.metadata\?\?=Symbol\("metadata"\),\w+\.litPropertyMetadata\?\?=new WeakMap;/,
    /const (\w+)=this\[Symbol\.metadata\];if\(null!==\1\)\{.*?\.set\(\w+,\w+\)\}/,
    /,\w+\?\.\(\{ReactiveElement:\w+\}\),\(\w+\.reactiveElementVersions\?\?=\[\]\)\.push\("[\d.]+"\)/,
    /static addInitializer\(.*?\.push\(\w+\)\}/,
    /,void 0!==(\w+)\.l&&\(this\.l=\[\.\.\.\1\.l\]\)/,
    /,this\.constructor\.l\?\.forEach\(\w+=>\w+\(this\)\)/,
    /\|\|\w+\.useDefault&&.*?\(\w+\._\$Eu\(\w+,\w+\)\)/,
    /\w+&&!\(this\._\$Ej\?\?=new Map\)\.has\(.*?void 0!==\w+\)\|\|/,
    /this\._\$Ej\?\.get\(\w+\)\?\?/,
    /case Object:case Array:\w+=null==.*?JSON\.stringify\(\w+\)/,
    /case Object:case Array:try\{.*?=null\}/,
    /static finalizeStyles\(.*?return \w+\}(?=static)/,
    [/this\.finalizeStyles\(this\.styles\)/, 'this.styles'],
    /removeController\(\w+\)\{.*?\}/,
    [/\(void 0!==\w+\.converter\?\.toAttribute\?\w+\.converter:(\w+)\)/, '$1'],
    [
      /"function"==typeof (\w+)\.converter\?\{.*?\}:void 0!==\1\.converter\?\.fromAttribute\?\1\.converter:/,
      '',
    ],
    [/\(\w+\.hasChanged\?\?(\w+)\)/, '$1'],
    [/const (\w+)=this\.scheduleUpdate\(\);return null!=\1&&await \1,/, 'return this.performUpdate(),'],
    /scheduleUpdate\(\)\{.*?\}/,
    [/(\w+)=this\.shouldUpdate\(\w+\),\1\?(\(this\.willUpdate.*?\)):this\._\$EM\(\)(?=\}catch)/, '$1=!0,$2'],
    /shouldUpdate\(\w+\)\{return!0\}/,
    /,converter:\w+,reflect:!1,useDefault:!1,hasChanged:\w+(?=\})/,
    /this\.prototype\.hasOwnProperty\(\w+\)&&\(\(\w+=Object\.create\(\w+\)\)\.wrapped=!0\),/,
    /(?<=this\._\$Ep=void 0\})const (\w+)=this\.constructor\.elementProperties;if\(\1\.size>0\).*?\.C\(.*?\)\}/,
    [/!\w+\.noAccessor(?=\)\{)/, '1'],
    /this\.getUpdateComplete\(\)\}getUpdateComplete\(\)\{return /,
  ],
  'lit-html/lit-html.js': [
    /,(\w+)=\w+\.litHtmlPolyfillSupport;\1\?\.\(\w+,\w+\),\(\w+\.litHtmlVersions\?\?=\[\]\)\.push\("[\d.]+"\)/,
    /(?<==)2===\w+\?"<svg>":3===\w+\?"<math>":(?="")/,
    /\+\(2===\w+\?"<\/svg>":3===\w+\?"<\/math>":""\)/,
    /else \w+\.startsWith\(\w+\)&&\(\w+\.push\(\{type:6,index:\w+\}\),\w+\.removeAttribute\(\w+\)\);/,
    [/6===\w+\.type&&\(\w+=new \w+\(\w+,this,\w+\)\)/, '0'],
    [/(?<=\.currentNode=this\.el\.content,)2===\w+\|\|3===\w+\)\{.*?\}(?=for\()/, '0){}'],
    /if\(\w+\.test\(\w+\.tagName\)\)\{.*?\}\}(?=\}else if\(8===)/,
    [/\(\w+\.test\((\w+)\[2\]\)&&\(\w+=RegExp\("<\/"\+\1\[2\],"g"\)\),(\w+=\w+)\)/, '$2'],
    [/\w+\?\?(?=\w+,\w+=-1\))/, ''],
    /"!--"===(\w+)\[1\]\?\w+=\w+:void 0!==\1\[1\]\?\w+=\w+:/,
    /(\w+)===\w+\|\|\1===\w+\?\1=\w+:(?=\(\1=\w+,\w+=void 0\))/,
    /setConnected\(\w+\)\{void 0===this\._\$AM&&.*?\)\}/,
    // Whether a part is in the page, which only directives that wait would ask.
    /get _\$AU\(\)\{return this\._\$AM(?:\?\._\$AU\?\?this\._\$Cv|\._\$AU)\}/g,
    /,this\._\$Cv=\w+\?\.isConnected\?\?!0/,
    /this\._\$AN=void 0,/g,
    /\w+\?\._\$AO\?\.\(!1\),/,
    /(?<=for\()this\._\$AP\?\.\(!1,!0,\w+\)(?=;)/,
    /else\{let \w+=-1;for\(;-1!==\(.*?\.length-1\}(?=\w+\+\+)/,
  ],
  'lit-element/lit-element.js': [
    /,\w+\.litElementHydrateSupport\?\.\(\{LitElement:\w+\}\)/,
    /(?<=;)const (\w+)=\w+\.litElementPolyfillSupport;\1\?\.\(\{LitElement:\w+\}\);/,
    /\(\w+\.litElementVersions\?\?=\[\]\)\.push\("[\d.]+"\);/,
    /(?<=\})connectedCallback\(\)\{.*?setConnected\(!1\)\}/,
    /this\.hasUpdated\|\|\(this\.renderOptions\.isConnected=this\.isConnected\),/,
    /\w+\._\$litElement\$=!0,/,
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
  root.adoptedStyleSheets = [sheets].flat();
};
export const getCompatibleStyle = (sheet) => sheet;
export {css as CSSResult, css as unsafeCSS};
export const supportsAdoptingStyleSheets = true;
`;

/** How a module of ours would use what is left out. */
const USES =
  /\b(?:useDefault|addInitializer|static properties)\b|\bconsume\(|\btype: (?:Object|Array)\b|\b(?:svg|mathml)`|directives\/(?!live)|async-directive|\b(?:removeController|scheduleUpdate|shouldUpdate|finalizeStyles|hasChanged|converter|noAccessor|getUpdateComplete|accessor)\b|(?<!>)<\/(?:textarea|style|title)\b|\bhtml`[^`]*<!--/;

export function slimLit() {
  return {
    name: 'slim-lit',
    load(id) {
      return isModule(id, CSS_TAG) ? SHEETS_ALONE : null;
    },
    transform(code, id) {
      const [use] = id.includes('node_modules') ? [] : (USES.exec(code) ?? []);
      if (use) throw new Error(`slim-lit: ${id} uses ${use}, which the embed's copy of Lit does without.`);
      const module = Object.keys(UNUSED).find((name) => isModule(id, name));
      return module ? {code: UNUSED[module].reduce(without, code), map: null} : null;
    },
  };
}

function without(code, unused) {
  const [pattern, instead = ''] = [unused].flat();
  if (!pattern.test(code)) throw new Error(`slim-lit: this version of Lit has nothing like ${pattern}.`);
  return code.replace(pattern, instead);
}

function isModule(id, name) {
  return id.replaceAll('\\', '/').endsWith(`node_modules/${name}`);
}
