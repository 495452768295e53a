/**
 * What Lit looks up on the global object when it is evaluated: hooks of polyfills, and lists that copies of it share.
 * On a page with `<a id="litHtmlVersions">` the element would be found there (HTML Standard, named access on the Window
 * object), and Lit would throw.
 */
const NAMES = [
  ...['ShadyCSS', 'trustedTypes', 'litPropertyMetadata', 'litElementHydrateSupport'],
  ...['litElement', 'litHtml', 'reactiveElement'].flatMap((part) => [
    `${part}Versions`,
    `${part}PolyfillSupport`,
  ]),
];

// What a script has put there is a property of the object itself, and stays; an element's is inherited.
const globals = globalThis as Record<string, unknown>;
for (const name of NAMES) if (name in globals && !Object.hasOwn(globals, name)) globals[name] = undefined;
