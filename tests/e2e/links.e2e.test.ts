import {setTimeout as delay} from 'node:timers/promises';
import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
import {startEmbedSite, type EmbedSite} from '../support/embed/embed-site.js';
import {isLeftOut, openWindow, type EngineWindow} from '../support/engine-window.js';
import {ARRIVAL_ENGINES, ARRIVAL_WIDTHS} from '../support/extent.mjs';
import {SITE} from '../support/server/http-fixture.js';

// Where a link leads on a first visit: no code is in the browser's cache, all of it comes late, and so does a picture above the thread.
// tests/elements/reading/marks.test.ts has all kinds of links with the code at hand.

const CHUNK_MS = 150;
const PICTURE_MS = 900;
const TEXT = 'The tide tables are on the quay, as they always were. '.repeat(6);

let browser: Browser;
let site: EmbedSite;
let ids: readonly string[];

beforeAll(async () => {
  // What becomes of the place when the page moves is the browser's own as much as ours.
  browser = await launchChromium({isWhole: true});
  site = await startEmbedSite(browser, async ({url = ''}, response) => {
    if (url.startsWith('/dist/embed/chunks/')) await delay(CHUNK_MS);
    if (!url.startsWith('/picture.svg')) return false;
    await delay(PICTURE_MS);
    response
      .writeHead(200, {'content-type': 'image/svg+xml', 'cache-control': 'max-age=3600'})
      .end('<svg xmlns="http://www.w3.org/2000/svg" width="100" height="400"/>');
    return true;
  });
  for (let count = 0; count < 50; count++) await site.publish('links', `${String(count)}. ${TEXT}`);
  const answer = await fetch(`${site.endpoint}/v1/thread?site=${SITE}&page=links&sort=newest&limit=50`);
  ids = ((await answer.json()) as {comments: {id: string}[]}).comments.map(({id}) => id);
}, 120_000);

afterAll(async () => {
  await site.close();
  await browser.close();
});

/** An article with a thread of this width below it, and a link to a comment of it. */
const article = (width: number, id: string): string =>
  `<p style="block-size: 3000px"><a href="#comment-${id}">A comment</a></p><img src="/picture.svg" alt="">
   <div style="inline-size: min(100%, ${String(width)}px)"><parley-thread ${site.rest} page-id="links" live></parley-thread></div>`;

/**
 * Waits in a page until the picture is there and the comment of its address is marked, and on screen in thirty frames one after the
 * other. Says where it is.
 */
async function whereItLeads(): Promise<string> {
  const id = location.hash.replace('#comment-', '');
  const start = performance.now();
  let where = 'not there';
  for (let inARow = 0; inARow < 30;) {
    if (performance.now() - start > 20_000) return `${where}, ${String(scrollY)}`;
    await new Promise(requestAnimationFrame);
    const card = document
      .querySelector('parley-thread')
      ?.shadowRoot?.querySelector('parley-comment-list')
      ?.shadowRoot?.querySelector<HTMLElement>(`article[data-comment-id="${id}"]`);
    if (!card) continue;
    const {top} = card.getBoundingClientRect();
    where = `${card.dataset['mark'] ?? 'not marked'} at ${String(Math.round(top))}`;
    const isThere = card.dataset['mark'] === 'linked' && document.images[0]?.complete;
    inARow = isThere && top >= 0 && top < innerHeight - 40 ? inARow + 1 : 0;
  }
  return 'on screen';
}

describe.each(ARRIVAL_ENGINES.filter((engine) => !isLeftOut(engine)))('a first visit, in %s', (engine) => {
  it.each(ARRIVAL_WIDTHS)(
    'by the address of a comment shows it and stays there, and so does the next, in a thread %d px wide',
    async (width) => {
      const [near = '', far = ''] = [ids[6], ids[44]];
      // What the site serves from now on; Chromium's own window is closed again.
      const {page} = await site.open(article(width, near), {hash: '#elsewhere'});
      await page.context().close();
      let opened: EngineWindow | undefined;
      try {
        opened = await openWindow(engine);
        await opened.goto(`${site.url}/article.html#comment-${far}`);
        expect(await opened.evaluate(whereItLeads), 'with nothing in the cache').toBe('on screen');
        await opened.goto(`${site.url}/article.html?again#comment-${far}`);
        expect(await opened.evaluate(whereItLeads), 'once more').toBe('on screen');
        await opened.goto(`${site.url}/article.html?within`);
        await opened.evaluate(() => document.querySelector('a')?.click());
        expect(await opened.evaluate(whereItLeads), 'by a link within the page').toBe('on screen');
      } finally {
        await opened?.close();
      }
    },
  );
});

describe('a comment that is new on a first visit', () => {
  async function markedOnScreen(page: Page, mark: string): Promise<void> {
    const card = page.locator(`article[data-mark=${mark}]`);
    await card.waitFor();
    const tops = await card.evaluate(async (element) => {
      const found: number[] = [];
      for (let frame = 0; frame < 30; frame++) {
        await new Promise(requestAnimationFrame);
        found.push(element.getBoundingClientRect().top);
      }
      return found;
    });
    const height = page.viewportSize()?.height ?? 0;
    expect(tops.filter((top) => top < 0 || top > height - 40)).toEqual([]);
  }

  it.each(ARRIVAL_WIDTHS)('is on screen when its reader posts it, in a thread %d px wide', async (width) => {
    const {page} = await site.open(article(width, ''), {hash: '#comments'});
    await page.locator('#line').focus();
    const form = page.locator('parley-comment-form');
    await form.getByLabel('Your comment').fill(`Posted at ${String(width)} px.`);
    await form.getByLabel('Name').fill('Ana Ruiz');
    await form.getByRole('button', {name: 'Post comment'}).click();
    await markedOnScreen(page, 'own');
    await page.context().close();
  });

  it('is on screen when its reader asks for it', async () => {
    const {page} = await site.open(article(390, ''), {hash: `#comment-${ids[44] ?? ''}`});
    expect(await page.evaluate(whereItLeads)).toBe('on screen');
    await site.publish('links', `Just now. ${TEXT}`);
    await page.getByRole('button', {name: '1 new comment'}).click();
    await markedOnScreen(page, 'new');
    await page.context().close();
  });
});
