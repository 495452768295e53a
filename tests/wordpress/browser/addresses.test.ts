import type {Browser} from 'playwright-core';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../../support/chromium.mjs';
import {startWordPress, type WordPressOptions} from '../../support/wordpress/start-wordpress.js';
import {
  commentWith,
  openDiscussion,
  visit,
  writeComment,
  type Visit,
  type VisitOptions,
} from '../../support/wordpress/visits.js';
import type {WordPressSite} from '../../support/wordpress/wordpress-site.js';

interface Place extends WordPressOptions {
  /** The form of permalinks. Default: pretty ones. */
  readonly permalinks?: string;
  /** What another plugin does. */
  readonly hook?: string;
  /** What the element is told of the API, below the site's origin. */
  readonly endpoint: string;
  /** And of the site, after its host. */
  readonly site?: string;
}

/** Where sites put WordPress, and its REST API. */
const PLACES: Readonly<Record<string, Place>> = {
  'with its files in a folder of their own': {core: '/wp', endpoint: '/wp-json/'},
  'in a folder of the site, as the sites of a network are': {
    home: '/blog',
    endpoint: '/blog/wp-json/',
    site: '/blog',
  },
  'with another prefix of the API, of which its pages say nothing': {
    hook: "add_filter('rest_url_prefix', function () { return 'api'; }); add_action('init', function () { remove_action('wp_head', 'rest_output_link_wp_head'); });",
    endpoint: '/?rest_route=/',
  },
  'with plain permalinks': {permalinks: '', endpoint: '/index.php?rest_route=/'},
  'with plain permalinks, and its files in a folder of their own': {
    core: '/wp',
    permalinks: '',
    endpoint: '/index.php?rest_route=/',
  },
  'with permalinks below index.php': {
    permalinks: '/index.php/%postname%/',
    endpoint: '/index.php/wp-json/',
  },
};

let browser: Browser;
let site: WordPressSite | undefined;
const visits: Visit[] = [];

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser.close());

afterEach(async () => {
  await Promise.all(visits.splice(0).map(({page}) => page.context().close()));
  await site?.assertQuietLog();
  await site?.stop();
  site = undefined;
});

async function start({permalinks, hook, home, core}: Place): Promise<WordPressSite> {
  const started = await startWordPress({plugin: true, ...(home && {home}), ...(core && {core})});
  site = started;
  await started.run(
    `if (null !== $given['hook']) file_put_contents(WPMU_PLUGIN_DIR . '/hook.php', '<?php ' . $given['hook']);
    if (null !== $given['permalinks']) update_option('permalink_structure', $given['permalinks']);
    delete_option('rewrite_rules');`,
    {hook: hook ?? null, permalinks: permalinks ?? null},
  );
  return started;
}

async function open(url: string, options: VisitOptions = {}): Promise<Visit> {
  if (!site) throw new Error('No site was started.');
  const visited = await visit(browser, site, url, options);
  visits.push(visited);
  await openDiscussion(visited.page);
  return visited;
}

// Each starts a site of its own, and a browser reads it.
const LIMIT = 120_000;

describe.each(Object.entries(PLACES))('a WordPress %s', {timeout: LIMIT}, (_, place) => {
  it('is read, recommended, followed and written to from its own pages', async () => {
    const running = await start(place);
    const {origin} = running;
    const post = await running.createPost();
    const [id] = await running.createComments([{post: post.id, content: 'Here already.', name: 'Berta'}]);

    const {page, requests, problems} = await open(post.url);
    const thread = page.locator('parley-thread');
    expect(await thread.getAttribute('endpoint')).toBe(origin + place.endpoint);
    expect(await thread.getAttribute('site')).toBe(`${new URL(origin).host}${place.site ?? ''}`);
    await commentWith(page, 'Here already.').locator('button[aria-pressed]').click();
    await expect.poll(() => running.run('return (int) get_comment($given)->comment_karma;', id)).toBe(1);
    await writeComment(page.locator('parley-comment-form').first(), {
      text: 'By a guest.',
      name: 'Ana',
      email: 'ana@reader.example',
    });
    await commentWith(page, 'By a guest.').getByText('Waiting for review.').waitFor();
    expect(
      requests.some((request) => request.startsWith('POST') && request.includes('wp-comments-post.php')),
    ).toBe(true);
    expect(problems).toEqual([]);
  });

  it('gives a signed-in reader another nonce where the page’s is too old', async () => {
    const running = await start(place);
    const post = await running.createPost();
    const [id] = await running.createComments([{post: post.id, content: 'Worth a vote.', name: 'Berta'}]);
    const {page} = await open(post.url, {
      as: 'reader',
      prepare: (page) =>
        page.route(post.url, async (route) => {
          const answer = await route.fetch();
          const body = (await answer.text()).replace(/"nonce":"\w+"/g, '"nonce":"0000000000"');
          await route.fulfill({response: answer, body});
        }),
    });
    await commentWith(page, 'Worth a vote.').locator('button[aria-pressed]').click();
    await expect.poll(() => running.run('return (int) get_comment($given)->comment_karma;', id)).toBe(1);
    await page.locator('parley-comment-form').first().getByText('Posting as Reader').waitFor();
  });
});
