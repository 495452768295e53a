import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Comment} from '../../../src/model/comment.js';
import type {ThreadPage} from '../../../src/model/thread.js';
import {
  guestKey,
  postBody,
  ORIGIN,
  SITE,
  startHttpFixture,
  threadQuery,
  type HttpFixture,
} from '../../support/server/http-fixture.js';
import {DATABASE_KINDS} from '../../support/server/test-database.js';

describe.each(DATABASE_KINDS)('reading over HTTP (%s)', (kind) => {
  let fixture: HttpFixture;

  beforeAll(async () => {
    fixture = await startHttpFixture(kind);
  });

  afterAll(() => fixture.close());

  async function post(pageId: string, value: string, parentId: string | null = null): Promise<Comment> {
    const sending = {json: postBody(pageId, value, {parentId}), guest: guestKey(), key: guestKey()};
    const response = await fixture.send('POST', '/v1/comments', sending);
    expect(response.status).toBe(201);
    return (await response.json()) as Comment;
  }

  async function open(pageId: string, more = ''): Promise<ThreadPage> {
    return (
      await fixture.send('GET', `/v1/thread?${threadQuery(pageId)}${more}`)
    ).json() as Promise<ThreadPage>;
  }

  it('a thread without comments is empty', async () => {
    expect(await open('nothing')).toMatchObject({comments: [], next: null, total: 0});
  });

  it('a page is the same bytes for everybody, and a CDN may keep it', async () => {
    await post('same', 'One letter');
    const address = `/v1/thread?${threadQuery('same')}`;
    const [anybody, author] = await Promise.all([
      fixture.send('GET', address),
      fixture.send('GET', address, {guest: guestKey(), headers: {origin: ORIGIN}}),
    ]);
    expect(await author.text()).toBe(await anybody.text());
    expect(anybody.headers.get('cache-control')).toBe(
      'public, max-age=0, s-maxage=5, stale-while-revalidate=30',
    );
    expect(anybody.headers.get('vary')).toBe('Accept-Encoding, Origin');
  });

  it('a client that has the page already costs one look-up of the thread, and none of comments', async () => {
    await post('cached', 'One letter');
    const address = `/v1/thread?${threadQuery('cached')}`;
    const tag = (await fixture.send('GET', address)).headers.get('etag') ?? '';
    expect(tag).toMatch(/^W\/"[^"]+"$/);
    for (const given of [tag, tag.replace('W/', ''), `"other", ${tag}`, '*']) {
      fixture.statements.length = 0;
      const response = await fixture.send('GET', address, {headers: {'if-none-match': given}});
      expect(response.status).toBe(304);
      expect(response.headers.get('etag')).toBe(tag);
      expect(response.headers.get('cache-control')).toContain('s-maxage=5');
      expect(fixture.statements.length).toBeLessThanOrEqual(1);
      expect(fixture.statements.join()).not.toMatch(/\bcomments\b/);
    }
  });

  it('the tag changes with every change that readers can see', async () => {
    const address = `/v1/thread?${threadQuery('tags')}`;
    const tag = async () => (await fixture.send('GET', address)).headers.get('etag');
    const tags = [await tag()];
    const {id} = await post('tags', 'One letter');
    tags.push(await tag());
    await fixture.send('PUT', `/v1/comments/${id}/vote?${threadQuery('tags')}`, {guest: guestKey()});
    tags.push(await tag());
    await post('tags', 'An answer', id);
    tags.push(await tag());
    expect(new Set(tags).size).toBe(4);
    const stale = await fixture.send('GET', address, {headers: {'if-none-match': tags[2] ?? ''}});
    expect(stale.status).toBe(200);
  });

  it('pages go on by their cursors, without a gap and without repeats', async () => {
    const posted: string[] = [];
    for (let index = 0; index < 7; index++) posted.push((await post('pages', `Letter ${String(index)}`)).id);
    const seen: string[] = [];
    const first = await open('pages', '&limit=3&sort=oldest');
    seen.push(...first.comments.map(({id}) => id));
    let {next} = first;
    while (next !== null) {
      const cursor = new URLSearchParams({cursor: next}).toString();
      const response = await fixture.send('GET', `/v1/comments?${threadQuery('pages')}&${cursor}`);
      expect(response.headers.get('etag')).not.toBeNull();
      const page = (await response.json()) as ThreadPage;
      seen.push(...page.comments.map(({id}) => id));
      next = page.next;
    }
    expect(seen).toEqual(posted);
  });

  it('a permalink’s page has the comment and what it answers', async () => {
    const root = await post('around', 'Root');
    const reply = await post('around', 'Reply', root.id);
    for (let index = 0; index < 3; index++) await post('around', `Later ${String(index)}`);
    const page = await open('around', `&limit=1&sort=newest&around=${reply.id}`);
    expect(page.comments.map(({id}) => id)).toEqual(expect.arrayContaining([root.id, reply.id]));
  });

  it('comments can be looked up by their ids, past every cache', async () => {
    const {id} = await post('lookup', 'One letter');
    const response = await fixture.send('GET', `/v1/lookup?${threadQuery('lookup')}&id=${id}&id=999999999`);
    expect(await response.json()).toMatchObject({comments: [{id, body: {value: 'One letter'}}]});
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('counts name every page that was asked for', async () => {
    await post('count', 'One letter');
    const response = await fixture.send(
      'GET',
      `/v1/counts?site=${SITE}&page=count&page=none&page=count&page=__proto__`,
    );
    expect(await response.text()).toBe('{"counts":{"count":1,"none":0,"__proto__":0},"closed":[]}');
    expect(response.headers.get('cache-control')).toBe('public, s-maxage=10');
  });

  it('changes go on from where the page stood', async () => {
    const {live} = await open('changes');
    const comment = await post('changes', 'One letter');
    const since = new URLSearchParams({since: live ?? ''}).toString();
    const response = await fixture.send('GET', `/v1/changes?${threadQuery('changes')}&${since}`);
    expect(response.headers.get('cache-control')).toBe('public, max-age=2');
    expect(await response.json()).toMatchObject({changes: [{type: 'added', comment: {id: comment.id}}]});
  });

  it('a site has no policy before it is given one', async () => {
    expect((await fixture.send('GET', '/v1/policy?site=other.example')).status).toBe(404);
  });

  it('feeds list the newest comments, of a page or of the site', async () => {
    await post('feed <1>', 'A <b>letter</b>');
    const page = await fixture.send('GET', `/v1/feed.atom?${threadQuery('feed <1>')}`);
    expect(page.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const xml = await page.text();
    expect(xml.match(/<entry>/g)).toHaveLength(1);
    expect(xml).toContain('A &lt;b&gt;letter&lt;/b&gt;');
    expect(xml).not.toContain('ada@example.com');
    const site = await fixture.send('GET', `/v1/feed.atom?site=${SITE}`);
    expect((await site.text()).match(/<entry>/g)?.length).toBeGreaterThan(1);
    const again = await fixture.send('GET', `/v1/feed.atom?site=${SITE}`, {
      headers: {'if-none-match': site.headers.get('etag') ?? ''},
    });
    expect(again.status).toBe(304);
  });

  it('a feed behind TLS has an absolute address if the server knows it', async () => {
    const selfOf = async (publicUrl: string, query: string) => {
      const response = await fixture.with({publicUrl})('GET', `/v1/feed.atom?${query}`);
      return /rel="self"[^>]* href="([^"]*)"/.exec(await response.text())?.[1]?.replaceAll('&amp;', '&');
    };
    const page = threadQuery('feed & co');
    expect(await selfOf('https://comments.paper.example', page)).toBe(
      `https://comments.paper.example/v1/feed.atom?${page}`,
    );
    expect(await selfOf('https://paper.example/comments/', `site=${SITE}`)).toBe(
      `https://paper.example/comments/v1/feed.atom?site=${SITE}`,
    );
    for (const publicUrl of [
      'comments',
      'ftp://x.example',
      'https://u:p@x.example',
      'https://x.example/?a',
    ]) {
      expect(() => fixture.with({publicUrl})).toThrow(RangeError);
    }
  });

  it('a page names its feed by a path that works behind any proxy', async () => {
    await post('a feed & more', 'One letter');
    const {facts} = await open('a feed & more');
    expect(facts.feedUrl).toMatch(/^feed\.atom\?/);
    const feed = await fixture.send('GET', `/v1/${facts.feedUrl ?? ''}`);
    expect(feed.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    expect(await feed.text()).toContain('One letter');
  });

  it('HEAD answers as GET would, without a body', async () => {
    for (const path of ['thread', 'changes', 'stream', 'viewer']) {
      const response = await fixture.server.fetch(
        new Request(`https://comments.example/v1/${path}?${threadQuery('same')}`, {method: 'HEAD'}),
      );
      expect(response.status).toBe(200);
      expect(await response.text()).toBe('');
    }
  });

  it('a stream begins with a byte at once, and sends changes', async () => {
    const {live} = await open('stream');
    const since = new URLSearchParams({since: live ?? ''}).toString();
    const response = await fixture.send('GET', `/v1/stream?${threadQuery('stream')}&${since}`);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    const reader = response.body?.getReader();
    const decoder = new TextDecoder();
    let text = decoder.decode((await reader?.read())?.value);
    expect(text).toMatch(/^retry: \d+\n\n$/);
    const {id} = await post('stream', 'One letter');
    while (!text.includes('event: added')) text += decoder.decode((await reader?.read())?.value);
    const [, cursor, data] = /id: (.*)\nevent: added\ndata: (.*)\n\n/.exec(text) ?? [];
    expect(JSON.parse(data ?? '')).toMatchObject({id, body: {value: 'One letter'}});
    await reader?.cancel();
    const resumed = await fixture.send('GET', `/v1/stream?${threadQuery('stream')}&${since}`, {
      headers: {'last-event-id': cursor ?? ''},
    });
    const second = await post('stream', 'Another letter');
    const again = resumed.body?.getReader();
    let rest = '';
    while (!rest.includes('event:')) rest += decoder.decode((await again?.read())?.value);
    expect(rest).toContain(`"id":"${second.id}"`);
    expect(rest).not.toContain(`"id":"${id}"`);
    await again?.cancel();
  });

  it('the server describes itself', async () => {
    const response = await fixture.send('GET', '/v1/openapi.json');
    expect(await response.json()).toMatchObject({openapi: '3.1.0'});
    expect(await (await fixture.send('GET', '/healthz')).json()).toEqual({status: 'ok'});
    expect(await (await fixture.send('GET', '/readyz')).json()).toEqual({status: 'ready'});
  });

  it('however many ask at once whether it is ready, the database is asked once', async () => {
    fixture.statements.length = 0;
    const answers = await Promise.all(Array.from({length: 50}, () => fixture.send('GET', '/readyz')));
    expect(answers.map(({status}) => status)).toEqual(Array.from({length: 50}, () => 200));
    expect(fixture.statements).toHaveLength(1);
  });
});
