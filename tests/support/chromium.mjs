import {chromium} from 'playwright-core';
import {chromiumFlags, engines, findBrowser} from './browsers.mjs';

/**
 * Starts the machine's Chromium with a fresh profile for an end-to-end test.
 *
 * @param {import('playwright-core').LaunchOptions} [options]
 * @returns {Promise<import('playwright-core').Browser>} Close it when done.
 */
export async function launchChromium({args = [], ...options} = {}) {
  const executablePath = findBrowser('chromium');
  if (!executablePath) throw new Error(`Chromium not found: ${engines.chromium.hint}.`);
  return chromium.launch({executablePath, args: [...chromiumFlags, ...args], ...options});
}
