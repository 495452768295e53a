import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {accessibilityTree} from '../support/accessibility-tree.js';
import {launchChromium} from '../support/chromium.mjs';
import {startDemo, type Demo} from '../support/demo.js';
import {openDiscussion} from '../support/discussion.js';
import {startGallery, type Gallery} from '../support/states.js';

let browser: Browser;
let demo: Demo;
let gallery: Gallery;

beforeAll(async () => {
  browser = await launchChromium();
  [demo, gallery] = await Promise.all([startDemo(), startGallery(browser, [])]);
});

afterAll(async () => {
  await Promise.all([demo.close(), gallery.close()]);
  await browser.close();
});

/** Dates are told in the language, zone and year of the reader. */
const READER = {locale: 'en-GB', timezoneId: 'UTC', viewport: {width: 1200, height: 4000}};

/** What is drawn late of a comment comes with the first sign of what a reader wants. */
async function settled(page: Page): Promise<void> {
  const comments = await page.locator('article[data-comment-id]').count();
  await page.locator('[data-action=menu]').first().dispatchEvent('pointerdown');
  await expect.poll(() => page.locator('article time[title]').count()).toBe(comments);
}

// A tree that is meant to be another is written anew by `-u` (CONTRIBUTING.md, "Tests").
describe('the accessibility tree', () => {
  it('of the article page: the policy, "One Comment;", "1. NAME said:", and the form', async () => {
    const context = await browser.newContext(READER);
    const page = await context.newPage();
    await page.goto(`${demo.url}/article.html`);
    await openDiscussion(page);
    await settled(page);
    await expect(await accessibilityTree(page, 'One Comment;')).toMatchFileSnapshot('golden/article.txt');
    await context.close();
  });

  it('of a discussion with replies to replies', async () => {
    const page = await gallery.open({state: 'discussion'}, READER);
    await settled(page);
    await expect(await accessibilityTree(page, '4 comments')).toMatchFileSnapshot('golden/discussion.txt');
    await page.context().close();
  });
});

describe('a featured quote', () => {
  it.each([
    ['en', '“', '”'],
    ['de', '„', '“'],
    ['fr', '«', '»'],
  ])('has the quotation marks of its language: %s', async (lang, before, after) => {
    const page = await gallery.open({state: 'discussion'}, READER);
    await page.locator('section.featured a').evaluate((link, language) => {
      link.setAttribute('lang', language);
    }, lang);
    const link = (await accessibilityTree(page, '4 comments'))
      .split('\n')
      .find((line) => line.includes('link "'));
    expect(link?.trim().replace(/\s+/g, ' ')).toMatch(
      new RegExp(`^link "${before} ?The seven .* ?${after}"$`),
    );
    await page.context().close();
  });
});

describe('the headings of a discussion', () => {
  it.each([2, 4])('are on level %i, and one below for each comment', async (level) => {
    const page = await gallery.open({state: 'discussion'}, READER);
    await page.locator('parley-thread').evaluate(async (thread, headingLevel) => {
      thread.setAttribute('heading-level', String(headingLevel));
      await (thread as unknown as {updateComplete: Promise<unknown>}).updateComplete;
    }, level);
    const headings = (await accessibilityTree(page, '4 comments'))
      .split('\n')
      .map((line) => /^\s*heading "(.*)" level=(\d)/.exec(line))
      .filter((found) => found !== null)
      .map(([, words, its]) => `${its ?? ''} ${words ?? ''}`);
    expect(headings).toEqual([
      `${level} 4 comments`,
      `${level} Discussion Policy`,
      `${level + 1} Featured comments`,
      expect.stringMatching(new RegExp(`^${level + 1} Anon. of Net Loft Row`)),
      expect.stringMatching(new RegExp(`^${level + 1} Hester Vane`)),
      expect.stringMatching(
        new RegExp(`^${level + 1} Piers Calloway The Quillmere Packet in reply to Hester Vane`),
      ),
      expect.stringMatching(new RegExp(`^${level + 1} Hester Vane in reply to Piers Calloway`)),
    ]);
    await page.context().close();
  });
});
