/** What Lit 3 looks for on `window` while it loads. */
const LIT_GLOBALS = [
  'litHtmlPolyfillSupport',
  'litElementPolyfillSupport',
  'reactiveElementPolyfillSupport',
  'litHtmlVersions',
  'litElementVersions',
  'reactiveElementVersions',
  'litPropertyMetadata',
];

/**
 * An element with an id is also a property of `window` (HTML Standard, named access on the Window object), so a
 * page that holds `<a id="litHtmlVersions">` stops Lit from loading. An own property comes before such names. What
 * another copy of Lit has put there stays.
 */
export function guardGlobals(): void {
  for (const name of LIT_GLOBALS) {
    if (!Object.hasOwn(window, name)) {
      Object.defineProperty(window, name, {value: undefined, writable: true, configurable: true});
    }
  }
}
