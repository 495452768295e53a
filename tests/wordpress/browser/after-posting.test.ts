import {beforeEach, expect, it} from 'vitest';
import {BERTA, browseSite, publishFirstComment} from '../../support/wordpress/browsed-site.js';
import {guest, setPlugin} from '../../support/wordpress/people.js';
import {commentWith, menuItem, openDiscussion, writeComment} from '../../support/wordpress/visits.js';
import type {SitePost, WordPressSite} from '../../support/wordpress/wordpress-site.js';

const visits = browseSite({plugin: true}, publishFirstComment);
const {discuss} = visits;
let site: WordPressSite;
let post: SitePost;

beforeEach(() => {
  ({site, post} = visits);
});

const approved = (): Promise<unknown> =>
  site.run(
    'return (int) get_comments(array("post_id" => $given, "status" => "approve", "count" => true));',
    post.id,
  );

it('is posted once, though the page is reloaded while it is on its way', async () => {
  const page = await discuss();
  const form = page.locator('parley-thread parley-comment-form').first();
  const request = page.waitForEvent('request', (request) => request.method() === 'POST');
  await writeComment(form, {text: 'Once, and once only.', ...BERTA});
  await request;
  await page.reload();
  await openDiscussion(page);
  // Until the site has been asked whether it arrived, what waits on the device may stand beside it.
  await menuItem(page, 'Once, and once only.', 'Edit');
  expect(await approved()).toBe(1);
});

it('changes and takes away what a guest has posted, also after a reload', async () => {
  const page = await discuss();
  const form = page.locator('parley-thread parley-comment-form').first();
  await writeComment(form, {text: 'It were\\are twice.', ...BERTA});
  await commentWith(page, 'twice').waitFor();
  await page.reload();
  await openDiscussion(page);

  await (await menuItem(page, 'twice', 'Edit')).click();
  await page.getByLabel('Edit your comment').fill('It were\\are thrice.');
  await page.getByRole('button', {name: 'Save'}).click();
  await commentWith(page, 'thrice').getByText('Edited').waitFor();
  await commentWith(await discuss(), 'It were\\are thrice.').waitFor();

  await (await menuItem(page, 'thrice', 'Delete')).click();
  // It is gone at once; only the answer says that it is.
  await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'DELETE'),
    page.getByRole('dialog').getByRole('button', {name: 'Delete'}).click(),
  ]);
  await expect.poll(() => commentWith(page, 'thrice').count()).toBe(0);
  expect(await approved()).toBe(0);
});

it('offers none of it to others', async () => {
  await site.createComment({post: post.id, content: 'Not yours.'});
  const page = await discuss();
  await menuItem(page, 'Not yours.', 'Report');
  expect(await page.getByRole('menuitem', {name: /Edit|Delete/}).count()).toBe(0);
});

it('recommends a comment and takes that back', async () => {
  await site.createComment({post: post.id, content: 'Well said.'});
  const page = await discuss();
  const recommend = commentWith(page, 'Well said.').locator('button[aria-pressed]');
  // The button shows it at once; only the answer says that it is kept.
  await Promise.all([page.waitForResponse(/votes?\b/), recommend.click()]);
  await expect.poll(() => recommend.getAttribute('aria-pressed')).toBe('true');
  await expect.poll(() => recommend.innerText()).toContain('1');
  await page.reload();
  await openDiscussion(page);
  await expect.poll(() => recommend.getAttribute('aria-pressed')).toBe('true');
  await recommend.click();
  await expect.poll(() => recommend.getAttribute('aria-pressed')).toBe('false');
});

it('reports a comment, which is then held for a moderator', async () => {
  await setPlugin(site, {report_threshold: 1});
  const id = await site.createComment({post: post.id, content: 'Buy my plates.'});
  // A guest's report is half a known reader's; this one comes from another network.
  await guest(site).send('POST', `parley/v1/comments/${String(id)}/report`, {rule: 'spam'});
  const page = await discuss();
  await (await menuItem(page, 'Buy my plates.', 'Report')).click();
  await page.getByRole('dialog').getByRole('radio').first().check();
  await page.getByRole('button', {name: 'Send report'}).click();
  await page.getByText('You have reported this comment.').waitFor();
  await expect.poll(approved).toBe(0);
  expect(await commentWith(await discuss(), 'Buy my plates.').count()).toBe(0);
});
