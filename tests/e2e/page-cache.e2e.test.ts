import type {Browser, BrowserContext, Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
import {startDemo, type Demo} from '../support/demo.js';
import {fillName, openDiscussion, openForm, thread} from '../support/discussion.js';

// The browser keeps a page that a reader has left as it is, and shows it again when they come back: the back/forward
// cache. A page that holds on to something is not kept there; one that is kept must not believe that no time has passed.

const TEXT = 'Half a letter about the lamps.';

let demo: Demo;
let browser: Browser;
let reader: BrowserContext;

beforeAll(async () => {
  // What drives browsers in tests turns the cache off, unless it is told not to.
  const options = {ignoreDefaultArgs: ['--disable-back-forward-cache']};
  [demo, browser] = await Promise.all([startDemo(), launchChromium(options)]);
});
afterAll(async () => {
  await browser.close();
  await demo.close();
});
beforeEach(async () => {
  reader = await browser.newContext({viewport: {width: 1200, height: 900}});
});
afterEach(() => reader.close());

async function open(on: BrowserContext = reader): Promise<Page> {
  const page = await on.newPage();
  await page.goto(`${demo.url}/dark.html`);
  await openDiscussion(page);
  return page;
}

async function navigateAway(page: Page): Promise<void> {
  await page.evaluate(() => {
    addEventListener('pageshow', ({persisted}) => {
      document.title = persisted ? 'It was kept' : 'It is a new one';
    });
  });
  await page.goto(`${demo.url}/index.html`);
}

/** The reader presses Back; fails unless the page is the very one that they have left. */
async function comeBack(page: Page): Promise<void> {
  await page.goBack({waitUntil: 'commit'});
  await expect.poll(() => page.title()).toBe('It was kept');
  const reasons = await page.evaluate(
    () =>
      (performance.getEntriesByType('navigation')[0] as {notRestoredReasons?: unknown}).notRestoredReasons,
  );
  expect(reasons).toBeNull();
}

/** The connection as the page sees it: it can still be left for another one. */
async function setOnline(page: Page, isOnline: boolean): Promise<void> {
  await page.evaluate((on) => {
    Object.defineProperty(navigator, 'onLine', {configurable: true, get: () => on});
    dispatchEvent(new Event(on ? 'online' : 'offline'));
  }, isOnline);
}

const box = (page: Page) => page.getByLabel('Your comment');
const comments = (page: Page, text: string) => page.locator('article[part~=comment]').filter({hasText: text});

async function post(page: Page, text: string): Promise<void> {
  await openForm(page);
  await box(page).fill(text);
  await fillName(page, 'Ana Ruiz');
  await page.getByRole('button', {name: 'Post comment'}).click();
}

async function postOffline(page: Page, text: string): Promise<void> {
  await setOnline(page, false);
  await post(page, text);
  await page.getByText('Will be sent when you are back online.').first().waitFor();
}

async function isPostedOnce(page: Page, text: string): Promise<void> {
  await expect.poll(() => comments(page, text).count()).toBe(1);
  await expect
    .poll(() => comments(page, text).first().getAttribute('data-comment-id'))
    .not.toMatch(/^local:/);
}

describe("a page restored from the browser's cache", () => {
  it('restores the typed text, continues it, and stores it as one draft', async () => {
    const page = await open();
    await openForm(page);
    await box(page).fill(TEXT);
    await navigateAway(page);
    await comeBack(page);
    expect(await box(page).inputValue()).toBe(TEXT);
    await box(page).fill(`${TEXT} And the other half.`);
    await page.getByText('Draft saved on this device').waitFor();
    const next = await open();
    await expect.poll(() => box(next).inputValue()).toBe(`${TEXT} And the other half.`);
    expect(await next.getByRole('button', {name: 'Show your other draft'}).count()).toBe(0);
  });

  it('applies what another tab has done with its draft meanwhile', async () => {
    const page = await open();
    const text = 'Posted in another tab.';
    await openForm(page);
    await box(page).fill(text);
    await page.getByText('Draft saved on this device').waitFor();
    await navigateAway(page);
    const other = await open();
    await expect.poll(() => box(other).inputValue()).toBe(text);
    await post(other, text);
    await isPostedOnce(other, text);
    await comeBack(page);
    await expect.poll(() => box(page).inputValue()).toBe('');
  });

  it('sends a waiting comment once', async () => {
    const page = await open();
    const text = 'Waits in a page that is kept.';
    await postOffline(page, text);
    await navigateAway(page);
    await comeBack(page);
    await setOnline(page, true);
    await isPostedOnce(page, text);
    await page.reload();
    await openDiscussion(page);
    await isPostedOnce(page, text);
  });

  it('leaves a waiting comment to another tab, and does not send it again', async () => {
    const page = await open();
    const text = 'Sent by another tab meanwhile.';
    await postOffline(page, text);
    await navigateAway(page);
    const other = await open();
    await isPostedOnce(other, text);
    await comeBack(page);
    await setOnline(page, true);
    await expect
      .poll(() => comments(page, text).evaluateAll((all) => all.map(({dataset}) => dataset['commentId'])))
      .not.toContainEqual(expect.stringMatching(/^local:/));
    await page.reload();
    await openDiscussion(page);
    await isPostedOnce(page, text);
  });

  it('has left the queue of the tab lock, and enters it again when restored', async () => {
    const holder = await open();
    const text = 'Whose turn is it?';
    await postOffline(holder, text);
    const waiting = await open();
    await navigateAway(waiting);
    const {pending = []} = await holder.evaluate(() => navigator.locks.query());
    expect(pending).toEqual([]);
    await holder.close();
    await comeBack(waiting);
    await isPostedOnce(waiting, text);
  });

  it('continues live updates', async () => {
    const page = await open();
    await navigateAway(page);
    await comeBack(page);
    const elsewhere = await browser.newContext({viewport: {width: 1200, height: 900}});
    const writing = await open(elsewhere);
    const text = 'New since the reader is back.';
    await post(writing, text);
    await isPostedOnce(writing, text);
    await thread(page).locator('[part=pill]').click();
    await isPostedOnce(page, text);
    await elsewhere.close();
  });
});
