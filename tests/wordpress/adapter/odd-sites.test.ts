import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {threadOf} from '../../support/wordpress/adapter-harness.js';
import {setPlugin} from '../../support/wordpress/people.js';
import {never, Reader} from '../../support/wordpress/reader.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';
import type {SitePost} from '../../support/wordpress/wordpress-site.js';

// Sites that are set up otherwise than WordPress is out of the box, as many are.

const site = siteForAll({plugin: true});
let post: SitePost;

beforeEach(async () => {
  await setPlugin(site);
  await site.setOptions({comment_previously_approved: '', comment_moderation: ''});
  post = await site.createPost();
});

const textsOf = (comments: readonly {readonly body: {readonly value: string}}[]): string[] =>
  comments.map(({body}) => body.value.replace(/<[^<>]*>/g, '').trim());

describe('an imported comment without a time in UTC', () => {
  const removeUtcDate = async (id: number, local: string): Promise<void> => {
    await site.run(
      `global $wpdb;
      $wpdb->query("SET SESSION sql_mode = ''");
      $wpdb->query($wpdb->prepare("UPDATE $wpdb->comments SET comment_date = %s, comment_date_gmt = '0000-00-00 00:00:00' WHERE comment_ID = %d", $given[1], $given[0]));
      clean_comment_cache($given[0]);`,
      [id, local],
    );
  };

  it.each([
    {
      zone: 'a zone with summer time',
      options: {timezone_string: 'Europe/Berlin', gmt_offset: ''},
      local: ['2015-07-01 12:30:05', '2016-01-01 10:30:05'],
    },
    {
      zone: 'an offset',
      options: {timezone_string: '', gmt_offset: '5.5'},
      local: ['2015-07-01 16:00:05', '2016-01-01 15:00:05'],
    },
  ])('is shown at the site’s own time, in $zone', async ({options, local}) => {
    await site.setOptions(options);
    const ids = await site.createComments(local.map((time) => ({post: post.id, content: time})));
    for (const [index, id] of ids.entries()) await removeUtcDate(id, local[index] ?? '');
    const {comments} = await new Reader(site, post).open();
    await site.setOptions({timezone_string: 'Europe/Istanbul', gmt_offset: ''});
    expect(comments.map(({createdAt}) => createdAt)).toEqual([
      '2015-07-01T10:30:05.000Z',
      '2016-01-01T09:30:05.000Z',
    ]);
  });
});

describe('where the API is elsewhere', () => {
  afterEach(() =>
    site.setOptions({tests_rest_prefix: '', permalink_structure: '/%year%/%monthnum%/%postname%/'}),
  );

  it.each([
    ['under another name', {tests_rest_prefix: 'api'}, ''],
    ['under another name, by its own address', {tests_rest_prefix: 'api'}, '/api/'],
    ['behind plain permalinks', {permalink_structure: ''}, ''],
  ])('it is found %s', async (_, options, path) => {
    await site.setOptions(options);
    await site.run('flush_rewrite_rules();');
    await site.createComment({post: post.id, content: 'Found.'});
    const reader = new Reader(site, post, {endpoint: site.origin + path});
    expect(textsOf((await reader.open()).comments)).toEqual(['Found.']);
    const posted = await reader.write({text: 'Posted.'});
    expect(textsOf([posted])).toEqual(['Posted.']);
    // Once it is known, nothing is asked twice.
    reader.requests.length = 0;
    await reader.open();
    expect(reader.requests.filter((request) => request.includes('wp-json'))).toEqual([]);
  });
});

describe('the refusal of another plugin', () => {
  it('is shown in its own words, as text', async () => {
    await site.setOptions({
      tests_refusal: {
        code: 'some_spam_filter',
        message: '<strong>Slow down</strong>, you wrote &#8220;boat&#8221; &amp; &lt;b&gt;.',
        status: 403,
      },
    });
    const error = await new Reader(site, post).refusal({text: 'A boat.'});
    await site.setOptions({tests_refusal: ''});
    expect(error.code).toBe('validation');
    expect(error.fields.body).toBe('Slow down , you wrote “boat” & <b>.');
  });
});

