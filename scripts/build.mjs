/**
 * `npm run build`: src -> build (compiler) -> dist (the library unbundled, the embed bundled), then
 * custom-elements.json for documentation tools, and the same for editors: VS Code and those of JetBrains.
 */
import {chmod, cp, readFile, rm, writeFile} from 'node:fs/promises';
import {join, relative, sep} from 'node:path';
import {generateJetBrainsWebTypes} from 'custom-element-jet-brains-integration';
import {generateVsCodeCustomElementData} from 'custom-element-vs-code-integration';
import {rollup} from 'rollup';
import rollupConfig from '../rollup.config.mjs';
import {bundleMarkdownIt, bundleObscenity, bundleSanitizeHtml} from './bundle-libraries.mjs';
import {writeIntegrity} from './embed-integrity.mjs';
import {build, dist, root} from './paths.mjs';
import {runOrExit} from './run.mjs';
import {writeStaticStyles} from './static-styles.mjs';

await Promise.all([build, dist].map((directory) => rm(directory, {recursive: true, force: true})));
await compile();
await bundleObscenity();
await bundleMarkdownIt();
await bundleSanitizeHtml();
await copyLibrary();
await bundleEmbed();
await writeIntegrity();
await writeStaticStyles();
await describeElements();

async function compile() {
  // Only the server has Node's types: browser code that used them would not compile.
  for (const project of ['tsconfig.build.json', 'tsconfig.server.build.json']) {
    await runOrExit('npx', ['--no-install', 'tsc', '-p', project]);
  }
  await writeFile(join(build, 'package.json'), JSON.stringify(await packageOfBuild(), null, 2));
}

/**
 * The bundler drops imports of modules without side effects, which it reads from the nearest package.json. The paths in
 * the package's own are those of dist, so build gets its own.
 */
async function packageOfBuild() {
  const {type, sideEffects} = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return {type, sideEffects: sideEffects.map((path) => path.replace(/^\.\/dist\//, './'))};
}

/** All but the modules of the embed, which the bundler writes; their types are copied, and what stands for it without a document. */
async function copyLibrary() {
  const isEmbedModule = (path) =>
    path.startsWith(`embed${sep}`) && path.endsWith('.js') && !path.endsWith('without-document.js');
  await cp(build, dist, {
    recursive: true,
    filter: (source) => {
      const path = relative(build, source);
      return path !== 'package.json' && !isEmbedModule(path);
    },
  });
  await cp(join(root, 'src/themes'), join(dist, 'themes'), {recursive: true});
  // Executable, as npm makes it on installation, so that it runs from here.
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
  const manifest = JSON.parse(await readFile(join(root, 'custom-elements.json'), 'utf8'));
  const outdir = dist;
  generateVsCodeCustomElementData(manifest, {
    outdir,
    htmlFileName: 'html.custom-data.json',
    cssFileName: 'css.custom-data.json',
    hideLogs: true,
  });
  generateJetBrainsWebTypes(manifest, {
    outdir,
    webTypesFileName: 'web-types.json',
    packageJson: false,
    hideLogs: true,
  });
}
