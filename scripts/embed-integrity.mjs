/**
 * Writes the hashes of the files for the script tag (Subresource Integrity, W3C) to dist/embed:
 *
 * - `integrity.json`: of each script, by its path below dist/embed, for other addresses
 * - `import-map.json`: an import map for a copy of the folder at `/parley/`
 */
import {createHash} from 'node:crypto';
import {readdir, readFile, writeFile} from 'node:fs/promises';
import {join, sep} from 'node:path';
import {dist} from './paths.mjs';

/** The address of the folder in the README. */
const FOLDER = '/parley/';

/** Hashes the scripts that the bundler has written. */
export async function writeIntegrity() {
  const embed = join(dist, 'embed');
  const scripts = (await readdir(embed, {recursive: true}))
    .filter((path) => path === 'parley.js' || (path.startsWith(`chunks${sep}`) && path.endsWith('.js')))
    .map((path) => path.split(sep).join('/'))
    .sort();
  const hashes = await Promise.all(
    scripts.map(async (path) => {
      const hash = createHash('sha384').update(await readFile(join(embed, path)));
      return [path, `sha384-${hash.digest('base64')}`];
    }),
  );
  const integrity = Object.fromEntries(hashes.map(([path, hash]) => [FOLDER + path, hash]));
  await writeJson(join(embed, 'integrity.json'), Object.fromEntries(hashes));
  await writeJson(join(embed, 'import-map.json'), {integrity});
}

function writeJson(path, value) {
  return writeFile(path, JSON.stringify(value, null, 2) + '\n');
}
