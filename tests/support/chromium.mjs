import {chromium} from 'playwright-core';
import {chromiumFlags, engines, findBrowser} from './browsers.mjs';

/**
 * Starts the machine's Chromium, or its headless shell if `PARLEY_HEADLESS_SHELL` has the path of that, with a fresh profile for an
 * end-to-end test.
 *
 * @param {import('playwright-core').LaunchOptions & {isWhole?: boolean}} [options] `isWhole` excludes the headless shell, in which
 *   tracing never ends
 * @returns {Promise<import('playwright-core').Browser>} Close it when done.
 */
export async function launchChromium({args = [], isWhole = false, ...options} = {}) {
  const shell = isWhole ? undefined : process.env.PARLEY_HEADLESS_SHELL;
  const executablePath = shell ?? findBrowser('chromium');
  if (!executablePath) throw new Error(`Chromium not found: ${engines.chromium.hint}.`);
  return chromium.launch({executablePath, args: [...chromiumFlags, ...args], ...options});
}
