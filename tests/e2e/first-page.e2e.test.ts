import type {Browser, Page, Request} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
import {startEmbedSite, type EmbedSite} from '../support/embed/embed-site.js';
import {SITE} from '../support/server/http-fixture.js';

// The first page is asked for by the loader, beside the code that shows it, and asked for once.

let browser: Browser;
let site: EmbedSite;

beforeAll(async () => {
  browser = await launchChromium();
  site = await startEmbedSite(browser);
  await site.publish('asked', 'The ferry was late again.');
});

afterAll(async () => {
  await site.close();
  await browser.close();
});

interface Visit {
  readonly attributes?: string;
  readonly body?: string;
  readonly hash?: string;
  readonly prepare?: (page: Page) => Promise<unknown>;
  /** The code for reading comes before the data is asked for: for pages that nothing can be asked ahead for. */
  readonly isLate?: boolean;
}

/** Opens a page whose code for reading comes only when the data was asked for, and gives what was asked of the server. */
async function visit({attributes = '', body, hash = '', prepare, isLate = false}: Visit) {
  const requests: Request[] = [];
  let isAsked: (value?: unknown) => void = () => undefined;
  const asking = new Promise((resolve) => (isAsked = resolve));
  const {page} = await site.open(
    body ?? `<parley-thread loading="eager" ${site.rest} page-id="asked" ${attributes}></parley-thread>`,
    {
      prepare: async (page) => {
        page.on('request', (request) => {
          if (request.method() !== 'GET' || !request.url().startsWith(`${site.endpoint}/v1/`)) return;
          requests.push(request);
          isAsked();
        });
        if (!isLate)
          await page.route('**/chunks/reading-*', async (route) => {
            await asking;
            await route.continue();
          });
        await prepare?.(page);
      },
      hash,
    },
  );
  await page.locator('article').first().waitFor();
  await page.waitForLoadState('networkidle');
  const paths = requests.map((request) => new URL(request.url()));
  await page.context().close();
  return paths;
}

/** The id of a comment of the page. */
async function firstId(): Promise<string> {
  const answer = await fetch(`${site.endpoint}/v1/thread?site=${SITE}&page=asked&sort=newest&limit=1`);
  const {comments} = (await answer.json()) as {comments: {id: string}[]};
  return comments[0]?.id ?? '';
}

const threads = (urls: readonly URL[]): readonly URL[] =>
  urls.filter(({pathname}) => pathname === '/v1/thread');

describe('the first page of a thread', () => {
  const ONCE: Readonly<Record<string, Visit>> = {
    'with nothing but its page id': {},
    'with an order, and fewer comments': {attributes: 'sort="top" page-size="7"'},
    'in the classic variant': {attributes: 'variant="classic"'},
    'with more comments than the server gives': {attributes: 'page-size="500"'},
    'in the order that its reader has chosen': {
      prepare: (page) =>
        page.addInitScript((name) => {
          localStorage.setItem(name, `${String(Date.now() + 60_000)} oldest`);
        }, `parley:sort:${SITE}`),
    },
    'around a comment': {hash: '#comment-ID'},
    'of a page that says who it is by its canonical address': {
      body: `<link rel="canonical" href="/asked"><parley-thread loading="eager" backend="rest" endpoint="ENDPOINT" site="${SITE}"></parley-thread>`,
    },
  };
  for (const [what, how] of Object.entries(ONCE)) {
    it(`${what} is asked for once, before the code is there`, async () => {
      const body = how.body?.replace('ENDPOINT', site.endpoint);
      if (body) await site.publish(`${site.url}/asked`, 'By its address.');
      const hash = how.hash?.replace('ID', await firstId());
      const urls = await visit({...how, ...(body && {body}), ...(hash && {hash})});
      expect(threads(urls).map(({search}) => search)).toHaveLength(1);
    });
  }

  it('is requested by the adapter if the page does not set it', async () => {
    await site.publish(`${site.url}/article.html`, 'By where it is.');
    const urls = await visit({
      body: `<parley-thread loading="eager" ${site.rest}></parley-thread>`,
      isLate: true,
    });
    expect(threads(urls)).toHaveLength(1);
  });

  it('requests a known reader’s data in parallel', async () => {
    const urls = await visit({
      prepare: (page) =>
        page.addInitScript((name) => {
          localStorage.setItem(name, `${String(Number.MAX_SAFE_INTEGER)} ${'k'.repeat(30)}`);
        }, `parley:guest-key:${site.endpoint}`),
    });
    expect(urls.map(({pathname}) => pathname).sort()).toEqual(['/v1/thread', '/v1/viewer']);
  });

  for (const [what, fail] of Object.entries({
    'a gateway that is away for a moment': {status: 503, body: ''},
    'a connection that breaks': null,
  })) {
    it(`is asked for once more after ${what}`, async () => {
      let requests = 0;
      const urls = await visit({
        prepare: (page) =>
          page.route('**/v1/thread?*', async (route) => {
            requests += 1;
            if (requests > 1) await route.continue();
            else if (fail) await route.fulfill({...fail, headers: {'access-control-allow-origin': '*'}});
            else await route.abort();
          }),
      });
      expect(threads(urls)).toHaveLength(2);
    });
  }
});
