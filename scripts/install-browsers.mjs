/**
 * Sees to the browsers that the tests need. As root on Debian or Ubuntu it installs what is missing; elsewhere it
 * says in one line what to install. Without Chromium nothing can be tested, so that is a failure; a missing
 * Firefox or WebKitGTK is a notice, but a failure in CI.
 */
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {debianFontPackages, engines, findBrowser} from '../tests/support/browsers.mjs';

const missing = () => Object.keys(engines).filter((engine) => findBrowser(engine) === null);

if (mayInstall()) installMissing();

for (const engine of missing()) console.log(`${engines[engine].title} not found: ${engines[engine].hint}.`);
const required = process.env.CI && process.env.CI !== 'false' ? Object.keys(engines) : ['chromium'];
if (missing().some((engine) => required.includes(engine))) process.exit(1);

/** Debian and what is made from it says so in /etc/os-release: `ID=ubuntu`, `ID_LIKE=debian`. */
function mayInstall() {
  if (process.getuid?.() !== 0 || !succeeds('apt-get', ['--version'])) return false;
  try {
    return /^ID(?:_LIKE)?=.*\b(?:debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

function installMissing() {
  // Each engine by itself: where a package does not exist (Ubuntu has no firefox-esr) the others still come.
  const groups = [...missing().map((engine) => engines[engine].debianPackages), debianFontPackages];
  const wanted = groups
    .map((packages) => packages.filter((name) => !isInstalled(name)))
    .filter(({length}) => length);
  if (wanted.length === 0) return;

  console.log(`Installing ${wanted.flat().join(' ')}`);
  aptGet('update', '-qq');
  for (const packages of wanted) aptGet('install', '-y', '-qq', '--no-install-recommends', ...packages);
}

function aptGet(...args) {
  const env = {...process.env, DEBIAN_FRONTEND: 'noninteractive'};
  const {status} = spawnSync('apt-get', args, {env, stdio: ['ignore', 'ignore', 'inherit']});
  if (status !== 0) console.log(`apt-get ${args.join(' ')} failed`);
}

function isInstalled(name) {
  const {stdout} = spawnSync('dpkg-query', ['-W', '-f=${Status}', name], {encoding: 'utf8'});
  return stdout?.includes('install ok installed') ?? false;
}

function succeeds(command, args) {
  return spawnSync(command, args, {stdio: 'ignore'}).status === 0;
}
