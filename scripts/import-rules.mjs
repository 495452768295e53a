/**
 * Import rules: which part of src may import which. ESLint reports a violation in the editor (eslint.config.mjs);
 * tests/package/import-rules.test.ts checks all of src.
 *
 * A part is a folder of src, or a file at its top level without the extension. The longest matching key applies.
 * Imports within a part are always allowed, except by the two rules below the table.
 *
 * - `parts`: may be imported in any way
 * - `lazily`: may be imported with `import()`, or as types
 * - `packages`: npm packages with their subpaths; `node:` stands for Node's modules
 * - `packagesLazily`: the same, with `import()` or as types
 */
export const importRules = {
  model: {parts: [], packages: []},
  // Data on the reader's device: keys and values, nothing about comments.
  storage: {parts: [], packages: [], packagesLazily: ['idb']},
  // Opening a thread reads the stored sort order and position.
  'model/current-opening': {parts: ['storage'], packages: []},
  policy: {parts: ['model'], packages: []},
  // The build bundles it into this one module.
  'policy/words/obscenity': {parts: [], packages: ['obscenity']},
  // Lazily: parsing pages other than the reader's.
  adapters: {parts: ['model', 'storage'], lazily: ['content'], packages: ['idb']},
  testing: {parts: ['model'], packages: []},
  store: {parts: ['model', 'policy', 'storage'], packages: []},
  content: {parts: ['model'], packages: ['dompurify']},
  // The build bundles it into this one module.
  'content/markdown/markdown-it': {parts: [], packages: ['markdown-it']},
  locale: {parts: ['model'], packages: []},
  styles: {parts: [], packages: ['@lit/reactive-element']},
  // No DOM: static rendering uses it too.
  markup: {parts: ['model', 'content', 'locale'], packages: []},
  elements: {
    parts: ['model', 'policy', 'storage', 'store', 'content', 'locale', 'styles', 'markup'],
    packages: ['lit', '@lit/reactive-element', '@lit/context'],
  },
  // Counts stand on pages without a thread, which need no templates.
  'elements/comment-count': {
    parts: ['model', 'locale'],
    packages: ['@lit/reactive-element'],
  },
  // A page of comments as HTML, without a DOM.
  static: {parts: ['model', 'content', 'locale', 'markup'], packages: []},
  // The build bundles it into this one module.
  'static/sanitize-html': {parts: [], packages: ['sanitize-html']},
  define: {
    parts: ['elements', 'content', 'model'],
    packages: [],
    packagesLazily: ['@lit/reactive-element'],
  },
  // Types for templates and JSX; nothing at run time.
  frameworks: {
    parts: ['elements', 'model'],
    packages: [],
    packagesLazily: ['preact', 'react', 'solid-js', 'svelte', 'vue'],
  },
  server: {
    parts: ['model', 'policy', 'locale', 'static'],
    packages: [
      'node:',
      'hono',
      'typebox',
      'ipaddr.js',
      '@hono/node-server',
      'pg',
      '@electric-sql/pglite',
      'jose',
      'lru-cache',
      'pino',
      'saxes',
      'cli-progress',
    ],
  },
  index: {parts: ['model', 'policy', 'content', 'locale', 'elements'], packages: []},
  embed: {parts: ['model', 'content', 'define', 'adapters', 'locale'], lazily: ['policy'], packages: []},
  // Every article page loads this one: all but a few small modules is imported when a thread is near.
  'embed/parley': {parts: ['model'], lazily: ['content', 'define', 'adapters', 'locale'], packages: []},
};

/** The element classes, in src/elements. Files there may import them only as types. */
export const elementFiles = [
  'thread/thread',
  'comment-list/comment-list',
  'comment-form/comment-form',
  'policy-notice/policy-notice',
  'comment-count/comment-count',
];

/** The folder of src/adapters with shared code; no adapter imports another. */
const SHARED_BY_ADAPTERS = 'shared';

/**
 * A message about an import that breaks a rule, or null.
 *
 * @param {object} found
 * @param {string} found.from path of the importing file below src, with slashes: `elements/thread/thread.ts`
 * @param {string} found.specifier as written: `../model/comment.js`, `lit/decorators.js`
 * @param {'value' | 'type' | 'lazy'} found.kind a static import, one of types only, or `import()`
 * @returns {string | null}
 */
export function wrongImport({from, specifier, kind}) {
  const file = withoutExtension(from);
  const key = longestKey(file);
  if (!key) return `${from} belongs to no part that scripts/import-rules.mjs lists`;
  const {parts, lazily = [], packages, packagesLazily = []} = importRules[key];
  const mayBeLazy = kind !== 'value';

  if (!specifier.startsWith('.')) {
    const allowed = mayBeLazy ? [...packages, ...packagesLazily] : packages;
    if (allowed.some((name) => isWithin(name, specifier))) return null;
    return `${key} may not import ${specifier}${packagesLazily.includes(specifier) ? ' except lazily' : ''}`;
  }

  const target = withoutExtension(resolvePath(from, specifier));
  const part = partOf(target);
  if (part === partOf(file)) return wrongImportWithin(part, file, target, kind);
  if ([...parts, ...(mayBeLazy ? lazily : [])].includes(part)) return null;
  return `${key} may not import ${part}${lazily.includes(part) ? ' except lazily' : ''}`;
}

function wrongImportWithin(part, file, target, kind) {
  if (part === 'adapters') {
    const [own, other] = [file, target].map((path) => path.split('/')[1]);
    if (own !== other && other !== SHARED_BY_ADAPTERS) return `the adapter ${own} may not import ${other}`;
  }
  if (part === 'elements' && kind !== 'type') {
    const other = target.slice('elements/'.length);
    if (elementFiles.includes(other)) return `within elements, ${other} may be imported only as a type`;
  }
  return null;
}

function isWithin(name, specifier) {
  return specifier === name || specifier.startsWith(name.endsWith(':') ? name : `${name}/`);
}

/** `elements/thread/thread` -> `elements`; `index` -> `index`. */
function partOf(path) {
  return path.split('/', 1)[0];
}

function longestKey(file) {
  const fits = (key) => file === key || file.startsWith(`${key}/`);
  return Object.keys(importRules)
    .filter(fits)
    .sort((a, b) => b.length - a.length)[0];
}

function withoutExtension(path) {
  return path.replace(/\.[jt]s$/, '');
}

/** `elements/events.ts` and `../model/comment.js` -> `model/comment.js`. */
function resolvePath(from, specifier) {
  return new URL(specifier, new URL(from, 'file:///')).pathname.slice(1);
}
