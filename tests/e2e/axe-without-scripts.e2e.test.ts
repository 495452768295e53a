import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
import {startDemo, type Demo} from '../support/demo.js';

// The pages of readers without scripts. Axe is a script: they are opened as a browser without scripts parses them.

let browser: Browser;
let demo: Demo;

beforeAll(async () => {
  [browser, demo] = await Promise.all([launchChromium(), startDemo()]);
}, 120_000);

afterAll(async () => {
  await browser.close();
  await demo.close();
});

/** Opens a page without its scripts, and with what stands in its `noscript`. Style sheets are the page's own. */
async function open(address: string, method = 'GET', body?: URLSearchParams): Promise<Page> {
  const answer = await fetch(new URL(address, demo.url), {
    method,
    redirect: 'manual',
    ...(body && {body, headers: {origin: demo.url}}),
  });
  const html = (await answer.text()).replace(/<script\b[^]*?<\/script>/g, '').replace(/<\/?noscript>/g, '');
  const page = await (await browser.newContext({viewport: {width: 390, height: 800}})).newPage();
  await page.route('**/looked-at', (route) =>
    route.fulfill({contentType: 'text/html; charset=utf-8', body: html}),
  );
  await page.goto(`${demo.url}/looked-at`);
  await page.addScriptTag({path: 'node_modules/axe-core/axe.min.js'});
  return page;
}

async function violations(page: Page): Promise<string[]> {
  const found = await page.evaluate(async () => {
    const {violations} = await window.axe.run(document, {resultTypes: ['violations']});
    return violations.flatMap(({id, nodes}) =>
      nodes.map(({html, failureSummary}) => `${id}: ${html} ${failureSummary ?? ''}`),
    );
  });
  await page.context().close();
  return found;
}

const form = (more: Readonly<Record<string, string>>): URLSearchParams =>
  new URLSearchParams({
    site: 'packet',
    page: 'packet/the-last-boat-home',
    key: 'a-key',
    body: 'A word for the fog bell.',
    name: 'Ada Quill',
    email: 'ada@reader.example',
    ...more,
  });

describe('without scripts, axe finds nothing', () => {
  it('on the page with the comments and the form', async () => {
    const page = await open('/text-only.html');
    expect(await page.locator('.plain-form textarea').isVisible()).toBe(true);
    expect(await violations(page)).toEqual([]);
  });

  it.each(['en', 'ar'])('on the page of the form, in %s', async (lang) => {
    const query = new URLSearchParams({site: 'packet', page: 'packet/the-last-boat-home', lang});
    const page = await open(`/parley/v1/comments/form?${query.toString()}`);
    expect(await page.locator('textarea').isVisible()).toBe(true);
    expect(await violations(page)).toEqual([]);
  });

  it('on the page that says why a comment was refused', async () => {
    const page = await open(
      '/parley/v1/comments/form',
      'POST',
      form({body: '', email: 'nobody', lang: 'de'}),
    );
    expect(await page.locator('[aria-invalid=true]').count()).toBe(2);
    expect(await violations(page)).toEqual([]);
  });
});
