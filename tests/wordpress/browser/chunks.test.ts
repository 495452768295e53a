import type {Browser, Locator, Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../../support/chromium.mjs';
import {chunksOfEmbed} from '../../support/embed/embed-site.js';
import {setPlugin} from '../../support/wordpress/people.js';
import {startWordPress} from '../../support/wordpress/start-wordpress.js';
import {
  commentWith,
  menuItem,
  openDiscussion,
  visit,
  writeComment,
  type VisitOptions,
} from '../../support/wordpress/visits.js';
import type {WordPressSite} from '../../support/wordpress/wordpress-site.js';

// The chunks of the script tag's bundle that only WordPress needs, each fetched and used on a real one. All others are in
// tests/e2e/embed-chunks.e2e.test.ts.

const WAITING = 'Waiting for review. Only you can see this.';
const BERTA = {name: 'Berta Lind', email: 'berta@reader.example'};

/** Modules of chunks that a test uses, by what the test is called. */
const USED = {
  page: ['embed/backends/wordpress.js', 'adapters/wordpress/plugin/embedded-page.js'],
  api: ['adapters/wordpress/reading/fetch-thread.js'],
  held: [
    'adapters/wordpress/writing/post.js',
    'adapters/wordpress/reading/refresh-held-comments.js',
    'adapters/wordpress/plugin/held-comments.js',
  ],
  vote: ['adapters/wordpress/plugin/actions.js'],
  nudge: ['policy/word-list.js'],
  again: ['adapters/wordpress/plugin/comment-states.js'],
  refusal: ['adapters/wordpress/errors.js'],
  following: ['adapters/wordpress/watch-comments.js'],
  more: ['adapters/wordpress/reading/fetch-more.js'],
  around: ['adapters/wordpress/reading/fetch-ancestors.js'],
  moderator: [
    'adapters/wordpress/viewer.js',
    'adapters/wordpress/reading/badges.js',
    'adapters/wordpress/writing/moderate.js',
  ],
  nonce: ['adapters/wordpress/nonces.js'],
  elsewhere: ['content/inert-page.js'],
  search: ['adapters/wordpress/search-post.js'],
  counting: ['adapters/wordpress/wordpress-counts.js?count'],
} as const;

let site: WordPressSite;
let browser: Browser;
const pages: Page[] = [];

afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.context().close()));
});

interface Watched {
  readonly page: Page;
  /** The files of all chunks that it has fetched. */
  readonly files: ReadonlySet<string>;
  /** Waits until the chunks of this test have been fetched. */
  fetched(name: keyof typeof USED): Promise<void>;
}

async function open(url: string, options: VisitOptions = {}): Promise<Watched> {
  const files = new Set<string>();
  const {page} = await visit(browser, site, url, {
    ...options,
    prepare: async (page) => {
      page.on('requestfinished', (request) => {
        const [file] = /chunks\/[^?]+$/.exec(request.url()) ?? [];
        if (file) files.add(file);
      });
      await options.prepare?.(page);
    },
  });
  pages.push(page);
  return {
    page,
    files,
    async fetched(name) {
      const chunks = await chunksOfEmbed();
      for (const module of USED[name]) {
        const file = chunks.find(({modules}) => modules.includes(module))?.file;
        await expect.poll(() => [...files], {message: `${module} is fetched`}).toContain(file);
      }
    },
  };
}

const form = (page: Page): Locator => page.locator('parley-thread parley-comment-form').first();

