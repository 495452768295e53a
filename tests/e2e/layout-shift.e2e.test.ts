import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
import {startDemo, type Demo} from '../support/demo.js';
import {thread} from '../support/discussion.js';
import {SHIFT_WIDTHS} from '../support/extent.mjs';
import {layoutShifts, watchLayoutShifts} from '../support/layout-shifts.js';

let browser: Browser;
let demo: Demo;

beforeAll(async () => {
  [browser, demo] = await Promise.all([launchChromium(), startDemo()]);
});

afterAll(async () => {
  await browser.close();
  await demo.close();
});

const PAGES = [
  '',
  'article.html',
  'closed.html',
  'dark.html',
  'developer.html',
  'languages.html',
  'local.html',
  'other-origin.html',
  'policy.html',
  'theme.html',
  'two-threads.html',
];
/** Of these the whole discussion is in view from the first moment, where the window is tall. */
const DISCUSSIONS = ['article.html', 'closed.html', 'dark.html', 'local.html'];

describe.each(SHIFT_WIDTHS)(
  'on a slow connection, %i px wide, nothing moves from the first sight to the last',
  (width) => {
    async function shiftsOn(path: string, height: number, last: string | null): Promise<string[]> {
      const context = await browser.newContext({viewport: {width, height}});
      await watchLayoutShifts(context);
      const page = await context.newPage();
      const device = await context.newCDPSession(page);
      await device.send('Network.enable');
      // Late parts come late.
      await device.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 150,
        downloadThroughput: 200_000,
        uploadThroughput: 90_000,
      });
      await page.goto(`${demo.url}/${path}`);
      if (last !== null) await thread(page).locator(last).first().waitFor({state: 'attached'});
      const shifts = await layoutShifts(page);
      await context.close();
      return shifts;
    }

    // Side by side, for most of the time they wait for the slow connection.
    it.concurrent.each(PAGES)('on /%s', async (path) => {
      expect(await shiftsOn(path, 800, null)).toEqual([]);
    });

    it.concurrent.each(DISCUSSIONS)('on /%s, all of the discussion in view', async (path) => {
      // What may be done to a comment is drawn last.
      expect(await shiftsOn(`${path}#comments`, 2600, '[data-action=menu]')).toEqual([]);
    });
  },
);
