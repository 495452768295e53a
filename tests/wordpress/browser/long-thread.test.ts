import type {Browser} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../../support/chromium.mjs';
import {startWordPress} from '../../support/wordpress/start-wordpress.js';
import {commentWith, openDiscussion, visit} from '../../support/wordpress/visits.js';
import type {SitePost, WordPressSite} from '../../support/wordpress/wordpress-site.js';

const ROOTS = 2_000;
const REPLIES = 8_000;

/** Puts ten thousand comments there in a moment; the newest root is the last one. */
async function fill(site: WordPressSite, {id}: SitePost): Promise<void> {
  await site.run(
    `global $wpdb;
    list($post, $roots, $replies) = $given;
    $row = function ($parent, $number, $text) use ($post) {
      $date = gmdate('Y-m-d H:i:s', 1764000000 + $number);
      return "($post, $parent, 'Reader $number', 'r@reader.example', '$text $number.', '$date', '$date', '1', 'comment')";
    };
    $insert = function ($rows) use ($wpdb) {
      foreach (array_chunk($rows, 1000) as $some) {
        $wpdb->query("INSERT INTO $wpdb->comments (comment_post_ID, comment_parent, comment_author, comment_author_email, comment_content, comment_date, comment_date_gmt, comment_approved, comment_type) VALUES " . implode(',', $some));
      }
    };
    $insert(array_map(function ($number) use ($row) { return $row(0, $number, 'Root'); }, range(1, $roots)));
    $first = (int) $wpdb->get_var("SELECT MIN(comment_ID) FROM $wpdb->comments WHERE comment_post_ID = $post");
    $insert(array_map(function ($number) use ($row, $first, $roots) { return $row($first + $number % $roots, $number, 'Reply'); }, range(1, $replies)));
    wp_update_comment_count_now($post);
    clean_post_cache($post);`,
    [id, ROOTS, REPLIES],
  );
  // As a publisher with so many comments has it: else the theme prints them all.
  await site.setOptions({page_comments: '1', comments_per_page: '50', default_comments_page: 'newest'});
}

describe.each([
  ['with the plugin', {plugin: true}, 0],
  ['by hand, without the plugin', {byHand: true}, 4],
])('ten thousand comments, %s', (_way, options, most) => {
  let site: WordPressSite;
  let browser: Browser;
  let post: SitePost;

  beforeAll(async () => {
    [site, browser] = await Promise.all([startWordPress(options), launchChromium()]);
    post = await site.createPost();
    await fill(site, post);
  });

  afterAll(async () => {
    await browser.close();
    await site.assertQuietLog();
    await site.stop();
  });

  it(`begin with a page for at most ${String(most)} requests, and go on by the button`, async () => {
    const {page, requests, problems} = await visit(browser, site, post.url);
    await openDiscussion(page);
    const shown = page.locator('article[part~=comment]');
    await commentWith(page, 'Root 2000.').first().waitFor();
    expect(await page.locator('[part=count]').innerText()).toBe('10000 comments');
    const roots = page.locator('article[part~=comment] [part=body]').filter({hasText: /^\s*Root/});
    await expect.poll(() => roots.count()).toBe(50);
    expect(requests.length).toBeLessThanOrEqual(most);
    const before = await shown.count();
    await page.getByRole('button', {name: /^Show more comments/}).click();
    await expect.poll(() => roots.count()).toBe(100);
    expect(await shown.count()).toBeGreaterThan(before);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('lead to the oldest by its permalink', async () => {
    const first = await site.run<number>(
      'global $wpdb; return (int) $wpdb->get_var("SELECT MIN(comment_ID) FROM $wpdb->comments WHERE comment_post_ID = $given");',
      post.id,
    );
    const {page, requests} = await visit(browser, site, `${post.url}#comment-${String(first)}`);
    await commentWith(page, 'Root 1.').first().waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement !== null))
      .toBe(true);
    expect(requests.length).toBeLessThanOrEqual(8);
    await page.context().close();
  });

  it('are followed by one request at a time, which with the plugin a cache may answer', async () => {
    const {page, requests} = await visit(browser, site, post.url, {
      // Half a minute passes in a moment, in which the browser's cache would keep an answer; a route has it keep none.
      prepare: async (reader) => {
        await reader.clock.install();
        await reader.route(/changes/, (route) => route.continue());
      },
    });
    await openDiscussion(page);
    const before = requests.length;
    await site.createComment({post: post.id, name: 'Late Reader', content: 'Just now.'});
    const asked = page.waitForResponse(
      (response) => /changes|after=/.test(decodeURIComponent(response.url())),
      {timeout: 25_000},
    );
    // The code that follows a thread comes after the comments: time passes again until it is there and has asked.
    await expect
      .poll(
        async () => {
          if (requests.length === before) await page.clock.fastForward(31_000);
          return requests.length - before;
        },
        {interval: 1_000},
      )
      .toBe(1);
    const answer = await asked;
    expect(requests.length - before).toBe(1);
    const cached = answer.headers()['cache-control'] ?? '';
    expect(cached).toMatch('plugin' in options ? /^public, max-age=10$/ : /^$|no-cache|no-store/);
    await page.getByRole('button', {name: '1 new comment'}).click();
    await commentWith(page, 'Just now.').first().waitFor();
    await page.context().close();
  });
});
