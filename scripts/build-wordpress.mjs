/**
 * `npm run build:wordpress`: the WordPress plugin with the script-tag bundle and its source, as a folder and as a zip that
 * WordPress installs, in dist-wordpress/. Needs a build.
 */
import {cp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {join, relative, sep} from 'node:path';
import {zipSync} from 'fflate';
import {dist, distWordPress, fromRoot, wordPressPlugin} from './paths.mjs';

/** The plugin's folder in WordPress. */
const NAME = 'parley-comments';

/** A fixed time, the earliest that a zip can store, so that the same files give the same zip. */
const FILE_TIME = new Date(1980, 0, 1);

const folder = join(distWordPress, NAME);
await rm(distWordPress, {recursive: true, force: true});
await cp(wordPressPlugin, folder, {recursive: true});
await cp(join(dist, 'embed'), join(folder, 'assets/embed'), {
  recursive: true,
  // Types are for importers of the npm package.
  filter: (source) => !source.endsWith('.d.ts'),
});

// The WordPress plugin directory requires the source of minified code, or a link to it.
const SOURCE = ['src', 'rollup.config.mjs', 'package.json', 'package-lock.json', 'tsconfig.json', 'LICENSE'];
for (const name of SOURCE) {
  await cp(fromRoot(name), join(folder, 'source', name), {
    recursive: true,
    // The server is not part of the plugin.
    filter: (source) => !source.startsWith(fromRoot('src/server')),
  });
}

const files = (await readdir(folder, {recursive: true, withFileTypes: true}))
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();
const contents = {};
for (const file of files) {
  contents[`${NAME}/${relative(folder, file).split(sep).join('/')}`] = await readFile(file);
}
const zip = zipSync(contents, {level: 9, mtime: FILE_TIME});
await writeFile(join(distWordPress, `${NAME}.zip`), zip);
console.log(`${NAME}.zip: ${String(files.length)} files, ${(zip.length / 1000).toFixed(0)} kB`);
