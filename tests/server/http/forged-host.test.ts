import {once} from 'node:events';
import {connect, type AddressInfo} from 'node:net';
import {text} from 'node:stream/consumers';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Comment} from '../../../src/model/comment.js';
import type {ThreadPage} from '../../../src/model/thread.js';
import {createListener, type Listener} from '../../../src/server/command/listener.js';
import {silentLog} from '../../../src/server/log.js';
import {
  guestKey,
  postBody,
  ORIGIN,
  SITE,
  startHttpFixture,
  threadQuery,
  type HttpFixture,
} from '../../support/server/http-fixture.js';
import {FASTEST_KIND} from '../../support/server/test-database.js';

/** Ways to tell a server that it is another one: what follows the method, and the headers. */
const FORGED_REQUESTS: readonly [string, (path: string) => string, readonly string[]][] = [
  ['Host', (path) => path, ['Host: evil.example']],
  ['the target of the request', (path) => `http://evil.example${path}`, ['Host: comments.example']],
  ['both', (path) => `http://evil.example${path}`, ['Host: evil.example']],
  [
    'what proxies send',
    (path) => path,
    [
      'Host: comments.example',
      'X-Forwarded-Host: evil.example',
      'X-Forwarded-Proto: https',
      'Forwarded: host=evil.example;proto=https',
      'X-Original-URL: http://evil.example/',
    ],
  ],
  [
    'Origin and Referer',
    (path) => path,
    ['Host: evil.example', 'Origin: https://evil.example', 'Referer: https://evil.example/login'],
  ],
];

describe('a server that gets forged host names', () => {
  let fixture: HttpFixture;
  let listener: Listener;
  let port: number;

  beforeAll(async () => {
    fixture = await startHttpFixture(FASTEST_KIND, {origins: [ORIGIN], trustedProxies: 1});
    listener = createListener(silentLog);
    listener.handleWith(fixture.server);
    listener.http.listen(0, '127.0.0.1');
    await once(listener.http, 'listening');
    ({port} = listener.http.address() as AddressInfo);
  });

  afterAll(async () => {
    await listener.close();
    await fixture.close();
  });

  /** Sends what no client library would, and gives all of the answer. */
  async function sendRaw(
    method: string,
    target: string,
    headers: readonly string[],
    body = '',
  ): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    const head = [
      `${method} ${target} HTTP/1.1`,
      ...headers,
      'Connection: close',
      'Content-Type: application/json',
      `Content-Length: ${String(Buffer.byteLength(body))}`,
      `Idempotency-Key: ${guestKey()}`,
      `Parley-Guest: ${guestKey()}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
    return text(socket);
  }

  describe.each(FORGED_REQUESTS)('by %s', (what, target, headers) => {
    it.each(['https://evil.example/login', 'http://evil.example/login', 'http://comments.example/login'])(
      'takes %s for no page of the paper',
      async (url) => {
        const pageId = `${what} ${String(url.length)}`;
        const thread = {site: SITE, pageId, url, title: 'Prize'};
        const json = JSON.stringify(postBody(pageId, `Words ${guestKey()}`, {thread}));
        const answer = await sendRaw('POST', target('/v1/comments'), headers, json);
        expect(answer).toMatch(/^HTTP\/1\.1 201 /);
        expect(answer).not.toContain('evil.example');
        expect(answer).not.toMatch(/comments\.example/);
        const page = await fixture.send('GET', `/v1/thread?${threadQuery(pageId)}`);
        const {comments} = (await page.json()) as ThreadPage;
        expect(comments.map((comment: Comment) => comment.url)).toEqual([undefined]);
        const feed = await (await fixture.send('GET', `/v1/feed.atom?${threadQuery(pageId)}`)).text();
        expect(feed).not.toMatch(/<link rel="alternate"/);
      },
    );

    it.each(['/v1/feed.atom?site=paper.example', '/v1/openapi.json', '/v1/nothing', '/healthz'])(
      'names itself only by a path in %s',
      async (path) => {
        const answer = await sendRaw('GET', target(path), headers);
        expect(answer).not.toMatch(/evil\.example|comments\.example/);
      },
    );
  });

  it('names a feed by a path, which does not depend on the rest of the address', async () => {
    const query = threadQuery('a feed & more');
    const one = await (await fixture.send('GET', `/v1/feed.atom?${query}`)).text();
    expect(one).toContain(
      '<link rel="self" type="application/atom+xml" href="feed.atom?site=paper.example&amp;page=a+feed+%26+more"/>',
    );
    expect(await (await fixture.send('GET', `/v1/feed.atom?${query}&utm_source=evil`)).text()).toBe(one);
  });

  it.each([
    ['configured origins', [ORIGIN], `${ORIGIN}/ferry`, `${ORIGIN}/ferry`],
    ['every page, and knows one to be its own', ['*', ORIGIN], `${ORIGIN}/ferry`, `${ORIGIN}/ferry`],
    ['every page, of which it knows none', ['*'], 'https://evil.example/login', undefined],
    ['every page, and not this one', ['*', ORIGIN], 'https://evil.example/login', undefined],
    ['no page but its own', [], 'https://comments.example/ferry', undefined],
    ['another port', [ORIGIN], `${ORIGIN}:8443/ferry`, undefined],
    ['another scheme', [ORIGIN], 'http://paper.example/ferry', undefined],
    ['a name in the address', [ORIGIN], 'https://paper.example@evil.example/ferry', undefined],
  ])('lets comments lead to configured origins alone: %s', async (what, origins, url, expected) => {
    const send = fixture.with({origins});
    const thread = {site: SITE, pageId: `own ${what}`, url, title: 'The ferry'};
    const json = postBody('own', `Words ${guestKey()}`, {thread});
    const response = await send('POST', '/v1/comments', {json, guest: guestKey(), key: guestKey()});
    const {id, url: permalink} = (await response.json()) as Comment;
    expect(permalink).toBe(expected && `${expected}#comment-${id}`);
  });
});
