/**
 * `npm run build`: src -> build (compiler) -> dist (the library unbundled, the embed bundled), then
 * custom-elements.json for editors and documentation tools.
 */
import commonjs from '@rollup/plugin-commonjs';
import nodeResolve from '@rollup/plugin-node-resolve';
import {chmod, cp, readFile, rm, writeFile} from 'node:fs/promises';
import {join, relative, sep} from 'node:path';
import {rollup} from 'rollup';
import rollupConfig from '../rollup.config.mjs';
import {build, dist, obscenity, root} from './paths.mjs';
import {runOrExit} from './run.mjs';

await Promise.all([build, dist].map((directory) => rm(directory, {recursive: true, force: true})));
await compile();
await bundleObscenity();
await copyLibrary();
await bundleEmbed();
await describeElements();

async function compile() {
  // The server alone knows Node's types: a browser's code that used them would not compile.
  for (const project of ['tsconfig.build.json', 'tsconfig.server.build.json']) {
    await runOrExit('npx', ['--no-install', 'tsc', '-p', project]);
  }
  await writeFile(join(build, 'package.json'), JSON.stringify(await packageOfBuild(), null, 2));
}

/**
 * The bundler drops an import of a module that has no side effects. It reads which have any from the nearest
 * package.json, whose paths are those of dist; so build gets one of its own.
 */
async function packageOfBuild() {
  const {type, sideEffects} = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return {type, sideEffects: sideEffects.map((path) => path.replace(/^\.\/dist\//, './'))};
}

/**
 * The library is CommonJS, which neither browsers nor every bundler take: what is used of it becomes part of the
 * module that imports it, with its licence.
 */
async function bundleObscenity() {
  // By its index all of it would be bundled, its own list of words too.
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
  const partsAlone = {
    name: 'parts-alone',
    resolveId: (source) => (source === 'obscenity' ? '\0obscenity' : null),
    load: (id) => (id === '\0obscenity' ? index : null),
  };
  const licence = await readFile(join(root, 'node_modules/obscenity/LICENSE.md'), 'utf8');
  const bundle = await rollup({input: obscenity, plugins: [partsAlone, nodeResolve(), commonjs()]});
  await bundle.write({file: obscenity, format: 'es', banner: `/*! obscenity\n\n${licence.trim()}\n*/`});
  await bundle.close();
  // Its types are the library's, which is not installed with the package; nothing public has them.
  await rm(obscenity.replace(/js$/, 'd.ts'));
}

/** Everything but what only the bundler needs; the embed's types stay, its modules come from the bundler. */
async function copyLibrary() {
  const isEmbedModule = (path) => path.startsWith(`embed${sep}`) && path.endsWith('.js');
  await cp(build, dist, {
    recursive: true,
    filter: (source) => {
      const path = relative(build, source);
      return path !== 'package.json' && !isEmbedModule(path);
    },
  });
  await cp(join(root, 'src/themes'), join(dist, 'themes'), {recursive: true});
  // As npm leaves it when it installs the package, so that it can be tried from here.
  await chmod(join(dist, 'server/command/command.js'), 0o755);
}

async function bundleEmbed() {
  const bundle = await rollup(rollupConfig);
  await bundle.write(rollupConfig.output);
  await bundle.close();
}

async function describeElements() {
  await runOrExit('npx', [
    '--no-install',
    'cem',
    'analyze',
    '--config',
    'custom-elements-manifest.config.mjs',
  ]);
}
