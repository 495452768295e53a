import {describe, expect, it} from 'vitest';
import {siteForAll} from '../support/wordpress/site-for-all.js';

const site = siteForAll();

describe('a WordPress for tests', () => {
  it('answers its REST API, to guests and to users with an application password', async () => {
    const post = await site.createPost();
    const held = await site.createComment({post: post.id, content: 'Wait for me.', status: 'hold'});
    const anonymous = await site.rest(`wp/v2/comments/${String(held)}`, {as: null});
    const asAdmin = await site.rest(`wp/v2/comments/${String(held)}?context=edit`);
    expect([anonymous.status, asAdmin.status]).toEqual([401, 200]);
    await site.approve(held);
    expect((await site.rest(`wp/v2/comments/${String(held)}`, {as: null})).status).toBe(200);
  });

  it("shows a post with the theme's own comments and form", async () => {
    const post = await site.createPost({title: 'The ferry keeps its evening boat'});
    await site.createComment({post: post.id, name: 'Ana Silva', content: 'At last.'});
    const page = await (await fetch(post.url)).text();
    for (const part of ['The ferry keeps its evening boat', 'Ana Silva', 'At last.', 'wp-comments-post.php'])
      expect(page).toContain(part);
  });

  it('logs in as a browser does', async () => {
    const {cookie, nonce} = await site.logIn('reader');
    const me = await fetch(`${site.origin}/wp-json/wp/v2/users/me`, {
      headers: {Cookie: cookie, 'X-WP-Nonce': nonce},
    });
    expect(await me.json()).toMatchObject({id: site.users.reader.id, name: 'Reader'});
  });

  it('refuses guests by REST until they are let in', async () => {
    const post = await site.createPost();
    const comment = {post: post.id, author_name: 'Ana', author_email: 'a@reader.example', content: 'Hello.'};
    const send = () => site.rest('wp/v2/comments', {as: null, method: 'POST', json: comment});
    expect((await send()).status).toBe(401);
    await site.allowAnonymousRest();
    expect((await send()).status).toBe(201);
    await site.allowAnonymousRest(false);
  });

  it('keeps what PHP complains about', async () => {
    await site.run('return $undefined;');
    expect(await site.errorLog()).toEqual([expect.stringContaining('Undefined variable $undefined')]);
    await expect(site.assertQuietLog()).rejects.toThrow('Undefined variable');
    await site.clearErrorLog();
  });
});
