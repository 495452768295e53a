/**
 * Installs or finds the PostgreSQL that the server's tests start. As root on Debian or Ubuntu it installs what is
 * missing; elsewhere it prints in one line what to install, and the tests use only the embedded database. Fails in CI
 * without PostgreSQL.
 */
import {debianPackages, findPostgres, hint} from '../tests/support/server/requirements.mjs';
import {installDebianPackages} from './debian-packages.mjs';

if (!findPostgres()) installDebianPackages([debianPackages]);

if (!findPostgres()) {
  console.log(`PostgreSQL not found, so its tests are skipped: ${hint}.`);
  if (process.env.CI && process.env.CI !== 'false') process.exit(1);
}
