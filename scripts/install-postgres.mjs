/**
 * Sees to the PostgreSQL that the server's tests start for themselves. As root on Debian or Ubuntu it installs what is
 * missing; elsewhere it says in one line what to install, and the tests run on the embedded database alone. In CI that
 * is a failure.
 */
import {debianPackages, findPostgres, hint} from '../tests/support/server/requirements.mjs';
import {installDebianPackages} from './debian-packages.mjs';

if (!findPostgres()) installDebianPackages([debianPackages]);

if (!findPostgres()) {
  console.log(`Tests against PostgreSQL are left out, for there is none: ${hint}.`);
  if (process.env.CI && process.env.CI !== 'false') process.exit(1);
}
