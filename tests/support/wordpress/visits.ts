import type {Browser, BrowserContextOptions, Locator, Page} from 'playwright-core';
import {expect} from 'vitest';
import {fillName} from '../discussion.js';
import type {UserName, WordPressSite} from './wordpress-site.js';

/** A page of a site in a browser of its own, and what it did there. */
export interface Visit {
  readonly page: Page;
  /** What was asked of the site beside pages and files: method and address below the site's. */
  readonly requests: string[];
  /** What the console complained about, refused requests apart. */
  readonly problems: string[];
}

export interface VisitOptions extends BrowserContextOptions {
  /** Who is signed in. Default: nobody. */
  readonly as?: UserName;
  /** Runs before the page is opened. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** Opens a page of a site for somebody who has never been there. */
export async function visit(
  browser: Browser,
  site: WordPressSite,
  url: string,
  {as, prepare, ...options}: VisitOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({viewport: {width: 1200, height: 900}, ...options});
  if (as) await signIn(context, site, as);
  const page = await context.newPage();
  // Sooner than the test's own limit, to say what was waited for.
  page.setDefaultTimeout(10_000);
  const visited: Visit = {page, requests: [], problems: []};
  page.on('request', (request) => {
    const address = request.url().replace(site.origin, '');
    if (!/wp-json|rest_route|admin-ajax|wp-comments-post/.test(address)) return;
    visited.requests.push(`${request.method()} ${address}`);
  });
  page.on('pageerror', ({message}) => visited.problems.push(message));
  page.on('console', (message) => {
    const isRefusal = /^Failed to load resource|^Parley \([\w-]+\): (?:post|edit) failed/.test(
      message.text(),
    );
    if (!isRefusal && ['error', 'warning'].includes(message.type())) visited.problems.push(message.text());
  });
  await prepare?.(page);
  await page.goto(url);
  return visited;
}

/** WordPress 6.1 complains about its own login page under PHP 8.2, so that page is passed by. */
async function signIn(
  context: Awaited<ReturnType<Browser['newContext']>>,
  site: WordPressSite,
  as: UserName,
): Promise<void> {
  const {cookie} = await site.logIn(as);
  const pairs = cookie.split('; ').map((pair) => pair.split('='));
  await context.addCookies(
    pairs.map(([name = '', ...value]) => ({name, value: value.join('='), url: site.origin})),
  );
}

/**
 * Scrolls to the discussion, goes to its form, and waits until readers can write or are told why not. Other text areas are of the form
 * that WordPress has put into the element.
 */
export async function openDiscussion(page: Page): Promise<void> {
  const thread = page.locator('parley-thread');
  await thread.scrollIntoViewIfNeeded();
  const line = thread.locator('#line');
  const form = thread.locator('parley-comment-form:not([hidden])').first();
  await thread.locator('#line, parley-comment-form, [part=notice], .login').first().waitFor();
  if (await line.count()) await line.focus();
  else if (await form.count()) await form.scrollIntoViewIfNeeded();
  else return;
  await form.locator('textarea').first().waitFor();
}

/** The shown comment that has these words. */
export function commentWith(page: Page, text: string): Locator {
  return page.locator('article[part~=comment]').filter({hasText: text});
}

/**
 * The item of a comment's menu, which is opened for it: the only comment with these words. A menu shows what is known when it
 * is opened, so it is opened once more until the site has said what this reader may do.
 */
export async function menuItem(page: Page, text: string, name: string): Promise<Locator> {
  const comments = commentWith(page, text);
  await expect.poll(() => comments.count(), {message: `comments with "${text}"`}).toBe(1);
  const menu = page.getByRole('menu');
  const item = menu.getByRole('menuitem', {name});
  const open = async (): Promise<string[]> => {
    if (await menu.isVisible()) await page.keyboard.press('Escape');
    await comments.getByRole('button', {name: 'More actions'}).click();
    await menu.waitFor();
    return (await item.isVisible()) ? [name] : menu.getByRole('menuitem').allInnerTexts();
  };
  await expect.poll(open, {message: `the menu of "${text}"`}).toContain(name);
  return item;
}

/** Writes into the form of the thread, or into that of a reply, and sends it. */
export async function writeComment(
  form: Locator,
  {text, name, email}: {text: string; name?: string; email?: string},
): Promise<void> {
  await form.locator('textarea').fill(text);
  if (name !== undefined) await fillName(form, name);
  if (email !== undefined) await form.getByLabel('E-mail').fill(email);
  await form.locator('button[part~=submit]').click();
}
