import {existsSync} from 'node:fs';
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../../support/chromium.mjs';
import {findWordPress} from '../../support/wordpress/requirements.mjs';
import {startWordPress} from '../../support/wordpress/start-wordpress.js';
import {commentWith, openDiscussion, visit} from '../../support/wordpress/visits.js';
import type {WordPressSite} from '../../support/wordpress/wordpress-site.js';

// The themes that WordPress itself brings, which Debian's package leaves out.

const found = findWordPress();
const brought = 'missing' in found ? '' : join(found.wordpress, 'wp-content/themes');
const THEMES = ['twentytwentyfive', 'twentytwentyfour', 'twentytwentythree', 'twentytwentytwo'].filter(
  (name) => existsSync(join(brought, name, 'style.css')),
);

/** Where to put pictures of the pages, for who wants to look at them. */
const pictures = process.env.PICTURES;

describe.skipIf(THEMES.length === 0)('a theme that WordPress brings', {timeout: 120_000}, () => {
  let site: WordPressSite;
  let browser: Browser;

  beforeAll(async () => {
    [site, browser] = await Promise.all([startWordPress({plugin: true}), launchChromium()]);
    if (pictures) await mkdir(pictures, {recursive: true});
  });

  afterAll(async () => {
    await browser.close();
    await site.assertQuietLog();
    await site.stop();
  });

  /** What stands beside its text or out of the window. */
  const overflow = (page: Page): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  it.each(THEMES)('shows one thread in place of its comments: %s', async (theme) => {
    await site.switchTheme(theme);
    const post = await site.createPost();
    const [root = 0] = await site.createComments([
      {post: post.id, name: 'Berta Lind', content: 'The evening boat must stay.'},
    ]);
    await site.createComments([
      {post: post.id, parent: root, name: 'Ana Silva', content: 'It will, the council says.', by: 'editor'},
    ]);
    const html = await (await fetch(post.url)).text();
    expect(html.match(/<parley-thread/g)).toHaveLength(1);
    for (const width of [1200, 390]) {
      const {page, problems} = await visit(browser, site, post.url, {viewport: {width, height: 900}});
      await openDiscussion(page);
      await commentWith(page, 'It will, the council says.').waitFor();
      expect(await page.locator('parley-thread').count()).toBe(1);
      // The theme's own list and form are the fallback, and not seen beside the thread.
      expect(await page.locator('.wp-block-comment-template:visible, form#commentform:visible').count()).toBe(
        0,
      );
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      if (pictures)
        await page.screenshot({path: join(pictures, `${theme}-${String(width)}.png`), fullPage: true});
      expect(problems).toEqual([]);
      await page.context().close();
    }
  });
});
