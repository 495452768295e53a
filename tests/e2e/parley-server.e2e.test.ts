import {cp, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Browser, BrowserContext, Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
import {newsroomFolder, startDemo, type Demo} from '../support/demo.js';
import {fillName, openDiscussion, openForm, readable, thread} from '../support/discussion.js';

// The pages of the demo whose comments are stored by its Parley server, in an embedded database.

let demo: Demo;
let data: string;
let browser: Browser;
/** Its tabs share the guest key. */
let device: BrowserContext;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'parley-demo-'));
  await cp(await newsroomFolder(), data, {recursive: true});
  [demo, browser] = await Promise.all([startDemo({data}), launchChromium()]);
});
afterAll(async () => {
  await browser.close();
  await demo.close();
  await rm(data, {recursive: true, force: true});
});
beforeEach(async () => {
  device = await browser.newContext({viewport: {width: 1200, height: 900}});
});
afterEach(() => device.close());

async function visit(path: string, on: BrowserContext = device): Promise<Page> {
  const page = await on.newPage();
  await page.goto(demo.url + path);
  return page;
}

async function open(path: string, on: BrowserContext = device): Promise<Page> {
  const page = await visit(path, on);
  await openDiscussion(page);
  return page;
}

async function write(page: Page, text: string, name?: string): Promise<void> {
  await openForm(page);
  await page.getByLabel('Your comment').fill(text);
  if (name !== undefined) await fillName(page, name);
  await page.getByRole('button', {name: 'Post comment'}).click();
}

const comments = (page: Page) => page.locator('article[part~=comment]');
const comment = (page: Page, text: string) => comments(page).filter({hasText: text});

describe('a comment', () => {
  it('is below the first one, as it was typed, after a reload', async () => {
    const page = await open('/article.html');
    const visibleText = (await readable(thread(page))).replace(/\s+/g, ' ');
    expect(visibleText).toMatch(
      /Discussion Policy Comments are welcome.* may block users .*One Comment; 1\. Hester Vane said:.*were\\are.*Leave a comment/,
    );
    const text = 'Sirs,\n\nit were\\are “so” & 1 < 2.\nIndeed.';
    await write(page, text, 'Ana Ruiz');
    await comment(page, 'it were').getByRole('button', {name: 'More actions'}).click();
    await page.getByRole('menuitem', {name: 'Edit'}).waitFor();
    await page.reload();
    await openDiscussion(page);
    const posted = comments(page).nth(1);
    await posted.waitFor();
    expect(await posted.locator('[role=heading]').innerText()).toBe('2. Ana Ruiz said:');
    expect(await posted.locator('[part=body]').innerText()).toBe(text);
    expect(await thread(page).locator('[part=count]').innerText()).toBe('2 Comments;');
  });

  it('appears live on another reader’s page', async () => {
    const elsewhere = await browser.newContext();
    const reading = await open('/dark.html', elsewhere);
    const writing = await open('/dark.html');
    await write(writing, 'It is live.', 'Bo');
    await comment(writing, 'It is live.').waitFor();
    await thread(reading).locator('[part=pill]').click();
    await comment(reading, 'It is live.').waitFor();
    await elsewhere.close();
  });

  it('reaches the server from a page of another origin', async () => {
    const page = await open('/other-origin.html');
    const [request] = await Promise.all([
      page.waitForRequest((request) => request.method() === 'POST'),
      write(page, 'From afar.', 'Cy'),
    ]);
    expect(new URL(request.url()).origin).not.toBe(demo.url);
    await comment(page, 'From afar.').waitFor();
    await page.reload();
    await openDiscussion(page);
    await comment(page, 'From afar.').waitFor();
  });

  it('held by a rule is visible to its author only, and to everyone once a moderator publishes it', async () => {
    const elsewhere = await browser.newContext();
    const reading = await open('/languages.html', elsewhere);
    const writing = await open('/languages.html');
    const text = 'See https://a.example/ and https://b.example/ for plates.';
    await write(writing, text, 'Di');
    await comment(writing, text).and(writing.locator('[part~=comment-pending]')).waitFor();
    await writing.reload();
    await openDiscussion(writing);
    await comment(writing, text).and(writing.locator('[part~=comment-pending]')).waitFor();

    const moderation = await visit(
      '/sign-in?as=wilhelmina&back=/moderation.html',
      await browser.newContext(),
    );
    const waiting = moderation.locator('.queue-item').filter({hasText: text});
    await waiting.waitFor();
    expect(await waiting.innerText()).toContain('more than one link');
    expect(await comment(reading, text).count()).toBe(0);
    await waiting.getByRole('button', {name: 'Publish'}).click();
    await waiting.waitFor({state: 'detached'});

    await thread(reading).locator('[part=pill]').click();
    await comment(reading, text).waitFor();
    await expect
      .poll(() => comment(writing, text).and(writing.locator('[part~=comment-pending]')).count())
      .toBe(0);
    await moderation.context().close();
    await elsewhere.close();
  });
});

