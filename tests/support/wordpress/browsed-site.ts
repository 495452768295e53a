import type {Browser, Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, beforeEach, expect} from 'vitest';
import {launchChromium} from '../chromium.mjs';
import {startWordPress} from './start-wordpress.js';
import {openDiscussion, visit, type Visit, type VisitOptions} from './visits.js';
import type {SitePost, WordPressSite} from './wordpress-site.js';

/** A reader whose comments are published at once, after `publishFirstComment`. */
export const BERTA = {name: 'Berta Lind', email: 'berta@reader.example'};

/** A WordPress site, a browser, and a new post for each test. The fields are set when the first test starts. */
export interface BrowsedSite {
  readonly site: WordPressSite;
  readonly browser: Browser;
  readonly post: SitePost;
  /** Opens a page of the site, by default that of `post`. It is closed after the test, which fails if its console was not quiet. */
  open(url?: string, options?: VisitOptions): Promise<Visit>;
  /** Opens the page of `post`, and its discussion. */
  discuss(options?: VisitOptions): Promise<Page>;
}

/** Registers the hooks of a suite that browses a WordPress site. `prepare` runs once, when the site has started. */
export function browseSite(
  options: Parameters<typeof startWordPress>[0],
  prepare: (site: WordPressSite) => Promise<unknown>,
): BrowsedSite {
  let site: WordPressSite;
  let browser: Browser;
  let post: SitePost;
  const visits: Visit[] = [];

  beforeAll(async () => {
    [site, browser] = await Promise.all([startWordPress(options), launchChromium()]);
    await prepare(site);
  });

  afterAll(async () => {
    await browser.close();
    await site.assertQuietLog();
    await site.stop();
  });

  beforeEach(async () => {
    post = await site.createPost();
  });

  afterEach(async () => {
    const all = visits.splice(0);
    await Promise.all(all.map(({page}) => page.context().close()));
    expect(
      all.flatMap(({problems}) => problems),
      'the console is quiet',
    ).toEqual([]);
  });

  const open = async (url = post.url, how: VisitOptions = {}): Promise<Visit> => {
    const visited = await visit(browser, site, url, how);
    visits.push(visited);
    return visited;
  };

  return {
    get site() {
      return site;
    },
    get browser() {
      return browser;
    },
    get post() {
      return post;
    },
    open,
    async discuss(how) {
      const {page} = await open(post.url, how);
      await openDiscussion(page);
      return page;
    },
  };
}

/** Publishes a comment by `BERTA`, so that WordPress publishes her further comments at once. */
export async function publishFirstComment(site: WordPressSite): Promise<void> {
  await site.createComment({post: (await site.createPost()).id, ...BERTA, content: 'I am Berta.'});
}
