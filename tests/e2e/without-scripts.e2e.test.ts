import type {IncomingMessage, ServerResponse} from 'node:http';
import puppeteer, {type Browser, type Page} from 'puppeteer-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {ThreadPage} from '../../src/model/thread.js';
import {renderThread} from '../../src/static.js';
import {chromiumFlags, findBrowser} from '../support/browsers.mjs';
import {launchChromium} from '../support/chromium.mjs';
import {startEmbedSite, type EmbedSite} from '../support/embed/embed-site.js';
import {SITE, tokenFor} from '../support/server/http-fixture.js';

// A reader whose browser runs no scripts reads, writes and answers.

const BLOCKED = 'flapdoodle';

let site: EmbedSite;
let starter: Awaited<ReturnType<typeof launchChromium>>;

beforeAll(async () => {
  starter = await launchChromium();
  site = await startEmbedSite(starter, article);
  const changed = await fetch(`${site.endpoint}/v1/settings?site=${SITE}`, {
    method: 'PATCH',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await tokenFor('desk', 'moderator')}`,
    },
    body: JSON.stringify({hold: {first: false}, words: {block: [BLOCKED]}}),
  });
  if (!changed.ok) throw new Error(await changed.text());
}, 120_000);

afterAll(async () => {
  await site.close();
  await starter.close();
});

/** An article with its comments, as a publisher's server makes it. */
async function article({url = ''}: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const [, page = ''] = /^\/news\/([\w-]+)/.exec(url) ?? [];
  if (!page) return false;
  const answer = await fetch(`${site.endpoint}/v1/thread?site=${SITE}&page=${page}&sort=newest&limit=50`);
  const thread = renderThread((await answer.json()) as ThreadPage, {
    backend: 'rest',
    endpoint: site.endpoint,
    site: SITE,
    pageId: page,
    pageUrl: `${site.url}/news/${page}`,
    pageTitle: 'The ferry',
    lang: page.startsWith('de-') ? 'de' : 'en',
    stylesheet: '/dist/static.css',
  });
  response
    .writeHead(200, {'content-type': 'text/html; charset=utf-8'})
    .end(`<!doctype html><html><meta charset="utf-8"><title>The ferry</title><body>${thread}</body></html>`);
  return true;
}

describe.each(['chrome', 'firefox'] as const)('without scripts, in %s,', (name) => {
  const executablePath = findBrowser(name === 'chrome' ? 'chromium' : name);
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    if (executablePath === null) return;
    browser = await puppeteer.launch({
      browser: name,
      executablePath,
      args: name === 'chrome' ? [...chromiumFlags] : [],
      extraPrefsFirefox: {'javascript.enabled': false},
    });
    page = await browser.newPage();
    if (name === 'chrome') await page.setJavaScriptEnabled(false);
  }, 60_000);
  afterAll(() => browser.close());

  const open = (id: string) => page.goto(`${site.url}/news/${id}-${name}`);
  const texts = (selector: string) =>
    expect.poll(() =>
      page.evaluate((all) => [...document.querySelectorAll(all)].map((one) => one.textContent), selector),
    );

  async function write(body: string): Promise<void> {
    await page.type('.plain-form textarea', body);
    await page.type('.plain-form input[name=name]', 'Ada Quill');
    await post();
  }

  const post = () => follow('.plain-form button[type=submit]');

  /** By the keyboard, and without waiting for events of the page: Firefox gives none without scripts. */
  async function follow(selector: string): Promise<void> {
    const before = page.url();
    await page.focus(selector);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).not.toBe(before);
  }

  it.skipIf(executablePath === null)('a reader writes a comment and finds it in the article', async () => {
    await open('write');
    await write('The ferry was late.');
    expect(page.url()).toMatch(new RegExp(`^${site.url}/news/write-${name}#comment-\\d+$`));
    await texts('article .body').toEqual(['The ferry was late.']);
    await texts('article .author').toEqual(['Ada Quill']);
  });

  it.skipIf(executablePath === null)('a reader answers a comment', async () => {
    await site.publish(`reply-${name}`, 'Why so late?');
    await open('reply');
    await follow('article .reply-link');
    await texts('blockquote').toEqual(['Why so late?']);
    await write('The tide.');
    expect(page.url()).toContain('#comment-');
    await texts('article article .body, ol ol .body').toEqual(['The tide.']);
  });

  it.skipIf(executablePath === null)('a reader learns that a comment is held', async () => {
    await open('de-held');
    await write('https://a.example/ https://b.example/ https://c.example/');
    await texts('.notice').toEqual(['Ihr Kommentar wird noch geprüft.']);
    await follow('main > p > a');
    expect(page.url()).toBe(`${site.url}/news/de-held-${name}`);
  });

  it.skipIf(executablePath === null)('a reader mends a comment that was refused', async () => {
    await open('mend');
    await write(`What ${BLOCKED}!`);
    await texts('.notice').toEqual([
      'Your comment has words that this paper does not publish. Your comment was not sent. Your text is still here.',
    ]);
    const selector = '.plain-form textarea';
    expect(await page.$eval(selector, (field) => field.value)).toBe(`What ${BLOCKED}!`);
    await page.$eval(selector, (field) => {
      field.value = '';
    });
    await page.type(selector, 'What a pity!');
    await post();
    expect(page.url()).toContain(`/news/mend-${name}#comment-`);
    await texts('article .body').toEqual(['What a pity!']);
  });
});
