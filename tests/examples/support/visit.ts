import type {Browser, Page} from 'playwright-core';
import {expect} from 'vitest';
import {FIRST_COMMENT} from './start-example.js';

/** A visit to an example, and what went wrong in it: warnings and errors on the console, errors of scripts. */
export interface Visit {
  readonly page: Page;
  readonly problems: readonly string[];
  /** Paths that were requested from the Parley server, by method. */
  readonly requests: readonly string[];
}

/** Opens an example and waits until its thread is live. */
export async function visit(browser: Browser, url: string, endpoint: string): Promise<Visit> {
  const page = await (await browser.newContext()).newPage();
  const problems: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', ({message}) => problems.push(message));
  page.on('console', (line) => {
    if (['warning', 'error'].includes(line.type())) problems.push(`${line.text()} ${line.location().url}`);
  });
  page.on('request', (request) => {
    const {origin, pathname} = new URL(request.url());
    if (origin === endpoint) requests.push(`${request.method()} ${pathname}`);
  });
  // Chromium asks for it by itself.
  await page.route('**/favicon.ico', (route) => route.fulfill({status: 204}));
  await page.goto(url);
  await page.locator('parley-thread').scrollIntoViewIfNeeded();
  await page.locator('parley-comment-list').getByText(FIRST_COMMENT).waitFor();
  return {page, problems, requests};
}

/** Posts a comment as a guest, and waits until it is in the list. */
export async function postComment({page}: Visit, text: string): Promise<void> {
  const thread = page.locator('parley-thread');
  // Not that of the HTML, which is no longer shown. What is typed into the line is in the form that opens.
  await thread.locator('textarea:visible').fill(text);
  await thread.getByLabel('Name', {exact: true}).fill('Bram Lockyer');
  await thread.locator('[part~=submit]').click();
  await page.locator('parley-comment-list article', {hasText: text}).waitFor();
}

/**
 * What every example shows: the first comment, a comment that is posted, a property of the thread that the example sets (its
 * heading) and an event that it handles (a line of thanks), and nothing on the console.
 */
export async function expectDiscussion(visited: Visit): Promise<void> {
  const {page, problems} = visited;
  await page.getByRole('heading', {name: /^Letters: \d+$/}).waitFor();
  await postComment(visited, `A word for the fog bell, ${crypto.randomUUID()}.`);
  await page.getByText('Thank you, Bram Lockyer.').waitFor();
  expect(problems).toEqual([]);
}
