import type {Browser, Locator, Page} from 'playwright-core';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {BERTA, browseSite, publishFirstComment} from '../../support/wordpress/browsed-site.js';
import {launchChromium} from '../../support/chromium.mjs';
import {setPlugin} from '../../support/wordpress/people.js';
import {startWordPress} from '../../support/wordpress/start-wordpress.js';
import {
  commentWith,
  openDiscussion,
  visit,
  writeComment,
  type VisitOptions,
} from '../../support/wordpress/visits.js';
import type {PostFields, SitePost, WordPressSite} from '../../support/wordpress/wordpress-site.js';

const WAITING = 'Waiting for review. Only you can see this.';

describe.each([
  ['with the plugin', {plugin: true}],
  ['by hand, without the plugin', {byHand: true}],
])('a discussion on a real WordPress, %s', (_way, options) => {
  const visits = browseSite(options, publishFirstComment);
  const {open} = visits;
  let site: WordPressSite;
  let post: SitePost;

  beforeEach(() => {
    ({site, post} = visits);
  });

  afterEach(async () => {
    await site.checkFlood(false);
    await site.setOptions({comment_registration: 0});
  });

  async function discuss(how: VisitOptions = {}): Promise<Page> {
    const {page} = await open(post.url, how);
    await openDiscussion(page);
    return page;
  }

  /** On the screen of comments that wait. Its console is WordPress's affair. */
  async function approveAsEditor(words: string): Promise<void> {
    const url = `${site.origin}/wp-admin/edit-comments.php?comment_status=moderated`;
    const {page: admin} = await visit(visits.browser, site, url, {as: 'editor'});
    const row = admin.locator('#the-comment-list tr').filter({hasText: words});
    await row.hover();
    const approve = row.getByLabel('Approve this comment');
    if (await admin.evaluate(() => 'wp' in globalThis)) {
      await Promise.all([admin.waitForResponse(/admin-ajax\.php/), approve.click()]);
    } else {
      // A WordPress without its scripts: the same link leads there by itself.
      await admin.goto(new URL((await approve.getAttribute('href')) ?? '', admin.url()).href);
    }
    await admin.context().close();
  }

  const form = (page: Page): Locator => page.locator('parley-thread parley-comment-form').first();

  it('holds a first comment, shows it to its writer as waiting, and to all once a moderator approved it', async () => {
    const page = await discuss();
    await writeComment(form(page), {
      text: 'They were\\are “late”.',
      name: 'Ana',
      email: 'ana@reader.example',
    });
    const comment = commentWith(page, 'They were\\are “late”.');
    await comment.getByText(WAITING).waitFor();

    await page.reload();
    await openDiscussion(page);
    await comment.getByText(WAITING).waitFor();
    const other = await discuss();
    expect(await commentWith(other, 'late').count()).toBe(0);

    await approveAsEditor('late');

    for (const reader of [page, other]) {
      await reader.reload();
      await openDiscussion(reader);
      await commentWith(reader, 'They were\\are “late”.').waitFor();
      expect(await reader.getByText(WAITING).count()).toBe(0);
    }
    expect(await page.locator('[part=count]').innerText()).toBe('1 comment');
  });

  it('puts a reply under what it answers', async () => {
    await site.createComment({post: post.id, content: 'A root.'});
    const page = await discuss();
    await commentWith(page, 'A root.')
      .getByRole('button', {name: /^Reply/})
      .click();
    const reply = page.locator('parley-comment-form[parent-id]');
    await writeComment(reply, {text: 'A reply.', ...BERTA});
    await reply.waitFor({state: 'detached'});
    await page.reload();
    await openDiscussion(page);
    const nested = page.locator('li li article[part~=comment]');
    await nested.waitFor();
    expect(await nested.locator('[part=body]').innerText()).toBe('A reply.');
  });

  it('refuses duplicates and two comments in 15 seconds, and the text stays', async () => {
    await site.createComment({post: post.id, ...BERTA, content: 'Once is enough.'});
    const page = await discuss();
    await writeComment(form(page), {text: 'Once is enough.', ...BERTA});
    await form(page).getByText('You have already posted this comment.').waitFor();
    expect(await form(page).locator('textarea').inputValue()).toBe('Once is enough.');
    await site.checkFlood();
    await writeComment(form(page), {text: 'And another thing.', ...BERTA});
    await form(page)
      .getByText(/You can post again at/)
      .waitFor();
    expect(await form(page).locator('textarea').inputValue()).toBe('And another thing.');
  });

  it('is closed if WordPress has closed it', async () => {
    post = await site.createPost({comments: 'closed'});
    await site.createComment({post: post.id, content: 'The last word.'});
    const page = await discuss();
    await commentWith(page, 'The last word.').waitFor();
    await page.getByText('Comments are closed.').first().waitFor();
    expect(await page.locator('parley-comment-form textarea').count()).toBe(0);
    expect(await page.getByRole('button', {name: /^Reply/}).count()).toBe(0);
  });

  it('takes a comment that was begun before it was closed for what it is', async () => {
    const page = await discuss();
    await site.run('wp_update_post(array("ID" => $given, "comment_status" => "closed"));', post.id);
    await writeComment(form(page), {text: 'Too late.', ...BERTA});
    await form(page).getByText('The discussion was closed in the meantime.').waitFor();
    expect(await form(page).locator('textarea').inputValue()).toBe('Too late.');
  });

  it('behind a password is read and written by who has given it', async () => {
    post = await site.createPost({password: 's3cret'} satisfies PostFields);
    await site.createComment({post: post.id, content: 'Among ourselves.'});
    const {page} = await open(post.url);
    expect(await page.content()).not.toContain('Among ourselves.');
    await page.getByLabel('Password').fill('s3cret');
    await page.getByRole('button', {name: 'Enter'}).click();
    await openDiscussion(page);
    await commentWith(page, 'Among ourselves.').waitFor();
    await writeComment(form(page), {text: 'I have it too.', ...BERTA});
    await expect.poll(() => form(page).locator('textarea').inputValue()).toBe('');
    await page.reload();
    await openDiscussion(page);
    await commentWith(page, 'I have it too.').waitFor();
  });

  it('recognises a subscriber, whose first comment is held, and an editor, whose comment is published', async () => {
    const page = await discuss({as: 'reader'});
    await form(page).getByText('Posting as Reader').waitFor();
    await writeComment(form(page), {text: 'From a subscriber.'});
    await commentWith(page, 'From a subscriber.').getByText(WAITING).waitFor();
    await page.reload();
    await openDiscussion(page);
    await commentWith(page, 'From a subscriber.').getByText(WAITING).waitFor();

    const editor = await discuss({as: 'editor'});
    await form(editor).getByText('Posting as Editor').waitFor();
    await writeComment(form(editor), {text: 'From the desk.'});
    await expect.poll(() => form(editor).locator('textarea').inputValue()).toBe('');
    await commentWith(editor, 'From the desk.').waitFor();
    expect(await editor.getByText(WAITING).count()).toBe(0);
    const other = await discuss();
    await commentWith(other, 'From the desk.').waitFor();
    expect(await commentWith(other, 'From a subscriber.').count()).toBe(0);
  });

  it('requests a sign-in where only members may write', async () => {
    await site.setOptions({comment_registration: 1});
    const page = await discuss();
    // The plugin says so beforehand.
    if ('plugin' in options) {
      await page.getByRole('button', {name: 'Sign in to comment'}).waitFor();
      expect(await page.locator('parley-thread #line, parley-comment-form textarea').count()).toBe(0);
      return;
    }
    await writeComment(form(page), {text: 'Let me in.', ...BERTA});
    await form(page)
      .getByText(/[Ss]ign in/)
      .first()
      .waitFor();
    expect(await form(page).locator('textarea').inputValue()).toBe('Let me in.');
  });

  it('is read and written without JavaScript, by WordPress’s own list and form', async () => {
    await site.createComment({post: post.id, name: 'Ben', content: 'Read without a script.'});
    const {page} = await open(post.url, {javaScriptEnabled: false});
    await page.getByText('Read without a script.').waitFor();
    await page.getByLabel('Comment').first().fill('Posted without a script: were\\are.');
    await page.getByLabel('Name').first().fill('Nora');
    await page.getByLabel('Email').first().fill('nora@reader.example');
    await page.getByRole('button', {name: 'Post Comment'}).click();
    await page.getByText('Posted without a script: were\\are.').waitFor();
    await page.getByText('awaiting moderation').first().waitFor();
    await site.approve(/comment-(\d+)$/.exec(page.url())?.[1] ?? '');
    const scripted = await discuss();
    await commentWith(scripted, 'Posted without a script: were\\are.').waitFor();
  });
});

