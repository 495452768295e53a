/**
 * Sees to what the tests against a real WordPress need. As root on Debian or Ubuntu it installs what is missing;
 * elsewhere it says in one line what to install, and those tests are left out. In CI that is a failure.
 */
import {debianPackages, findWordPress, hint} from '../tests/support/wordpress/requirements.mjs';
import {installDebianPackages} from './debian-packages.mjs';

if ('missing' in findWordPress()) installDebianPackages([debianPackages]);

const found = findWordPress();
if ('missing' in found) {
  console.log(`Tests against WordPress are left out, for there is no ${found.missing.join(', ')}: ${hint}.`);
  if (process.env.CI && process.env.CI !== 'false') process.exit(1);
}
