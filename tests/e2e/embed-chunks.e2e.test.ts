import type {Browser, Locator, Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {loadMessages} from '../../src/locale/languages.js';
import {launchChromium} from '../support/chromium.mjs';
import {fillName, openForm} from '../support/discussion.js';
import {chunksOfEmbed, startEmbedSite, type EmbedPage, type EmbedSite} from '../support/embed/embed-site.js';

// The script tag's bundle as it is shipped: whatever is fetched late is fetched and used here, by a reader's hand. A chunk
// that no test names fails. WordPress's chunks are used in tests/wordpress/browser/chunks.test.ts.

const LANGUAGES = ['ar', 'de', 'es', 'fr', 'he', 'hy', 'hyw', 'ru', 'tr'];

let browser: Browser;
let site: EmbedSite;
const opened: EmbedPage[] = [];

beforeAll(async () => {
  browser = await launchChromium();
  site = await startEmbedSite(browser, (request, response) => {
    if (request.url !== '/check') return false;
    const finding = {ruleId: 'fog', severity: 'nudge', words: ['fog']};
    response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify(finding));
    return true;
  });
});

afterAll(async () => {
  await site.close();
  await browser.close();
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map(({page}) => page.context().close()));
});

async function open(...how: Parameters<EmbedSite['open']>): Promise<EmbedPage> {
  const visit = await site.open(...how);
  opened.push(visit);
  return visit;
}

const thread = (attributes: string): string =>
  `<parley-thread loading="eager" publisher="The Packet" ${attributes}></parley-thread>`;
const rest = (pageId: string, more = ''): string => thread(`${site.rest} page-id="${pageId}" ${more}`);
const bodies = (page: Page): Locator => page.locator('article[part~=comment] > [part=body]');
const box = (page: Page): Locator => page.getByLabel('Your comment');

/** A front page: a link with the count of a thread that has one comment. */
async function openCount(lang: string): Promise<EmbedPage> {
  const pageId = `counted-${lang}`;
  await site.publish(pageId, 'One.');
  const data = site.rest.replace(/(\w+)=/g, 'data-$1=');
  return open(`<a href="/article" data-parley-count="${pageId}" ${data}>Letters</a>`, {lang});
}

async function write(page: Page, words: string): Promise<void> {
  await openForm(page);
  await box(page).fill(words);
  await fillName(page, 'Ana Ruiz');
}

async function post(page: Page, words: string): Promise<Locator> {
  await write(page, words);
  await page.getByRole('button', {name: 'Post comment'}).click();
  const card = page.locator('article[part~=comment]').filter({hasText: words});
  await card.waitFor();
  // It is on its way first; its form is empty once it has arrived.
  await expect.poll(() => box(page).inputValue()).toBe('');
  return card;
}

interface Use {
  /** A module of each chunk that is used. */
  readonly modules: readonly string[];
  readonly use: () => Promise<EmbedPage>;
}

