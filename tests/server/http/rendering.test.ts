import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest';
import type {Comment} from '../../../src/model/comment.js';
import {
  guestKey,
  postBody,
  SITE,
  startHttpFixture,
  threadQuery,
  tokenFor,
  type HttpFixture,
  type Send,
} from '../../support/server/http-fixture.js';
import {DATABASE_KINDS} from '../../support/server/test-database.js';

const PUBLIC = 'https://comments.paper.example';

describe.each(DATABASE_KINDS)('a thread as HTML (%s)', (kind) => {
  let fixture: HttpFixture;
  let send: Send;

  beforeAll(async () => {
    fixture = await startHttpFixture(kind);
    send = fixture.with({publicUrl: PUBLIC});
  });
  afterAll(() => fixture.close());

  async function post(page: string, value: string): Promise<Comment> {
    const sending = {json: postBody(page, value), guest: guestKey(), key: guestKey()};
    return (await send('POST', '/v1/comments', sending)).json() as Promise<Comment>;
  }

  const read = async (page: string, more = ''): Promise<string> =>
    (await send('GET', `/v1/thread.html?${threadQuery(page)}${more}`)).text();

  it('is a whole element that leads to the server, with its comments and their data', async () => {
    await post('whole', 'The <ferry> was late.');
    const html = await read(
      'whole',
      '&lang=de&publisher=The%20Packet&url=https%3A%2F%2Fpaper.example%2Fferry',
    );
    expect(html).toMatch(/^<parley-thread [^>]*backend="rest" endpoint="https:\/\/comments\.paper\.example"/);
    expect(html).toContain(`site="${SITE}" page-id="whole"`);
    expect(html).toContain('The &lt;ferry&gt; was late.');
    expect(html).toContain('1 Kommentar');
    expect(html).toContain('<script type="application/json" data-parley-page ');
    expect(html).toContain('<script type="application/ld+json">');
    expect(html).toContain(`href="${PUBLIC}/v1/feed.atom?`);
  });

  it('is what caches may store, and found unchanged', async () => {
    const {id} = await post('cached', 'One comment');
    const address = `/v1/thread.html?${threadQuery('cached')}`;
    const first = await send('GET', address);
    expect(first.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(first.headers.get('cache-control')).toContain('s-maxage=5');
    let tag = first.headers.get('etag') ?? '';
    let again = await send('GET', address, {headers: {'if-none-match': tag}});
    // Another minute may have begun between them, but not between the next two.
    if (again.status !== 304) {
      tag = again.headers.get('etag') ?? '';
      again = await send('GET', address, {headers: {'if-none-match': tag}});
    }
    expect(again.status).toBe(304);
    const token = await tokenFor('mod', 'moderator');
    await send('DELETE', `/v1/comments/${id}?${threadQuery('cached')}`, {token, key: guestKey()});
    const later = await send('GET', address, {headers: {'if-none-match': tag}});
    expect(later.status).toBe(200);
    expect(await later.text()).not.toContain('One comment');
  });

  it('is made anew each minute, for dates are told as distances', async () => {
    await post('aging', 'One comment');
    const tag = async () =>
      (await send('GET', `/v1/thread.html?${threadQuery('aging')}`)).headers.get('etag');
    const before = await tag();
    const now = Date.now();
    const clock = vi.spyOn(Date, 'now').mockReturnValue(now + 60_000);
    expect(await tag()).not.toBe(before);
    clock.mockRestore();
  });

  it('leads from page to page until the last, each comment once', async () => {
    for (const index of [1, 2, 3, 4, 5]) await post('long', `Letter ${String(index)}`);
    const found: string[] = [];
    let address: string | undefined = `/v1/thread.html?${threadQuery('long')}&limit=2`;
    for (let pages = 0; address !== undefined && pages < 9; pages++) {
      const html: string = await (await send('GET', address)).text();
      found.push(
        ...[...html.matchAll(/Letter \d/g)]
          .map(([text]) => text)
          .filter((text, index, all) => all.indexOf(text) === index),
      );
      expect(html.includes('data-parley-page')).toBe(pages === 0);
      const [, next] = /rel="next" href="([^"]*)"/.exec(html) ?? [];
      expect(next?.startsWith(PUBLIC) ?? true).toBe(true);
      address = next?.slice(PUBLIC.length).replaceAll('&amp;', '&');
    }
    expect(found).toEqual([5, 4, 3, 2, 1].map((index) => `Letter ${String(index)}`));
  });

  it('is a document of its own after the first page, which leads back to the article and runs no scripts', async () => {
    for (const index of [1, 2, 3]) await post('document', `Letter ${String(index)}`);
    const url = 'https://paper.example/ferry';
    const look = `&lang=de&url=${encodeURIComponent(url)}&stylesheet=%2Fstatic.css`;
    const first = await read('document', `&limit=1${look}`);
    const [, next = ''] = /rel="next" href="([^"]*)"/.exec(first) ?? [];
    const address = next.replaceAll('&amp;', '&');
    const second = await send('GET', address.slice(PUBLIC.length));
    const html = await second.text();
    expect(html).toMatch(/^<!doctype html><html lang="de" dir="ltr"><head>.*<title>Kommentare<\/title>/);
    expect(html).toContain(`<link rel="canonical" href="${next}">`);
    expect(html).toContain('<link rel="next" href="');
    expect(html).toContain(`<a href="${url}">Zurück zum Artikel</a>`);
    expect(html).toContain('<link rel="stylesheet" href="https://paper.example/static.css">');
    expect(html).toContain('<script type="application/ld+json">');
    expect(html).toMatch(/href="https:\/\/paper\.example\/ferry#comment-\d+"/);
    expect(second.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-\S+' https:\/\/paper\.example; .* sandbox /,
    );
  });

  it('links only to the publisher from a document of its own', async () => {
    for (const index of [1, 2]) await post('foreign', `Letter ${String(index)}`);
    const evil = encodeURIComponent('https://evil.example/x');
    const first = await read('foreign', `&limit=1&url=${evil}&stylesheet=${evil}`);
    const [, next = ''] = /rel="next" href="([^"]*)"/.exec(first) ?? [];
    const second = await send('GET', next.replaceAll('&amp;', '&').slice(PUBLIC.length));
    expect((await second.text()).replaceAll(/<link rel="(?:canonical|next)"[^>]*>/g, '')).not.toMatch(
      /(?:href|value)="https:\/\/evil/,
    );
    expect(second.headers.get('content-security-policy')).not.toContain('evil');
  });

  it('evicts no other page from the cache, however many looks are asked for', async () => {
    await post('hot', 'One comment');
    await post('looks', 'One comment');
    const served = fixture.with({publicUrl: PUBLIC, answerMemory: 60_000});
    const hot = `/v1/thread?${threadQuery('hot')}`;
    await served('GET', hot);
    for (let index = 0; index < 50; index++)
      await served('GET', `/v1/thread.html?${threadQuery('looks')}&publisher=Paper${String(index)}`);
    fixture.statements.length = 0;
    await served('GET', hot);
    expect(fixture.statements.filter((statement) => /\bFROM comments\b/.test(statement))).toEqual([]);
  });

  it('says no address of the server that it was not told', async () => {
    await post('untold', 'One comment');
    const html = await (await fixture.send('GET', `/v1/thread.html?${threadQuery('untold')}`)).text();
    expect(html).not.toContain('endpoint=');
    expect(html).not.toContain('rel="next"');
  });

  it.each([
    ['lang', '"><script>alert(1)</script>'],
    ['publisher', '"><script>alert(1)</script>'],
    ['url', 'javascript:alert(1)'],
    ['stylesheet', '"><script>alert(1)</script>'],
  ])('lets nothing out of its place in %s', async (name, value) => {
    await post('hostile', 'One comment');
    const html = await read('hostile', `&${name}=${encodeURIComponent(value)}`);
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('href="javascript:');
  });

  it.each(['variant=odd', 'limit=0', 'cursor=nonsense', 'sort=odd'])('refuses %s', async (query) => {
    const response = await send('GET', `/v1/thread.html?${threadQuery('whole')}&${query}`);
    expect(response.status).toBe(400);
  });

  it('has no comment that waits for a moderator', async () => {
    const comment = await post(
      'held',
      'See https://a.example/ and https://b.example/ and https://c.example/',
    );
    expect(comment.status).toBe('held');
    expect(await read('held')).not.toContain('a.example');
  });
});
