import type {Browser, BrowserContextOptions, Locator, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
import {controlsOf} from '../support/controls-of.js';
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

/** Every state on one page, in a window like this. */
async function withGallery(
  options: BrowserContextOptions,
  look: (all: Locator, page: Page) => Promise<void>,
): Promise<void> {
  const page = await gallery.open({}, options);
  await look(page.locator('#gallery'), page);
  await page.context().close();
}

describe('every state of a thread', () => {
  it('can be read and used at 400 %', async () => {
    // 1280 px wide, at 400 %.
    await withGallery({viewport: {width: 320, height: 256}, deviceScaleFactor: 4}, async (all, page) => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
      const controls = await controlsOf(all);
      expect(controls.length).toBeGreaterThan(100);
      expect(controls.filter(({left, right}) => left < 0 || right > 320)).toEqual([]);
    });
  });

  it('has nothing smaller than 24 px to press', async () => {
    await withGallery({}, async (all) => {
      expect((await controlsOf(all)).filter(({width, height}) => width < 24 || height < 24)).toEqual([]);
    });
  });

  it('has nothing smaller than 44 px to press with a finger', async () => {
    await withGallery({viewport: {width: 390, height: 800}, hasTouch: true, isMobile: true}, async (all) => {
      const controls = await controlsOf(all);
      expect(controls.filter(({height}) => height < 44)).toEqual([]);
      // Words are as wide as they are; what is drawn as a mark is as wide as a finger, too.
      const marks = controls.filter(({name}) => /^More actions/.test(name));
      expect(marks.length).toBeGreaterThan(0);
      expect(marks.filter(({width}) => width < 44)).toEqual([]);
    });
  });

  it('has items of a menu 44 px high for a finger', async () => {
    const page = await gallery.open(
      {state: 'discussion'},
      {viewport: {width: 390, height: 800}, hasTouch: true, isMobile: true},
    );
    await page
      .getByRole('button', {name: /^More actions/})
      .first()
      .tap();
    const items = page.locator('[role=menuitem]');
    await items.first().waitFor();
    const heights = await items.evaluateAll((all) => all.map((item) => item.getBoundingClientRect().height));
    expect(heights.length).toBeGreaterThan(2);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
    await page.context().close();
  });

  it('shows where its buttons and fields end in forced colours', async () => {
    await withGallery({forcedColors: 'active'}, async (all) => {
      expect((await controlsOf(all)).filter(({hasEdge}) => !hasEdge)).toEqual([]);
    });
  });

  it('has no motion with prefers-reduced-motion', async () => {
    await withGallery({reducedMotion: 'reduce'}, async (_all, page) => {
      const moving = await page.evaluate(() => {
        const found: string[] = [];
        const search = (root: Document | ShadowRoot): void => {
          for (const element of root.querySelectorAll('*')) {
            const {transitionDuration, animationDuration, scrollBehavior} = getComputedStyle(element);
            // What is not drawn has no style at all.
            if (/[1-9]/.test(transitionDuration + animationDuration) || scrollBehavior === 'smooth')
              found.push(element.outerHTML.slice(0, 80));
            if (element.shadowRoot) search(element.shadowRoot);
          }
        };
        search(document);
        return found;
      });
      expect(moving).toEqual([]);
    });
  });

  it('marks without a movement a comment that a link leads to', async () => {
    const page = await gallery.open({state: 'discussion'}, {reducedMotion: 'reduce'});
    await page.evaluate(() => {
      location.hash = 'comment-thanks';
    });
    const marked = page.locator('article[data-mark=linked]');
    await marked.waitFor();
    const [animation, edge] = await marked.evaluate((article) => {
      const {animationName, borderInlineStartWidth} = getComputedStyle(article);
      return [animationName, borderInlineStartWidth];
    });
    expect(animation).toBe('none');
    expect(edge).toBe('3px');
    await page.context().close();
  });

  it('is stronger with prefers-contrast: more', async () => {
    const coloursOf = async (contrast: 'more' | 'no-preference'): Promise<string[]> => {
      const page = await gallery.open({state: 'discussion'}, {contrast, colorScheme: 'light'});
      const colours = [
        await page
          .locator('article a.meta')
          .first()
          .evaluate((it) => getComputedStyle(it).color),
        await page
          .locator('textarea')
          .first()
          .evaluate((it) => getComputedStyle(it).borderTopColor),
        await page.locator('parley-policy-notice .text').evaluate((it) => getComputedStyle(it).color),
        await page
          .locator('.comments > li')
          .nth(1)
          .evaluate((it) => getComputedStyle(it).borderTopColor),
      ];
      await page.context().close();
      return colours;
    };
    const [date, field, policy, line] = await coloursOf('more');
    expect([date, field, policy]).toEqual(['rgb(0, 0, 0)', 'rgb(0, 0, 0)', 'rgb(0, 0, 0)']);
    const alphaOf = (colour = ''): number => Number(/([\d.]+)\)$/.exec(colour)?.[1]);
    const [, , , usual] = await coloursOf('no-preference');
    expect(alphaOf(line)).toBeGreaterThan(2 * alphaOf(usual));
  });
});

describe('a printed thread', () => {
  it('has neither forms nor buttons in any state', async () => {
    await withGallery({}, async (all, page) => {
      await page.emulateMedia({media: 'print'});
      expect(await controlsOf(all)).toEqual([]);
      await expect.poll(() => page.pdf().then(({length}) => length)).toBeGreaterThan(1000);
    });
  });

  it('shows what was folded, and where each comment can be found', async () => {
    const page = await gallery.open({state: 'discussion'});
    await page.getByRole('button', {name: /^Hide 2 replies/}).click();
    const reply = page.locator('article[data-comment-id=thanks]');
    await reply.waitFor({state: 'hidden'});
    await page.emulateMedia({media: 'print'});
    expect(await reply.isVisible()).toBe(true);
    const address = reply.locator('a.meta');
    expect(await address.evaluate((link) => getComputedStyle(link, '::after').content)).toContain(
      '#comment-thanks',
    );
    await page.context().close();
  });
});
