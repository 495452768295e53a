import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {renderThread, type RenderOptions} from '../../src/static.js';
import type {ThreadPage} from '../../src/model/thread.js';
import {launchChromium} from '../support/chromium.mjs';
import {startEmbedSite, type EmbedSite} from '../support/embed/embed-site.js';
import {pictureDifference} from '../support/picture-difference.js';
import {SITE} from '../support/server/http-fixture.js';

// The elements take the place of the comments that stand in the article, and nobody notices.

const COMMENTS = 30;

let browser: Browser;
let site: EmbedSite;
let thread: ThreadPage;
let html: string;

beforeAll(async () => {
  browser = await launchChromium();
  site = await startEmbedSite(browser);
  for (let index = 1; index <= COMMENTS; index++)
    await site.publish('ferry', `Letter ${String(index)} about the ferry. `.repeat(1 + (index % 9) * 5));
  const answer = await fetch(`${site.endpoint}/v1/thread?site=${SITE}&page=ferry&sort=newest&limit=50`);
  thread = (await answer.json()) as ThreadPage;
  html = render();
}, 120_000);

function render(options: RenderOptions = {}): string {
  return renderThread(thread, {
    backend: 'rest',
    endpoint: site.endpoint,
    site: SITE,
    pageId: 'ferry',
    pageUrl: `${site.url}/article.html`,
    lang: 'en',
    loading: 'eager',
    stylesheet: '/dist/static.css',
    maxAge: 3600,
    ...options,
  });
}

afterAll(async () => {
  await site.close();
  await browser.close();
});

interface Visit {
  readonly page: Page;
  /** The addresses below /v1/ that were requested. */
  readonly requests: readonly string[];
  /** Lets the code of the elements through; resolves when they have taken over. */
  takeOver(): Promise<void>;
  /** Lets the code through, and waits long enough for it to have taken over if it could. */
  letThrough(): Promise<void>;
}

/** Opens the article; the elements' code waits for `takeOver`. */
async function visit(width: number, body = html, lang = 'en'): Promise<Visit> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const requests: string[] = [];
  const {page} = await site.open(`<style>body{margin:16px;font:16px/1.5 serif}</style>${body}`, {
    lang,
    prepare: async (page) => {
      await page.setViewportSize({width, height: 900});
      page.on('request', (request) => {
        const {pathname} = new URL(request.url());
        if (pathname.startsWith('/v1/')) requests.push(pathname);
      });
      await page.route('**/chunks/reading-*', async (route) => {
        await released;
        await route.continue();
      });
    },
  });
  await page.locator('[data-parley-static] article').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  const list = page.locator('parley-comment-list article').first();
  return {
    page,
    requests,
    async takeOver() {
      release();
      await list.waitFor();
      await page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
      );
    },
    async letThrough() {
      release();
      await page.waitForFunction(() => customElements.get('parley-comment-list') !== undefined);
      await page.waitForTimeout(1_500);
    },
  };
}

/** Where each comment, heading and control is. */
function places(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() => {
    const thread = document.querySelector('parley-thread');
    const list = thread?.shadowRoot?.querySelector('parley-comment-list')?.shadowRoot;
    const article = document.querySelector('[data-parley-static]');
    const root = list?.querySelector('article') ? list : (article?.shadowRoot ?? article);
    const found: Record<string, string> = {};
    for (const article of root?.querySelectorAll('article') ?? []) {
      const {x, y, width, height} = article.getBoundingClientRect();
      found[article.dataset['commentId'] ?? ''] = [x, y, width, height]
        .map((one) => one.toFixed(1))
        .join(' ');
    }
    return found;
  });
}

describe.each([1200, 390, 320])('the elements, %i px wide', (width) => {
  it('show the same picture as the comments in the article, and request nothing', async () => {
    const {page, requests, takeOver} = await visit(width);
    const [before, pictureBefore] = [await places(page), await page.screenshot()];
    await takeOver();
    expect(await places(page)).toEqual(before);
    // Edges are smoothed within one step of a channel.
    expect(await pictureDifference(page, pictureBefore, await page.screenshot())).toBeLessThanOrEqual(2);
    expect(requests).toEqual([]);
    await page.context().close();
  });

  it('keep the place of a reader who has scrolled', async () => {
    const {page, takeOver} = await visit(width);
    await page.evaluate(async () => {
      for (let y = 0; y < 2_000; y += 400) {
        scrollTo(0, y);
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      }
    });
    const [before, scrollBefore] = [await places(page), await page.evaluate(() => scrollY)];
    await takeOver();
    expect(await page.evaluate(() => scrollY)).toBe(scrollBefore);
    expect(await places(page)).toEqual(before);
    await page.context().close();
  });
});

describe.each<[string, RenderOptions]>([
  ['in Arabic', {lang: 'ar'}],
  ['in a shadow root', {shadow: true}],
])('the elements, %s,', (_, options) => {
  it('show the same picture as the comments in the article, and request nothing', async () => {
    const {page, requests, takeOver} = await visit(390, render(options), options.lang ?? 'en');
    const [before, pictureBefore] = [await places(page), await page.screenshot()];
    expect(Object.keys(before)).toHaveLength(COMMENTS);
    await takeOver();
    expect(await places(page)).toEqual(before);
    expect(await pictureDifference(page, pictureBefore, await page.screenshot())).toBeLessThanOrEqual(2);
    expect(requests).toEqual([]);
    await page.context().close();
  });
});

describe('a reader', () => {
  it('keeps the focus on a permalink', async () => {
    const {page, takeOver} = await visit(1200);
    const link = page.locator('[data-parley-static] article a.meta').nth(2);
    const href = await link.getAttribute('href');
    await link.focus();
    await takeOver();
    expect(
      await page.evaluate(() => {
        let active = document.activeElement;
        while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
        return active?.getAttribute('href');
      }),
    ).toBe(href);
    await page.context().close();
  });

  it('goes on with a letter that was begun', async () => {
    const {page, takeOver} = await visit(390);
    await page.locator('[data-parley-static] textarea').fill('The ferry should');
    await takeOver();
    await page.keyboard.type(' run later.');
    const text = page.locator('parley-comment-form textarea');
    await text.waitFor();
    expect(await text.inputValue()).toBe('The ferry should run later.');
    await page.context().close();
  });

  it('keeps what is selected until it is no more', async () => {
    const {page, letThrough} = await visit(1200);
    await page.locator('[data-parley-static] article .body').nth(1).selectText();
    const selected = () => page.evaluate(() => String(getSelection()));
    const before = await selected();
    expect(before).toContain('Letter');
    await letThrough();
    expect(await selected()).toBe(before);
    expect(await page.locator('parley-comment-list article').count()).toBe(0);
    await page.evaluate(() => getSelection()?.removeAllRanges());
    await page.locator('parley-comment-list article').first().waitFor();
    await page.context().close();
  });

  it('sees the comments without JavaScript', async () => {
    const context = await browser.newContext({javaScriptEnabled: false, viewport: {width: 390, height: 800}});
    const page = await context.newPage();
    await page.route('**/plain.html', (route) => route.fulfill({contentType: 'text/html', body: html}));
    await page.goto(`${site.url}/plain.html`);
    expect(await page.locator('article').count()).toBe(COMMENTS);
    expect(await page.locator('article .actions').first().isVisible()).toBe(false);
    expect(await page.locator('.line textarea').isVisible()).toBe(false);
    await context.close();
  });
});
