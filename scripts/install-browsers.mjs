/**
 * Sees to the browsers that the tests need. As root on Debian or Ubuntu it installs what is missing; elsewhere it
 * says in one line what to install. Without Chromium nothing can be tested, so that is a failure; a missing
 * Firefox or WebKitGTK is a notice, but a failure in CI.
 */
import {debianFontPackages, engines, findBrowser} from '../tests/support/browsers.mjs';
import {installDebianPackages} from './debian-packages.mjs';

const missing = () => Object.keys(engines).filter((engine) => findBrowser(engine) === null);

installDebianPackages([...missing().map((engine) => engines[engine].debianPackages), debianFontPackages]);

for (const engine of missing()) console.log(`${engines[engine].title} not found: ${engines[engine].hint}.`);
const required = process.env.CI && process.env.CI !== 'false' ? Object.keys(engines) : ['chromium'];
if (missing().some((engine) => required.includes(engine))) process.exit(1);