describe('the moderation page', () => {
  it('blocks an author, who sees until when and why, and unblocks them', async () => {
    const writing = await open('/languages.html');
    const text = 'See https://c.example/ and https://d.example/ for worse.';
    await write(writing, text, 'Gus');
    await comment(writing, text).and(writing.locator('[part~=comment-pending]')).waitFor();
    const moderation = await visit(
      '/sign-in?as=wilhelmina&back=/moderation.html',
      await browser.newContext(),
    );
    const waiting = moderation.locator('#held-list .queue-item').filter({hasText: text});
    await waiting.getByRole('combobox').selectOption({label: 'No advertising.'});
    await waiting.getByRole('button', {name: 'Block the author'}).click();
    const block = moderation.locator('#blocked-list li').filter({hasText: 'Gus'});
    await block.waitFor();

    await writing.reload();
    await openDiscussion(writing);
    const notice = writing.getByText(/^You have been blocked from commenting until .*: No advertising\.$/);
    await notice.waitFor();
    expect(await writing.getByLabel('Your comment').count()).toBe(0);

    await block.getByRole('button', {name: 'Unblock'}).click();
    await block.waitFor({state: 'detached'});
    await writing.reload();
    await openDiscussion(writing);
    await openForm(writing);
    expect(await notice.count()).toBe(0);
    await moderation.context().close();
  });

  it('features a comment; closes and reopens a discussion', async () => {
    const page = await open('/dark.html');
    await write(page, 'Worth featuring.', 'Ida');
    await comment(page, 'Worth featuring.').waitFor();
    const moderation = await visit(
      '/sign-in?as=wilhelmina&back=/moderation.html',
      await browser.newContext(),
    );
    const discussion = moderation.locator('#discussions-list .queue-item').filter({hasText: 'starlight'});
    const newest = discussion.locator('li').filter({hasText: 'Worth featuring.'});
    await newest.getByLabel('Reason').fill('It is short');
    await newest.getByRole('button', {name: 'Feature'}).click();
    await newest.getByRole('button', {name: 'Stop featuring'}).waitFor();
    await page.reload();
    await openDiscussion(page);
    await comment(page, 'Worth featuring.').and(page.locator('[part~=comment-featured]')).waitFor();

    await discussion.getByRole('button', {name: 'Close the discussion'}).click();
    await discussion.getByRole('button', {name: 'Reopen the discussion'}).waitFor();
    await page.reload();
    await openDiscussion(page);
    await page.getByText('The desk thanks you all.', {exact: false}).waitFor();
    expect(await page.getByLabel('Your comment').count()).toBe(0);
    await discussion.getByRole('button', {name: 'Reopen the discussion'}).click();
    await discussion.getByRole('button', {name: 'Close the discussion'}).waitFor();
    await page.reload();
    await openDiscussion(page);
    await openForm(page);
    await moderation.context().close();
  });
});

describe('a reader', () => {
  it('posts under their own name when signed in, and as a guest after signing out', async () => {
    const page = await open('/article.html');
    await page.getByRole('link', {name: 'Rosalind Achter'}).click();
    await openDiscussion(page);
    await page.locator('.reader-name').waitFor();
    await expect.poll(() => page.getByLabel('Name').count()).toBe(0);
    await write(page, 'It is I.');
    const posted = comment(page, 'It is I.');
    await posted.waitFor();
    expect(await posted.locator('[part=author]').innerText()).toBe('Rosalind Achter');
    await page.getByRole('link', {name: 'Sign out'}).click();
    await openDiscussion(page);
    await page.getByLabel('Name').waitFor();
  });

  it('recommends a comment, which stays recommended after a reload', async () => {
    const page = await open('/languages.html');
    const button = comments(page)
      .first()
      .getByRole('button', {name: /^Recommend/});
    await Promise.all([
      page.waitForResponse((answer) => answer.url().includes('/vote?') && answer.status() === 200),
      button.click(),
    ]);
    await page.reload();
    await openDiscussion(page);
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true');
  });

  it('finds sixty comments in nine languages, with staff and featured ones', async () => {
    const page = await open('/languages.html');
    await expect.poll(() => comments(page).count()).toBeGreaterThanOrEqual(60);
    const text = (await comments(page).allTextContents()).join('\n');
    for (const some of ['աստիճան', 'Basamağa', 'ступенька', 'للدرجة', 'מדרגה', 'escalón', 'marche', 'Stufe'])
      expect(text).toContain(some);
    expect(await page.locator('[part~=comment-staff]').count()).toBeGreaterThan(0);
    expect(await page.locator('[part~=comment-featured]').count()).toBeGreaterThan(0);
  });

  it('sees that a discussion is closed', async () => {
    const page = await open('/closed.html');
    await page.getByText('the paint is dry.', {exact: false}).last().waitFor();
    expect(await page.getByLabel('Your comment').count()).toBe(0);
    await expect.poll(() => comments(page).count()).toBe(4);
  });

  it('does not see the moderation queue without being a moderator', async () => {
    const page = await visit('/sign-in?as=rosalind&back=/moderation.html');
    await page.getByRole('link', {name: 'Sign in as Wilhelmina Tate'}).waitFor();
    expect(await page.locator('.queue-item').count()).toBe(0);
  });

  it('is redirected to the paper only', async () => {
    const page = await visit('/sign-in?as=rosalind&back=//elsewhere.example/');
    expect(page.url()).toBe(`${demo.url}/`);
  });
});

describe('a server that does not answer', () => {
  it('loses no comment: Retry posts it once when the server is back', async () => {
    const page = await open('/article.html');
    const {port} = new URL(demo.url);
    await demo.close();
    await write(page, 'Written while offline.', 'Eva');
    const retry = page.getByRole('button', {name: 'Retry'});
    await retry.waitFor();
    expect(await page.getByLabel('Your comment').inputValue()).toBe('Written while offline.');
    demo = await startDemo({port, data});
    await retry.click();
    await comment(page, 'Written while offline.').waitFor();
    // It is shown while it is being sent; the form is empty once it has arrived.
    await expect.poll(() => page.getByLabel('Your comment').inputValue()).toBe('');
    await page.reload();
    await openDiscussion(page);
    await expect.poll(() => comment(page, 'Written while offline.').count()).toBe(1);
  });
});
