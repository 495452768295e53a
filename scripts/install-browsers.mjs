/**
 * Installs or finds the browsers that the tests need. As root on Debian or Ubuntu it installs missing ones; elsewhere it
 * prints in one line what to install. Fails without Chromium, and in CI without Firefox or WebKitGTK as well.
 */
import {debianFontPackages, debianShellPackages, engines, findBrowser} from '../tests/support/browsers.mjs';
import {installDebianPackages} from './debian-packages.mjs';

const isCI = process.env.CI && process.env.CI !== 'false';
const missing = () => Object.keys(engines).filter((engine) => findBrowser(engine) === null);

installDebianPackages([
  ...missing().map((engine) => engines[engine].debianPackages),
  // Elsewhere the tests do without it: not every distribution has it.
  ...(isCI ? [debianShellPackages] : []),
  debianFontPackages,
]);

for (const engine of missing()) console.log(`${engines[engine].title} not found: ${engines[engine].hint}.`);
const required = isCI ? Object.keys(engines) : ['chromium'];
if (missing().some((engine) => required.includes(engine))) process.exit(1);
