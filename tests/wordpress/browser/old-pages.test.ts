import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {launchChromium} from '../../support/chromium.mjs';
import {startWordPress} from '../../support/wordpress/start-wordpress.js';
import {commentWith, openDiscussion, visit, writeComment} from '../../support/wordpress/visits.js';
import type {SitePost, UserName, WordPressSite} from '../../support/wordpress/wordpress-site.js';

const TWO_DAYS_AGO = new Date(Date.now() - 2 * 24 * 60 * 60_000).toISOString();

/** The article's page as a cache has kept it for two days: its time is that, and its nonce is no longer taken. */
async function pageOfTwoDaysAgo(site: WordPressSite, {url}: SitePost, as?: UserName): Promise<string> {
  const headers = as ? {Cookie: (await site.logIn(as)).cookie} : {};
  const html = await (await fetch(url, {headers})).text();
  return html
    .replace(/"generated_at":"[^"]*"/, `"generated_at":"${TWO_DAYS_AGO}"`)
    .replace(/"nonce":"\w+"/g, '"nonce":"0123456789"');
}

const serve = (url: string, body: string) => (page: Page) =>
  page.route(url, (route) => route.fulfill({body, contentType: 'text/html; charset=utf-8'}));

describe.each([
  ['with the plugin', {plugin: true}],
  ['by hand, without the plugin', {byHand: true}],
])('a page cached for two days, %s', (_way, options) => {
  let site: WordPressSite;
  let browser: Browser;
  let post: SitePost;

  beforeAll(async () => {
    [site, browser] = await Promise.all([startWordPress(options), launchChromium()]);
    await site.setOptions({comment_previously_approved: 0});
  });

  afterAll(async () => {
    await browser.close();
    await site.assertQuietLog();
    await site.stop();
  });

  beforeEach(async () => {
    post = await site.createPost();
  });

  it('shows what has come and no longer what was taken away', async () => {
    const gone = await site.createComment({post: post.id, content: 'Taken away later.'});
    await site.createComment({post: post.id, content: 'Still there.'});
    const cachedPage = await pageOfTwoDaysAgo(site, post);
    await site.setCommentStatus(gone, 'trash');
    await site.createComment({post: post.id, content: 'Come meanwhile.'});
    const {page, requests, problems} = await visit(browser, site, post.url, {
      prepare: serve(post.url, cachedPage),
    });
    await openDiscussion(page);
    await commentWith(page, 'Come meanwhile.').waitFor();
    await commentWith(page, 'Still there.').waitFor();
    expect(await commentWith(page, 'Taken away later.').count()).toBe(0);
    if ('plugin' in options)
      expect(requests).toEqual([expect.stringContaining('/wp-json/parley/v1/changes')]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('takes a guest’s comment', async () => {
    const cachedPage = await pageOfTwoDaysAgo(site, post);
    const {page, problems} = await visit(browser, site, post.url, {prepare: serve(post.url, cachedPage)});
    await openDiscussion(page);
    const form = page.locator('parley-thread parley-comment-form').first();
    await writeComment(form, {text: 'From an old page.', name: 'Ana', email: 'ana@reader.example'});
    await expect.poll(() => form.locator('textarea').inputValue()).toBe('');
    await commentWith(page, 'From an old page.').waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('posts a member’s comment once, by the site’s form, which the old nonce does not stop', async () => {
    const cachedPage = await pageOfTwoDaysAgo(site, post, 'reader');
    const {page, requests, problems} = await visit(browser, site, post.url, {
      as: 'reader',
      prepare: serve(post.url, cachedPage),
    });
    await openDiscussion(page);
    const form = page.locator('parley-thread parley-comment-form').first();
    await form.getByText('Posting as Reader').waitFor();
    await writeComment(form, {text: 'With an old nonce.'});
    await expect.poll(() => form.locator('textarea').inputValue()).toBe('');
    await commentWith(page, 'With an old nonce.').waitFor();
    expect(requests.filter((request) => request.includes('wp-comments-post.php'))).toHaveLength(1);
    const kinds = await site.run<string[]>(
      'return wp_list_pluck(get_comments(array("post_id" => $given)), "user_id");',
      post.id,
    );
    expect(kinds.map(Number)).toEqual([site.users.reader.id]);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
