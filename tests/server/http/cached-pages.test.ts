import {brotliDecompressSync, gunzipSync} from 'node:zlib';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Comment} from '../../../src/model/comment.js';
import type {ThreadPage} from '../../../src/model/thread.js';
import {movePage} from '../../../src/server/store/moving/move-page.js';
import {
  guestKey,
  postBody,
  ORIGIN,
  SITE,
  startHttpFixture,
  threadQuery,
  tokenFor,
  type HttpFixture,
  type Send,
} from '../../support/server/http-fixture.js';
import {DATABASE_KINDS} from '../../support/server/test-database.js';

const YEAR_MS = 365 * 24 * 60 * 60_000;

describe.each(DATABASE_KINDS)('pages that are stored once they are finished (%s)', (kind) => {
  let fixture: HttpFixture;
  /** Another process: it has the same database, and has stored nothing of what the first one has. */
  let other: Send;
  let moderator: string;

  beforeAll(async () => {
    fixture = await startHttpFixture(kind);
    other = fixture.with({});
    moderator = await tokenFor('mod', 'moderator');
  });
  afterAll(() => fixture.close());

  async function post(page: string, value: string, parentId: string | null = null, guest = guestKey()) {
    const sending = {json: postBody(page, value, {parentId}), guest, key: guestKey()};
    const response = await other('POST', '/v1/comments', sending);
    expect(response.status).toBe(201);
    return (await response.json()) as Comment;
  }

  const addressOf = (page: string): string => `/v1/thread?${threadQuery(page)}`;
  const textOf = async (send: Send, address: string): Promise<string> => (await send('GET', address)).text();
  const decide = (id: string, decision: object) =>
    other('POST', `/v1/moderation/comments/${id}/decision?site=${SITE}`, {json: decision, token: moderator});

  it('cost one look-up of the thread, and none of comments', async () => {
    await post('hot', 'One comment');
    const changes = `/v1/changes?${threadQuery('hot')}`;
    for (const address of [addressOf('hot'), changes]) {
      const first = await textOf(fixture.send, address);
      fixture.statements.length = 0;
      expect(await textOf(fixture.send, address)).toBe(first);
      expect(fixture.statements).toHaveLength(1);
      expect(fixture.statements.join()).not.toMatch(/\bcomments\b/);
    }
  });

  it('are made once for many who ask at the same time', async () => {
    await post('crowd', 'One comment');
    fixture.statements.length = 0;
    const texts = await Promise.all(Array.from({length: 50}, () => textOf(fixture.send, addressOf('crowd'))));
    expect(new Set(texts).size).toBe(1);
    const read = fixture.statements.filter((statement) => /\bFROM comments\b/.test(statement));
    expect(read).toHaveLength(1);
  });

  it('cost two look-ups of the thread when many ask for one at the same time', async () => {
    await post('hot crowd', 'One comment');
    await textOf(fixture.send, addressOf('hot crowd'));
    fixture.statements.length = 0;
    await Promise.all(Array.from({length: 50}, () => textOf(fixture.send, addressOf('hot crowd'))));
    expect(fixture.statements.length).toBeLessThanOrEqual(2);
  });

  it('are found whichever way their address is written', async () => {
    await post('addresses', 'One comment');
    const plain = await textOf(fixture.send, addressOf('addresses'));
    fixture.statements.length = 0;
    for (const query of [
      `page=addresses&site=${SITE}`,
      `site=${SITE}&page=addresses&sort=newest&limit=20&around=`,
      `site=${SITE}&utm_source=letter&page=%61ddresses`,
    ]) {
      expect(await textOf(fixture.send, `/v1/thread?${query}`)).toBe(plain);
    }
    expect(fixture.statements.join()).not.toMatch(/\bcomments\b/);
  });

  /** What changes a page: each is carried out through the other process. */
  const CHANGES: readonly [what: string, change: (page: string, comment: Comment) => Promise<unknown>][] = [
    ['a comment', (page) => post(page, 'Another')],
    ['a reply', (page, {id}) => post(page, 'A reply', id)],
    [
      'a vote',
      (page, {id}) => other('PUT', `/v1/comments/${id}/vote?${threadQuery(page)}`, {guest: guestKey()}),
    ],
    ['a removal', (_page, {id}) => decide(id, {action: 'remove', reason: 'Off the matter'})],
    ['featuring', (_page, {id}) => decide(id, {action: 'feature', by: 'The editors'})],
    [
      'closing',
      (page) =>
        other('PUT', '/v1/moderation/closed', {
          json: {thread: {site: SITE, pageId: page, url: '', title: ''}},
          token: moderator,
        }),
    ],
    [
      'another address of the page',
      (page) =>
        other('PUT', '/v1/moderation/page', {
          json: {thread: {site: SITE, pageId: page, url: `${ORIGIN}/elsewhere`, title: 'Elsewhere'}},
          token: moderator,
        }),
    ],
    [
      'a policy',
      (page) =>
        other('PUT', `/v1/policy?site=${SITE}`, {
          json: {version: `of ${page}`, rules: [{id: 'kind', text: 'Be kind.'}]},
          token: moderator,
        }),
    ],
    [
      'a setting',
      (page) =>
        other('PATCH', `/v1/settings?site=${SITE}`, {
          json: {bodyLength: 1_000 + page.length},
          token: moderator,
        }),
    ],
    [
      'an erasure',
      (_page, {id}) =>
        other('POST', `/v1/people/erase?site=${SITE}`, {
          json: {commentId: id, by: 'comment'},
          token: moderator,
        }),
    ],
    [
      'moving the page',
      async (page) => {
        await post(`${page} later`, 'There before');
        await movePage(fixture.database, {site: SITE, from: page, to: `${page} later`});
      },
    ],
  ];

  it.each(CHANGES)('are another page after %s in another process', async (what, change) => {
    const page = `changed by ${what}`;
    const comment = await post(page, 'Words to be changed');
    const address = addressOf(page);
    const before = await fixture.send('GET', address);
    const old = await before.text();
    expect(await textOf(fixture.send, address)).toBe(old);
    const done = await change(page, comment);
    if (done instanceof Response) expect(done.ok, await done.clone().text()).toBe(true);
    const after = await fixture.send('GET', address, {
      headers: {'if-none-match': before.headers.get('etag') ?? ''},
    });
    expect(after.status).toBe(200);
    const text = await after.text();
    expect(text).not.toBe(old);
    // What a process says that has nothing stored.
    expect(text).toBe(await textOf(fixture.with({answerMemory: 0}), address));
  });

  it('send nothing of an erased comment', async () => {
    const {id} = await post('erased', 'The secret words');
    await post('erased', 'A reply keeps its place', id);
    const {live} = JSON.parse(await textOf(other, `/v1/changes?${threadQuery('erased')}`)) as {live: string};
    const since = `/v1/changes?${threadQuery('erased')}&since=${encodeURIComponent(live)}`;
    const addresses = [addressOf('erased'), `${addressOf('erased')}&around=${id}`, since];
    for (const address of addresses) await textOf(fixture.send, address);
    const erased = await other('POST', `/v1/people/erase?site=${SITE}`, {
      json: {commentId: id, by: 'comment'},
      token: moderator,
    });
    expect(erased.status).toBe(200);
    for (const address of addresses) expect(await textOf(fixture.send, address)).not.toContain('secret');
  });

  it('do not depend on the time: a scheduled closing does not change the bytes', async () => {
    await post('late', 'One comment');
    await fixture.database.query(
      `UPDATE threads SET closed_at = $1::timestamptz, facts = facts + 1 WHERE page_id = 'late'`,
      [new Date(fixture.clock.now + YEAR_MS / 2).toISOString()],
    );
    const stored = await textOf(fixture.send, addressOf('late'));
    fixture.clock.now += YEAR_MS;
    try {
      const made = await textOf(fixture.with({answerMemory: 0}), addressOf('late'));
      expect(await textOf(fixture.send, addressOf('late'))).toBe(made);
      expect(stored).toBe(made);
    } finally {
      fixture.clock.now -= YEAR_MS;
    }
  });

  it('are the same with and without a token and a key', async () => {
    const guest = guestKey();
    const {id} = await post('mine', 'Words of a guest', null, guest);
    const token = await tokenFor('reader');
    const response = await fixture.send('GET', addressOf('mine'), {token, guest});
    const page = (await response.json()) as ThreadPage;
    expect(page.comments.find((comment) => comment.id === id)).not.toHaveProperty('can');
    expect(JSON.stringify(page)).toBe(await textOf(fixture.send, addressOf('mine')));
  });

  it('are compressed by Accept-Encoding, and vary by it', async () => {
    for (let number = 0; number < 20; number++)
      await post('long', `Comment number ${String(number)} of many`);
    const plain = await fixture.send('GET', addressOf('long'));
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(plain.headers.get('vary')).toBe('Accept-Encoding, Origin');
    const text = await plain.text();
    for (const [encoding, decompress] of [
      ['br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const ask = (method = 'GET') => {
        const headers = {'accept-encoding': encoding, origin: ORIGIN};
        return fixture.server.fetch(
          new Request(`https://comments.example${addressOf('long')}`, {method, headers}),
        );
      };
      await expect.poll(async () => (await ask()).headers.get('content-encoding')).toBe(encoding);
      const response = await ask();
      expect(response.headers.get('etag')).toBe(plain.headers.get('etag'));
      expect(response.headers.get('vary')).toBe('Accept-Encoding, Origin');
      expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN);
      expect(decompress(new Uint8Array(await response.arrayBuffer())).toString()).toBe(text);
      expect(await (await ask('HEAD')).text()).toBe('');
    }
    const tag = plain.headers.get('etag') ?? '';
    const unchanged = await fixture.send('GET', addressOf('long'), {headers: {'if-none-match': tag}});
    expect([unchanged.status, unchanged.headers.get('vary')]).toEqual([304, 'Accept-Encoding, Origin']);
  });
});
