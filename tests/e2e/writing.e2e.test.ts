import type {Browser, BrowserContext, Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
import {startDemo, type Demo} from '../support/demo.js';
import {fillName, openDiscussion} from '../support/discussion.js';
import {RELOAD_MS} from '../support/extent.mjs';

const TEXT = 'Sirs,\n\nhalf a letter.';
const OTHERS = 'Another beginning.';

let demo: Demo;
let browser: Browser;
/** One reader's browser: its tabs share what is kept. */
let reader: BrowserContext;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchChromium()]);
});

afterAll(async () => {
  await browser.close();
  await demo.close();
});

beforeEach(async () => {
  reader = await browser.newContext({viewport: {width: 1200, height: 900}});
});

afterEach(() => reader.close());

async function openTab(): Promise<Page> {
  const page = await reader.newPage();
  await page.goto(`${demo.url}/local.html`);
  await openDiscussion(page);
  return page;
}

const box = (page: Page) => page.getByLabel('Your comment');
const textOf = (page: Page) => box(page).inputValue();

describe('a reader who is interrupted', () => {
  it('finds their text after a reload in the middle of a word', async () => {
    const page = await openTab();
    await box(page).fill(TEXT);
    await page.reload();
    await openDiscussion(page);
    await expect.poll(() => textOf(page)).toBe(TEXT);
  });

  it('finds their text after the tab has crashed', async () => {
    const page = await openTab();
    await box(page).fill(TEXT);
    await page.getByText('Draft saved on this device').waitFor();
    await page.goto('chrome://crash').catch(() => undefined);
    const next = await openTab();
    await expect.poll(() => textOf(next)).toBe(TEXT);
  });

  it('finds their text after visiting another page', async () => {
    const page = await openTab();
    await box(page).fill(TEXT);
    await page.goto(`${demo.url}/closed.html`);
    await page.goBack();
    await openDiscussion(page);
    await expect.poll(() => textOf(page)).toBe(TEXT);
  });

  it.each(RELOAD_MS)('who reloads %i ms after posting has the comment once, or the text', async (ms) => {
    const page = await openTab();
    await box(page).fill(TEXT);
    await fillName(page, 'Ana Ruiz');
    // In the page itself: a click from outside would take longer than the moments that matter.
    await page.locator('parley-comment-form button[part~=submit]').evaluate((button, delay) => {
      (button as HTMLButtonElement).click();
      setTimeout(() => {
        location.reload();
      }, delay);
    }, ms);
    await page.waitForEvent('load');
    await openDiscussion(page);
    const comments = page.locator('article[part~=comment]').filter({hasText: 'half a letter.'});
    await expect.poll(async () => (await comments.count()) + ((await textOf(page)) === TEXT ? 1 : 0)).toBe(1);
    // It stays so when everything is settled that an earlier page has left.
    await page.reload();
    await openDiscussion(page);
    await expect.poll(async () => (await comments.count()) + ((await textOf(page)) === TEXT ? 1 : 0)).toBe(1);
  });

  it('who writes in two tabs loses neither comment', async () => {
    const one = await openTab();
    const other = await openTab();
    await box(one).fill(TEXT);
    await box(other).fill(OTHERS);
    await one.getByText('Draft saved on this device').waitFor();
    await other.getByText('Draft saved on this device').waitFor();
    await one.close();
    await other.close();
    const next = await openTab();
    await expect.poll(() => textOf(next)).not.toBe('');
    const first = await textOf(next);
    await next.getByRole('button', {name: 'Show your other draft'}).click();
    await expect.poll(() => textOf(next)).not.toBe(first);
    expect([first, await textOf(next)].sort()).toEqual([OTHERS, TEXT].sort());
  });

  it('who posts offline and reloads has posted once', async () => {
    const page = await openTab();
    await box(page).fill(TEXT);
    await fillName(page, 'Ana Ruiz');
    await reader.setOffline(true);
    await page.getByRole('button', {name: 'Post comment'}).click();
    await page.getByText('Will be sent when you are back online.').first().waitFor();
    await reader.setOffline(false);
    await page.reload();
    await openDiscussion(page);
    const comments = page.locator('article[part~=comment]', {hasText: 'half a letter.'});
    await expect.poll(() => comments.count()).toBe(1);
    await expect.poll(() => comments.first().getAttribute('data-comment-id')).not.toMatch(/^local:/);
    expect(await textOf(page)).toBe('');
  });
});