/** A page of the site that is no article, with this in it. */
const withPage =
  (body: string) =>
  (page: Page): Promise<unknown> =>
    page.route('**/elsewhere.html', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><html lang="en"><title>Elsewhere</title><link rel="icon" href="data:,"><body>${body}
          <script type="module" src="/parley/parley.js"></script></body></html>`,
      }),
    );

it('names every chunk that only WordPress needs', async () => {
  const named: readonly string[] = Object.values(USED).flat();
  const chunks = await chunksOfEmbed();
  const unused = chunks.filter(
    ({isForWordPressAlone, modules}) =>
      isForWordPressAlone && !modules.some((module) => named.includes(module)),
  );
  expect(unused.map(({file, modules}) => `${file}: ${modules.join(' ')}`)).toEqual([]);
  expect(named.filter((module) => !chunks.some(({modules}) => modules.includes(module)))).toEqual([]);
});

describe('with the plugin', () => {
  beforeAll(async () => {
    [site, browser] = await Promise.all([startWordPress({plugin: true}), launchChromium()]);
    await site.createComment({post: (await site.createPost()).id, ...BERTA, content: 'I am Berta.'});
  });

  afterAll(async () => {
    await browser.close();
    await site.assertQuietLog();
    await site.stop();
  });

  it('shows the comments that stand in the page', async () => {
    const post = await site.createPost();
    await site.createComment({post: post.id, content: 'In the page.'});
    const {page, fetched} = await open(post.url);
    await openDiscussion(page);
    await commentWith(page, 'In the page.').waitFor();
    await fetched('page');
  });

  it('shows a comment that waits to its writer, after a reload too', async () => {
    const post = await site.createPost();
    const {page, fetched} = await open(post.url);
    await openDiscussion(page);
    await writeComment(form(page), {text: 'I wait.', name: 'Ana', email: 'ana@reader.example'});
    await commentWith(page, 'I wait.').getByText(WAITING).waitFor();
    await page.reload();
    await openDiscussion(page);
    await commentWith(page, 'I wait.').getByText(WAITING).waitFor();
    await fetched('held');
  });

  it('takes a vote', async () => {
    const post = await site.createPost();
    await site.createComment({post: post.id, content: 'Well said.'});
    const {page, fetched} = await open(post.url);
    await openDiscussion(page);
    const recommend = commentWith(page, 'Well said.').locator('button[aria-pressed]');
    await recommend.click();
    await expect.poll(() => recommend.innerText()).toContain('1');
    await fetched('vote');
  });

  it('asks about text with words of the plugin’s settings', async () => {
    await setPlugin(site, {nudge_words: ['ferry conspiracy']});
    const post = await site.createPost();
    const {page, fetched} = await open(post.url);
    await openDiscussion(page);
    await writeComment(form(page), {text: 'It is a ferry conspiracy.', ...BERTA});
    await form(page).getByText('Before you post').waitFor();
    await form(page).getByText('ferry conspiracy').last().waitFor();
    await fetched('nudge');
    await setPlugin(site, {});
  });

  it('looks up a comment whose response was lost', async () => {
    const post = await site.createPost();
    let isLost = false;
    const {page, fetched} = await open(post.url, {
      prepare: (page) =>
        page.route(/comment/, async (route) => {
          if (isLost || route.request().method() !== 'POST') return route.fallback();
          isLost = true;
          await route.fetch();
          return route.abort();
        }),
    });
    await openDiscussion(page);
    await writeComment(form(page), {text: 'Once only.', ...BERTA});
    await page.getByRole('button', {name: 'Retry'}).first().click();
    await menuItem(page, 'Once only.', 'Edit');
    await fetched('again');
  });

  it("shows WordPress's refusals", async () => {
    const post = await site.createPost();
    await site.createComment({post: post.id, ...BERTA, content: 'Once is enough.'});
    const {page, fetched} = await open(post.url);
    await openDiscussion(page);
    await writeComment(form(page), {text: 'Once is enough.', ...BERTA});
    await form(page).getByText('You have already posted this comment.').waitFor();
    await fetched('refusal');
  });

  it('follows what is posted meanwhile', async () => {
    const post = await site.createPost();
    const {page, fetched} = await open(post.url, {prepare: (page) => page.clock.install()});
    await openDiscussion(page);
    await fetched('following');
    await site.createComment({post: post.id, name: 'Late Reader', content: 'Just now.'});
    const pill = page.getByRole('button', {name: '1 new comment'});
    await expect
      .poll(
        async () => {
          await page.clock.fastForward(31_000);
          return pill.count();
        },
        {interval: 1000},
      )
      .toBe(1);
    await pill.click();
    await commentWith(page, 'Just now.').first().waitFor();
  });

  it('pages through a long thread to its oldest comment', async () => {
    const post = await site.createPost();
    const contents = Array.from({length: 60}, (_, number) => `Number ${String(number + 1)}.`);
    const [oldest = 0] = await site.createComments(
      contents.map((content, minute) => ({
        post: post.id,
        content,
        createdAt: new Date(Date.UTC(2026, 1, 1, 0, minute)).toISOString(),
      })),
    );
    await site.setOptions({page_comments: '1', comments_per_page: '50', default_comments_page: 'newest'});
    const {page, fetched} = await open(post.url);
    await openDiscussion(page);
    await page.getByRole('button', {name: /^Show more comments/}).click();
    await commentWith(page, 'Number 1.').first().waitFor();
    await fetched('more');
    const linked = await open(`${post.url}#comment-${String(oldest)}`);
    await commentWith(linked.page, 'Number 1.').first().waitFor();
    await linked.fetched('around');
  });
});

