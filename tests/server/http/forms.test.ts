import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Comment} from '../../../src/model/comment.js';
import type {ThreadPage} from '../../../src/model/thread.js';
import {
  guestKey,
  ORIGIN,
  postBody,
  SITE,
  startHttpFixture,
  threadQuery,
  tokenFor,
  type HttpFixture,
  type Send,
} from '../../support/server/http-fixture.js';
import {DATABASE_KINDS} from '../../support/server/test-database.js';

const PATH = '/v1/comments/form';
const OWN = 'https://comments.example';

describe.each(DATABASE_KINDS)('writing without scripts (%s)', (kind) => {
  let fixture: HttpFixture;
  let send: Send;

  beforeAll(async () => {
    fixture = await startHttpFixture(kind);
    ({send} = fixture);
  });
  afterAll(() => fixture.close());

  const formOf = (page: string, body: string, more: object = {}): Record<string, string> => ({
    site: SITE,
    page,
    key: 'of one page',
    pageUrl: `${ORIGIN}/${page}`,
    pageTitle: 'The ferry',
    body,
    name: 'Ada Quill',
    ...more,
  });

  interface Way {
    readonly origin?: string | null;
    readonly from?: string;
    readonly headers?: Readonly<Record<string, string>>;
  }

  const post = (form: Record<string, string>, {origin = ORIGIN, from, headers}: Way = {}, through = send) =>
    through('POST', PATH, {
      form,
      headers: {...(origin !== null && {origin}), ...headers},
      ...(from !== undefined && {from}),
    });

  async function read(page: string): Promise<readonly Comment[]> {
    const answer = await send('GET', `/v1/thread?${threadQuery(page)}`);
    return ((await answer.json()) as ThreadPage).comments;
  }

  const comment = async (page: string, value: string): Promise<Comment> => {
    const sending = {json: postBody(page, value), guest: guestKey(), key: guestKey()};
    return (await send('POST', '/v1/comments', sending)).json() as Promise<Comment>;
  };

  it('leads to the comment in the article', async () => {
    const answer = await post(formOf('ferry', 'The ferry\r\nwas late.'));
    expect(answer.status).toBe(303);
    const [posted] = await read('ferry');
    expect(answer.headers.get('location')).toBe(`${ORIGIN}/ferry#comment-${posted?.id ?? ''}`);
    expect(posted).toMatchObject({body: {value: 'The ferry\nwas late.'}, author: {name: 'Ada Quill'}});
  });

  it('makes one comment when the same reader posts twice', async () => {
    const first = await post(formOf('twice', 'Once'));
    const again = await post(formOf('twice', 'Once'));
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(await read('twice')).toHaveLength(1);
  });

  it('makes two comments of two readers with the form of the same page', async () => {
    await post(formOf('both', 'Agreed'), {from: '203.0.113.1'});
    await post(formOf('both', 'Agreed', {name: 'Ben Reed'}), {from: '203.0.113.2'});
    await post(formOf('both', 'Not I'), {from: '203.0.113.2'});
    expect(await read('both')).toHaveLength(3);
  });

  it('shows a form for a reply below what is answered, which leads to the reply', async () => {
    const {id} = await comment('reply', 'Why <so> late?');
    const page = await send('GET', `${PATH}?${threadQuery('reply')}&reply=${id}&url=${ORIGIN}/reply`);
    const html = await page.text();
    expect(html).toContain('<h1>Reply to Ada Quill</h1>');
    expect(html).toContain('Why &lt;so&gt; late?');
    expect(html).toContain(`<input type="hidden" name="parentId" value="${id}">`);
    expect(html).toContain(`<a href="${ORIGIN}/reply">Back to the article</a>`);
    const answer = await post(formOf('reply', 'The tide', {parentId: id}), {origin: OWN});
    expect(answer.status).toBe(303);
    expect((await read('reply')).find(({parentId}) => parentId === id)?.body.value).toBe('The tide');
  });

  it('says in the language of the page that a comment is held', async () => {
    const links = 'https://a.example/ https://b.example/ https://c.example/';
    const answer = await post(formOf('held', links, {lang: 'de-AT'}));
    expect(answer.status).toBe(200);
    const html = await answer.text();
    expect(html).toContain('<html lang="de-AT" dir="ltr">');
    expect(html).toContain('Ihr Kommentar wird noch geprüft.');
    expect(html).not.toContain('<form');
    expect(await read('held')).toEqual([]);
  });

  it('says in Arabic, from right to left, what is missing', async () => {
    const html = await (await post(formOf('arabic', '', {lang: 'ar'}))).text();
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toContain('aria-invalid="true"');
  });

  it('keeps the words in a form beside why they were refused', async () => {
    const answer = await post(formOf('name', 'A <b>letter</b>\n"so"', {name: '', email: 'nobody'}));
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('Please give a name.');
    expect(html).toContain('Please check the e-mail address.');
    expect(html).toContain('>\nA &lt;b&gt;letter&lt;/b&gt;\n&quot;so&quot;</textarea>');
    expect(html).toContain('value="nobody"');
    expect(await read('name')).toEqual([]);
  });

  it.each([
    ['characters that cannot be stored', {body: 'a\0b'}],
    ['a text that is too long', {body: 'x'.repeat(20_000)}],
    ['a form without a key', {key: ''}],
    ['a format that the site does not take', {format: 'markdown'}],
    ['a parent that is not there', {parentId: '999999'}],
  ])('refuses %s with a page', async (_, more) => {
    const answer = await post(formOf('refused', 'A letter', more));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await read('refused')).toEqual([]);
  });

  it('does not believe who fills in the field that no person sees, and keeps the words', async () => {
    const answer = await post(formOf('trap', 'Buy now', {homepage: 'https://spam.example/'}));
    expect(answer.status).toBe(403);
    const html = await answer.text();
    expect(html).toContain('Buy now</textarea>');
    expect(html).not.toContain('spam.example');
    expect(await read('trap')).toEqual([]);
  });

  it.each([
    ['another site', {origin: 'https://evil.example'}],
    ['a page that hides its address', {origin: 'null'}],
    ['nowhere', {origin: null}],
    ['another site, by its Referer', {origin: null, headers: {referer: 'https://evil.example/x'}}],
  ])('asks the reader once more for a form from %s', async (_, way) => {
    const answer = await post(formOf('foreign', 'A letter'), way);
    expect(answer.status).toBe(403);
    const html = await answer.text();
    expect(html).toContain('Please look at your comment, then post it once more.');
    expect(html).toContain('A letter</textarea>');
    expect(await read('foreign')).toEqual([]);
  });

  it('takes a form by its Referer, and one from its own page', async () => {
    const referred = {origin: null, headers: {referer: `${ORIGIN}/known`}};
    expect((await post(formOf('known', 'One'), referred)).status).toBe(303);
    expect((await post(formOf('known', 'Two'), {origin: OWN})).status).toBe(303);
  });

  it.each(['https://evil.example/', 'javascript:alert(1)', `${ORIGIN}@evil.example/`, '//evil.example/'])(
    'never leads to %s',
    async (pageUrl) => {
      const page = `open ${pageUrl}`;
      const answer = await post(formOf(page, 'A letter', {pageUrl}));
      expect(answer.status).toBe(200);
      expect(answer.headers.get('location')).toBeNull();
      expect(await answer.text()).not.toContain('evil');
      const form = await send('GET', `${PATH}?${threadQuery('other')}&url=${encodeURIComponent(pageUrl)}`);
      expect(await form.text()).not.toContain('href=');
    },
  );

  it('keeps the words of a reader who posts too fast', async () => {
    const slow = fixture.with({limits: {writes: {count: 1, perSeconds: 60}}});
    const answers = [];
    for (const index of [1, 2, 3, 4])
      answers.push(await post(formOf('fast', `Letter ${String(index)}`), {from: '203.0.113.77'}, slow));
    const last = answers.at(-1);
    expect(answers.filter(({status}) => status === 303)).toHaveLength(3);
    expect(last?.status).toBe(429);
    expect(last?.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await last?.text()).toContain('Letter 4</textarea>');
  });

  it('lets a blocked reader copy the words, and post nothing', async () => {
    const token = await tokenFor('mod', 'moderator');
    const from = '203.0.113.66';
    await post(formOf('blocked', 'Rude'), {from});
    const [rude] = await read('blocked');
    await send('POST', `/v1/moderation/blocks?site=${SITE}`, {
      token,
      json: {subject: {commentId: rude?.id, by: 'address'}, reason: 'Insults', until: null},
    });
    const answer = await post(formOf('blocked', 'Again'), {from});
    expect(answer.status).toBe(403);
    const html = await answer.text();
    expect(html).toContain('You have been blocked from commenting. Reason: Insults');
    expect(html).toContain('Again</textarea>');
    expect(html).not.toContain('<form');
    expect(await read('blocked')).toHaveLength(1);
  });

  it('shows no form for a closed thread, and keeps what was written for it', async () => {
    await comment('closed', 'The first');
    const token = await tokenFor('mod', 'moderator');
    await send('PUT', '/v1/moderation/closed', {
      token,
      json: {thread: postBody('closed', '').thread, reason: 'Enough'},
    });
    const form = await (await send('GET', `${PATH}?${threadQuery('closed')}`)).text();
    expect(form).not.toContain('<form');
    const answer = await post(formOf('closed', 'Too late'));
    expect(answer.status).toBe(403);
    const html = await answer.text();
    expect(html).not.toContain('<form');
    expect(html).toContain('Too late</textarea>');
  });

  it('sends pages that no cache stores, and that load nothing but their style', async () => {
    const {headers} = await send('GET', `${PATH}?${threadQuery('page')}`);
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; frame-ancestors 'none'; sandbox allow-forms allow-same-origin$/,
    );
  });

  it.each(['name', 'email', 'url', 'body', 'lang', 'pageTitle', 'key', 'policyVersion', 'parentId'])(
    'lets nothing out of its place in %s',
    async (name) => {
      const hostile = '"></textarea></title><script>alert(1)</script>';
      const answer = await post(formOf('hostile', 'A letter', {origin: 'null', [name]: hostile}), {
        origin: null,
      });
      expect(await answer.text()).not.toMatch(/<script|<\/title>.*<\/title>/s);
    },
  );
});
