/**
 * Installs or finds what the tests against a real WordPress need. As root on Debian or Ubuntu it installs what is missing;
 * elsewhere it prints in one line what to install, and those tests are skipped. Fails in CI if something is missing.
 */
import {debianPackages, findWordPress, hint} from '../tests/support/wordpress/requirements.mjs';
import {installDebianPackages} from './debian-packages.mjs';

if ('missing' in findWordPress()) installDebianPackages([debianPackages]);

const found = findWordPress();
if ('missing' in found) {
  console.log(`Tests against WordPress are skipped; missing: ${found.missing.join(', ')}. ${hint}.`);
  if (process.env.CI && process.env.CI !== 'false') process.exit(1);
}
