/** The script-tag entry: build/embed -> dist/embed/parley.js, with what a page may not need in lazy chunks. */
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import {join} from 'node:path';
import {build, dist} from './scripts/paths.mjs';
import {gatherLicences, writeEmbedGraph} from './scripts/rollup-embed-plugins.mjs';

/**
 * Left to itself, the bundler makes a chunk of every set of modules that the same chunks need: ten requests to read
 * a thread. These groups hold what is needed together, each with what it imports (docs/architecture.md). `shared` is
 * small, for a backend waits for it before it asks for data, and must not wait for the elements.
 */
const CHUNK_OF = new Map(
  Object.entries({
    'define/reading.js': 'reading',
    'define/writing.js': 'writing',
    'elements/thread/interaction.js': 'writing',
    'elements/comment-list/list-actions.js': 'writing',
    'store/live.js': 'writing',
    'store/load-more.js': 'writing',
    'elements/comment-list/controls/list-controls.js': 'controls',
    'elements/comment-list/controls/controls.styles.js': 'controls',
    'policy/built-in-checks.js': 'checks',
    'policy/run-checks.js': 'checks',
    'policy/words/languages.js': 'words',
    'policy/words/english.js': 'words',
    'policy/words/obscenity.js': 'words',
    'define/html.js': 'html',
    'content/sanitize.js': 'html',
    'content/text.js': 'reading',
    'content/safe-url.js': 'reading',
    'content/links.js': 'links',
    'content/long-text.js': 'links',
    'model/typed-addresses.js': 'links',
    'content/markdown.js': 'markdown',
    'content/markdown/markdown-it.js': 'markdown',
    'elements/language/speak.js': 'languages',
    'locale/languages.js': 'languages',
    'elements/language/watch-language.js': 'writing',
    'embed/backends/local.js': 'local',
    'adapters/shared/in-memory-thread.js': 'in-memory',
    'adapters/shared/in-memory-actions.js': 'in-memory',
    'adapters/shared/follow-changes.js': 'following',
    'adapters/shared/waiting.js': 'following',
    'adapters/shared/backend-clock.js': 'backends',
    'adapters/rest/problem.js': 'rest-problem',
    'adapters/shared/parse-retry-after.js': 'rest-problem',
    'embed/backends/wordpress.js': 'wordpress',
    'adapters/wordpress/plugin/embedded-page.js': 'wordpress-page',
    'adapters/wordpress/plugin/settings.js': 'wordpress-page',
    'adapters/wordpress/plugin/changes.js': 'wordpress-page',
    'adapters/wordpress/reading/fetch-more.js': 'wordpress-more',
    'adapters/wordpress/reading/orphans.js': 'wordpress-more',
    'adapters/wordpress/reading/fetch-branches.js': 'wordpress-more',
    'adapters/wordpress/reading/read-cursors.js': 'wordpress-more',
    'adapters/wordpress/reading/tombstones.js': 'wordpress-more',
    'adapters/wordpress/add-utc-dates.js': 'wordpress-more',
    'adapters/wordpress/site-info.js': 'wordpress-more',
    'adapters/wordpress/errors.js': 'wordpress-errors',
    'adapters/wordpress/discover-api.js': 'wordpress-errors',
    'adapters/wordpress/writing/post.js': 'wordpress-writing',
    'adapters/wordpress/writing/accept-comment.js': 'wordpress-writing',
    'adapters/wordpress/writing/find-posted.js': 'wordpress-writing',
    'adapters/wordpress/writing/to-wordpress-html.js': 'wordpress-writing',
    'adapters/wordpress/reading/refresh-held-comments.js': 'wordpress-held',
    'adapters/wordpress/plugin/held-comments.js': 'wordpress-held',
    'adapters/wordpress/viewer.js': 'wordpress-viewer',
    'adapters/wordpress/reading/badges.js': 'wordpress-viewer',
    'adapters/wordpress/stored-comments.js': 'wordpress-writing',
    'model/normalise.js': 'backends',
    'embed/begin.js': 'shared',
    'model/opening.js': 'shared',
    'model/opening-here.js': 'shared',
    'model/errors.js': 'shared',
    'model/comment.js': 'shared',
    'model/thread.js': 'shared',
    'model/cut-text.js': 'cut-text',
    'model/new-key.js': 'backends',
    'model/warn-later.js': 'shared',
    // A name needs it to be shown, a draft to be looked through.
    'model/visible-text.js': 'shared',
    'model/warn-once.js': 'backends',
    'model/warnings.js': 'warnings',
  }).map(([module, chunk]) => [join(build, module), chunk]),
);

const manualChunks = (module) => CHUNK_OF.get(module);

export default {
  input: join(build, 'embed/parley.js'),
  plugins: [
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
