import type {Browser} from 'playwright-core';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
import {startGallery, type Gallery} from '../support/states.js';

let browser: Browser;
let gallery: Gallery;
const problems: string[] = [];

beforeAll(async () => {
  browser = await launchChromium();
  gallery = await startGallery(browser, problems);
});

afterAll(async () => {
  await gallery.close();
  await browser.close();
});

afterEach(() => {
  expect(problems.splice(0), 'no script fails').toEqual([]);
});

describe('every state of a thread', () => {
  const widths = [320, 390, 1200].flatMap((width) => ['en', 'ar', 'de'].map((lang) => ({width, lang})));

  it.each(widths)('is never wider than $width px, in $lang', async ({width, lang}) => {
    const page = await gallery.open({lang}, {viewport: {width, height: 800}});
    const {wide, hidden} = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      // Nothing may be cut off on the side to which the page cannot be scrolled either.
      hidden: [...document.querySelectorAll('parley-thread')].filter((thread) => {
        const {left, right} = thread.getBoundingClientRect();
        return left < 0 || right > innerWidth || thread.scrollWidth > thread.clientWidth;
      }).length,
    }));
    expect(wide).toBeLessThanOrEqual(width);
    expect(hidden).toBe(0);
    await page.context().close();
  });

  it.each([
    {what: '200 % text and with the distances of WCAG 1.4.12', width: 390, spacing: true},
    {what: '200 % text', width: 320, spacing: false},
  ])('is readable at $what, on a phone $width px wide', async ({width, spacing}) => {
    const page = await gallery.open({}, {viewport: {width, height: 800}});
    await page.addStyleTag({
      content: `html {font-size: 200%}
        ${spacing ? 'parley-thread' : 'unspaced'} {line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em; --parley-line-height: 1.5}`,
    });
    const wide = await page
      .locator('parley-thread')
      .evaluateAll(
        (threads) => threads.filter(({scrollWidth, clientWidth}) => scrollWidth > clientWidth).length,
      );
    expect(wide).toBe(0);
    // Text of a reader may be one long word; what controls, headings and labels say must not be broken within one.
    const broken = await page.evaluate(() => {
      const found: string[] = [];
      const search = (root: Document | ShadowRoot): void => {
        for (const element of root.querySelectorAll('*')) {
          if (element.shadowRoot) search(element.shadowRoot);
          if (!element.matches('button, label, legend, summary, [role=heading], th, td:last-child')) continue;
          const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          for (let text = texts.nextNode(); text; text = texts.nextNode()) {
            // A name is a reader's.
            if (text.parentElement?.closest('bdi')) continue;
            for (const {0: word, index} of (text as Text).data.matchAll(/\S+/g)) {
              const range = document.createRange();
              range.setStart(text, index);
              range.setEnd(text, index + word.length);
              const tops = [...range.getClientRects()].map(({top}) => Math.round(top));
              if (new Set(tops).size > 1) found.push(word);
            }
          }
        }
      };
      for (const {shadowRoot} of document.querySelectorAll('parley-thread'))
        if (shadowRoot) search(shadowRoot);
      return found;
    });
    expect(broken).toEqual([]);
    await page.context().close();
  });
});

describe('replies on a phone', () => {
  it.each([
    {width: 390, least: 320},
    {width: 320, least: 250},
  ])('leave at least $least px to the text six deep, $width px wide', async ({width, least}) => {
    const page = await gallery.open({state: 'deep'}, {viewport: {width, height: 800}});
    const body = page.locator('article[data-comment-id=deep-6] [part=body]');
    expect((await body.boundingBox())?.width).toBeGreaterThanOrEqual(least);
    await page.context().close();
  });
});

describe('a page with a narrow and a wide thread', () => {
  it("adapts to the thread's width, not the window's", async () => {
    const page = await gallery.open({state: 'deep'});
    const indentIn = (width: string): Promise<string> =>
      page.evaluate(async (inline) => {
        const thread = document.querySelector('parley-thread');
        const list = thread?.shadowRoot?.querySelector('parley-comment-list');
        const replies = list?.shadowRoot?.querySelector('.replies');
        if (!thread || !replies) throw new Error('no replies');
        thread.style.inlineSize = inline;
        await new Promise((resolve) => requestAnimationFrame(resolve));
        return getComputedStyle(replies).paddingInlineStart;
      }, width);
    expect(await indentIn('300px')).toBe('8px');
    expect(await indentIn('700px')).toBe('24px');
    await page.context().close();
  });
});
