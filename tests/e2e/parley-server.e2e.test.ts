import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Browser, BrowserContext, Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
import {startDemo, type Demo} from '../support/demo.js';
import {openDiscussion, openForm, readable, thread} from '../support/discussion.js';

// The demo's pages whose letters are kept by its Parley server, on an embedded database.

let demo: Demo;
let data: string;
let browser: Browser;
/** One device: its tabs share the guest's key. */
let device: BrowserContext;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'parley-demo-'));
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
  if (name !== undefined) await page.getByLabel('Name').fill(name);
  await page.getByRole('button', {name: 'Post comment'}).click();
}

const letters = (page: Page) => page.locator('article[part~=comment]');
const letter = (page: Page, text: string) => letters(page).filter({hasText: text});

describe('a letter', () => {
  it('stands under the one that was there, as it was typed, and is there after a reload', async () => {
    const page = await open('/article.html');
    const words = (await readable(thread(page))).replace(/\s+/g, ' ');
    expect(words).toMatch(
      /Discussion Policy Comments are welcome.* may block users .*One Comment; 1\. Hester Vane said:.*were\\are.*Leave a comment/,
    );
    const text = 'Sirs,\n\nit were\\are “so” & 1 < 2.\nIndeed.';
    await write(page, text, 'Ana Ruiz');
    await letter(page, 'it were').getByRole('button', {name: 'More actions'}).click();
    await page.getByRole('menuitem', {name: 'Edit'}).waitFor();
    await page.reload();
    await openDiscussion(page);
    const posted = letters(page).nth(1);
    await posted.waitFor();
    expect(await posted.locator('[role=heading]').innerText()).toBe('2. Ana Ruiz said:');
    expect(await posted.locator('[part=body]').innerText()).toBe(text);
    expect(await thread(page).locator('[part=count]').innerText()).toBe('2 Comments;');
  });

  it('appears by itself in another reader’s page', async () => {
    const elsewhere = await browser.newContext();
    const reading = await open('/dark.html', elsewhere);
    const writing = await open('/dark.html');
    await write(writing, 'It is live.', 'Bo');
    await letter(writing, 'It is live.').waitFor();
    await thread(reading).locator('[part=pill]').click();
    await letter(reading, 'It is live.').waitFor();
    await elsewhere.close();
  });

  it('reaches the server from a page of another origin', async () => {
    const page = await open('/other-origin.html');
    const [request] = await Promise.all([
      page.waitForRequest((request) => request.method() === 'POST'),
      write(page, 'From afar.', 'Cy'),
    ]);
    expect(new URL(request.url()).origin).not.toBe(demo.url);
    await letter(page, 'From afar.').waitFor();
    await page.reload();
    await openDiscussion(page);
    await letter(page, 'From afar.').waitFor();
  });

  it('that a rule holds is seen by its author alone, and by all once the desk has published it', async () => {
    const elsewhere = await browser.newContext();
    const reading = await open('/languages.html', elsewhere);
    const writing = await open('/languages.html');
    const text = 'See https://a.example/ and https://b.example/ for plates.';
    await write(writing, text, 'Di');
    await letter(writing, text).and(writing.locator('[part~=comment-pending]')).waitFor();
    await writing.reload();
    await openDiscussion(writing);
    await letter(writing, text).and(writing.locator('[part~=comment-pending]')).waitFor();

    const desk = await visit('/sign-in?as=wilhelmina&back=/desk.html', await browser.newContext());
    const waiting = desk.locator('.desk-letter').filter({hasText: text});
    await waiting.waitFor();
    expect(await waiting.innerText()).toContain('more than one link');
    expect(await letter(reading, text).count()).toBe(0);
    await waiting.getByRole('button', {name: 'Publish'}).click();
    await waiting.waitFor({state: 'detached'});

    await thread(reading).locator('[part=pill]').click();
    await letter(reading, text).waitFor();
    await expect
      .poll(() => letter(writing, text).and(writing.locator('[part~=comment-pending]')).count())
      .toBe(0);
    await desk.context().close();
    await elsewhere.close();
  });
});

