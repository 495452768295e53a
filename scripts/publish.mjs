/**
 * `npm run release`: publishes the package with provenance, from a workflow that npm trusts. `npm run release -- --dry-run`
 * prints what would be published. Refuses if there are uncommitted changes, if the version has no entry in CHANGELOG.md, or if
 * package.json names no `repository`, which provenance is compared with.
 */
import {execFileSync, spawnSync} from 'node:child_process';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {root} from './paths.mjs';

const isDryRun = process.argv.includes('--dry-run');
const {version, repository} = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const changelog = await readFile(join(root, 'CHANGELOG.md'), 'utf8');
const changes = execFileSync('git', ['status', '--porcelain'], {cwd: root, encoding: 'utf8'});

const obstacles = [
  changes && `Commit these changes first:\n${changes}`,
  !changelog.includes(`## [${version}]`) && `CHANGELOG.md has no entry for ${version}.`,
  !repository && 'package.json has no "repository"; provenance needs it.',
].filter(Boolean);
for (const obstacle of obstacles) console.error(obstacle);
if (obstacles.length > 0 && !isDryRun) process.exit(1);

const mode = isDryRun ? ['--dry-run'] : ['--provenance'];
// The build has been tested; nothing is built again on the way to the registry. `npm run -s` must not silence the list of files.
const options = ['--access', 'public', '--ignore-scripts', '--loglevel', 'notice', ...mode];
const {status} = spawnSync('npm', ['publish', ...options], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.exit(status ?? 1);
