/** Bundles parts of libraries into modules of the package, each with its licence. */
import commonjs from '@rollup/plugin-commonjs';
import nodeResolve from '@rollup/plugin-node-resolve';
import {readFile, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {rollup} from 'rollup';
import {markdownIt, obscenity, root, sanitizeHtml} from './paths.mjs';

/**
 * The library is CommonJS, which browsers and some bundlers cannot load: the parts in use are bundled into the module
 * that imports it.
 */
export async function bundleObscenity() {
  // Its index would bundle all of it, with its own word list.
  const parts = {
    assignIncrementingIds: 'matcher/BlacklistedTerm.js',
    collapseDuplicatesTransformer: 'transformer/collapse-duplicates/index.js',
    parseRawPattern: 'pattern/Pattern.js',
    RegExpMatcher: 'matcher/regexp/RegExpMatcher.js',
    resolveConfusablesTransformer: 'transformer/resolve-confusables/index.js',
  };
  const index = Object.entries(parts)
    .map(([name, file]) => `export {${name}} from '${join(root, 'node_modules/obscenity/dist', file)}';`)
    .join('\n');
  await bundleInto(obscenity, 'obscenity', [replace({obscenity: index}), nodeResolve(), commonjs()]);
}

/**
 * Leaves out what `src/content/markdown/parse.ts` switches off, half of the library: the names of 2,125 characters,
 * finding URLs in text, and normalising URLs, which happens later in the tree.
 */
export async function bundleMarkdownIt() {
  const without = replace({
    entities: 'export const decodeHTMLStrict = (reference) => reference;',
    'linkify-it': 'export class LinkifyIt {}',
    mdurl:
      'const same = (address) => address; export {same as decode, same as encode, same as format, same as parse};',
    'punycode.js': 'export default {};',
    'uc.micro': 'export const P = /\\p{P}/u; export const S = /\\p{S}/u;',
  });
  await bundleInto(markdownIt, 'markdown-it', [without, nodeResolve()]);
}

/** Leaves out what `src/static/html-body.ts` switches off: style sheets and lists of images. */
export async function bundleSanitizeHtml() {
  const without = replace({
    postcss: 'export const parse = () => null;',
    'parse-srcset': 'export default () => [];',
  });
  await bundleInto(sanitizeHtml, 'sanitize-html', [
    without,
    nodeResolve({preferBuiltins: false}),
    commonjs(),
  ]);
}

/** Replaces packages with other sources. */
function replace(sources) {
  return {
    name: 'replace',
    resolveId: (source) => (Object.hasOwn(sources, source) ? `\0${source}` : null),
    load: (id) => (id.startsWith('\0') ? (sources[id.slice(1)] ?? null) : null),
  };
}

async function bundleInto(file, name, plugins) {
  const directory = join(root, 'node_modules', name);
  const licence = await readFile(join(directory, 'LICENSE'), 'utf8').catch(() =>
    readFile(join(directory, 'LICENSE.md'), 'utf8'),
  );
  const bundle = await rollup({input: file, plugins});
  await bundle.write({file, format: 'es', banner: `/*! ${name}\n\n${licence.trim()}\n*/`});
  await bundle.close();
  // Its types are those of the library, which is not installed with the package; no public type uses them.
  await rm(file.replace(/js$/, 'd.ts'));
}