describe('the desk', () => {
  it('blocks a writer, who is told until when and why, and lets them write again', async () => {
    const writing = await open('/languages.html');
    const text = 'See https://c.example/ and https://d.example/ for worse.';
    await write(writing, text, 'Gus');
    await letter(writing, text).and(writing.locator('[part~=comment-pending]')).waitFor();
    const desk = await visit('/sign-in?as=wilhelmina&back=/desk.html', await browser.newContext());
    const waiting = desk.locator('#held-list .desk-letter').filter({hasText: text});
    await waiting.getByRole('combobox').selectOption({label: 'No advertising.'});
    await waiting.getByRole('button', {name: 'Block the writer'}).click();
    const block = desk.locator('#blocked-list li').filter({hasText: 'Gus'});
    await block.waitFor();

    await writing.reload();
    await openDiscussion(writing);
    const told = writing.getByText(/^You have been blocked from commenting until .*: No advertising\.$/);
    await told.waitFor();
    expect(await writing.getByLabel('Your comment').count()).toBe(0);

    await block.getByRole('button', {name: 'Let them write again'}).click();
    await block.waitFor({state: 'detached'});
    await writing.reload();
    await openDiscussion(writing);
    await openForm(writing);
    expect(await told.count()).toBe(0);
    await desk.context().close();
  });

  it('picks a letter, and closes a discussion until it opens it again', async () => {
    const page = await open('/dark.html');
    await write(page, 'Worth a pick.', 'Ida');
    await letter(page, 'Worth a pick.').waitFor();
    const desk = await visit('/sign-in?as=wilhelmina&back=/desk.html', await browser.newContext());
    const discussion = desk.locator('#discussions-list .desk-letter').filter({hasText: 'starlight'});
    const newest = discussion.locator('li').filter({hasText: 'Worth a pick.'});
    await newest.getByLabel('Because').fill('It is short');
    await newest.getByRole('button', {name: 'Pick it'}).click();
    await newest.getByRole('button', {name: 'Take the pick back'}).waitFor();
    await page.reload();
    await openDiscussion(page);
    await letter(page, 'Worth a pick.').and(page.locator('[part~=comment-featured]')).waitFor();

    await discussion.getByRole('button', {name: 'Close the discussion'}).click();
    await discussion.getByRole('button', {name: 'Open it again'}).waitFor();
    await page.reload();
    await openDiscussion(page);
    await page.getByText('The desk thanks you all.', {exact: false}).waitFor();
    expect(await page.getByLabel('Your comment').count()).toBe(0);
    await discussion.getByRole('button', {name: 'Open it again'}).click();
    await discussion.getByRole('button', {name: 'Close the discussion'}).waitFor();
    await page.reload();
    await openDiscussion(page);
    await openForm(page);
    await desk.context().close();
  });
});

describe('a reader', () => {
  it('who has signed in writes under their own name, and out again as a guest', async () => {
    const page = await open('/article.html');
    await page.getByRole('link', {name: 'Rosalind Achter'}).click();
    await openDiscussion(page);
    await page.locator('.reader-name').waitFor();
    await expect.poll(() => page.getByLabel('Name').count()).toBe(0);
    await write(page, 'It is I.');
    const posted = letter(page, 'It is I.');
    await posted.waitFor();
    expect(await posted.locator('[part=author]').innerText()).toBe('Rosalind Achter');
    await page.getByRole('link', {name: 'Sign out'}).click();
    await openDiscussion(page);
    await page.getByLabel('Name').waitFor();
  });

  it('recommends a letter, which is so after a reload', async () => {
    const page = await open('/languages.html');
    const button = letters(page)
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

  it('finds sixty letters in nine languages, staff and a pick among them', async () => {
    const page = await open('/languages.html');
    await expect.poll(() => letters(page).count()).toBeGreaterThanOrEqual(60);
    const words = (await letters(page).allTextContents()).join('\n');
    for (const some of ['աստիճան', 'Basamağa', 'ступенька', 'للدرجة', 'מדרגה', 'escalón', 'marche', 'Stufe'])
      expect(words).toContain(some);
    expect(await page.locator('[part~=comment-staff]').count()).toBeGreaterThan(0);
    expect(await page.locator('[part~=comment-featured]').count()).toBeGreaterThan(0);
  });

  it('is told that a discussion is closed', async () => {
    const page = await open('/closed.html');
    await page.getByText('the paint is dry.', {exact: false}).last().waitFor();
    expect(await page.getByLabel('Your comment').count()).toBe(0);
    await expect.poll(() => letters(page).count()).toBe(4);
  });

  it('who is no moderator is not shown the desk', async () => {
    const page = await visit('/sign-in?as=rosalind&back=/desk.html');
    await page.getByRole('link', {name: 'Sign in as Wilhelmina Tate'}).waitFor();
    expect(await page.locator('.desk-letter').count()).toBe(0);
  });

  it('is led back to the paper only', async () => {
    const page = await visit('/sign-in?as=rosalind&back=//elsewhere.example/');
    expect(page.url()).toBe(`${demo.url}/`);
  });
});

describe('a server that is away', () => {
  it('costs nobody what they wrote: Retry posts it once when the server is back', async () => {
    const page = await open('/article.html');
    const {port} = new URL(demo.url);
    await demo.close();
    await write(page, 'Kept through the storm.', 'Eva');
    const retry = page.getByRole('button', {name: 'Retry'});
    await retry.waitFor();
    expect(await page.getByLabel('Your comment').inputValue()).toBe('Kept through the storm.');
    demo = await startDemo({port, data});
    await retry.click();
    await letter(page, 'Kept through the storm.').waitFor();
    // It is shown while it is on its way; the form is empty once it has arrived.
    await expect.poll(() => page.getByLabel('Your comment').inputValue()).toBe('');
    await page.reload();
    await openDiscussion(page);
    await expect.poll(() => letter(page, 'Kept through the storm.').count()).toBe(1);
  });
});
