import type {Browser, BrowserContextOptions, Page} from 'playwright-core';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {launchChromium} from '../../support/chromium.mjs';
import {guest, commentFields, setPlugin, type WireComment} from '../../support/wordpress/people.js';
import {startWordPress} from '../../support/wordpress/start-wordpress.js';
import type {UserName, WordPressSite} from '../../support/wordpress/wordpress-site.js';

const AXE = new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url).pathname;

let site: WordPressSite;
let browser: Browser;
let post: {id: number; url: string};

beforeAll(async () => {
  [site, browser] = await Promise.all([startWordPress({plugin: true}), launchChromium()]);
});

afterAll(async () => {
  await browser.close();
  await site.assertQuietLog();
  await site.stop();
});

beforeEach(async () => {
  await setPlugin(site, {report_threshold: 0});
  await site.setOptions({comment_previously_approved: '1'});
  post = await site.createPost();
});

async function open(url: string, options: BrowserContextOptions = {}, cookie = ''): Promise<Page> {
  const context = await browser.newContext({viewport: {width: 1200, height: 900}, ...options});
  await context.addCookies(
    cookie
      .split('; ')
      .filter(Boolean)
      .map((pair) => pair.split('='))
      .map(([name = '', ...value]) => ({name, value: value.join('='), url: site.origin})),
  );
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** A screen of wp-admin. WordPress 6.1 complains about its own login page under PHP 8.2, so that is passed by. */
async function openAdmin(path: string, as: UserName): Promise<Page> {
  const {cookie} = await site.logIn(as);
  return open(`${site.origin}/wp-admin/${path}`, {}, cookie);
}

/** What axe finds in a part of a page. */
async function violations(page: Page, part: string): Promise<string[]> {
  await page.addScriptTag({path: AXE});
  return page.evaluate(async (selector) => {
    const {axe} = globalThis as unknown as {
      axe: {run(part: string): Promise<{violations: {id: string; nodes: {html: string}[]}[]}>};
    };
    const found = await axe.run(selector);
    return found.violations.map(({id, nodes}) => `${id}: ${nodes[0]?.html ?? ''}`);
  }, part);
}

describe('a reader without JavaScript', () => {
  it('reads, acknowledges the policy, posts, and sees the comment wait and then stand', async () => {
    await setPlugin(site, {
      acknowledgement: true,
      policy_text: 'Be kind to each other.',
      policy_version: '3',
    });
    await site.createComment({post: post.id, name: 'Ben', content: 'Read without a script.'});
    const page = await open(post.url, {javaScriptEnabled: false});
    for (const words of ['Be kind to each other.', 'Read without a script.'])
      await page.getByText(words).waitFor();
    await page.getByLabel('Comment').first().fill('Posted without a script: were\\are.');
    await page.getByLabel('Name').first().fill('Ana Silva');
    await page.getByLabel('Email').first().fill('ana@reader.example');
    await page.getByLabel('I have read the discussion policy.').check();
    await page.getByRole('button', {name: 'Post Comment'}).click();
    await page.getByText('Posted without a script: were\\are.').waitFor();
    await page.getByText('awaiting moderation').first().waitFor();
    const id = Number(/comment-(\d+)$/.exec(page.url())?.[1]);
    await site.approve(id);
    await page.goto(post.url);
    await page.getByText('Posted without a script: were\\are.').waitFor();
    expect(await page.getByText('awaiting moderation').count()).toBe(0);
    const stored = (await (await site.rest(`wp/v2/comments/${String(id)}`)).json()) as WireComment;
    expect(stored.parley.policy_version).toBe('3');
  });
});

describe('the administrator', () => {
  it('sets the policy and the look on the discussion screen', async () => {
    const page = await openAdmin('options-discussion.php#parley', 'admin');
    await page.getByLabel('Discussion policy').fill('<p>Be <strong>kind</strong>.</p>');
    await page.getByLabel('Version of the policy').fill('2026-11');
    await page.getByLabel('Readers must have acknowledged').check();
    await page.getByLabel('Presentation').selectOption('classic');
    await page.getByLabel('Order', {exact: true}).selectOption('oldest');
    await page.getByLabel('Changing one’s comment').fill('15');
    expect(await violations(page, '#parley ~ table')).toEqual([]);
    await page.getByRole('button', {name: 'Save Changes'}).click();
    await page.getByText('Settings saved.').waitFor();
    expect(await page.getByLabel('Discussion policy').inputValue()).toBe('<p>Be <strong>kind</strong>.</p>');
    expect(await page.getByLabel('Presentation').inputValue()).toBe('classic');
    const {body} = await guest(site).get(`parley/v1/settings?post=${String(post.id)}`);
    expect(body).toMatchObject({
      policy: {version: '2026-11', text: {value: '<p>Be <strong>kind</strong>.</p>'}},
      acknowledgement: true,
      variant: 'classic',
      sort: 'oldest',
      edit_window: 900,
    });
  });
});

describe('a moderator', () => {
  it('sees a report, dismisses it, blocks its comment’s author, and lets the author back in', async () => {
    const email = 'rude@reader.example';
    const {body} = await guest(site).send<WireComment>(
      'POST',
      'wp/v2/comments',
      commentFields(post.id, {author_name: 'Rude Reader', author_email: email}),
    );
    await site.approve(body.id);
    await guest(site).send('POST', `parley/v1/comments/${String(body.id)}/report`, {rule: 'insult'});
    const page = await openAdmin('edit-comments.php', 'editor');
    await page.getByRole('link', {name: /^Reported/}).click();
    const row = page.locator(`#comment-${String(body.id)}`);
    await row.getByText('1 report').click();
    await row.getByText('insult').waitFor();
    await row.hover();
    await Promise.all([
      page.waitForResponse(/admin-post\.php/),
      row.getByRole('link', {name: 'Dismiss reports'}).click(),
    ]);
    await page.goto(`${site.origin}/wp-admin/edit-comments.php`);
    expect(await row.getByText('1 report').count()).toBe(0);
    await row.hover();
    await row.getByRole('link', {name: 'Block author'}).click();
    await page.getByLabel('Reason').fill('Insults, again and again.');
    expect(await violations(page, '.wrap')).toEqual([]);
    await page.getByRole('button', {name: 'Block', exact: true}).click();
    // A heading of its row since WordPress 7.1, a cell before.
    await page.locator('tbody :is(th, td)').filter({hasText: email}).first().waitFor();
    const tryAgain = () =>
      guest(site).send('POST', 'wp/v2/comments', commentFields(post.id, {author_email: email}));
    expect((await tryAgain()).status).toBe(403);
    await page.getByRole('link', {name: 'Unblock'}).click();
    await page.getByText('Nobody is blocked.').waitFor();
    expect((await tryAgain()).status).toBe(201);
  });
});
