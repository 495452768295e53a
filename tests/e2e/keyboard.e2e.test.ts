import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
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

/** The accessible label, text or name of what has the focus, through all shadow roots. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body) return 'nothing';
    const label = (element as HTMLInputElement).labels?.[0]?.textContent;
    return (element.getAttribute('aria-label') ?? label ?? element.textContent).replace(/\s+/g, ' ').trim();
  });
}

/** Presses Tab until this has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    if (name.test(await focused(page))) return;
  }
  throw new Error(`Not reached by Tab: ${String(name)}.`);
}

describe('a reader with a keyboard alone', () => {
  it('recommends, replies, posts, edits and deletes, and always has the focus somewhere', async () => {
    const page = await gallery.open({state: 'signed-in'}, {locale: 'en-GB', timezoneId: 'UTC'});
    await page.locator('#gallery h2').evaluate((heading) => {
      heading.tabIndex = -1;
      heading.focus();
    });
    await tabTo(page, /^Recommend 42, comment by Hester Vane/);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toMatch(/^Recommend(ed)? 43, comment by Hester Vane/);
    const recommend = page.getByRole('button', {name: /^Recommend 4\d, comment by Hester Vane/}).first();
    expect(await recommend.getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('Space');
    await expect.poll(() => focused(page)).toMatch(/^Recommend 42, comment by Hester Vane/);
    expect(await recommend.getAttribute('aria-pressed')).toBe('false');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Reply to Hester Vane');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Reply to Hester Vane');
    await page.keyboard.type('So was I, and the tide with me.');
    await tabTo(page, /^Post reply$/);
    await page.keyboard.press('Enter');
    // The card of the reply, which says that it is posted, with Edit.
    await expect.poll(() => focused(page)).toContain('So was I');
    await tabTo(page, /^Edit$/);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('article textarea').count()).toBe(1);
    await page.keyboard.press('End');
    await page.keyboard.type(' Twice.');
    await tabTo(page, /^Save$/);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toContain('Twice.');
    await tabTo(page, /^More actions for the comment by Hester Vane$/);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).not.toContain('More actions');
    await page.keyboard.press('End');
    expect(await focused(page)).toBe('Delete');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Cancel');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('So was I').waitFor({state: 'detached'});
    expect(await focused(page)).not.toBe('nothing');
    await page.context().close();
  });

  it('loads more comments, and has the focus on the first of them', async () => {
    const page = await gallery.open({state: 'more'});
    await page.locator('#gallery h2').evaluate((heading) => {
      heading.tabIndex = -1;
      heading.focus();
    });
    await tabTo(page, /^Show more comments/);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toContain('seven o’clock boat');
    await page.context().close();
  });
});
