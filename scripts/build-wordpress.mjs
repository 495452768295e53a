/**
 * `npm run build:wordpress`: the WordPress plugin with the script-tag bundle in it, as a folder and as the zip that
 * WordPress installs, in dist-wordpress/. Needs a build.
 */
import {cp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {join, relative, sep} from 'node:path';
import {zipSync} from 'fflate';
import {dist, distWordPress, wordPressPlugin} from './paths.mjs';

/** The folder that WordPress unpacks the plugin into. */
const NAME = 'parley-comments';

/** The earliest time that a zip can hold, so that the same files make the same zip. */
const ALWAYS = new Date(1980, 0, 1);

const folder = join(distWordPress, NAME);
await rm(distWordPress, {recursive: true, force: true});
await cp(wordPressPlugin, folder, {recursive: true});
await cp(join(dist, 'embed'), join(folder, 'assets/embed'), {
  recursive: true,
  // Types are for who imports the package.
  filter: (source) => !source.endsWith('.d.ts'),
});

const files = (await readdir(folder, {recursive: true, withFileTypes: true}))
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();
const contents = {};
for (const file of files) {
  contents[`${NAME}/${relative(folder, file).split(sep).join('/')}`] = await readFile(file);
}
const zip = zipSync(contents, {level: 9, mtime: ALWAYS});
await writeFile(join(distWordPress, `${NAME}.zip`), zip);
console.log(`${NAME}.zip: ${String(files.length)} files, ${(zip.length / 1000).toFixed(0)} kB`);