/** What a reader does, and what comes of it; each ends with an outcome that the chunk alone can bring about. */
const USES: Readonly<Record<string, Use>> = {
  'shows a letter in Markdown, with the browser’s own sanitizer': {
    modules: [
      'model/opening.js',
      'model/normalise-page.js',
      'define/reading.js',
      'content/sanitize.js',
      'embed/backends/rest.js',
      'content/markdown.js',
      'content/links.js',
    ],
    async use() {
      await site.publish('marked', 'A **word** for `it`, https://a.example/ and\n\n- one\n- two', 'markdown');
      const visit = await open(rest('marked'));
      await bodies(visit.page).locator('strong').filter({hasText: 'word'}).waitFor();
      expect(await bodies(visit.page).locator('li').count()).toBe(2);
      await bodies(visit.page).locator('a[href="https://a.example/"]').waitFor();
      return visit;
    },
  },
  'sanitizes by DOMPurify where the browser cannot': {
    modules: ['content/purify.js'],
    async use() {
      await site.publish(
        'purified',
        '**Pure** <img src=x onerror=alert(1)> [words](https://a.example/)',
        'markdown',
      );
      const visit = await open(rest('purified'), {
        prepare: (page) =>
          page.addInitScript(() => {
            Reflect.deleteProperty(Element.prototype, 'setHTML');
            Reflect.deleteProperty(Document, 'parseHTML');
          }),
      });
      await bodies(visit.page).locator('strong').filter({hasText: 'Pure'}).waitFor();
      expect(await bodies(visit.page).locator('img').count()).toBe(0);
      expect(await bodies(visit.page).locator('a').getAttribute('rel')).toContain('ugc');
      return visit;
    },
  },
  'takes a letter, shows how it will look, and asks about it first': {
    modules: [
      'locale/en/writing.js',
      'elements/thread/interaction.js',
      'elements/comment-list/controls/list-controls.js',
      'policy/run-checks.js',
      'policy/words/languages.js',
      'adapters/rest/rest-actions.js',
      'node_modules/idb/build/index.js',
    ],
    async use() {
      const visit = await open(rest('written'));
      const {page} = visit;
      await write(page, 'What the *fuck* is this?');
      await page.getByRole('button', {name: 'Preview'}).click();
      await page.locator('.preview em').filter({hasText: 'fuck'}).waitFor();
      await page.getByText('Draft saved on this device').waitFor();
      const drafts = await page.evaluate(async () => (await indexedDB.databases()).map(({name}) => name));
      expect(drafts.join()).toContain('parley');
      await page.getByRole('button', {name: 'Post comment'}).click();
      await page.getByText('Before you post').waitFor();
      expect(await page.locator('article').count()).toBe(0);
      await page.getByRole('button', {name: 'Write', exact: true}).click();
      const card = await post(page, 'What is this?');
      await card.getByRole('button', {name: 'More actions'}).click();
      await page.getByRole('menuitem', {name: 'Edit'}).waitFor();
      return visit;
    },
  },
  'starts with an old page that the article carries': {
    modules: ['elements/thread/reading/carried-page.js', 'store/refresh.js'],
    async use() {
      await site.publish('carried', 'A comment that is new.');
      const carried = JSON.stringify({comments: [], next: null, total: 0, live: null, facts: {}});
      const script = `<script type="application/json" data-parley-page>${carried}</script>`;
      const visit = await open(rest('carried').replace('></parley-thread>', `>${script}</parley-thread>`));
      await visit.page.locator('[part=pill]').click();
      await bodies(visit.page).filter({hasText: 'A comment that is new.'}).waitFor();
      return visit;
    },
  },
  'knows a guest again': {
    modules: ['adapters/rest/viewer-state.js'],
    async use() {
      const visit = await open(rest('known'));
      const {page} = visit;
      await post(page, 'It is me.');
      await page.reload();
      await page
        .locator('article')
        .filter({hasText: 'It is me.'})
        .getByRole('button', {name: 'More actions'})
        .click();
      await page.getByRole('menuitem', {name: 'Edit'}).waitFor();
      return visit;
    },
  },
  'tells of a letter that another reader posts meanwhile': {
    modules: ['adapters/rest/watch/watch-thread.js'],
    async use() {
      await site.publish('live', 'The first.');
      const visit = await open(rest('live', 'live="push"'));
      const {page} = visit;
      await bodies(page).filter({hasText: 'The first.'}).waitFor();
      await site.publish('live', 'The *second*.', 'markdown');
      await page.locator('[part=pill]').click();
      await bodies(page).locator('em').filter({hasText: 'second'}).waitFor();
      return visit;
    },
  },
  'describes the comments for search engines': {
    modules: ['elements/thread/reading/structured-data.js'],
    async use() {
      await site.publish('described', 'For all to find.');
      const visit = await open(rest('described', 'structured-data'));
      const data = visit.page.locator('head > script[type="application/ld+json"]');
      await expect.poll(() => data.count()).toBe(1);
      expect(await data.textContent()).toContain('For all to find.');
      return visit;
    },
  },
  'says what the server refuses': {
    modules: ['adapters/rest/problem.js'],
    async use() {
      const visit = await open(
        thread(`backend="rest" endpoint="${site.endpoint}" site="nowhere" page-id="a"`),
      );
      await visit.page.getByText('The comments could not be loaded').waitFor();
      await visit.page.getByRole('button', {name: 'Try again'}).waitFor();
      return visit;
    },
  },
  'asks a service of the newsroom’s about a letter': {
    modules: ['policy/remote-check.js'],
    async use() {
      const visit = await open(rest('checked', 'checks="/check"'));
      await write(visit.page, 'A word for the fog bell.');
      await visit.page.getByRole('button', {name: 'Post comment'}).click();
      await visit.page.getByText('Before you post').waitFor();
      expect(await visit.page.locator('.asked').textContent()).toContain('fog');
      return visit;
    },
  },
  'counts in links': {
    modules: ['embed/count-links.js', 'embed/counting.js?count'],
    async use() {
      const visit = await openCount('en');
      await visit.page.locator('a parley-comment-count').getByText('1 comment').waitFor();
      // A front page has no thread, and fetches nothing of one.
      expect([...visit.fetched].map((file) => file.replace(/-\w+\.js$/, '')).sort()).toEqual([
        'chunks/counting',
        'chunks/page-changes',
        'parley.js',
      ]);
      return visit;
    },
  },
  'keeps comments on the device': {
    modules: [
      'embed/backends/local.js',
      'adapters/local/local-backend.js',
      'adapters/shared/in-memory-thread.js',
      'adapters/shared/follow-changes.js',
    ],
    async use() {
      const visit = await open(thread('backend="local" page-id="device"'));
      await post(visit.page, 'Kept here.');
      await visit.page.reload();
      await bodies(visit.page).filter({hasText: 'Kept here.'}).waitFor();
      return visit;
    },
  },
  'forgets comments with the page': {
    modules: ['embed/backends/memory.js'],
    async use() {
      const visit = await open(thread('backend="memory" page-id="memory"'));
      await post(visit.page, 'Not for long.');
      return visit;
    },
  },
  'shows picks above the list, of an adapter of the page’s own': {
    modules: ['elements/thread/additions.js', 'elements/thread/featured.js', 'model/cut-text.js'],
    async use() {
      const visit = await open('<parley-thread loading="eager" page-id="picked"></parley-thread>');
      const {page} = visit;
      await page.evaluate(() => {
        const picked = {
          id: '1',
          parentId: null,
          author: {name: 'Ida'},
          body: {format: 'markdown', value: 'Worth a *pick*.'},
          createdAt: '2026-03-01T08:00:00.000Z',
          featured: {by: 'The desk'},
        };
        const adapter = {
          open: () => Promise.resolve({comments: [picked], next: null, total: 1, live: null, facts: {}}),
          more: () => Promise.resolve({comments: [], next: null}),
        };
        Object.assign(document.querySelector('parley-thread') ?? {}, {adapter});
      });
      await page
        .locator('[part=featured] q')
        .filter({hasText: /^Worth a pick\.$/})
        .waitFor();
      return visit;
    },
  },
  'shows a text of any length to its end': {
    modules: ['content/long-text.js'],
    async use() {
      const visit = await open('<parley-thread loading="eager" page-id="long"></parley-thread>');
      await visit.page.evaluate(() => {
        const value = `${'The tide book has it all. '.repeat(4000)}Here it ends.`;
        const comment = {
          id: '1',
          parentId: null,
          author: {name: 'Ida'},
          body: {format: 'text', value},
          createdAt: '2026-03-01T08:00:00.000Z',
        };
        const adapter = {
          open: () => Promise.resolve({comments: [comment], next: null, total: 1, live: null, facts: {}}),
          more: () => Promise.resolve({comments: [], next: null}),
        };
        Object.assign(document.querySelector('parley-thread') ?? {}, {adapter});
      });
      await expect.poll(() => bodies(visit.page).textContent()).toMatch(/Here it ends\.$/);
      return visit;
    },
  },
  'waits until the reader comes near, where the page gives the adapter': {
    modules: ['elements/thread/nearness.js'],
    async use() {
      const visit = await open(
        `${thread('backend="memory" page-id="first"')}<div style="block-size: 9000px"></div><main></main>`,
      );
      const {page} = visit;
      await openForm(page);
      // Out of the loader's sight, as in a shadow root of the page's.
      await page.evaluate(() => {
        const far = document.createElement('parley-thread');
        const adapter = {
          open: () => Promise.resolve({comments: [], next: null, total: 0, live: null, facts: {}}),
          more: () => Promise.resolve({comments: [], next: null}),
        };
        Object.assign(far, {adapter, pageId: 'far'});
        document.querySelector('main')?.attachShadow({mode: 'open'}).append(far);
      });
      await expect.poll(() => [...visit.fetched].some((file) => file.includes('/links-'))).toBe(true);
      const far = page.locator('main parley-thread');
      expect(await far.evaluate((element) => element.matches(':state(empty)'))).toBe(false);
      await far.scrollIntoViewIfNeeded();
      await expect.poll(() => far.evaluate((element) => element.matches(':state(empty)'))).toBe(true);
      return visit;
    },
  },
  'notes where its reader is who scrolls': {
    modules: ['elements/thread/reading/follow-place.js'],
    async use() {
      await site.publish('scrolled', 'At the end of a long article.');
      const visit = await open(`<div style="block-size: 3000px"></div>${rest('scrolled')}`);
      const {page} = visit;
      await bodies(page).waitFor({state: 'attached'});
      await page.mouse.wheel(0, 5000);
      const place = (): Promise<unknown> =>
        page.evaluate(() => navigation.currentEntry?.getState() as unknown);
      await expect.poll(place).toMatchObject({parley: {id: expect.any(String) as string}});
      expect([...visit.fetched].filter((file) => file.includes('writing'))).toEqual([]);
      return visit;
    },
  },
  'warns the developer': {
    modules: ['model/warnings.js'],
    async use() {
      const visit = await open(thread('backend="carrier-pigeon" page-id="a"'));
      await expect.poll(() => visit.said.join()).toContain('Invalid backend "carrier-pigeon"');
      return visit;
    },
  },
  'speaks the English of a page with words of its own': {
    modules: ['locale/en.js', 'locale/languages.js'],
    async use() {
      const visit = await open(thread('backend="memory" page-id="a"'));
      await visit.page.locator('parley-thread').evaluate((element) => {
        Object.assign(element, {strings: {policyHeading: 'House rules'}});
      });
      await visit.page.getByText('House rules', {exact: true}).waitFor();
      return visit;
    },
  },
  ...Object.fromEntries(
    // Those that have plural forms of their own have them in a chunk of counts, too.
    ['ar', 'fr', 'ru'].map((lang): [string, Use] => [
      `counts in ${lang}`,
      {
        modules: ['locale/plural.js?count', `locale/${lang}.js?count`],
        async use() {
          const visit = await openCount(lang);
          const {count} = await loadMessages(lang);
          await visit.page.locator('a parley-comment-count').getByText(count(1), {exact: true}).waitFor();
          expect([...visit.fetched].filter((file) => /reading|rest/.test(file))).toEqual([]);
          return visit;
        },
      },
    ]),
  ),
  ...Object.fromEntries(
    LANGUAGES.map((lang): [string, Use] => [
      `speaks ${lang}`,
      {
        modules: [
          `locale/${lang}.js`,
          ...(lang === 'ar' ? ['locale/plural.js'] : []),
          ...(lang === 'hyw' ? ['locale/armenian-dates.js'] : []),
        ],
        async use() {
          await site.publish(`spoken-${lang}`, 'Old news.');
          const visit = await open(rest(`spoken-${lang}`), {lang});
          const messages = await loadMessages(lang);
          await visit.page.getByText(messages.policyHeading, {exact: true}).waitFor();
          await visit.page.getByText(messages.heading(1), {exact: true}).waitFor();
          const age = await visit.page.locator('article time').textContent();
          if (lang === 'hyw') expect(age).toMatch(/հիմա|առաջ/);
          return visit;
        },
      },
    ]),
  ),
};