describe('where the API is only for who is signed in, or away', () => {
  const carried = async (): Promise<void> => {
    const html = await (await fetch(post.url)).text();
    const [, textContent] = /data-parley-page="\d+">(.*?)<\/script/s.exec(html) ?? [];
    expect(textContent).toBeDefined();
    vi.stubGlobal('document', {
      querySelector: (name: string) => (name.startsWith('script') ? {textContent} : null),
    });
  };
  /** As old as a page from a cache may be: it is caught up with. */
  const anHourLater = (): void => {
    const now = Date.now() + 3_600_000;
    vi.spyOn(Date, 'now').mockImplementation(() => now);
  };

  afterEach(async () => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    await site.setOptions({tests_rest_for_users: ''});
  });

  it('the comments that the page brought are shown', async () => {
    await site.createComment({post: post.id, content: 'Carried.'});
    await carried();
    anHourLater();
    await site.setOptions({tests_rest_for_users: 1});
    const reader = new Reader(site, post);
    const query = {sort: 'newest', limit: 50} as const;
    expect(textsOf((await reader.open(query)).comments)).toEqual(['Carried.']);
    // Also who asks again, for another comment or in another order.
    expect(textsOf((await reader.open(query)).comments)).toEqual(['Carried.']);
    expect(textsOf((await reader.open({...query, sort: 'oldest'})).comments)).toEqual(['Carried.']);
  });

  it.each([
    ['401', () => Promise.resolve(Response.json({code: 'rest_not_logged_in'}, {status: 401}))],
    ['403', () => Promise.resolve(new Response('<h1>Forbidden</h1>', {status: 403}))],
    ['404', () => Promise.resolve(new Response('<h1>Not found</h1>', {status: 404}))],
    ['503', () => Promise.resolve(new Response('<h1>Away</h1>', {status: 503}))],
    ['a page of HTML', () => Promise.resolve(new Response('<h1>Welcome</h1>'))],
    ['nothing', () => Promise.reject(new TypeError('fetch failed'))],
  ])('so they are where the question for changes is answered by %s', async (_, answer) => {
    await site.createComment({post: post.id, content: 'Carried.'});
    await carried();
    anHourLater();
    const reader = new Reader(site, post);
    for (let count = 0; count < 9; count++) reader.answerInstead(answer);
    expect(textsOf((await reader.open({sort: 'newest', limit: 50})).comments)).toEqual(['Carried.']);
  });

  it('a comment that the form has taken is there', async () => {
    const reader = new Reader(site, post, {formUrl: `${site.origin}/wp-comments-post.php`});
    await carried();
    await reader.open({sort: 'newest', limit: 50});
    vi.unstubAllGlobals();
    await site.setOptions({tests_rest_for_users: 1});
    const posted = await reader.write({text: 'Taken.'});
    expect(textsOf([posted])).toEqual(['Taken.']);
    expect(posted.status ?? 'published').toBe('published');
    expect(await count()).toBe(1);
  });

  it('so it is without the plugin', async () => {
    await site.run(
      "require_once ABSPATH . 'wp-admin/includes/plugin.php'; deactivate_plugins('parley-comments/parley-comments.php');",
    );
    try {
      const reader = new Reader(site, post, {formUrl: `${site.origin}/wp-comments-post.php`});
      await site.setOptions({tests_rest_for_users: 1});
      const posted = await reader.write({text: 'Taken.'});
      expect(textsOf([posted])).toEqual(['Taken.']);
      expect(posted.status ?? 'published').toBe('published');
      await site.setOptions({comment_moderation: 1});
      const held = await reader.write({text: 'Taken, and held.'});
      expect(held.status).toBe('held');
      expect(await count()).toBe(2);
    } finally {
      await site.activatePlugin();
    }
  });

  const count = (): Promise<number> =>
    site.run<number>(
      "return get_comments(array('post_id' => $given, 'count' => true, 'status' => 'any'));",
      post.id,
    );
});

describe('the site’s clock', () => {
  it('counts, and is readable by pages on other origins', async () => {
    const reader = new Reader(site, post);
    const now = Date.now();
    vi.spyOn(Date, 'now').mockImplementation(() => now - 20 * 60_000);
    await reader.open();
    expect(Math.abs((reader.adapter.now() - now) / 1000)).toBeLessThan(30);
    vi.restoreAllMocks();
    const response = await site.rest('wp/v2/comments', {
      as: null,
      headers: {Origin: 'https://other.example'},
    });
    expect(response.headers.get('Access-Control-Expose-Headers')).toMatch(/\bDate\b.*\bAge\b/);
    await reader.adapter.open(threadOf(post), {sort: 'newest', limit: 5}, never());
  });
});
