import type {Locator, Page} from 'playwright-core';
import {beforeEach, describe, expect, it} from 'vitest';
import {BERTA, browseSite, publishFirstComment} from '../../support/wordpress/browsed-site.js';
import {commentWith, menuItem, openDiscussion, writeComment} from '../../support/wordpress/visits.js';
import type {SitePost, WordPressSite} from '../../support/wordpress/wordpress-site.js';

const NOT_PUBLISHED = 'This comment was not published.';

describe.each([
  ['with the plugin', {plugin: true, byHand: false}],
  ['by hand, without the plugin', {plugin: false, byHand: true}],
])('a site with a spam filter, %s', (_way, options) => {
  const visits = browseSite(options, publishFirstComment);
  const {discuss} = visits;
  let site: WordPressSite;
  let post: SitePost;

  beforeEach(async () => {
    ({site, post} = visits);
    await site.filterSpam('trap', 'token', 'verdicts');
  });

  const form = (page: Page): Locator => page.locator('parley-thread parley-comment-form').first();

  /** The status and the words of every comment of the post, the oldest first. */
  const stored = (): Promise<[string, string][]> =>
    site.run(
      `global $wpdb;
      return $wpdb->get_results($wpdb->prepare("SELECT comment_approved, comment_content FROM $wpdb->comments WHERE comment_post_ID = %d ORDER BY comment_ID", $given), ARRAY_N);`,
      post.id,
    );

  it('publishes an innocent comment, because it is sent as by the site’s own form', async () => {
    const page = await discuss();
    await writeComment(form(page), {text: 'The evening boat must stay.', ...BERTA});
    await expect.poll(stored).toEqual([['1', 'The evening boat must stay.']]);
    await commentWith(page, 'The evening boat must stay.').waitFor();
    const other = await discuss();
    await commentWith(other, 'The evening boat must stay.').waitFor();
  });

  it('publishes a reply, and what a reader with an account writes', async () => {
    await site.createComment({post: post.id, content: 'A root.'});
    await site.createComment({post: (await site.createPost()).id, content: 'Mine.', by: 'reader'});
    const page = await discuss(options.byHand ? {as: 'reader', prepare: withNonce} : {as: 'reader'});
    await commentWith(page, 'A root.')
      .getByRole('button', {name: /^Reply/})
      .click();
    await writeComment(page.locator('parley-comment-form[parent-id]'), {text: 'A reply.'});
    await expect.poll(async () => (await stored()).at(-1)).toEqual(['1', 'A reply.']);
    const [author, parent] = await site.run<[string, string]>(
      '$made = get_comments(array("post_id" => $given, "number" => 1, "orderby" => "comment_ID"))[0]; return array($made->user_id, $made->comment_parent);',
      post.id,
    );
    expect(author).toBe(String(site.users.reader.id));
    expect(Number(parent)).toBeGreaterThan(0);
  });

  /** WordPress puts it into pages beside one of its scripts, as docs/wordpress.md tells by-hand sites to. */
  async function withNonce(page: Page): Promise<void> {
    await page.route(post.url, async (route) => {
      const response = await route.fetch();
      const cookie = (await route.request().allHeaders()).cookie ?? '';
      const nonce = await fetch(`${site.origin}/wp-admin/admin-ajax.php?action=rest-nonce`, {
        headers: {Cookie: cookie},
      });
      const settings = `<script>wpApiSettings = {nonce: '${await nonce.text()}'}</script>`;
      await route.fulfill({response, body: (await response.text()).replace('<head>', `<head>${settings}`)});
    });
  }

  it('shows the author of supposed spam that it was not published, now and after a reload', async () => {
    const page = await discuss();
    await writeComment(form(page), {text: 'Win a lottery.', ...BERTA});
    await expect.poll(stored).toEqual([['spam', 'Win a lottery.']]);
    await commentWith(page, 'Win a lottery.').getByText(NOT_PUBLISHED).waitFor();
    await page.reload();
    await openDiscussion(page);
    await commentWith(page, 'Win a lottery.').getByText(NOT_PUBLISHED).waitFor();
    expect(await page.getByText('Waiting for review.').count()).toBe(0);
    expect(await commentWith(await discuss(), 'lottery').count()).toBe(0);
  });

  it('shows its own message to a rejected author, and the text stays', async () => {
    const page = await discuss();
    for (const [word, words] of [
      ['casino', 'No casinos here.'],
      ['poker', 'No poker here.'],
      ['jackpot', 'No jackpots here.'],
    ] as const) {
      await writeComment(form(page), {text: `My ${word}.`, ...BERTA});
      await form(page).getByText(words).first().waitFor();
      expect(await form(page).locator('textarea').inputValue()).toBe(`My ${word}.`);
    }
    expect(await stored()).toEqual([]);
  });

  it('holds what it would hold', async () => {
    const page = await discuss();
    await writeComment(form(page), {text: 'A raffle.', ...BERTA});
    await commentWith(page, 'A raffle.').getByText('Waiting for review.').waitFor();
    expect(await stored()).toEqual([['0', 'A raffle.']]);
  });

  it.each([
    [
      'came from a cache, with a token that no longer holds',
      (html: string) => html.replace(/name="gate" value="\w+"/, 'name="gate" value="old"'),
    ],
    ['has no form', (html: string) => html.replace(/<form[^>]*id="commentform"[^]*?<\/form>/, '')],
  ])('publishes a comment from a page that %s', async (_what, change) => {
    let changes = 0;
    const prepare = (page: Page): Promise<unknown> =>
      page.route(post.url, async (route) => {
        if (route.request().resourceType() !== 'document') return route.fallback();
        const response = await route.fetch();
        const html = await response.text();
        if (change(html) !== html) changes++;
        await route.fulfill({response, body: change(html)});
      });
    const page = await discuss({prepare});
    expect(changes).toBe(1);
    await writeComment(form(page), {text: 'From an old page.', ...BERTA});
    await expect.poll(stored).toEqual([['1', 'From an old page.']]);
    await commentWith(page, 'From an old page.').waitFor();
  });

  it('lets readers without JavaScript write as ever', async () => {
    const context = await visits.browser.newContext({javaScriptEnabled: false});
    const page = await context.newPage();
    await page.goto(post.url);
    await page.locator('textarea:not([aria-hidden])').fill('Without scripts.');
    await page.locator('input[name=author]').fill(BERTA.name);
    await page.locator('input[name=email]').fill(BERTA.email);
    await page.locator('input[name=submit]').click();
    await page.getByText('Without scripts.').first().waitFor();
    expect(await stored()).toEqual([['1', 'Without scripts.']]);
    await context.close();
  });

  it.runIf(options.plugin)('lets an author change a comment, but into nothing that it refuses', async () => {
    const page = await discuss();
    await writeComment(form(page), {text: 'It leaves at nine.', ...BERTA});
    const edit = async (text: string): Promise<void> => {
      await page.getByLabel('Edit your comment').fill(text);
      await page.getByRole('button', {name: 'Save'}).click();
    };
    await (await menuItem(page, 'leaves', 'Edit')).click();
    await edit('It leaves at ten.');
    await commentWith(page, 'It leaves at ten.').getByText('Edited').waitFor();
    await (await menuItem(page, 'leaves', 'Edit')).click();
    await edit('Come to my casino.');
    await page.getByText('Please check what you entered.').first().waitFor();
    expect(await stored()).toEqual([['1', 'It leaves at ten.']]);
  });
});
