import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
import {startDemo, type Demo} from '../support/demo.js';

// The demo's pages whose comments stand in the HTML.

let browser: Browser;
let demo: Demo;

beforeAll(async () => {
  [browser, demo] = await Promise.all([launchChromium(), startDemo()]);
}, 120_000);

afterAll(async () => {
  await browser.close();
  await demo.close();
});

async function open(path: string, javaScriptEnabled: boolean): Promise<Page> {
  const page = await (await browser.newContext({javaScriptEnabled})).newPage();
  await page.goto(demo.url + path);
  return page;
}

describe('the text edition', () => {
  it('lets a reader without scripts read and write', async () => {
    const page = await open('/text-only.html', false);
    await page.getByText('I took the nine-forty for six years').waitFor();
    await page.getByLabel('Your comment').fill('I shall be on it, with a flask.');
    await page.getByLabel('Name', {exact: true}).fill('Ada Quill');
    await page.getByRole('button', {name: 'Post comment'}).click();
    await page.waitForURL(/\/text-only\.html#comment-\d+$/);
    await page.getByText('I shall be on it, with a flask.').waitFor();
    await page.context().close();
  });

  it('lets a reader without scripts answer a comment', async () => {
    const page = await open('/text-only.html', false);
    const author = (await page.locator('#comments article .author bdi').first().textContent()) ?? '';
    await page.getByRole('link', {name: 'Reply', exact: true}).first().click();
    await page.getByRole('heading', {name: `Reply to ${author}`}).waitFor();
    await page.context().close();
  });

  it('becomes live without a request for its comments', async () => {
    const page = await (await browser.newContext()).newPage();
    const requested: string[] = [];
    page.on('request', (request) => requested.push(new URL(request.url()).pathname));
    await page.goto(`${demo.url}/text-only.html`);
    await page.locator('parley-thread').scrollIntoViewIfNeeded();
    await page.locator('parley-comment-list article').first().waitFor();
    expect(requested).not.toContain('/parley/v1/thread');
    await page.context().close();
  });
});

describe('the page from the archive', () => {
  it.each([true, false])('shows its comments (scripts: %s) and loads no script', async (scripts) => {
    const page = await open('/archive.html', scripts);
    await page.getByText('It sang for me, too, until it did not.').waitFor();
    await page.getByText('Comments closed on 1 February 2019. The river has thawed.').waitFor();
    expect(await page.locator('script[src]').count()).toBe(0);
    await page.context().close();
  });
});
