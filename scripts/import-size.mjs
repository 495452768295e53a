/**
 * What an import costs in a publisher's own bundle: the brotli bytes of the entry with all that it imports statically, by
 * esbuild and by webpack, each as its documentation says for production.
 */
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {promisify} from 'node:util';
import {brotliCompressSync, constants} from 'node:zlib';
import {build} from 'esbuild';
import webpack from 'webpack';
import {dist, root} from './paths.mjs';

const fromDist = (path) => JSON.stringify(join(dist, path));

/** What is imported, by the name of its limit in bench/budgets.mjs. */
export const IMPORTS = {
  'define/thread.js and RestAdapter': `import ${fromDist('define/thread.js')};
    import {RestAdapter} from ${fromDist('adapters/rest.js')};
    document.querySelector('parley-thread').adapter = new RestAdapter({endpoint: '/'});`,
  'define/count.js and RestAdapter': `import ${fromDist('define/count.js')};
    import {RestAdapter} from ${fromDist('adapters/rest.js')};
    document.querySelector('parley-comment-count').adapter = new RestAdapter({endpoint: '/'});`,
  'one check': `import {shouting} from ${fromDist('index.js')}; console.log(shouting);`,
};

/** The sizes of these imports: `[{name, bundler, size}]`. */
export async function importSizes() {
  const directory = await mkdtemp(join(tmpdir(), 'parley-import-size-'));
  try {
    const sizes = [];
    for (const [name, code] of Object.entries(IMPORTS)) {
      sizes.push({name, bundler: 'esbuild', size: await sizeByEsbuild(code, directory)});
      sizes.push({name, bundler: 'webpack', size: await sizeByWebpack(code, directory)});
    }
    return sizes;
  } finally {
    await rm(directory, {recursive: true, force: true});
  }
}

async function sizeByEsbuild(code, outdir) {
  const {metafile, outputFiles} = await build({
    stdin: {contents: code, resolveDir: root},
    bundle: true,
    minify: true,
    // With it, esbuild also takes what unused modules would load later; an import that loads nothing later needs none.
    splitting: /define/.test(code),
    format: 'esm',
    conditions: ['production'],
    metafile: true,
    write: false,
    outdir,
  });
  const entry = Object.keys(metafile.outputs).find((path) => metafile.outputs[path].entryPoint === '<stdin>');
  const files = [entry];
  for (const file of files)
    for (const {path, kind} of metafile.outputs[file].imports)
      if (kind === 'import-statement' && !files.includes(path)) files.push(path);
  const contents = files.map(
    (file) => outputFiles.find(({path}) => basename(path) === basename(file)).contents,
  );
  return contents.reduce((total, content) => total + brotliSize(content), 0);
}

async function sizeByWebpack(code, directory) {
  const compiler = webpack({
    mode: 'production',
    entry: `data:text/javascript,${encodeURIComponent(code)}`,
    context: root,
    output: {path: directory, filename: 'webpack.js'},
    performance: {hints: false},
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  if (stats.hasErrors()) throw new Error(stats.toString('errors-only'));
  return brotliSize(await readFile(join(directory, 'webpack.js')));
}

function brotliSize(content) {
  return brotliCompressSync(content, {params: {[constants.BROTLI_PARAM_QUALITY]: 11}}).length;
}
