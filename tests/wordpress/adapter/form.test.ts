import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {ANA, Reader} from '../../support/wordpress/reader.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';
import type {PostFields} from '../../support/wordpress/wordpress-site.js';

const site = siteForAll();
let reader: Reader;

/** A reader of a page of the site itself: in Node the form has to be named. */
async function readerOf(fields: PostFields = {}): Promise<Reader> {
  return new Reader(site, await site.createPost(fields), {formUrl: `${site.origin}/wp-comments-post.php`});
}

beforeEach(async () => {
  reader = await readerOf();
});

afterEach(async () => {
  await site.checkFlood(false);
  await site.setOptions({comment_registration: 0, comment_previously_approved: 1});
});

describe('a guest’s comment on the site’s own pages', () => {
  it('is sent to the site’s own form only', async () => {
    await reader.write({text: 'One.'});
    await reader.write({text: 'Two.'});
    const posts = reader.requests.filter((request) => request.startsWith('POST'));
    expect(posts.map((request) => request.replace(/\?.*/, ''))).toEqual([
      'POST /wp-comments-post.php',
      'POST /wp-comments-post.php',
    ]);
  });

  it('waits for a moderator, is shown to its writer after a reload, and is then published', async () => {
    const posted = await reader.write({text: 'They were\\are "here".'});
    expect(posted).toMatchObject({status: 'held', author: {name: 'Ana Silva'}});
    expect((await reader.open()).comments).toMatchObject([{id: posted.id, status: 'held'}]);
    expect((await reader.open()).total).toBe(0);
    await site.approve(posted.id);
    const {comments, total} = await reader.open();
    expect(total).toBe(1);
    expect(comments).toMatchObject([{id: posted.id}]);
    expect(comments[0]?.status).toBeUndefined();
    expect(comments[0]?.body.value).toContain('were\\are &#034;here&#034;');
  });

  it('is published at once on a site without moderation', async () => {
    await site.setOptions({comment_previously_approved: 0});
    const root = await reader.write({text: 'A root.'});
    const reply = await reader.write({text: 'A reply.', parent: root.id});
    expect([root.status, reply.status]).toEqual([undefined, undefined]);
    expect((await reader.open()).comments).toMatchObject([{id: root.id}, {id: reply.id, parentId: root.id}]);
  });

  it.each([
    ['no name', {guest: {name: '', email: 'f@reader.example'}}, ['name']],
    ['no e-mail address', {guest: {name: 'Fay'}}, ['email']],
    ['an address that is none', {guest: {name: 'Fay', email: 'no address'}}, ['email']],
    ['no words', {text: ' '}, ['body']],
    ['65,526 bytes', {text: 'é'.repeat(32_763)}, ['body']],
    ['a name of 246 letters', {guest: {...ANA, name: 'n'.repeat(246)}}, ['name']],
  ])('with %s is refused, pointing at the field', async (_what, comment, fields) => {
    const error = await reader.refusal(comment);
    expect([error.code, Object.keys(error.fields)]).toEqual(['validation', fields]);
    for (const message of Object.values(error.fields)) expect(message).toMatch(/^[A-Z][^<&«]+\.$/);
  });

  it('is refused as a duplicate', async () => {
    await reader.write({text: 'Twice.'});
    expect((await reader.refusal({text: 'Twice.'})).code).toBe('duplicate');
  });

  it('is refused for 15 seconds after another', async () => {
    await site.checkFlood();
    await reader
      .write({text: 'One.', guest: {name: 'Eva', email: 'eva@reader.example'}})
      .catch(() => undefined);
    const error = await reader.refusal({text: 'Two.', guest: {name: 'Eva', email: 'eva@reader.example'}});
    expect(error.code).toBe('rate-limited');
    expect(Date.parse(error.retryAt ?? '')).toBeGreaterThan(Date.now() + 10_000);
  });

  it('is refused where comments are closed, or where readers must sign in', async () => {
    const closed = await readerOf({comments: 'closed'});
    expect((await closed.refusal({})).code).toBe('closed');
    await site.setOptions({comment_registration: 1});
    expect((await reader.refusal({})).code).toBe('login-required');
  });

  it('is refused under a post that is not there', async () => {
    const nowhere = new Reader(
      site,
      {id: 999_999, url: `${site.origin}/nowhere/`},
      {formUrl: `${site.origin}/wp-comments-post.php`},
    );
    expect((await nowhere.refusal({})).code).toBe('not-found');
  });

  it('is not sent to the form of another origin', async () => {
    const elsewhere = new Reader(site, reader.post);
    expect((await elsewhere.refusal({})).code).toBe('login-required');
  });
});
