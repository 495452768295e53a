import type {Browser, Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import type {ThreadPage} from '../../src/model/thread.js';
import {renderThread} from '../../src/static.js';
import {launchChromium} from '../support/chromium.mjs';
import {startEmbedSite, type EmbedSite} from '../support/embed/embed-site.js';
import {isLeftOut, openWindow, type EngineWindow} from '../support/engine-window.js';
import {TAKE_OVER_ENGINES} from '../support/extent.mjs';
import {pictureDifference} from '../support/picture-difference.js';
import {SITE} from '../support/server/http-fixture.js';

// As take-over.e2e.test.ts, in every engine, and frame by frame.

const COMMENTS = 20;

/** By how much an engine smooths an edge otherwise when it draws it once more; WebKitGTK rounds corners anew. A letter that moves differs by 200. */
const SMOOTHING = {chromium: 2, firefox: 2, webkit: 64} as const;

/** What the article's own script has for the tests. */
interface Observed {
  /** Where the comments were, in each frame in which that was another than before. */
  readonly frames: string[];
  /** Loads the elements. */
  letThrough(): void;
  /** Whether the elements show the comments. */
  isLive(): boolean;
  /** What has the focus, in whatever shadow root. */
  focused(): Element | null;
  /** Whether the window has the focus, for the elements. */
  hasFocus: boolean;
}

const OBSERVE = `
  const list = () => document.querySelector('parley-thread')?.shadowRoot?.querySelector('parley-comment-list')?.shadowRoot;
  const observed = {
    frames: [],
    hasFocus: true,
    // The code of the elements comes when a test lets it.
    letThrough() {
      document.head.append(Object.assign(document.createElement('script'), {type: 'module', src: '/dist/embed/parley.js'}));
    },
    isLive: () => !!list()?.querySelector('article')?.getBoundingClientRect().height,
    focused() {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active;
    },
  };
  Object.assign(window, {observed});
  // A window under test may be one that no person looks at.
  Document.prototype.hasFocus = () => observed.hasFocus;
  const look = () => {
    const root = list()?.querySelector('article') ? list() : document.querySelector('[data-parley-static]');
    const places = [...root?.querySelectorAll('article') ?? []].map((article) => {
      const {x, y, width, height} = article.getBoundingClientRect();
      return [article.dataset.commentId, ...[x, y, width, height].map((one) => one.toFixed(1))].join(' ');
    });
    const frame = places.join('\\n');
    if (frame && frame !== observed.frames.at(-1)) observed.frames.push(frame);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
`;

let comparing: Browser;
let canvas: Page;
let site: EmbedSite;
let html = '';

beforeAll(async () => {
  comparing = await launchChromium();
  canvas = await comparing.newPage();
  site = await startEmbedSite(comparing, ({url = ''}, response) => {
    if (url !== '/article') return false;
    response.writeHead(200, {'content-type': 'text/html; charset=utf-8'}).end(html);
    return true;
  });
  for (let index = 1; index <= COMMENTS; index++)
    await site.publish('ferry', `Letter ${String(index)} about the ferry. `.repeat(1 + (index % 9) * 5));
  const answer = await fetch(`${site.endpoint}/v1/thread?site=${SITE}&page=ferry&sort=newest&limit=50`);
  const thread = renderThread((await answer.json()) as ThreadPage, {
    backend: 'rest',
    endpoint: site.endpoint,
    site: SITE,
    pageId: 'ferry',
    pageUrl: `${site.url}/article`,
    lang: 'en',
    loading: 'eager',
    stylesheet: '/dist/static.css',
    maxAge: 3600,
  });
  html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Article</title>
    <style>html{scrollbar-width:none}body{margin:16px;font:16px/1.5 serif}</style><script>${OBSERVE}</script></head>
    <body>${thread}</body></html>`;
}, 120_000);

afterAll(async () => {
  await site.close();
  await comparing.close();
});

declare global {
  interface Window {
    observed: Observed;
  }
}

const ENGINES = TAKE_OVER_ENGINES.filter((engine) => !isLeftOut(engine));

describe.each(ENGINES)('the elements in %s', (engine) => {
  let opened: EngineWindow;

  async function open(width: number): Promise<void> {
    opened = await openWindow(engine, {width});
    await opened.goto(`${site.url}/article`);
    await expect.poll(() => opened.evaluate(() => window.observed.frames.length)).toBeGreaterThan(0);
    await opened.evaluate(async () => {
      await document.fonts.ready;
      await new Promise(requestAnimationFrame);
      // What came before the style sheet.
      window.observed.frames.splice(0);
    });
  }

  const isLive = (): Promise<boolean> => opened.evaluate(() => window.observed.isLive());

  async function takeOver(): Promise<void> {
    await opened.evaluate(() => window.observed.letThrough());
    await expect.poll(isLive).toBe(true);
    await opened.evaluate(async () => {
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    });
  }

  /** Lets the code through, and waits until it could have taken over. */
  async function letThrough(): Promise<void> {
    await opened.evaluate(async () => {
      window.observed.letThrough();
      await customElements.whenDefined('parley-thread');
      // Until it has looked once more whether the reader is still at it.
      await new Promise((resolve) => setTimeout(resolve, 1_500));
    });
  }

  afterEach(async () => {
    await opened.close();
  });

  it.each([1200, 460])('show in no frame another picture than the article, %i px wide', async (width) => {
    await open(width);
    const before = await opened.screenshot();
    await takeOver();
    const frames = await opened.evaluate(() => window.observed.frames);
    expect(frames.slice(1)).toEqual([]);
    expect(await pictureDifference(canvas, before, await opened.screenshot())).toBeLessThanOrEqual(
      SMOOTHING[engine],
    );
    const requested = await opened.evaluate(() =>
      performance.getEntriesByType('resource').flatMap(({name}) => (name.includes('/v1/') ? [name] : [])),
    );
    expect(requested).toEqual([]);
  });

  it('wait for a reader who has selected text', async () => {
    await open(1200);
    const selected = (): Promise<string> => opened.evaluate(() => String(getSelection()).trim());
    await opened.evaluate(() => {
      const body = document.querySelectorAll('[data-parley-static] article .body')[1];
      if (body) getSelection()?.selectAllChildren(body);
    });
    const before = await selected();
    expect(before).toContain('Letter');
    await letThrough();
    expect([await selected(), await isLive()]).toEqual([before, false]);
    await opened.evaluate(() => getSelection()?.removeAllRanges());
    await expect.poll(isLive).toBe(true);
  });

  it('wait while the browser searches the page', async () => {
    await open(1200);
    await opened.evaluate(() => {
      window.observed.hasFocus = false;
    });
    await letThrough();
    expect(await isLive()).toBe(false);
    await opened.evaluate(() => {
      window.observed.hasFocus = true;
    });
    await expect.poll(isLive).toBe(true);
  });

  it('wait for an input method', async () => {
    await open(1200);
    const select = (): Promise<void> =>
      opened.evaluate(() => {
        const body = document.querySelector('[data-parley-static] article .body');
        if (body) getSelection()?.selectAllChildren(body);
      });
    await select();
    await letThrough();
    await opened.evaluate(() => {
      document
        .querySelector('[data-parley-static] textarea')
        ?.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true}));
      getSelection()?.removeAllRanges();
    });
    await opened.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_500)));
    expect(await isLive()).toBe(false);
    await opened.evaluate(() => {
      document
        .querySelector('[data-parley-static] textarea')
        ?.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true}));
    });
    await expect.poll(isLive).toBe(true);
  });

  it('keep the focus on a permalink', async () => {
    await open(1200);
    const focused = (): Promise<string | null> =>
      opened.evaluate(() => window.observed.focused()?.getAttribute('href') ?? null);
    await opened.evaluate(() => {
      document.querySelectorAll<HTMLElement>('[data-parley-static] article a.meta')[2]?.focus();
    });
    const before = await focused();
    expect(before).toContain('#comment-');
    await takeOver();
    expect(await focused()).toBe(before);
  });

  it('go on with a letter that was begun', async () => {
    await open(1200);
    await opened.evaluate(() => {
      const line = document.querySelector<HTMLTextAreaElement>('[data-parley-static] textarea');
      if (!line) return;
      line.focus();
      line.value = 'The ferry should';
    });
    await takeOver();
    await expect
      .poll(() => opened.evaluate(() => (window.observed.focused() as HTMLTextAreaElement | null)?.value))
      .toBe('The ferry should');
  });
});