describe('what the settings of the plugin ask of readers', () => {
  let site: WordPressSite;
  let browser: Browser;

  beforeAll(async () => {
    [site, browser] = await Promise.all([startWordPress({plugin: true}), launchChromium()]);
  });

  afterAll(async () => {
    await browser.close();
    await site.assertQuietLog();
    await site.stop();
  });

  it('must confirm the policy, and is asked about the words that it names', async () => {
    await setPlugin(site, {acknowledgement: true, policy_version: '7', nudge_words: ['ferry conspiracy']});
    const post = await site.createPost();
    const {page, problems} = await visit(browser, site, post.url);
    await openDiscussion(page);
    const form = page.locator('parley-thread parley-comment-form').first();
    const text = 'It is a ferry conspiracy.';
    await writeComment(form, {text, name: 'Ana', email: 'ana@reader.example'});
    expect(await site.run('return (int) get_comments(array("count" => true));')).toBe(0);
    await form.getByRole('checkbox', {name: /policy/i}).check();
    await form.locator('button[part~=submit]').click();
    await form.getByText('Before you post').waitFor();
    await form.getByText('ferry conspiracy').last().waitFor();
    expect(await site.run('return (int) get_comments(array("count" => true));')).toBe(0);
    await form.getByRole('button', {name: 'Post anyway'}).click();
    await expect.poll(() => form.locator('textarea').inputValue()).toBe('');
    const stored = await site.run(
      'return get_comment_meta(get_comments()[0]->comment_ID, "_parley_policy", true);',
    );
    expect([stored, problems]).toEqual(['7', []]);
  });
});
