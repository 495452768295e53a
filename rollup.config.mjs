/** The script-tag entry: build/embed -> dist/embed/parley.js, with what a page may not need in lazy chunks. */
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import {join} from 'node:path';
import {build, dist} from './scripts/paths.mjs';
import {copyModules, gatherLicences, writeEmbedGraph} from './scripts/rollup-embed-plugins.mjs';

/**
 * Which chunks there are, and what is asked of each: modules of `src/`. A module is in the first chunk of this table that
 * needs it, so a chunk imports only chunks above it. What stands here nowhere is a chunk by itself: a language, DOMPurify.
 * To read a thread takes the loader, `reading`, a backend, and, where comments may be HTML, `outside` and DOMPurify; the loader
 * asks for all of them at once (docs/architecture.md).
 */
const CHUNKS = {
  reading: ['define/reading', 'embed/attach-adapter', 'model/new-key', 'model/protocol'],
  outside: ['content/sanitize', 'model/normalise-page', 'adapters/shared/backend-clock'],
  rest: ['embed/backends/rest'],
  wordpress: ['embed/backends/wordpress'],
  local: ['embed/backends/local'],
  'wordpress-api': ['adapters/wordpress/reading/fetch-thread'],
  languages: ['elements/language/load-messages-for', 'locale/languages', 'locale/plural'],
  warnings: ['model/warnings'],
  links: ['content/links', 'content/long-text', 'elements/thread/nearness'],
  place: ['elements/thread/reading/follow-place'],
  english: ['locale/en', 'locale/en/writing', 'elements/comment-form/all-messages'],
  additions: [
    'elements/thread/additions',
    'elements/thread/featured',
    'elements/comment-list/avatars',
    'elements/thread/reading/structured-data',
  ],
  backends: [
    'storage/store-value',
    'model/error-codes',
    'model/normalise',
    'adapters/shared/follow-changes',
    'adapters/shared/parse-retry-after',
    'adapters/shared/waiting',
    'model/draft-faults',
  ],
  writing: [
    'define/writing',
    'elements/thread/interaction',
    'elements/comment-list/list-actions',
    'store/live',
    'store/refresh',
    'store/load-more',
  ],
  actions: ['elements/comment-list/controls/list-controls', 'elements/comment-list/controls/controls.styles'],
  checks: ['policy/built-in-checks', 'policy/run-checks', 'policy/remote-check', 'policy/word-list'],
  words: ['policy/words/languages', 'policy/words/english', 'policy/words/obscenity'],
  markdown: ['content/markdown', 'content/markdown/markdown-it'],
  'rest-more': [
    'adapters/rest/new-guest-key',
    'adapters/rest/problem',
    'adapters/rest/rest-actions',
    'adapters/rest/viewer-state',
    'adapters/rest/count-threads',
    'adapters/rest/watch/watch-thread',
  ],
  'wordpress-more': [
    'adapters/wordpress/count-comments',
    'adapters/wordpress/discover-api',
    'adapters/wordpress/errors',
    'adapters/wordpress/add-utc-dates',
    'adapters/wordpress/nonces',
    'adapters/wordpress/plugin/actions',
    'adapters/wordpress/plugin/held-comments',
    'adapters/wordpress/reading/fetch-ancestors',
    'adapters/wordpress/reading/badges',
    'adapters/wordpress/reading/fetch-branches',
    'adapters/wordpress/reading/refresh-held-comments',
    'adapters/wordpress/reading/fetch-more',
    'adapters/wordpress/reading/orphans',
    'adapters/wordpress/reading/tombstones',
    'adapters/wordpress/search-post',
    'adapters/wordpress/site-info',
    'adapters/wordpress/viewer',
    'adapters/wordpress/watch-comments',
    'adapters/wordpress/writing/find-posted',
    'adapters/wordpress/writing/moderate',
    'adapters/wordpress/writing/post',
    'content/inert-page',
  ],
  'in-memory': [
    'adapters/shared/in-memory-thread',
    'adapters/shared/in-memory-actions',
    'adapters/local/local-backend',
    'embed/backends/memory',
  ],
  'page-changes': ['embed/page-changes'],
};

/**
 * Counts stand on front pages without a thread, so their chunks share no module with the others: they have copies of those
 * that both need, a few kB where `reading` would be twenty.
 */
const COUNTING_CHUNKS = {
  counting: ['embed/counting'],
  'counting-wordpress': [
    'adapters/wordpress/wordpress-counts',
    'adapters/wordpress/discover-api',
    'adapters/wordpress/nonces',
    'adapters/wordpress/search-post',
    'adapters/wordpress/site-info',
  ],
  'counting-more': [
    'adapters/wordpress/errors',
    'adapters/rest/problem',
    'elements/language/load-messages-for',
    'locale/plural',
    'model/warnings',
  ],
};

const moduleFile = (name) => join(build, `${name}.js`);
const countingCopies = copyModules('count', {
  entry: moduleFile('embed/counting'),
  // And the languages that would bring the other copy of `locale/plural`.
  others: [...Object.values(COUNTING_CHUNKS).flat(), 'locale/ar', 'locale/fr', 'locale/ru'].map(moduleFile),
});

/** The chunk of each module, once all are known. */
let chunkOf;

function manualChunks(module, {getModuleInfo}) {
  chunkOf ??= assignChunks(getModuleInfo);
  return chunkOf.get(module);
}

function assignChunks(getModuleInfo) {
  const assigned = new Map();
  const chunks = [
    ...Object.entries(CHUNKS).map(([chunk, roots]) => [chunk, roots.map(moduleFile)]),
    ...Object.entries(COUNTING_CHUNKS).map(([chunk, roots]) => [
      chunk,
      roots.map(moduleFile).map(countingCopies.copyOf),
    ]),
  ];
  for (const [chunk, needed] of chunks) {
    for (const module of needed) {
      const info = getModuleInfo(module);
      if (!info) throw new Error(`The chunk ${chunk} asks for ${module}, which the bundle has not.`);
      if (assigned.has(module)) continue;
      assigned.set(module, chunk);
      needed.push(...info.importedIds);
    }
  }
  return assigned;
}

export default {
  input: join(build, 'embed/parley.js'),
  plugins: [
    countingCopies.plugin,
    // Without `production`, Lit's development build would be bundled.
    nodeResolve({exportConditions: ['production'], browser: true}),
    // What a program means stays what it means: no option here is one of those that terser calls unsafe.
    terser({module: true, ecma: 2022, compress: {passes: 3}, format: {comments: false}}),
    gatherLicences(),
    writeEmbedGraph(),
  ],
  onwarn(warning) {
    throw new Error(warning.message);
  },
  output: {
    dir: join(dist, 'embed'),
    format: 'es',
    // What a namespace is to whoever asks for its name, and that it cannot be changed, is of no use to us.
    generatedCode: {preset: 'es2015', symbols: false},
    freeze: false,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash:6].js',
    hashCharacters: 'base36',
    manualChunks,
  },
};
