import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
import {startDemo, type Demo} from '../support/demo.js';

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchChromium()]);
});

afterAll(async () => {
  await browser.close();
  await demo.close();
});

it('keeps the fallback content if neither comments nor error messages can be loaded', async () => {
  const page = await browser.newPage();
  await page.route(/\/parley\/|\/chunks\/writing-/, (route) => route.abort());
  await page.goto(`${demo.url}/article.html`);
  const thread = page.locator('parley-thread');
  await thread.scrollIntoViewIfNeeded();
  await expect.poll(() => thread.evaluate((element) => element.matches(':state(error)'))).toBe(true);
  expect(await thread.locator('.fallback').isVisible()).toBe(true);
});

it('shows the error and a retry button once the messages have loaded', async () => {
  const page = await browser.newPage();
  await page.route(/\/parley\//, (route) => route.abort());
  await page.goto(`${demo.url}/article.html`);
  const thread = page.locator('parley-thread');
  await thread.scrollIntoViewIfNeeded();
  const again = thread.getByRole('button', {name: 'Try again'});
  await again.waitFor();
  expect(await thread.locator('.fallback').isVisible()).toBe(false);
  await page.unroute(/\/parley\//);
  await again.click();
  await thread.locator('article[part~=comment]').first().waitFor();
});