describe('by hand, without the plugin', () => {
  beforeAll(async () => {
    [site, browser] = await Promise.all([startWordPress({byHand: true}), launchChromium()]);
  });

  afterAll(async () => {
    await browser.close();
    await site.assertQuietLog();
    await site.stop();
  });

  it('lets an administrator change a comment, and shows whose comments are the site’s', async () => {
    const post = await site.createPost();
    await site.createComment({post: post.id, by: 'editor', content: 'From the desk.'});
    const {page, fetched} = await open(post.url, {as: 'admin'});
    await openDiscussion(page);
    await commentWith(page, 'From the desk.').locator('[part=badge]').getByText('Editor').waitFor();
    await (await menuItem(page, 'From the desk.', 'Edit')).click();
    await page.getByLabel('Edit your comment').fill('From the desk, amended.');
    await page.getByRole('button', {name: 'Save'}).click();
    await expect
      .poll(() => site.run('return get_comments(array("post_id" => $given))[0]->comment_content;', post.id))
      .toBe('From the desk, amended.');
    await fetched('moderator');
  });

  it('gets another nonce where WordPress no longer takes the page’s', async () => {
    const post = await site.createPost();
    await site.createComment({post: post.id, content: 'Read all the same.'});
    const {page, fetched} = await open(post.url, {
      as: 'reader',
      prepare: (page) =>
        page.route(post.url, async (route) => {
          const answer = await route.fetch();
          const body = (await answer.text()).replace(/"nonce":"\w+"/g, '"nonce":"0000000000"');
          await route.fulfill({response: answer, body});
        }),
    });
    await openDiscussion(page);
    await commentWith(page, 'Read all the same.').waitFor();
    await form(page).getByText('Posting as Reader').waitFor();
    await fetched('nonce');
  });

  it('posts through the form of the article, from a page that has none', async () => {
    const post = await site.createPost();
    const {page, fetched} = await open(`${site.origin}/elsewhere.html`, {
      prepare: withPage(
        `<parley-thread backend="wordpress" endpoint="${site.origin}/wp-json/" page-id="${String(post.id)}" page-url="${post.url}" loading="eager"></parley-thread>`,
      ),
    });
    await openDiscussion(page);
    await writeComment(form(page), {text: 'From elsewhere.', name: 'Ana', email: 'ana@reader.example'});
    await commentWith(page, 'From elsewhere.').getByText(WAITING).waitFor();
    await fetched('elsewhere');
  });

  it('counts without anything of a thread', async () => {
    const post = await site.createPost({slug: 'counted-by-its-address'});
    const other = await site.createPost();
    await site.createComment({post: post.id, content: 'Here it is.'});
    const attributes = `backend="wordpress" endpoint="${site.origin}/wp-json/"`;
    const {page, files, fetched} = await open(`${site.origin}/elsewhere.html`, {
      prepare: withPage(
        `<parley-comment-count ${attributes} page-id="counted-by-its-address"></parley-comment-count>
        <parley-comment-count ${attributes} page-id="${String(other.id)}"></parley-comment-count>`,
      ),
    });
    await page.locator('parley-comment-count').first().getByText('1 comment').waitFor();
    await page.locator('parley-comment-count').last().getByText('Be the first to comment').waitFor();
    await fetched('counting');
    expect([...files].filter((file) => /\/(reading|outside|wordpress)/.test(file))).toEqual([]);
  });

  it('finds a post by its address, and counts its comments', async () => {
    const post = await site.createPost({slug: 'found-by-its-address'});
    const other = await site.createPost();
    await site.createComment({post: post.id, content: 'Here it is.'});
    const attributes = `backend="wordpress" endpoint="${site.origin}/wp-json/"`;
    const {page, fetched} = await open(`${site.origin}/elsewhere.html`, {
      prepare: withPage(
        `<parley-comment-count ${attributes} page-id="${String(post.id)}"></parley-comment-count>
        <parley-comment-count ${attributes} page-id="${String(other.id)}"></parley-comment-count>
        <parley-thread ${attributes} page-id="some-article" page-url="${site.origin}/found-by-its-address/" loading="eager"></parley-thread>`,
      ),
    });
    await commentWith(page, 'Here it is.').waitFor();
    await fetched('api');
    await fetched('search');
    await page.locator('parley-comment-count').first().getByText('1 comment').waitFor();
    await page.locator('parley-comment-count').last().getByText('Be the first to comment').waitFor();
    await fetched('counting');
  });
});
