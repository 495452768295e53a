import type {Browser, Locator, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
import {startDemo, type Demo} from '../support/demo.js';
import {fillName, openDiscussion, openForm, thread} from '../support/discussion.js';

let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchChromium()]);
});

afterAll(async () => {
  await browser.close();
  await demo.close();
});

async function visit(name: string): Promise<Page> {
  const context = await browser.newContext({viewport: {width: 1200, height: 900}});
  const page = await context.newPage();
  await page.goto(`${demo.url}/${name}.html`);
  await openDiscussion(page);
  return page;
}

async function write(page: Page, text: string): Promise<void> {
  await openForm(page);
  await page.getByLabel('Your comment').fill(text);
  await fillName(page, 'Ana Ruiz');
  await page.getByRole('button', {name: 'Post comment'}).click();
}

const card = (page: Page, text: string) => thread(page).locator('article').filter({hasText: text});

/** Chooses an item of a comment's menu. */
async function choose(page: Page, comment: Locator, item: string | RegExp): Promise<void> {
  await comment.getByRole('button', {name: 'More actions'}).click();
  await page.getByRole('menuitem', {name: item}).click();
}

describe('a comment with swear words, on the Parley server', () => {
  it('is asked about once, and waits for review when it is posted anyway', async () => {
    const page = await visit('article');
    // The words are fetched while the reader writes.
    const fetched = page.waitForResponse(/\/words-/);
    await openForm(page);
    await page.getByLabel('Your comment').fill('What');
    await fetched;
    await write(page, 'What the fuck is the council doing?');
    await page.getByText('Before you post').waitFor();
    await page.getByRole('button', {name: 'Post anyway'}).click();
    await card(page, 'What the fuck').getByText('Waiting for review. Only you can see this.').waitFor();
    await page.context().close();
  });
});

describe.each(['article', 'local'])('one’s own comment, on %s.html', (name) => {
  it('is changed and taken away again', async () => {
    const page = await visit(name);
    await write(page, 'I was on that boat, twice.');
    await choose(page, card(page, 'twice'), 'Edit');
    await page.getByLabel('Edit your comment').fill('I was on that boat, thrice.');
    await page.getByRole('button', {name: 'Save'}).click();
    await card(page, 'thrice').getByText('Edited').waitFor();
    await choose(page, card(page, 'thrice'), 'Delete');
    await page.getByRole('dialog').getByRole('button', {name: 'Delete'}).click();
    await expect.poll(() => card(page, 'thrice').count()).toBe(0);
    await page.context().close();
  });
});

describe('another person’s comment', () => {
  it('is reported to the Parley server, and folded', async () => {
    const page = await visit('article');
    const comment = thread(page).locator('article').first();
    await choose(page, comment, 'Report');
    await page.getByRole('dialog').getByRole('radio').first().check();
    await page.getByRole('button', {name: 'Send report'}).click();
    await page.getByText('You have reported this comment.').waitFor();
    await page.context().close();
  });

  it('is muted on this device, also after a reload', async () => {
    const page = await visit('article');
    const comment = thread(page).locator('article').first();
    await choose(page, comment, /^Mute /);
    await page
      .getByText(/You have muted .* on this device\./)
      .first()
      .waitFor();
    await page.reload();
    await openDiscussion(page);
    await page
      .getByText(/You have muted .* on this device\./)
      .first()
      .waitFor();
    await page.getByRole('button', {name: 'Unmute'}).first().click();
    await page
      .getByText(/You have muted .* on this device\./)
      .first()
      .waitFor({state: 'detached'});
    await page.context().close();
  });
});
