import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
import {startDemo, type Demo} from '../support/demo.js';
import {openDiscussion} from '../support/discussion.js';

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchChromium()]);
});
afterAll(async () => {
  await browser.close();
  await demo.close();
});

describe('a reader who only reads', () => {
  it.each(['article.html', 'dark.html', 'local.html'])(
    'opens %s, scrolls through its discussion and leaves it, and nothing is stored on the device',
    async (name) => {
      const reader = await browser.newContext({viewport: {width: 1200, height: 900}});
      const page = await reader.newPage();
      await page.goto(`${demo.url}/${name}`);
      await openDiscussion(page);
      await page.mouse.wheel(0, 4_000);
      await page.evaluate(() => new Promise(requestAnimationFrame));
      // Leaves it as a reader does, and comes to a page of the same origin that has no discussion.
      await page.goto(`${demo.url}/images/ferry.svg`);
      const stored = await page.evaluate(async () => ({
        local: Object.keys(localStorage),
        session: Object.keys(sessionStorage),
        databases: (await indexedDB.databases()).map((database) => database.name),
      }));
      expect(stored).toEqual({local: [], session: [], databases: []});
      expect(await reader.cookies()).toEqual([]);
      await reader.close();
    },
  );
});
