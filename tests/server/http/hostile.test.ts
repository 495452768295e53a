import fc from 'fast-check';
import {UnsecuredJWT, SignJWT} from 'jose';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Comment} from '../../../src/model/comment.js';
import type {Problem} from '../../../src/model/protocol.js';
import type {ThreadPage} from '../../../src/model/thread.js';
import {operations} from '../../../src/server/http/routes/operations.js';
import {
  guestKey,
  JWT_SECRET,
  postBody,
  OTHER_SITE,
  SITE,
  startHttpFixture,
  threadQuery,
  tokenFor,
  type HttpFixture,
  type Sending,
} from '../../support/server/http-fixture.js';
import {DATABASE_KINDS, FASTEST_KIND} from '../../support/server/test-database.js';

const QUERY = threadQuery('hostile');
const POST = {guest: 'a guest key of some length'.replaceAll(' ', '-'), key: 'a-key'};
const SQL = `'; DROP TABLE comments; --`;

/** Requests that nobody who means well sends, and how each is refused. */
const HOSTILE: readonly [string, number, string, string, Sending?][] = [
  ['no route', 404, 'GET', '/v1/nothing'],
  ['no version', 404, 'GET', '/thread'],
  ['a path out of the server', 404, 'GET', '/v1/../../etc/passwd'],
  ['an encoded path out of the server', 404, 'GET', '/v1/%2e%2e%2fetc%2fpasswd'],
  ['a method that the route lacks', 405, 'DELETE', `/v1/thread?${QUERY}`],
  ['a method that nobody knows', 405, 'PROPFIND', `/v1/thread?${QUERY}`],
  ['no site', 400, 'GET', '/v1/thread?page=x'],
  ['no page', 400, 'GET', `/v1/thread?site=${SITE}`],
  ['two pages', 400, 'GET', `/v1/thread?${QUERY}&page=other`],
  ['another’s site', 404, 'GET', '/v1/thread?site=evil.example&page=x'],
  ['a site of SQL', 404, 'GET', `/v1/thread?site=${encodeURIComponent(SQL)}&page=x`],
  ['a NUL in the page', 400, 'GET', `/v1/thread?site=${SITE}&page=a%00b`],
  ['an endless page', 400, 'GET', `/v1/thread?site=${SITE}&page=${'x'.repeat(3000)}`],
  ['an endless address', 414, 'GET', `/v1/thread?${QUERY}&x=${'x'.repeat(20_000)}`],
  ['an unknown sort', 400, 'GET', `/v1/thread?${QUERY}&sort=${encodeURIComponent(SQL)}`],
  ['a limit of none', 400, 'GET', `/v1/thread?${QUERY}&limit=0`],
  ['a limit of very many', 400, 'GET', `/v1/thread?${QUERY}&limit=101`],
  ['a limit that is no number', 400, 'GET', `/v1/thread?${QUERY}&limit=1e2`],
  ['no cursor', 400, 'GET', `/v1/comments?${QUERY}`],
  ['a cursor of nothing', 400, 'GET', `/v1/comments?${QUERY}&cursor=nothing`],
  ['a cursor of SQL', 400, 'GET', `/v1/comments?${QUERY}&cursor=${encodeURIComponent(SQL)}`],
  [
    'a cursor that was made up',
    400,
    'GET',
    `/v1/comments?${QUERY}&cursor=${forged({sort: 'top', limit: 1e9})}`,
  ],
  ['changes since nothing', 400, 'GET', `/v1/changes?${QUERY}&since=nothing`],
  ['a stream since nothing', 400, 'GET', `/v1/stream?${QUERY}&since=${forged({revision: -1})}`],
  ['a look-up of nothing', 400, 'GET', `/v1/lookup?${QUERY}`],
  ['a look-up of too many', 400, 'GET', `/v1/lookup?${QUERY}${many('id', 101)}`],
  ['a look-up of a NUL', 400, 'GET', `/v1/lookup?${QUERY}&id=1%00`],
  ['counts of no page', 400, 'GET', `/v1/counts?site=${SITE}`],
  ['counts of too many pages', 400, 'GET', `/v1/counts?site=${SITE}${many('page', 101)}`],
  ['a token that is none', 401, 'GET', `/v1/viewer?${QUERY}`, {token: 'token'}],
  ['another way to sign in', 401, 'GET', `/v1/viewer?${QUERY}`, {headers: {authorization: 'Basic YTpi'}}],
  ['a guest key that could be guessed', 400, 'GET', `/v1/viewer?${QUERY}`, {guest: 'me'}],
  ['a guest key of SQL', 400, 'GET', `/v1/viewer?${QUERY}`, {guest: SQL.padEnd(30, ' ;')}],
  ['an endless key', 400, 'POST', '/v1/comments', {...POST, key: 'k'.repeat(300), json: postBody('x', 'x')}],
  ['no body', 415, 'POST', '/v1/comments', POST],
  [
    'a body that is a form',
    415,
    'POST',
    '/v1/comments',
    {...POST, json: 'a=b', headers: {'content-type': 'application/x-www-form-urlencoded'}},
  ],
  [
    'a body that browsers send unasked',
    415,
    'POST',
    '/v1/comments',
    {...POST, json: '{}', headers: {'content-type': 'text/plain'}},
  ],
  ['a body of nothing', 400, 'POST', '/v1/comments', {...POST, json: ''}],
  ['JSON that breaks off', 400, 'POST', '/v1/comments', {...POST, json: '{"thread": '}],
  ['JSON of another kind', 400, 'POST', '/v1/comments', {...POST, json: '[1, 2]'}],
  ['null', 400, 'POST', '/v1/comments', {...POST, json: 'null'}],
  ['an empty object', 400, 'POST', '/v1/comments', {...POST, json: {}}],
  [
    'fields of the prototype alone',
    400,
    'POST',
    '/v1/comments',
    {...POST, json: '{"__proto__": {"thread": {}, "body": {}, "parentId": null}}'},
  ],
  ['deep JSON', 400, 'POST', '/v1/comments', {...POST, json: '['.repeat(400_000)}],
  [
    'deep JSON that is whole',
    400,
    'POST',
    '/v1/comments',
    {...POST, json: `${'{"a":'.repeat(30)}1${'}'.repeat(30)}`},
  ],
  ['a huge body', 413, 'POST', '/v1/comments', {...POST, json: postBody('x', 'x'.repeat(1_100_000))}],
  [
    'a body that is too long for the site',
    422,
    'POST',
    '/v1/comments',
    {...POST, json: postBody('x', 'x'.repeat(900_000))},
  ],
  [
    'a thread of another type',
    400,
    'POST',
    '/v1/comments',
    {...POST, json: {...postBody('x', 'x'), thread: 'x'}},
  ],
  [
    'a parent of another type',
    400,
    'POST',
    '/v1/comments',
    {...POST, json: {...postBody('x', 'x'), parentId: 7}},
  ],
  [
    'a format that nobody knows',
    400,
    'POST',
    '/v1/comments',
    {...POST, json: {...postBody('x', 'x'), body: {format: 'exe', value: 'x'}}},
  ],
  [
    'a body of another type',
    400,
    'POST',
    '/v1/comments',
    {...POST, json: {...postBody('x', 'x'), body: {format: 'text', value: ['x']}}},
  ],
  [
    'a name of another type',
    400,
    'POST',
    '/v1/comments',
    {...POST, json: {...postBody('x', 'x'), guest: {name: {}}}},
  ],
  ['a NUL in the words', 422, 'POST', '/v1/comments', {...POST, json: postBody('x', 'a\0b')}],
  ['half a character in the words', 422, 'POST', '/v1/comments', {...POST, json: postBody('x', 'a\ud83d')}],
  ['a NUL in the page’s id', 400, 'POST', '/v1/comments', {...POST, json: postBody('a\0b', 'x')}],
  [
    'half a character in the page’s id',
    400,
    'POST',
    '/v1/comments',
    {...POST, json: postBody('\udc00', 'x')},
  ],
  [
    'a post to another’s site',
    404,
    'POST',
    '/v1/comments',
    {...POST, json: postBody('x', 'x', {thread: {site: 'evil.example', pageId: 'x', url: '', title: ''}})},
  ],
  ['a parent of SQL', 404, 'POST', '/v1/comments', {...POST, json: postBody('x', 'x', {parentId: SQL})}],
  ['a vote for SQL', 404, 'PUT', `/v1/comments/${encodeURIComponent(SQL)}/vote?${QUERY}`, POST],
  ['a vote for a NUL', 404, 'PUT', `/v1/comments/%00/vote?${QUERY}`, POST],
  ['a vote for no number', 404, 'PUT', `/v1/comments/1e3/vote?${QUERY}`, POST],
  ['a vote for too large a number', 404, 'PUT', `/v1/comments/99999999999999999999/vote?${QUERY}`, POST],
  ['a vote for less than nothing', 404, 'PUT', `/v1/comments/-1/vote?${QUERY}`, POST],
  ['a report without a rule', 400, 'POST', `/v1/comments/1/reports?${QUERY}`, {...POST, json: {}}],
  ['moderation by nobody', 401, 'GET', `/v1/moderation/queue?site=${SITE}`],
  [
    'moderation by a guest',
    401,
    'POST',
    `/v1/people/erase?site=${SITE}`,
    {...POST, json: {email: 'a@b.example'}},
  ],
];

