/**
 * Rollup plugins for the embed: one copies modules, two write files beside the chunks, the graph for `npm run size` and the
 * licences.
 */
import {readFile, readdir, writeFile} from 'node:fs/promises';
import {join, relative, sep} from 'node:path';
import {embedGraph, markdownIt, obscenity, root} from './paths.mjs';

const chunksOf = (bundle) => Object.values(bundle).filter(({type}) => type === 'chunk');
const portable = (path) => relative(root, path).split(sep).join('/');

/** Writes each chunk's modules and imports to build/embed-graph.json. Module paths are relative to the root. */
export function writeEmbedGraph() {
  return {
    name: 'write-embed-graph',
    async writeBundle(_options, bundle) {
      const graph = chunksOf(bundle).map((chunk) => ({
        file: chunk.fileName,
        isEntry: chunk.isEntry,
        imports: chunk.imports,
        dynamicImports: chunk.dynamicImports,
        modules: Object.keys(chunk.modules).map(portable),
      }));
      await writeFile(embedGraph, JSON.stringify(graph, null, 2) + '\n');
    },
  };
}

/** Gathers the licence of every bundled package in LICENSES.txt: minifying removes the notices, which must be kept. */
export function gatherLicences() {
  return {
    name: 'gather-licences',
    async generateBundle(_options, bundle) {
      const modules = chunksOf(bundle).flatMap((chunk) => Object.keys(chunk.modules));
      const packages = [...new Set(modules.map(packageDirectory).filter(Boolean))].sort();
      const texts = [join(root, 'LICENSE'), ...(await Promise.all(packages.map(licenceFile)))];
      const names = [
        'parley-comments',
        ...packages.map((directory) => directory.split('node_modules/').at(-1)),
      ];
      const sections = await Promise.all(
        texts.map(async (file, i) => `# ${names[i]}\n\n${(await readFile(file, 'utf8')).trim()}\n`),
      );
      this.emitFile({type: 'asset', fileName: 'LICENSES.txt', source: sections.join('\n\n')});
    },
  };
}

/** `/x/node_modules/@lit/context/lib/a.js` -> `/x/node_modules/@lit/context`; null outside node_modules. */
function packageDirectory(module) {
  if (module === obscenity) return join(root, 'node_modules/obscenity');
  if (module === markdownIt) return join(root, 'node_modules/markdown-it');
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module.split(sep).join('/'))?.[0] ?? null;
}

async function licenceFile(directory) {
  const file = (await readdir(directory)).find((name) => /^licen[cs]e/i.test(name));
  if (!file) throw new Error(`${directory} is bundled but has no licence file`);
  return join(directory, file);
}

/**
 * Bundles `entry`, and the modules that it imports statically, as copies that no other module shares. What a copy imports lazily
 * is the one module for all, unless it is one of `others`.
 *
 * @param {string} name marks the copies' ids: `build/model/errors.js?name`
 * @param {{entry: string, others: readonly string[]}} modules absolute paths
 */
export function copyModules(name, {entry, others}) {
  const mark = `?${name}`;
  const copyOf = (id) => id + mark;
  const isCopy = (id) => id?.endsWith(mark) ?? false;
  const original = (id) => (isCopy(id) ? id.slice(0, -mark.length) : id);
  const plugin = {
    name: 'copy-modules',
    async resolveId(source, importer, options) {
      if (!isCopy(importer)) return null;
      const resolved = await this.resolve(source, original(importer), options);
      return resolved && {...resolved, id: copyOf(resolved.id)};
    },
    async resolveDynamicImport(specifier, importer) {
      const resolved = await this.resolve(specifier, original(importer));
      const isCopied = resolved?.id === entry || (isCopy(importer) && others.includes(resolved?.id));
      return resolved && {...resolved, id: isCopied ? copyOf(resolved.id) : resolved.id};
    },
    load: (id) => (isCopy(id) ? readFile(original(id), 'utf8') : null),
  };
  return {plugin, copyOf};
}
