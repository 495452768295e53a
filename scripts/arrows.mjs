/**
 * Which part of src may import which: the one place that says so. ESLint marks a wrong import while it is
 * written (eslint.config.mjs); tests/package/arrows.test.ts holds the whole of src to it.
 *
 * A part is a folder of src, or a file beside the folders without its ending. The longest key that fits a file
 * is the one that counts. Importing within a part is always allowed, but for the two rules below the table.
 *
 * - `parts`: may be imported in any way
 * - `lazily`: may be imported with `import()`, or as types
 * - `packages`: npm packages, with everything below them; `node:` is what Node brings
 * - `packagesLazily`: the same, with `import()` or as types
 */
export const arrows = {
  model: {parts: [], packages: []},
  // What is stored on a reader's device: keys and values, nothing of comments.
  storage: {parts: [], packages: [], packagesLazily: ['idb']},
  // What an opening depends on that stands on the device.
  'model/current-opening': {parts: ['storage'], packages: []},
  policy: {parts: ['model'], packages: []},
  // The build bundles it into this one module.
  'policy/words/obscenity': {parts: [], packages: ['obscenity']},
  // Lazily what reads a page that is not the reader's.
  adapters: {parts: ['model', 'storage'], lazily: ['content'], packages: ['idb']},
  testing: {parts: ['model'], packages: []},
  store: {parts: ['model', 'policy', 'storage'], packages: []},
  content: {parts: ['model'], packages: ['dompurify']},
  // The build bundles it into this one module.
  'content/markdown/markdown-it': {parts: [], packages: ['markdown-it']},
  locale: {parts: ['model'], packages: []},
  styles: {parts: [], packages: ['lit']},
  elements: {
    parts: ['model', 'policy', 'storage', 'store', 'content', 'locale', 'styles'],
    packages: ['lit', '@lit/context'],
  },
  define: {parts: ['elements', 'content', 'model'], packages: []},
  server: {
    parts: ['model', 'policy'],
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
  index: {parts: ['model', 'policy', 'store', 'content', 'locale', 'styles', 'elements'], packages: []},
  embed: {parts: ['model', 'content', 'define', 'adapters', 'locale'], lazily: ['policy'], packages: []},
  // What every article page pays for: all but the small things it starts with comes when a thread is near.
  'embed/parley': {parts: ['model'], lazily: ['content', 'define', 'adapters', 'locale'], packages: []},
};

/** The elements' classes, in src/elements. Nothing there imports one, but for its type. */
export const elementFiles = [
  'thread/thread',
  'comment-list/comment-list',
  'comment-form/comment-form',
  'policy-notice/policy-notice',
  'comment-count/comment-count',
];

/** What adapters share lies in this folder of src/adapters; apart from it none imports another. */
const SHARED_BY_ADAPTERS = 'shared';

/**
 * Says what is wrong with an import, or gives null.
 *
 * @param {object} found
 * @param {string} found.from path of the importing file below src, with slashes: `elements/thread/thread.ts`
 * @param {string} found.specifier as written: `../model/comment.js`, `lit/decorators.js`
 * @param {'value' | 'type' | 'lazy'} found.kind a static import, one of types only, or `import()`
 * @returns {string | null}
 */
export function wrongImport({from, specifier, kind}) {
  const file = withoutEnding(from);
  const key = longestKey(file);
  if (!key) return `${from} belongs to no part that scripts/arrows.mjs knows`;
  const {parts, lazily = [], packages, packagesLazily = []} = arrows[key];
  const mayBeLazy = kind !== 'value';

  if (!specifier.startsWith('.')) {
    const allowed = mayBeLazy ? [...packages, ...packagesLazily] : packages;
    if (allowed.some((name) => isWithin(name, specifier))) return null;
    return `${key} may not import ${specifier}${packagesLazily.includes(specifier) ? ' but lazily' : ''}`;
  }

  const target = withoutEnding(resolvePath(from, specifier));
  const part = partOf(target);
  if (part === partOf(file)) return wrongImportWithin(part, file, target, kind);
  if ([...parts, ...(mayBeLazy ? lazily : [])].includes(part)) return null;
  return `${key} may not import ${part}${lazily.includes(part) ? ' but lazily' : ''}`;
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
  return Object.keys(arrows)
    .filter(fits)
    .sort((a, b) => b.length - a.length)[0];
}

function withoutEnding(path) {
  return path.replace(/\.[jt]s$/, '');
}

/** `elements/events.ts` and `../model/comment.js` -> `model/comment.js`. */
function resolvePath(from, specifier) {
  return new URL(specifier, new URL(from, 'file:///')).pathname.slice(1);
}