describe('the script tag’s bundle', () => {
  it('has no chunk that is not used here, but for WordPress’s', async () => {
    const named = Object.values(USES).flatMap(({modules}) => modules);
    const chunks = await chunksOfEmbed();
    const unused = chunks.filter(
      ({isEntry, isForWordPressAlone, modules}) =>
        !isEntry && !isForWordPressAlone && !modules.some((module) => named.includes(module)),
    );
    expect(unused.map(({file, modules}) => `${file}: ${modules.join(' ')}`)).toEqual([]);
    expect(named.filter((module) => !chunks.some(({modules}) => modules.includes(module)))).toEqual([]);
  });

  it.each(Object.entries(USES))('%s', async (_does, {modules, use}) => {
    const {fetched, said} = await use();
    const chunks = await chunksOfEmbed();
    for (const module of modules) {
      const file = chunks.find((chunk) => chunk.modules.includes(module))?.file ?? '';
      await expect.poll(() => [...fetched], {message: `${module} is fetched`}).toContain(file);
    }
    expect(said.filter((words) => !/carrier-pigeon|no site nowhere/.test(words))).toEqual([]);
  });
});

describe('a body that cannot be prepared', () => {
  const ways: [string, string, (page: Page) => Promise<unknown>][] = [
    [
      'whose parser does not run',
      'markdown',
      (page) =>
        page.route(/\/chunks\/markdown-/, (route) =>
          route.fulfill({contentType: 'text/javascript', body: 'throw new TypeError("new.target");'}),
        ),
    ],
    [
      'whose parser cannot be fetched',
      'markdown',
      (page) => page.route(/\/chunks\/markdown-/, (route) => route.abort()),
    ],
    [
      'whose sanitizer throws',
      'html',
      (page) =>
        page.addInitScript(() => {
          const fails = (): never => {
            throw new Error('no sanitizing today');
          };
          Object.assign(Element.prototype, {setHTML: fails});
          Object.assign(Document, {parseHTML: fails});
        }),
    ],
  ];

  it.each(ways)(
    '%s is shown as text with one warning, and the others as they are',
    async (_what, format, prepare) => {
      const pageId = `broken-${crypto.randomUUID()}`;
      await site.publish(pageId, 'Plain words.');
      await site.publish(pageId, 'A **marked** word.', 'markdown');
      await site.publish(pageId, 'Another **marked** word.', 'markdown');
      const visit = await open(rest(pageId), {prepare});
      await expect.poll(() => bodies(visit.page).count()).toBe(3);
      await expect
        .poll(async () => (await bodies(visit.page).allInnerTexts()).map((text) => text.trim()).sort())
        .toEqual([
          expect.stringMatching(/^A (\*\*)?marked(\*\*)? word\.$/),
          expect.stringMatching(/^Another (\*\*)?marked(\*\*)? word\.$/),
          'Plain words.',
        ]);
      await expect.poll(() => visit.said.length).toBe(1);
      expect(visit.said[0]).toContain(`Failed to render a body in ${format}; showing it as text.`);
      await openForm(visit.page);
    },
  );
});
