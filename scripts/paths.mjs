/** Absolute paths of the repository's folders. */
import {fileURLToPath} from 'node:url';

/** The absolute path of a path from the root of the repository. */
export const fromRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url)).replace(/[/\\]$/, '');

export const root = fromRoot('');
/** TypeScript sources. */
export const src = fromRoot('src');
/** The compiler's output: one module per source file, with the embed's modules. */
export const build = fromRoot('build');
/** The module into which the build bundles the library `obscenity`. */
export const obscenity = fromRoot('build/policy/words/obscenity.js');
/** The module into which the build bundles parts of the library `markdown-it`. */
export const markdownIt = fromRoot('build/content/markdown/markdown-it.js');
/** The module into which the build bundles parts of the library `sanitize-html`. */
export const sanitizeHtml = fromRoot('build/static/sanitize-html.js');
/** The published package: `build` with the embed bundled. */
export const dist = fromRoot('dist');
/** The modules and imports of each chunk of the embed; written by the bundler, read by `npm run size`. */
export const embedGraph = fromRoot('build/embed-graph.json');
/** The WordPress plugin's sources. */
export const wordPressPlugin = fromRoot('integrations/wordpress/parley-comments');
/** The plugin with the embed in it, and its zip. */
export const distWordPress = fromRoot('dist-wordpress');