function forged(cursor: object): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function many(name: string, count: number): string {
  return Array.from({length: count}, (_, index) => `&${name}=${String(index)}`).join('');
}

describe.each(DATABASE_KINDS)('hostile requests (%s)', (kind) => {
  let fixture: HttpFixture;

  beforeAll(async () => {
    fixture = await startHttpFixture(kind);
  });

  afterAll(() => fixture.close());

  async function post(pageId: string, site = SITE): Promise<Comment> {
    const thread = {site, pageId, url: '', title: ''};
    const json = postBody(pageId, `A letter ${guestKey()}`, {thread});
    const response = await fixture.send('POST', '/v1/comments', {json, guest: guestKey(), key: guestKey()});
    expect(response.status).toBe(201);
    return (await response.json()) as Comment;
  }

  it.each(HOSTILE)('%s: %i', async (_what, status, method, address, sending) => {
    const response = await fixture.send(method, address, sending);
    const text = await response.text();
    expect([response.status, text]).toEqual([status, expect.stringContaining('urn:parley:problem:')]);
    expect(text).not.toMatch(/\bat \S+ \(|node_modules|\.[jt]s:\d|SELECT|syntax error/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    if (status === 405) expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  });

  it('a body without a length is cut off at a megabyte, and not read to its end', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++;
        controller.enqueue(new Uint8Array(100_000).fill(0x20));
      },
    });
    const request = new Request('https://comments.example/v1/comments', {
      method: 'POST',
      headers: {'content-type': 'application/json', 'idempotency-key': 'k'},
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect((await fixture.server.fetch(request)).status).toBe(413);
    expect(pulled).toBeLessThan(20);
  });

  it('JSON may be twenty levels deep, in unknown fields too, and no deeper', async () => {
    const send = async (levels: number) => {
      // The body itself is the first level, and brackets within a text are none.
      const more = `${'['.repeat(levels - 1)}"[[[["${']'.repeat(levels - 1)}`;
      const json = JSON.stringify(postBody('deep', `Deep ${String(levels)}`)).replace(
        /}$/,
        `,"more":${more}}`,
      );
      return (await fixture.send('POST', '/v1/comments', {json, guest: guestKey(), key: guestKey()})).status;
    };
    expect([await send(20), await send(21)]).toEqual([201, 400]);
  });

  it('bytes that are no UTF-8 are refused', async () => {
    const request = new Request('https://comments.example/v1/comments', {
      method: 'POST',
      headers: {'content-type': 'application/json', 'idempotency-key': 'k'},
      body: new Uint8Array([0x22, 0xff, 0xfe, 0x22]),
    });
    expect((await fixture.server.fetch(request)).status).toBe(400);
  });

  it('another site’s or thread’s comments cannot be reached by their ids', async () => {
    const theirs = await post('hostile', OTHER_SITE);
    const elsewhere = await post('another page');
    const moderator = await tokenFor('moderator-1', 'moderator', {aud: SITE});
    for (const {id} of [theirs, elsewhere]) {
      const guest = guestKey();
      const attempts: [string, string, Sending][] = [
        ['PUT', `/v1/comments/${id}/vote?${QUERY}`, {guest}],
        ['DELETE', `/v1/comments/${id}?${QUERY}`, {guest}],
        ['POST', `/v1/comments/${id}/reports?${QUERY}`, {guest, json: {ruleId: 'r'}}],
        ['POST', '/v1/comments', {guest, key: guestKey(), json: postBody('hostile', 'x', {parentId: id})}],
      ];
      for (const [method, address, sending] of attempts) {
        expect((await fixture.send(method, address, sending)).status).toBe(404);
      }
    }
    const decision = {token: moderator, json: {action: 'remove'}};
    const address = (site: string) => `/v1/moderation/comments/${theirs.id}/decision?site=${site}`;
    expect((await fixture.send('POST', address(SITE), decision)).status).toBe(404);
    expect((await fixture.send('POST', address(OTHER_SITE), decision)).status).toBe(401);
    const around = await fixture.send('GET', `/v1/thread?${QUERY}&around=${theirs.id}`);
    expect(JSON.stringify(await around.json())).not.toContain(theirs.body.value);
  });

  it('a cursor of one thread is none of another', async () => {
    for (let index = 0; index < 3; index++) await post('cursors');
    const page = await fixture.send('GET', `/v1/thread?${threadQuery('cursors')}&limit=1`);
    const {next, live} = (await page.json()) as ThreadPage;
    const cursor = new URLSearchParams({cursor: next ?? ''}).toString();
    expect((await fixture.send('GET', `/v1/comments?${threadQuery('cursors')}&${cursor}`)).status).toBe(200);
    expect((await fixture.send('GET', `/v1/comments?${threadQuery('elsewhere')}&${cursor}`)).status).toBe(
      400,
    );
    const since = new URLSearchParams({since: live ?? ''}).toString();
    expect((await fixture.send('GET', `/v1/changes?${threadQuery('cursors')}&${since}`)).status).toBe(200);
    expect((await fixture.send('GET', `/v1/changes?${threadQuery('elsewhere')}&${since}`)).status).toBe(400);
  });

  it('expired, unsigned and wrongly signed tokens are refused everywhere', async () => {
    const claims = {sub: 'moderator-1', name: 'Mod', role: 'moderator'};
    const sign = (secret: string, exp: string) =>
      new SignJWT(claims)
        .setProtectedHeader({alg: 'HS256'})
        .setExpirationTime(exp)
        .sign(new TextEncoder().encode(secret));
    const tokens = [
      await sign(JWT_SECRET, '-10m'),
      await sign(`${JWT_SECRET} of another`, '1h'),
      new UnsecuredJWT(claims).setExpirationTime('1h').encode(),
    ];
    for (const token of tokens) {
      for (const address of [`/v1/viewer?${QUERY}`, `/v1/moderation/queue?site=${SITE}`]) {
        const response = await fixture.send('GET', address, {token});
        expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
      }
    }
  });

  it('SQL in texts, names and ids is stored as text', async () => {
    const json = postBody(SQL, SQL, {guest: {name: SQL, email: 'a@b.example'}});
    const response = await fixture.send('POST', '/v1/comments', {
      json,
      guest: guestKey(),
      key: SQL.replaceAll(' ', ''),
    });
    expect(await response.json()).toMatchObject({body: {value: SQL}, author: {name: SQL}});
    const page = await fixture.send('GET', `/v1/thread?${threadQuery(SQL)}`);
    expect(await page.json()).toMatchObject({total: 1});
  });

  it('any JSON to any route is answered as the OpenAPI document has it, never by a 500 or a stack trace', async () => {
    const moderator = await tokenFor('moderator-1', 'moderator');
    const {id} = await post('hostile');
    const bodies = operations.filter(({method}) => method !== 'GET');
    const real = [
      postBody('hostile', 'Words'),
      {action: 'approve'},
      {body: {format: 'text', value: 'x'}},
      {ruleId: 'r'},
    ];
    const json = fc.oneof(
      fc.jsonValue({noUnicodeString: false}),
      // Nearly right: a real body, one field of which is anything.
      fc.tuple(fc.constantFrom(...real), fc.string(), fc.jsonValue()).map(([body, key, value]) => {
        const keys = Object.keys(body);
        const field = keys[key.length % keys.length] ?? key;
        return {...body, [field]: value};
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...bodies),
        json,
        fc.constantFrom(id, '1', "1'", '%F0%9F%92%A9', '..'),
        fc.boolean(),
        async ({method, path}, body, commentId, signedIn) => {
          const address = `${path.replace(':id', commentId)}?${QUERY}`;
          const response = await fixture.send(method, address, {
            json: JSON.stringify(body),
            key: guestKey(),
            ...(signedIn ? {token: moderator} : {guest: guestKey()}),
          });
          const text = await response.text();
          expect([response.status < 500, text]).toEqual([true, expect.not.stringMatching(/\n\s+at /)]);
        },
      ),
      {numRuns: 400},
    );
  });

  it('any query to any route is answered so too', async () => {
    const reading = operations.filter(({method, path}) => method === 'GET' && path !== '/v1/stream');
    const value = fc.oneof(
      fc.constantFrom(SITE, 'hostile', 'top', '1', 'held', SQL),
      fc.string({unit: 'binary'}),
    );
    const name = fc.constantFrom('site', 'page', 'sort', 'limit', 'around', 'cursor', 'since', 'status');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...reading),
        fc.array(fc.tuple(name, value)),
        async ({path}, pairs) => {
          const query = new URLSearchParams(
            [['site', SITE], ['page', 'hostile'], ...pairs].filter((pair, index, all) => {
              return index === all.findLastIndex(([other]) => other === pair[0]);
            }),
          );
          const response = await fixture.send('GET', `${path}?${query.toString()}`, {
            key: 'k',
            guest: guestKey(),
          });
          expect([response.status < 500, `${path}?${query.toString()}`]).toEqual([true, expect.anything()]);
        },
      ),
      {numRuns: 300},
    );
  });

  it('details of an internal error are only in the log', async () => {
    const lines: {fields: object; message: string}[] = [];
    const note = (fields: object, message: string) => lines.push({fields, message});
    const broken = await startHttpFixture(kind, {log: {debug: note, info: note, warn: note, error: note}});
    await broken.database.query('ALTER TABLE threads RENAME TO threads_elsewhere');
    const response = await broken.send('GET', `/v1/thread?${QUERY}`);
    const problem = (await response.json()) as Problem;
    expect(response.status).toBe(500);
    const requestId = response.headers.get('x-request-id') ?? '';
    expect(problem.detail).toBe(`Internal error; request id ${requestId}.`);
    expect(lines).toContainEqual({
      message: 'A request failed.',
      fields: expect.objectContaining({requestId, path: '/v1/thread', error: expect.anything()}),
    });
    await broken.close();
    expect((await broken.send('GET', '/readyz')).status).toBe(503);
  });
});

describe('logs', () => {
  it('hold neither tokens, keys, addresses nor what is read', async () => {
    const lines: string[] = [];
    const note = (fields: object, message: string) => lines.push(JSON.stringify([fields, message]));
    const fixture = await startHttpFixture(FASTEST_KIND, {
      log: {debug: note, info: note, warn: note, error: note},
    });
    const token = await tokenFor('reader-secret');
    const secrets = {token, guest: guestKey(), key: guestKey(), from: '198.51.100.77'};
    await fixture.send('POST', '/v1/comments', {json: postBody('secret-page', 'secret words'), ...secrets});
    await fixture.send('GET', `/v1/viewer?${threadQuery('secret-page')}`, secrets);
    await fixture.send('GET', `/v1/viewer?${threadQuery('secret-page')}`, {...secrets, token: `${token}x`});
    await fixture.close();
    expect(lines.length).toBeGreaterThanOrEqual(3);
    const log = lines.join('\n');
    for (const secret of [
      token,
      secrets.guest,
      secrets.key,
      secrets.from,
      'reader-secret',
      'secret-page',
      'secret words',
    ]) {
      expect(log).not.toContain(secret);
    }
  });
});
