import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
import {FRAMEWORKS, serveFrameworks} from '../support/frameworks.js';

let browser: Browser;
let pages: Awaited<ReturnType<typeof serveFrameworks>>;

beforeAll(async () => {
  [browser, pages] = await Promise.all([launchChromium(), serveFrameworks()]);
});

afterAll(async () => {
  await browser.close();
  await pages.close();
});

type Elements = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** By element: which of its wishes it has not got as a property, and the attributes it has. */
function told(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    const {wishes} = window as unknown as {wishes: Elements};
    return Object.entries(wishes).map(([tag, properties]) => {
      const element = document.querySelector(tag);
      return {
        tag,
        missing: Object.entries(properties)
          .filter(([name, value]) => element?.[name as keyof Element] !== value)
          .map(([name]) => name),
        attributes: element
          ?.getAttributeNames()
          .filter((name) => !['loading', 'page-id', 'slot', 'theme'].includes(name)),
      };
    });
  });
}

describe.each(FRAMEWORKS)('a page made with %s', (framework) => {
  it('gives the elements all their properties, and runs the checks of its publisher', async () => {
    const page = await browser.newPage();
    const problems: string[] = [];
    const sent: string[] = [];
    page.on('pageerror', ({message}) => problems.push(message));
    page.on('console', (line) => {
      if (['warning', 'error'].includes(line.type()) && line.text().includes('Parley'))
        problems.push(line.text());
    });
    page.on('request', (request) => {
      if (request.method() !== 'GET') sent.push(request.url());
    });
    await page.goto(`${pages.url}/${framework}.html`);
    const thread = page.locator('parley-thread');
    await thread.locator('textarea').first().waitFor();
    expect(await told(page)).toEqual([
      {tag: 'parley-thread', missing: [], attributes: []},
      {tag: 'parley-policy-notice', missing: [], attributes: []},
      {tag: 'parley-comment-count', missing: [], attributes: []},
    ]);
    await thread.getByText('Sign your letter.').waitFor();
    await thread.getByText('Answer', {exact: true}).waitFor();
    await page.getByText('1 at the harbour').waitFor();
    // What is typed into the line is in the form that opens.
    await thread.locator('textarea').first().fill('A word for the fog bell.');
    await thread.locator('[part~=submit]').click();
    await thread.locator('article', {hasText: 'A word for the fog bell.'}).waitFor();
    expect(await page.evaluate(() => (window as unknown as {checked: string[]}).checked)).toEqual([
      'A word for the fog bell.',
    ]);
    expect(sent).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });
});
