/** Where things are, as absolute paths. */
import {fileURLToPath} from 'node:url';

/** The absolute path of what is named from the root of the repository. */
export const fromRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url)).replace(/[/\\]$/, '');

export const root = fromRoot('');
/** TypeScript sources. */
export const src = fromRoot('src');
/** What the compiler writes: one module a source file, the embed's sources among them. */
export const build = fromRoot('build');
/** The module into which the build bundles the library `obscenity`. */
export const obscenity = fromRoot('build/policy/words/obscenity.js');
/** The module into which the build bundles what is used of the library `markdown-it`. */
export const markdownIt = fromRoot('build/content/markdown/markdown-it.js');
/** What is published: `build` with the embed bundled. */
export const dist = fromRoot('dist');
/** Which chunk of the embed holds and loads what; written by the bundler, read by `npm run size`. */
export const embedGraph = fromRoot('build/embed-graph.json');
/** The WordPress plugin's sources. */
export const wordPressPlugin = fromRoot('integrations/wordpress/parley-comments');
/** The plugin with the embed in it, and its zip. */
export const distWordPress = fromRoot('dist-wordpress');
