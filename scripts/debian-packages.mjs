/** Installs Debian packages for tests, where that needs no permission. */
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';

/**
 * Installs missing packages, each group by itself: if a package does not exist (Ubuntu has no firefox-esr), the other
 * groups are still installed. Does nothing unless run as root on Debian or a derivative.
 *
 * @param {readonly (readonly string[])[]} groups
 */
export function installDebianPackages(groups) {
  if (!mayInstall()) return;
  const wanted = groups
    .map((packages) => packages.filter((name) => !isInstalled(name)))
    .filter(({length}) => length);
  if (wanted.length === 0) return;

  console.log(`Installing ${wanted.flat().join(' ')}`);
  aptGet('update', '-qq');
  for (const packages of wanted) aptGet('install', '-y', '-qq', '--no-install-recommends', ...packages);
}

/** Debian and its derivatives are recognised by /etc/os-release: `ID=ubuntu`, `ID_LIKE=debian`. */
function mayInstall() {
  if (process.getuid?.() !== 0 || !succeeds('apt-get', ['--version'])) return false;
  try {
    return /^ID(?:_LIKE)?=.*\b(?:debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
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
