import type {Browser, BrowserContextOptions, Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
import {startDemo, type Demo} from '../support/demo.js';
import {fillName, openDiscussion, openForm, readable, thread} from '../support/discussion.js';
import {AUDIT_SCHEMES} from '../support/extent.mjs';

const PAGES = [
  'index',
  'article',
  'languages',
  'other-origin',
  'two-threads',
  'closed',
  'dark',
  'local',
  'developer',
  'theme',
  'policy',
  'moderation',
];
const AXE = new URL('../../node_modules/axe-core/axe.min.js', import.meta.url).pathname;

let demo: Demo;
let browser: Browser;
const problems: string[] = [];

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchChromium()]);
});

afterAll(async () => {
  await browser.close();
  await demo.close();
});

afterEach(() => {
  expect(problems.splice(0), 'no errors or warnings on the console').toEqual([]);
});

/** A page of the demo in a new browser context. */
async function visit(name: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({viewport: {width: 1200, height: 900}, ...options});
  const page = await context.newPage();
  page.on('pageerror', ({message}) => problems.push(message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  await page.goto(`${demo.url}/${name}.html`);
  return page;
}

describe('the classic variant, stored in the browser', () => {
  it('shows policy, heading, the numbered comment and a form under the article', async () => {
    const page = await visit('local');
    await openDiscussion(page);
    // The form is drawn when it comes near.
    await expect
      .poll(async () => (await readable(thread(page))).replace(/\s+/g, ' '), {timeout: 20_000})
      .toMatch(
        /Discussion Policy Comments are welcome.* may block users .*One Comment; 1\. Hester Vane said:.*were\\are.*Leave a comment/,
      );
  });

  it('stores a comment as typed across a reload', async () => {
    const page = await visit('local');
    await openDiscussion(page);
    const text = 'Sirs,\n\nit were\\are “so” & 1 < 2.\nIndeed.';
    await page.getByLabel('Your comment').fill(text);
    await fillName(page, 'Ana Ruiz');
    await page.getByRole('button', {name: 'Post comment'}).click();
    await expect.poll(() => page.locator('article[part~=comment]').count()).toBe(2);
    // Before that the text may still be a draft, which the form would restore after the reload.
    await expect.poll(() => page.getByLabel('Your comment').inputValue()).toBe('');
    await page.reload();
    await openDiscussion(page);
    const posted = page.locator('article[part~=comment]').nth(1);
    await posted.waitFor();
    expect(await posted.locator('[role=heading]').innerText()).toBe('2. Ana Ruiz said:');
    expect(await posted.locator('[part=body]').innerText()).toBe(text);
    // A comment that was still being sent is counted once it has arrived.
    const count = thread(page).locator('[part=count]');
    await expect.poll(() => count.innerText()).toBe('2 Comments;');
    await page.context().close();
  });

  it('lets a reader reply with the keyboard alone', async () => {
    const page = await visit('local');
    await openDiscussion(page);
    await page.getByRole('button', {name: 'Reply to Hester Vane'}).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', {name: 'Reply to Hester Vane'}).waitFor();
    await page.keyboard.type('I was on that boat.');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Bo');
    await page.keyboard.press('Control+Enter');
    const reply = page.locator('li li article');
    await reply.waitFor();
    expect(await reply.innerText()).toContain('I was on that boat.');
    await expect
      .poll(() =>
        reply.evaluate((article) => article.getRootNode() instanceof ShadowRoot && article.matches(':focus')),
      )
      .toBe(true);
    await page.context().close();
  });

  it('shows the count at the byline, and updates it for a new comment', async () => {
    const page = await visit('local');
    await openDiscussion(page);
    const count = page.locator('parley-comment-count').first();
    await expect.poll(() => readable(count)).toBe('1 comment');
    await page.getByLabel('Your comment').fill('Another.');
    await fillName(page, 'Bo');
    await page.getByRole('button', {name: 'Post comment'}).click();
    await expect.poll(() => readable(count)).toBe('2 comments');
    await page.context().close();
  });

  it('is readable without JavaScript', async () => {
    const page = await visit('local', {javaScriptEnabled: false});
    expect(await thread(page).innerText()).toContain('Hester Vane');
    await page.context().close();
  });
});

// Not on the short page of the local thread, where the discussion is visible from the start, and grows.
describe('the distance from the beginning of a thread to its first comment', () => {
  // With the demo's policy, and nothing featured.
  it.each([
    {width: 390, most: 420},
    {width: 320, most: 480},
  ])('is at most $most px on a phone $width px wide', async ({width, most}) => {
    const page = await visit('dark', {viewport: {width, height: 844}});
    await openDiscussion(page);
    const first = thread(page).locator('article').first();
    await first.waitFor();
    const top = (await thread(page).boundingBox())?.y ?? NaN;
    const distance = ((await first.boundingBox())?.y ?? NaN) - top;
    expect(distance).toBeGreaterThan(0);
    expect(distance).toBeLessThanOrEqual(most);
    await page.context().close();
  });

  it.each([390, 320])(
    'is at most 700 px where the whole policy is shown, on a phone %d px wide',
    async (width) => {
      const page = await visit('article', {viewport: {width, height: 844}});
      await openDiscussion(page);
      expect(await thread(page).getAttribute('variant')).toBe('classic');
      const first = thread(page).locator('article').first();
      await first.waitFor();
      // Every rule is there to read, without a press.
      const rules = thread(page).locator('parley-policy-notice');
      expect(await rules.locator('summary').count()).toBe(0);
      const top = (await thread(page).boundingBox())?.y ?? NaN;
      const distance = ((await first.boundingBox())?.y ?? NaN) - top;
      expect(distance).toBeGreaterThan(0);
      expect(distance).toBeLessThanOrEqual(700);
      await page.context().close();
    },
  );
});

describe('a discussion below the fold', () => {
  it('causes no layout shift while a reader scrolls to it', async () => {
    const page = await visit('article');
    await page.evaluate(() => {
      const shifts: number[] = ((window as unknown as {shifts: number[]}).shifts = []);
      new PerformanceObserver((list) => {
        for (const {value} of list.getEntries() as (PerformanceEntry & {value: number})[]) shifts.push(value);
      }).observe({type: 'layout-shift', buffered: true});
    });
    for (let step = 0; step < 30; step++) {
      await page.mouse.wheel(0, 200);
      await page.waitForTimeout(60);
    }
    await openDiscussion(page);
    expect(await page.evaluate(() => (window as unknown as {shifts: number[]}).shifts)).toEqual([]);
    await page.context().close();
  });
});

describe('the other pages', () => {
  it('render a thread by a script tag from another origin', async () => {
    const page = await visit('other-origin');
    await openDiscussion(page);
    const source = await page.locator('script[data-backend]').getAttribute('src');
    expect(new URL(source ?? '').origin).not.toBe(demo.url);
    await page.context().close();
  });

  it('keep two threads on one page apart', async () => {
    const page = await visit('two-threads');
    await openDiscussion(page);
    const [first, second] = [page.locator('parley-thread').nth(0), page.locator('parley-thread').nth(1)];
    await second.scrollIntoViewIfNeeded();
    await second.locator('textarea').waitFor();
    await openForm(first);
    await first.getByLabel('Your comment').fill('Only here.');
    await fillName(first, 'Ana');
    await first.getByRole('button', {name: 'Post comment'}).click();
    await expect.poll(() => first.locator('article').count()).toBe(1);
    expect(await second.locator('article').count()).toBe(0);
    await page.context().close();
  });

  it('import the package and log its events', async () => {
    const page = await visit('developer');
    await openDiscussion(page);
    await openForm(page);
    await page.getByLabel('Your comment').fill('Typed.');
    await fillName(page, 'Dev');
    await page.getByRole('button', {name: 'Post comment'}).click();
    await expect.poll(() => page.locator('body').innerText()).toContain('parley-posted');
    await page.context().close();
  });
});

describe.each(PAGES)('%s.html', (name) => {
  let page: Page;

  beforeAll(async () => {
    page = await visit(name, {viewport: {width: 390, height: 800}});
    if (await thread(page).count()) await openDiscussion(page);
  });

  afterAll(() => page.context().close());

  async function expectFits(width: number): Promise<void> {
    await page.setViewportSize({width, height: 800});
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }

  it('fits a phone', async () => {
    await expectFits(390);
    await expectFits(320);
  });

  it.each(AUDIT_SCHEMES)('fits its window and passes axe, in %s', async (colorScheme) => {
    await page.emulateMedia({colorScheme});
    await expectFits(1200);
    await page.addScriptTag({path: AXE});
    const violations = await page.evaluate(async () => {
      const {axe} = window as unknown as {
        axe: {run(options: object): Promise<{violations: {id: string; nodes: {html: string}[]}[]}>};
      };
      return (await axe.run({resultTypes: ['violations']})).violations.map(
        ({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`,
      );
    });
    expect(violations).toEqual([]);
  });
});
