import {beforeEach, describe, expect, it} from 'vitest';
import {threadOf} from '../../support/wordpress/adapter-harness.js';
import {errorOf, intent, Reader} from '../../support/wordpress/reader.js';
import {siteForAll} from '../../support/wordpress/site-for-all.js';
import type {SitePost, UserName} from '../../support/wordpress/wordpress-site.js';

const site = siteForAll();
let post: SitePost;

beforeEach(async () => {
  post = await site.createPost();
});

/** A reader whose browser has WordPress's cookie, in a page that has given a nonce. */
async function signedIn(user: UserName, nonce?: string): Promise<Reader> {
  const session = await site.logIn(user);
  return new Reader(site, post, {session, nonce: nonce ?? session.nonce});
}

describe('a reader with a cookie and a nonce', () => {
  it.each([
    ['reader', 'reader'],
    ['author', 'staff'],
    ['editor', 'moderator'],
    ['admin', 'moderator'],
  ] as const)('who is %s is known as %s', async (user, role) => {
    const {facts} = await (await signedIn(user)).open();
    expect(facts.viewer).toMatchObject({id: String(site.users[user].id), role});
  });

  it('is known by the nonce that WordPress itself puts into a page', async () => {
    const {cookie, nonce} = await site.logIn('reader');
    const page = globalThis as {wpApiSettings?: {nonce: string}};
    page.wpApiSettings = {nonce};
    const reader = new Reader(site, post, {session: {cookie}});
    delete page.wpApiSettings;
    expect((await reader.open()).facts.viewer?.name).toBe('Reader');
  });

  it("posts under their account's name", async () => {
    const reader = await signedIn('reader');
    const posted = await reader.write({guest: {name: 'The Editor', email: 'e@packet.example'}});
    expect(posted.author).toMatchObject({name: 'Reader', id: String(site.users.reader.id)});
  });

  it('gets another nonce when the page’s is too old, and posts once', async () => {
    const reader = await signedIn('reader', 'abcdef0123');
    const posted = await reader.write({text: 'From a page two days old.', guest: null});
    expect(posted.author.name).toBe('Reader');
    expect(reader.requests.filter((request) => request.includes('rest-nonce'))).toHaveLength(1);
    expect(
      await site.run('return (int) get_comments(array("post_id" => $given, "count" => true));', post.id),
    ).toBe(1);
    expect((await reader.open()).facts.viewer?.name).toBe('Reader');
  });

  it('gets one nonce for all that ask at once', async () => {
    const reader = await signedIn('reader', 'abcdef0123');
    const {facts} = await reader.open();
    expect(facts.viewer?.name).toBe('Reader');
    expect(reader.requests.filter((request) => request.includes('rest-nonce'))).toHaveLength(1);
  });

  it('who is not signed in any more reads on as a guest, and posts as one', async () => {
    await site.allowAnonymousRest();
    const reader = new Reader(site, post, {nonce: 'abcdef0123'});
    const {facts} = await reader.open();
    expect(facts.viewer).toBeNull();
    expect((await reader.write()).author.name).toBe('Ana Silva');
    await site.allowAnonymousRest(false);
  });

  it('who is not signed in any more and gives no name is asked to sign in', async () => {
    const reader = await signedIn('reader');
    await reader.open();
    await site.run('WP_Session_Tokens::get_instance((int) $given)->destroy_all();', site.users.reader.id);
    expect((await reader.refusal({guest: null})).code).toBe('login-required');
  });

  it('is held like any guest until a comment of theirs was approved; an editor is not', async () => {
    expect((await (await signedIn('neighbour')).write({guest: null})).status).toBe('held');
    expect((await (await signedIn('editor')).write({guest: null})).status).toBeUndefined();
  });

  it('who is an editor may use markup that others may not, which the page sanitizes', async () => {
    const editor = await signedIn('editor');
    const draft = {
      parentId: null,
      body: {format: 'html', value: '<iframe src="https://x.example"></iframe>Look.'} as const,
    };
    const posted = await editor.adapter.post(threadOf(post), draft, intent());
    expect(posted.body.value).toContain('<iframe');
  });
});

describe('a reader with an application password', () => {
  const options = (user: UserName) => ({
    applicationPassword: {user, password: site.users[user].applicationPassword},
  });

  it('authenticates without cookie or nonce', async () => {
    const reader = new Reader(site, post, options('reader'));
    expect((await reader.open()).facts.viewer?.name).toBe('Reader');
    expect((await reader.write({guest: null})).author.name).toBe('Reader');
  });

  it('that is wrong reads as a guest', async () => {
    const reader = new Reader(site, post, {applicationPassword: {user: 'reader', password: 'wrong'}});
    expect((await reader.open()).facts.viewer).toBeNull();
  });

  it('is not sent to another address', async () => {
    const reader = new Reader(site, post, options('reader'));
    const seen: (RequestInit | undefined)[] = [];
    const original = globalThis.fetch;
    globalThis.fetch = (input, init) => {
      seen.push(init);
      return original(input, init);
    };
    await reader.open().finally(() => (globalThis.fetch = original));
    expect(seen.length).toBeGreaterThan(0);
    for (const init of seen) expect([init?.redirect, init?.credentials]).toEqual(['error', 'omit']);
  });
});

describe('what moderators may', () => {
  it('edits and removes, which a subscriber may not even with their own', async () => {
    const id = await site.createComment({post: post.id, content: 'First words.'});
    const editor = await signedIn('editor');
    const subscriber = await signedIn('reader');
    const [shown] = (await editor.open()).comments;
    expect(shown?.can).toMatchObject({edit: true, remove: true});
    const edited = await editor.adapter.edit?.(
      threadOf(post),
      String(id),
      {format: 'text', value: 'Other "words".'},
      intent(),
    );
    expect(edited?.body.value).toContain('Other &#034;words&#034;.');
    const removed = await editor.adapter.remove?.(threadOf(post), String(id), intent());
    expect(removed?.status).toBe('removed');
    expect((await subscriber.open()).comments).toEqual([]);
    expect(subscriber.adapter.edit).toBeUndefined();
    const error = await errorOf(
      editor.adapter.edit?.(threadOf(post), '987654321', {format: 'text', value: 'x'}, intent()) ??
        Promise.resolve(),
    );
    expect(error.code).toBe('not-found');
  });

  it('sees badges of staff, if it may list users', async () => {
    await site.createComments([
      {post: post.id, content: 'I edit.', by: 'editor', createdAt: '2026-01-05T08:00:00Z'},
      {post: post.id, content: 'I read.', by: 'reader', createdAt: '2026-01-05T08:01:00Z'},
    ]);
    const authors = async (user: UserName) =>
      (await (await signedIn(user)).open()).comments.map(({author}) => author.badge ?? null);
    expect(await authors('admin')).toEqual(['Editor', null]);
    expect(await authors('reader')).toEqual([null, null]);
  });
});
