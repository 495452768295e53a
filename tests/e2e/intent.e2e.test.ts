import type {Browser, Locator, Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
import {startEmbedSite, type EmbedPage, type EmbedSite} from '../support/embed/embed-site.js';

// When a page fetches more than what reading needs, and that nothing is lost which a reader does before it has come.

let browser: Browser;
let site: EmbedSite;
const opened: EmbedPage[] = [];

beforeAll(async () => {
  browser = await launchChromium();
  site = await startEmbedSite(browser);
});

afterAll(async () => {
  await site.close();
  await browser.close();
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map(({page}) => page.context().close()));
});

const LATE = /\/chunks\/writing-/;

/** Opens a thread of two comments; with `hold` the code for writing comes only when `release` is called. */
async function open({hold = false, saveData = false, hash = ''} = {}): Promise<
  EmbedPage & {release: () => void}
> {
  const pageId = crypto.randomUUID();
  await site.publish(pageId, 'The first of two comments.');
  await site.publish(pageId, 'The second of two comments.');
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const visit = await site.open(`<parley-thread ${site.rest} page-id="${pageId}"></parley-thread>`, {
    hash,
    prepare: async (page) => {
      if (saveData)
        await page.addInitScript(() => {
          Object.defineProperty(navigator, 'connection', {value: {saveData: true}});
        });
      if (hold)
        await page.route(LATE, async (route) => {
          await released;
          await route.continue();
        });
    },
  });
  opened.push(visit);
  await visit.page.locator('article').nth(1).waitFor();
  return {...visit, release};
}

const isFetched = ({fetched}: EmbedPage): boolean => [...fetched].some((file) => file.includes('writing-'));
const line = (page: Page): Locator => page.getByLabel('Write a comment');
const box = (page: Page): Locator => page.getByLabel('Your comment');

describe('a reader who only reads', () => {
  it('fetches the loader and three files, also when the mouse moves over it', async () => {
    const visit = await open();
    const {page} = visit;
    for (const article of await page.locator('article [part=body]').all()) await article.hover();
    await page.mouse.wheel(0, 300);
    await page.waitForLoadState('networkidle');
    const files = [...visit.fetched].filter((file) => !/\/(place|purify)-/.test(file));
    expect(files.map((file) => file.replace(/-\w+\.js$/, '')).sort()).toEqual([
      'chunks/outside',
      'chunks/reading',
      'chunks/rest',
      'parley.js',
    ]);
  });

  it('fetches the rest when the mouse stays on a control, but not over a connection that saves data', async () => {
    const visit = await open();
    await visit.page.getByRole('button', {name: 'Reply'}).first().hover();
    await expect.poll(() => isFetched(visit)).toBe(true);

    const saving = await open({saveData: true});
    await saving.page.getByRole('button', {name: 'Reply'}).first().hover();
    await saving.page.getByRole('button', {name: 'Reply'}).first().focus();
    await saving.page.waitForLoadState('networkidle');
    expect(isFetched(saving)).toBe(false);
    await line(saving.page).focus();
    await expect.poll(() => isFetched(saving)).toBe(true);
  });
});

describe('what a reader does before the code for it has come', () => {
  it('opens the reply that was asked for', async () => {
    const {page, release} = await open({hold: true});
    await page.getByRole('button', {name: 'Reply'}).first().click();
    release();
    await page.locator('parley-comment-form[parent-id]').locator('textarea:focus').waitFor();
  });

  it('recommends what was recommended', async () => {
    const {page, release} = await open({hold: true});
    await page.getByRole('button', {name: 'Recommend'}).first().click();
    release();
    await page.getByRole('button', {name: 'Recommend', pressed: true}).first().waitFor();
  });

  it('sorts by the order that was chosen', async () => {
    const {page, release} = await open({hold: true});
    await page.getByLabel('Sort by').focus();
    await page.getByLabel('Sort by').selectOption('oldest');
    release();
    await expect.poll(() => page.locator('article').first().textContent()).toContain('The first');
  });

  it('opens the menu that was pressed', async () => {
    const {page, release} = await open({hold: true});
    await page.getByRole('button', {name: 'More actions'}).first().click();
    release();
    await page.getByRole('menuitem', {name: 'Copy link'}).waitFor();
  });

  it('moves text, selection and focus of the line into the form, and is announced once', async () => {
    const {page, release} = await open({hold: true});
    await line(page).focus();
    await page.keyboard.type('Half a letter');
    await page.keyboard.press('Shift+ArrowLeft');
    release();
    await box(page).and(page.locator(':focus')).waitFor();
    expect(await box(page).inputValue()).toBe('Half a letter');
    await page.keyboard.type('r, whole');
    expect(await box(page).inputValue()).toBe('Half a letter, whole');
    expect(await line(page).count()).toBe(0);
  });

  it('does not move the focus of a reader who followed a link to the comments and is writing', async () => {
    const {page, release} = await open({hold: true, hash: '#comments'});
    await line(page).focus();
    await page.keyboard.type('Half a ');
    release();
    await box(page).and(page.locator(':focus')).waitFor();
    await page.waitForLoadState('networkidle');
    await page.keyboard.type('letter');
    expect(await box(page).inputValue()).toBe('Half a letter');
  });

  it('has what was typed into the line after a reload, as a draft', async () => {
    const {page} = await open({hold: true});
    await line(page).fill('Typed too early');
    await page.unroute(LATE);
    await page.reload();
    await expect.poll(() => box(page).inputValue()).toBe('Typed too early');
    await page.getByText('Your draft was restored.').first().waitFor();
    expect(await page.getByRole('button', {name: 'Show your other draft'}).count()).toBe(0);
  });

  it('keeps the keys of the line from the page', async () => {
    const {page} = await open({hold: true});
    await page.evaluate(() => {
      document.addEventListener('keydown', ({key}) => (document.title += key));
    });
    await line(page).focus();
    await page.keyboard.press('s');
    expect(await page.title()).toBe('Article');
  });
});
