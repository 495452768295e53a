import {beforeEach, describe, expect, it} from 'vitest';
import {guest, commentFields, setPlugin, signedIn, type WireComment} from '../../support/wordpress/people.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';
import type {SitePost} from '../../support/wordpress/wordpress-site.js';

const site = siteForAll({plugin: true});
let post: SitePost;
let comment: number;

beforeEach(async () => {
  await setPlugin(site);
  await site.setOptions({comment_previously_approved: '', comment_moderation: ''});
  post = await site.createPost();
  comment = await site.createComment({post: post.id, content: 'The evening boat must stay.'});
});

const PRIVATE = 'private, no-store';

/** For users WordPress adds what it says itself. */
function expectNotStored(headers: Headers): void {
  const directives = (headers.get('Cache-Control') ?? '').split(', ');
  expect(directives).toEqual(expect.arrayContaining(['no-store', 'private']));
  expect(directives).not.toContain('public');
}

const varyOf = (headers: Headers): string[] =>
  (headers.get('Vary') ?? '').split(',').map((name) => name.trim().toLowerCase());

describe('an answer with what is one reader’s own', () => {
  it.each([
    ['a list of comments', (id: number) => `wp/v2/comments?post=${String(id)}`],
    [
      'a list with the plugin’s field named',
      (id: number) => `wp/v2/comments?post=${String(id)}&_fields=id,parley`,
    ],
    [
      'a list with a part of the field named',
      (id: number) => `wp/v2/comments?post=${String(id)}&_fields=id,parley.voted`,
    ],
    ['one comment', (_: number, of: number) => `wp/v2/comments/${String(of)}`],
    ['the viewer', (id: number) => `parley/v1/viewer?post=${String(id)}`],
  ])('is stored in no cache: %s', async (_, path) => {
    for (const person of [guest(site), await signedIn(site, 'reader')]) {
      const {status, headers} = await person.get(path(post.id, comment));
      expect(status).toBe(200);
      expectNotStored(headers);
      expect(varyOf(headers)).toEqual(expect.arrayContaining(['cookie', 'authorization', 'x-wp-nonce']));
    }
  });

  it('is not cacheable if it has a new comment’s token', async () => {
    const {status, headers, body} = await guest(site).send<WireComment>(
      'POST',
      'wp/v2/comments',
      commentFields(post.id),
    );
    expect([status, headers.get('Cache-Control')]).toEqual([201, PRIVATE]);
    expect(body.parley.token).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is as WordPress made it where the plugin’s field is left out', async () => {
    const {headers} = await guest(site).get(`wp/v2/comments?post=${String(post.id)}&_fields=id,content`);
    expect(headers.get('Cache-Control')).toBeNull();
  });

  it('has nothing about the reader if comments are embedded in another response', async () => {
    const ana = guest(site);
    await ana.send('POST', `parley/v1/comments/${String(comment)}/vote`, {up: true});
    const {body} = await ana.get<{_embedded: {replies: [WireComment[]]}}>(
      `wp/v2/posts/${String(post.id)}?_embed=replies`,
    );
    const [[embedded] = []] = body._embedded.replies;
    expect(embedded?.parley).toMatchObject({votes: 1, voted: null});
  });
});

describe('a response that caches may share', () => {
  it.each([
    ['counts', (id: number) => `parley/v1/counts?posts=${String(id)}`],
    ['settings', (id: number) => `parley/v1/settings?post=${String(id)}`],
  ])('differs for a signed-in reader, with a header for it: %s', async (_, path) => {
    const asGuest = await guest(site).get(path(post.id));
    expect(asGuest.headers.get('Cache-Control')).toMatch(/^public, max-age=\d+$/);
    expect(varyOf(asGuest.headers)).toEqual(expect.arrayContaining(['authorization', 'x-wp-nonce']));
    const asReader = await (await signedIn(site, 'reader')).get(path(post.id));
    expectNotStored(asReader.headers);
  });

  it('is not one with what only its reader may know', async () => {
    const hidden = await site.createPost({status: 'private', by: 'author'});
    const path = `parley/v1/counts?posts=${String(post.id)},${String(hidden.id)}`;
    const asGuest = await guest(site).get<{counts: Record<string, number>}>(path);
    expect(Object.keys(asGuest.body.counts)).toEqual([String(post.id)]);
    const asAuthor = await (await signedIn(site, 'author')).get<{counts: Record<string, number>}>(path);
    expect(Object.keys(asAuthor.body.counts)).toHaveLength(2);
    expectNotStored(asAuthor.headers);
  });

  it('is the feed of changes, which contains nothing personal', async () => {
    const path = `parley/v1/changes?post=${String(post.id)}&since=0`;
    const asGuest = await guest(site).get<object>(path);
    expect(asGuest.headers.get('Cache-Control')).toBe('public, max-age=10');
    const asReader = await (await signedIn(site, 'reader')).get<object>(path);
    // How far everybody has come depends on the moment alone.
    expect({...asReader.body, cursor: ''}).toEqual({...asGuest.body, cursor: ''});
  });
});

describe('the article’s page', () => {
  const pageFor = (url: string, cookie: string): Promise<Response> =>
    fetch(url, {headers: cookie === '' ? {} : {Cookie: cookie}});

  it('is stored in no shared cache if it shows a guest’s own name', async () => {
    const hash = await site.run<string>('return COOKIEHASH;');
    const cookies = [`comment_author_${hash}=Ana`, `comment_author_email_${hash}=ana%40reader.example`];
    const own = await pageFor(post.url, cookies.join('; '));
    expect((await own.text()).includes('value="ana@reader.example"')).toBe(true);
    expect(own.headers.get('Cache-Control')).toContain(PRIVATE);
    const others = await pageFor(post.url, '');
    expect(others.headers.get('Cache-Control') ?? '').not.toContain('no-store');
  });

  it('is stored in no shared cache if a password or a session opened it', async () => {
    const locked = await site.createPost({password: 'ferry'});
    await site.createComment({post: locked.id, content: 'Behind the password.'});
    const answer = await fetch(`${site.origin}/wp-login.php?action=postpass`, {
      method: 'POST',
      redirect: 'manual',
      headers: {Referer: locked.url},
      body: new URLSearchParams({post_password: 'ferry'}),
    });
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ');
    const opened = await pageFor(locked.url, cookie);
    expect((await opened.text()).includes('data-parley-page')).toBe(true);
    expect(opened.headers.get('Cache-Control')).toContain(PRIVATE);
    const session = await pageFor(post.url, (await site.logIn('reader')).cookie);
    expect(session.headers.get('Cache-Control')).toContain(PRIVATE);
  });
});
