import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
import {openForm} from '../support/discussion.js';
import {startGallery, type Gallery} from '../support/states.js';

let browser: Browser;
let gallery: Gallery;

beforeAll(async () => {
  browser = await launchChromium();
  gallery = await startGallery(browser, []);
});

afterAll(async () => {
  await gallery.close();
  await browser.close();
});

/** The theme page, once its thread has loaded. */
async function openThemePage(): Promise<Page> {
  const context = await browser.newContext({viewport: {width: 1200, height: 900}});
  const page = await context.newPage();
  await page.goto(`${gallery.url}/theme.html`);
  await page.locator('article[data-comment-id=boat]').waitFor();
  return page;
}

describe('the theme page', () => {
  it('applies a token to the thread and shows its CSS', async () => {
    const page = await openThemePage();
    await page.getByLabel('Corners').fill('12');
    await page.getByLabel('Accent', {exact: true}).fill('#7a1f5c');
    await openForm(page);
    const submit = page.getByRole('button', {name: 'Post comment'});
    expect(await submit.evaluate((button) => getComputedStyle(button).borderTopLeftRadius)).toBe('12px');
    expect(await submit.evaluate((button) => getComputedStyle(button).backgroundColor)).toBe(
      'rgb(122, 31, 92)',
    );
    expect(await page.locator('.css code').innerText()).toBe(
      'parley-thread {\n  --parley-radius: 12px;\n  --parley-color-accent: #7a1f5c;\n}\n',
    );
    await page.context().close();
  });

  it.each(['newspaper', 'compact', 'card'])('applies the theme %s until it is reset', async (name) => {
    const page = await openThemePage();
    const article = page.locator('article[data-comment-id=boat]');
    const lookOf = (): Promise<string> =>
      article.evaluate((element) => {
        const {fontFamily, fontSize, borderTopWidth, paddingTop} = getComputedStyle(element);
        return [fontFamily, fontSize, borderTopWidth, paddingTop].join();
      });
    const before = await lookOf();
    await page.getByRole('combobox', {name: 'Theme'}).selectOption(name);
    await expect.poll(() => page.locator('.css code').innerText()).toContain(`themes/${name}.css`);
    expect(await lookOf()).not.toBe(before);
    await page.getByRole('button', {name: 'Reset'}).click();
    await expect.poll(lookOf).toBe(before);
    await page.context().close();
  });
});
