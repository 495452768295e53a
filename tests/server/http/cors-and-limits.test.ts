import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {silentLog} from '../../../src/server/log.js';
import {DATABASE_KINDS, FASTEST_KIND} from '../../support/server/test-database.js';
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
  type Sending,
} from '../../support/server/http-fixture.js';

const THREAD = `/v1/thread?${threadQuery('cors')}`;

describe('pages of other origins', () => {
  let fixture: HttpFixture;

  beforeAll(async () => {
    fixture = await startHttpFixture(FASTEST_KIND);
  });

  afterAll(() => fixture.close());

  it('may read answers, problems too, when their origin is configured, and no others', async () => {
    const send = fixture.with({origins: [ORIGIN, 'https://www.paper.example:8443']});
    for (const address of [THREAD, '/v1/nothing']) {
      const allowed = await send('GET', address, {headers: {origin: ORIGIN}});
      expect(allowed.headers.get('access-control-allow-origin')).toBe(ORIGIN);
      expect(allowed.headers.get('access-control-expose-headers')).toBe(
        'Age, Date, ETag, Idempotency-Replayed, Location, Retry-After',
      );
      for (const origin of [
        'https://evil.example',
        'null',
        `${ORIGIN}.evil.example`,
        'http://paper.example',
      ]) {
        const {headers} = await send('GET', address, {headers: {origin}});
        expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
        expect(headers.get('vary')?.split(', ')).toContain('Origin');
      }
    }
  });

  it('may cache preflight responses for a day', async () => {
    const send = fixture.with({origins: [ORIGIN]});
    const preflight = (origin: string) =>
      send('OPTIONS', '/v1/comments/1', {
        headers: {
          origin,
          'access-control-request-method': 'PATCH',
          'access-control-request-headers': 'parley-guest',
        },
      });
    const allowed = await preflight(ORIGIN);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(allowed.headers.get('access-control-allow-methods')).toContain('PATCH');
    expect(allowed.headers.get('access-control-allow-headers')).toMatch(/Parley-Guest/);
    expect(allowed.headers.get('access-control-max-age')).toBe('86400');
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    const refused = await preflight('https://evil.example');
    expect([...refused.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('are all allowed if the server says so, and caches need not distinguish them', async () => {
    const send = fixture.with({origins: ['*']});
    const {headers} = await send('GET', THREAD, {headers: {origin: 'https://anybody.example'}});
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('vary')).not.toContain('Origin');
  });

  it.each([
    'paper.example',
    'https://paper.example/',
    'https://paper.example/comments',
    'ftp://paper.example',
  ])('cannot be configured as %s', (origin) => {
    expect(() => fixture.with({origins: [origin]})).toThrow('is no origin');
  });
});

describe.each(DATABASE_KINDS)('limits (%s)', (kind) => {
  let fixture: HttpFixture;

  beforeAll(async () => {
    fixture = await startHttpFixture(kind);
  });

  afterAll(() => fixture.close());

  const limits = {
    reads: {count: 5, perSeconds: 60},
    writes: {count: 2, perSeconds: 60},
    votes: {count: 1, perSeconds: 60},
  };

  it('refuse further requests until the announced moment, and count writes and votes separately', async () => {
    const send = fixture.with({limits});
    const {clock} = fixture;
    const guest = guestKey();
    const post = (text: string) =>
      send('POST', '/v1/comments', {json: postBody('limits', text), guest, key: guestKey()});
    const {id} = (await (await post('One')).json()) as {id: string};
    expect((await post('Two')).status).toBe(201);
    const refused = await post('Three');
    expect(refused.status).toBe(429);
    const seconds = Number(refused.headers.get('retry-after'));
    const {retryAt} = (await refused.json()) as {retryAt: string};
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBe(Math.ceil((Date.parse(retryAt) - clock.now) / 1000));
    const vote = await send('PUT', `/v1/comments/${id}/vote?${threadQuery('limits')}`, {guest: guestKey()});
    expect(vote.status).toBe(200);
    clock.now += seconds * 1000;
    expect((await post('Four')).status).toBe(201);
    expect((await post('Five')).status).toBe(429);
  });

  it('count per account from any address, and per address for any account', async () => {
    const send = fixture.with({limits});
    const post = async (from: string, token?: string) => {
      const who = token === undefined ? {guest: guestKey()} : {token};
      const json = postBody('limits', `Words ${guestKey()}`);
      return (await send('POST', '/v1/comments', {json, key: guestKey(), from, ...who})).status;
    };
    const token = await tokenFor('busy');
    expect([
      await post('192.0.2.1', token),
      await post('192.0.2.2', token),
      await post('192.0.2.3', token),
    ]).toEqual([201, 201, 429]);
    const responses = [];
    for (let index = 0; index < 7; index++) responses.push(await post('198.51.100.1'));
    expect(responses).toEqual([201, 201, 201, 201, 201, 201, 429]);
    expect(await post('198.51.100.2')).toBe(201);
  });

  it('come before a body is read, a token is looked at and the database is asked', async () => {
    const send = fixture.with({limits});
    const from = '192.0.2.77';
    const hostile: [string, string, Sending][] = [
      ['POST', '/v1/comments', {json: '"'.padEnd(1000, '\\"'), guest: guestKey(), key: guestKey()}],
      ['POST', '/v1/comments', {json: '{}', token: 'no token', key: guestKey()}],
      ['PATCH', `/v1/comments/1?${threadQuery('limits')}`, {json: '[', guest: 'short'}],
    ];
    const statuses = [];
    for (let index = 0; index < 9; index++) {
      const [method, address, sending] = hostile[index % 3]!;
      if (index === 6) fixture.statements.length = 0;
      statuses.push((await send(method, address, {...sending, from})).status);
    }
    expect(statuses).toEqual([400, 400, 400, 400, 400, 400, 429, 429, 429]);
    expect(fixture.statements).toEqual([]);
    let pulls = 0;
    const body = new ReadableStream<Uint8Array>({pull: () => void pulls++}, {highWaterMark: 0});
    const headers = {'content-type': 'application/json'};
    expect((await send('POST', '/v1/comments', {body, headers, key: guestKey(), from})).status).toBe(429);
    expect(pulls).toBe(0);
  });

  it('are not touched by what is refused, however it is', async () => {
    const limits = {writes: {count: 3, perSeconds: 60}, votes: {count: 2, perSeconds: 60}};
    // Each by another process: what one counts for itself refuses it before.
    const send: Send = (...request) => fixture.with({limits})(...request);
    const rows = async () =>
      (await fixture.database.query('SELECT bucket, full_at FROM rate_limits ORDER BY bucket')) as object[];
    const from = '192.0.2.120';
    const post = (more: object, sending: Sending = {}) =>
      send('POST', '/v1/comments', {
        json: {...postBody('refused', `Words ${guestKey()}`), ...more},
        guest: guestKey(),
        key: guestKey(),
        from,
        ...sending,
      });
    const guest = guestKey();
    const key = guestKey();
    const json = postBody('refused', 'Mine.');
    const {id} = (await (await post(json, {guest, key})).json()) as {id: string};
    const before = await rows();
    expect(before.length).toBeGreaterThan(0);
    const comment = `/v1/comments/${id}`;
    const thread = threadQuery('refused');
    const nowhere = {...json.thread, site: 'nowhere.example'};
    const refused: [number, () => Promise<Response>][] = [
      [404, () => post({thread: nowhere})],
      [422, () => post({body: {format: 'text', value: ' '}})],
      [422, () => post({guest: {name: ''}})],
      [404, () => post({parentId: '999999'})],
      [400, () => post({body: 7})],
      [401, () => post({}, {token: 'no token'})],
      [409, () => post({body: json.body}, {guest})],
      // Answered from what is kept, which is no new deed.
      [201, () => post(json, {guest, key})],
      [422, () => post({body: {format: 'text', value: 'Else.'}}, {guest, key})],
      [403, () => send('PATCH', `${comment}?${thread}`, {json: {body: json.body}, guest: guestKey(), from})],
      [403, () => send('PUT', `${comment}/vote?${thread}`, {guest, from})],
      [404, () => send('PUT', `/v1/comments/999999/vote?${thread}`, {guest: guestKey(), from})],
      [404, () => send('DELETE', `/v1/comments/999999?${thread}`, {guest: guestKey(), from})],
    ];
    for (const [status, ask] of refused) {
      expect([ask.toString(), (await ask()).status]).toEqual([ask.toString(), status]);
      expect(await rows()).toEqual(before);
    }
    const reader = await tokenFor('reader-1');
    const forbidden = await send('GET', `/v1/moderation/queue?site=${SITE}`, {token: reader, from});
    expect(forbidden.status).toBe(403);
    expect(await rows()).toEqual(before);
    for (const text of ['Two.', 'Three.']) await post({body: {format: 'text', value: text}}, {guest});
    const full = await rows();
    expect((await post({}, {guest, from: '192.0.2.121'})).status).toBe(429);
    expect(await rows()).toEqual(full);
  });

  it('count reads by address', async () => {
    const send = fixture.with({limits});
    const read = async (from: string) => (await send('GET', THREAD, {from})).status;
    for (let index = 0; index < 5; index++) expect(await read('192.0.2.1')).toBe(200);
    expect(await read('192.0.2.1')).toBe(429);
    expect(await read('192.0.2.2')).toBe(200);
    expect((await send('GET', '/healthz', {from: '192.0.2.1'})).status).toBe(200);
  });

  it.each([
    ['a port', (index: number) => `203.0.113.2:${String(40_000 + index)}`],
    ['a port and brackets', (index: number) => `[2001:db8:1:2::1]:${String(40_000 + index)}`],
    [
      'a writing',
      (index: number) => ['203.0.113.3', '::ffff:203.0.113.3', '[::FFFF:cb00:7103]:1'][index % 3]!,
    ],
    ['an interface', (index: number) => `2001:db8:1:3::1%eth${String(index)}`],
    ['an address of the same network', (index: number) => `2001:db8:1:4::${String(index)}`],
    ['nonsense', (index: number) => `nonsense-${String(index)}`],
  ])('do not confuse people because of %s behind a proxy', async (_what, writing) => {
    const send = fixture.with({limits, trustedProxies: 1});
    const read = async (index: number) =>
      (await send('GET', THREAD, {from: '10.0.0.1', headers: {'x-forwarded-for': writing(index)}})).status;
    for (let index = 0; index < 5; index++) expect(await read(index)).toBe(200);
    expect(await read(5)).toBe(429);
  });

  it.each(['X-Forwarded-For', 'Forwarded'])(
    'log once when %s is received and no proxy is trusted, and never when one is',
    async (header) => {
      const warnings: [object, string][] = [];
      const log = {
        ...silentLog,
        warn: (fields: object, message: string) => void warnings.push([fields, message]),
      };
      const trusting = fixture.with({log, trustedProxies: 1});
      await trusting('GET', THREAD, {headers: {[header]: '203.0.113.5'}});
      expect(warnings).toEqual([]);
      const send = fixture.with({log});
      await send('GET', THREAD);
      expect(warnings).toEqual([]);
      for (const path of [THREAD, '/healthz', THREAD]) {
        await send('GET', path, {headers: {[header]: '203.0.113.5'}});
      }
      expect(warnings).toEqual([[{header: header.toLowerCase()}, expect.stringContaining('--trust-proxy')]]);
    },
  );

  it('believe X-Forwarded-For only when a proxy stands before the server', async () => {
    const send = fixture.with({limits, trustedProxies: 1});
    const read = async (forwarded: string) => {
      return (await send('GET', THREAD, {from: '10.0.0.1', headers: {'x-forwarded-for': forwarded}})).status;
    };
    for (let index = 0; index < 5; index++)
      expect(await read(`203.0.113.${String(index)}, 192.0.2.1`)).toBe(200);
    expect(await read('203.0.113.200, 192.0.2.1')).toBe(429);
    expect(await read('192.0.2.1, 192.0.2.9')).toBe(200);
    const alone = fixture.with({limits});
    const spoof = async (index: number) =>
      (await alone('GET', THREAD, {headers: {'x-forwarded-for': `203.0.113.${String(index)}`}})).status;
    for (let index = 0; index < 5; index++) expect(await spoof(index)).toBe(200);
    expect(await spoof(5)).toBe(429);
  });
});
