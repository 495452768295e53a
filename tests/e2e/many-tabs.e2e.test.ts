import puppeteer, {type Browser, type Page} from 'puppeteer-core';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {chromiumFlags, findBrowser} from '../support/browsers.mjs';
import {startDemo, type Demo} from '../support/demo.js';

// A browser opens six connections to a server that speaks HTTP/1.1, as the demo's does, however many tabs there are. The
// tabs are real ones, of which one is seen at a time: Playwright makes pages believe that each is.

/** For what a busy machine takes; only what never happens fails. */
const WAIT_MS = 30_000;
const MORE_THAN_CONNECTIONS = 7;
const PATHS = ['/dark.html', '/article.html', '/languages.html'];

let demo: Demo;
let browser: Browser | undefined;

beforeAll(async () => {
  demo = await startDemo();
}, 120_000);
afterEach(() => browser?.close());
afterAll(() => demo.close());

/** Opens an article in a tab of its own, and waits until its discussion is there and is followed. */
async function openTab(browser: Browser, path: string): Promise<Page> {
  const page = await browser.newPage();
  await page.bringToFront();
  const followed = page.waitForRequest((request) => request.url().includes('/v1/stream'), {timeout: WAIT_MS});
  await page.goto(demo.url + path, {timeout: WAIT_MS});
  await page.evaluate(() => {
    document.querySelector('parley-thread')?.scrollIntoView();
  });
  await expect.poll(() => page.$('parley-thread >>> textarea'), {timeout: WAIT_MS}).not.toBeNull();
  await followed;
  return page;
}

/** What the comments of a page say. */
function comments(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const list = document
      .querySelector('parley-thread')
      ?.shadowRoot?.querySelector('parley-comment-list')?.shadowRoot;
    return [...(list?.querySelectorAll('[part=body]') ?? [])].map(({textContent}) => textContent);
  });
}

/** Waits for the button that tells of new comments, and presses it. */
async function showNew(page: Page): Promise<void> {
  const pill = () => page.$('parley-thread >>> [part=pill]');
  await expect.poll(pill, {timeout: WAIT_MS}).not.toBeNull();
  await (await pill())?.click();
}

/** Another reader, elsewhere, writes under the article of a tab. */
async function writeElsewhere(page: Page, value: string): Promise<void> {
  const thread = await page.evaluate(() => {
    const {state} = (document.querySelector('parley-thread') as {store?: {state: {thread: unknown}}} | null)
      ?.store ?? {state: {thread: null}};
    return state.thread;
  });
  const answer = await fetch(`${demo.url}/parley/v1/comments`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      'parley-guest': crypto.randomUUID(),
    },
    body: JSON.stringify({thread, parentId: null, body: {format: 'text', value}, guest: {name: 'Cy'}}),
  });
  expect(answer.status, await answer.text()).toBe(201);
}

describe.each(['chrome', 'firefox'] as const)('in %s', (name) => {
  const executablePath = findBrowser(name === 'chrome' ? 'chromium' : name);

  it.skipIf(executablePath === null)(
    'the seventh article opens, and the first one has caught up when it is seen again',
    async () => {
      browser = await puppeteer.launch({
        browser: name,
        ...(executablePath !== null && {executablePath}),
        args: name === 'chrome' ? [...chromiumFlags] : [],
      });
      const tabs: Page[] = [];
      for (let count = 0; count < MORE_THAN_CONNECTIONS; count++) {
        tabs.push(await openTab(browser, PATHS[count % PATHS.length] ?? ''));
      }
      const [first, ...others] = tabs;
      if (!first) throw new Error('no tab');
      expect(others).toHaveLength(MORE_THAN_CONNECTIONS - 1);

      await writeElsewhere(first, `${name}: nobody looked.`);
      await first.bringToFront();
      await showNew(first);
      await expect.poll(() => comments(first)).toContain(`${name}: nobody looked.`);

      await writeElsewhere(first, `${name}: it is looked at.`);
      await showNew(first);
      await expect.poll(() => comments(first)).toContain(`${name}: it is looked at.`);
      const shown = await comments(first);
      expect(shown.filter((words) => words.startsWith(`${name}: `))).toHaveLength(2);
    },
  );
});
