import {afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import {RestAdapter} from '../../../src/adapters/rest.js';
import {CommentsError} from '../../../src/model/errors.js';
import {
  fakeServer,
  json,
  rawComment,
  page,
  problem,
  proxyPage,
  THREAD,
  type Answer,
} from '../../support/rest-fake.js';

const QUERY = {sort: 'newest', limit: 50} as const;
const {signal} = new AbortController();
const draft = {parentId: null, body: {format: 'text', value: 'Hello'}, guest: {name: 'Ann'}} as const;

// The tests' clock does not wait for code that is still being fetched.
beforeAll(() =>
  Promise.all([
    import('../../../src/adapters/rest/problem.js'),
    import('../../../src/adapters/rest/rest-actions.js'),
    import('../../../src/adapters/rest/count-threads.js'),
    import('../../../src/adapters/rest/viewer-state.js'),
  ]),
);
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Answers in turn, the last one for good. */
function inTurn(...answers: Answer[]): Answer {
  let calls = 0;
  return (request) => (answers[Math.min(calls++, answers.length - 1)] as Answer)(request);
}

const unreachable: Answer = () => Promise.reject(new TypeError('fetch failed'));
/** WebKit rejects with a `DOMException` where the others throw JavaScript's own `SyntaxError`. */
const unreadable: Answer = () =>
  Object.assign(json({}), {json: () => Promise.reject(new DOMException('It is cut.', 'SyntaxError'))});
const never: Answer = () => new Promise(() => undefined);

async function failure(promise: Promise<unknown>): Promise<CommentsError> {
  const caught = promise.then(
    () => new Error('It should have failed.'),
    (reason: unknown) => reason,
  );
  await vi.advanceTimersByTimeAsync(60_000);
  const reason = await caught;
  if (!(reason instanceof CommentsError)) throw reason;
  return reason;
}

async function success<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  await vi.advanceTimersByTimeAsync(60_000);
  return promise;
}

describe('what is asked', () => {
  it('contains the thread, the order and the page size, and nothing about the reader', async () => {
    const {adapter, received} = fakeServer(() => json(page([rawComment('1')])));
    const opened = await adapter.open(THREAD, {sort: 'top', limit: 500, around: '7'}, signal);
    expect(opened.comments.map(({id}) => id)).toEqual(['1']);
    expect(received).toHaveLength(1);
    const [{path, query, headers, init} = {}] = received;
    expect(path).toBe('thread');
    expect(Object.fromEntries(query ?? [])).toEqual({
      site: 'packet',
      page: 'ferry & timetable',
      sort: 'top',
      limit: '100',
      around: '7',
    });
    // A simple request in the sense of CORS: no preflight stands before the first comment.
    expect([...(headers ?? [])]).toEqual([]);
    expect(init).toMatchObject({cache: 'no-cache', redirect: 'manual'});
  });

  it('is of the adapter’s site where it has one', async () => {
    const {adapter, received} = fakeServer(() => json(page()), {site: 'other'});
    await adapter.open(THREAD, QUERY, signal);
    expect(received[0]?.query.get('site')).toBe('other');
  });

  it('takes an endpoint with a slash at its end', async () => {
    const {adapter, received} = fakeServer(() => json(page()), {
      endpoint: 'https://comments.example/parley//',
    });
    await adapter.open(THREAD, QUERY, signal);
    expect(received[0]?.path).toBe('thread');
  });

  it('fails as unsupported for an endpoint that is no address', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const adapter = new RestAdapter({endpoint: '/parley'});
    expect(await failure(adapter.open(THREAD, QUERY, signal))).toMatchObject({code: 'unsupported'});
    warn.mockRestore();
  });

  it('continues with the cursor only', async () => {
    const {adapter, received} = fakeServer(() => json({comments: [rawComment('2')], next: 'further'}));
    const {comments, next} = await adapter.more(THREAD, 'on', signal);
    expect([comments.map(({id}) => id), next]).toEqual([['2'], 'further']);
    expect([received[0]?.path, received[0]?.query.get('cursor')]).toEqual(['comments', 'on']);
  });

  it('sends a comment with its key', async () => {
    const {adapter, received} = fakeServer(() => json(rawComment('9'), {status: 201}));
    await adapter.post(THREAD, draft, {key: 'key-1', signal});
    expect(received[0]).toMatchObject({method: 'POST', path: 'comments', body: {...draft, thread: THREAD}});
    expect(received[0]?.headers.get('idempotency-key')).toBe('key-1');
    expect(received[0]?.headers.get('content-type')).toBe('application/json');
  });

  it('encodes an id with any characters', async () => {
    const {adapter, received} = fakeServer(() => json(rawComment('a/b?c')));
    await adapter.vote(THREAD, 'a/b?c', true, {key: 'k', signal});
    await adapter.vote(THREAD, 'a/b?c', false, {key: 'k', signal});
    await adapter.report(THREAD, 'a/b?c', {ruleId: 'rude'}, {key: 'k', signal});
    await adapter.edit(THREAD, 'a/b?c', draft.body, {key: 'k', signal});
    await adapter.remove(THREAD, 'a/b?c', {key: 'k', signal});
    expect(received.map(({method, path}) => `${method} ${path}`)).toEqual([
      'PUT comments/a%2Fb%3Fc/vote',
      'DELETE comments/a%2Fb%3Fc/vote',
      'POST comments/a%2Fb%3Fc/reports',
      'PATCH comments/a%2Fb%3Fc',
      'DELETE comments/a%2Fb%3Fc',
    ]);
    expect(received[3]?.body).toEqual({body: draft.body});
  });

  it('counts a hundred pages in one request, and more in several', async () => {
    const {adapter, received} = fakeServer(({query}) =>
      json({counts: Object.fromEntries(query.getAll('page').map((id) => [id, id.length]))}),
    );
    const threads = Array.from({length: 250}, (_, index) => ({...THREAD, pageId: `page-${String(index)}`}));
    const counts = await adapter.counts([...threads, {...THREAD, site: 'other', pageId: 'x'}], signal);
    expect(received.map(({query}) => query.getAll('page').length)).toEqual([100, 100, 50, 1]);
    expect(received.map(({query}) => query.get('site'))).toEqual(['packet', 'packet', 'packet', 'other']);
    expect([counts.size, counts.get('page-249'), counts.get('x')]).toEqual([251, 8, 1]);
  });

  it('marks closed pages among those that it counts', async () => {
    const {adapter} = fakeServer(() => json({counts: {a: 0, b: 2, c: 1}, closed: ['a', 'c', 7]}));
    const threads = ['a', 'b', 'c'].map((pageId) => ({...THREAD, pageId}));
    expect([...(await adapter.counts(threads, signal))]).toEqual([
      ['a', {count: 0, closed: true}],
      ['b', 2],
      ['c', {count: 1, closed: true}],
    ]);
  });

  it('has a moderator decide with a reason, or without', async () => {
    const {adapter, received} = fakeServer(() => json({...rawComment('7'), status: 'removed'}));
    const {status} = await adapter.removeWithReason(THREAD, '7', 'Off topic.', {key: 'k', signal});
    await adapter.removeWithReason(THREAD, '7', null, {key: 'k', signal});
    expect(status).toBe('removed');
    expect(received.map(({method, path, query, body}) => [method, path, query.get('site'), body])).toEqual([
      ['POST', 'moderation/comments/7/decision', THREAD.site, {action: 'remove', reason: 'Off topic.'}],
      ['POST', 'moderation/comments/7/decision', THREAD.site, {action: 'remove'}],
    ]);
  });

  it('counts pages with long ids in addresses that proxies take', async () => {
    const {adapter, received} = fakeServer(() => json({counts: {a: 'many', b: 2}}));
    const threads = Array.from({length: 60}, (_, index) => ({
      ...THREAD,
      pageId: `${String(index)}${'ü'.repeat(90)}`,
    }));
    expect([...(await adapter.counts(threads, signal))]).toEqual([['b', 2]]);
    expect(received.length).toBeGreaterThan(4);
    for (const {query} of received) expect(query.toString().length).toBeLessThan(7_000);
  });
});

describe('a read that could not reach the server', () => {
  it.each([
    ['the network fails', unreachable],
    ['a proxy answers 502', () => proxyPage(502)],
    ['the server is away (503)', () => problem(503, {code: 'server'})],
    ['a proxy waited too long (504)', () => proxyPage(504)],
    [
      'the answer is half a text',
      () => new Response('{"comments": [', {headers: {'content-type': 'application/json'}}),
    ],
    ['the answer is half a text, as WebKit tells it', unreadable],
    ['the answer breaks off', () => new Response(broken(), {headers: {'content-type': 'application/json'}})],
  ] satisfies [string, Answer][])('is tried once more when %s', async (_, first) => {
    const {adapter, received} = fakeServer(inTurn(first, () => json(page([rawComment('1')]))));
    expect((await success(adapter.open(THREAD, QUERY, signal))).comments).toHaveLength(1);
    expect(received).toHaveLength(2);
  });

  it('is not taken from the browser’s cache then, where the broken answer may lie', async () => {
    const caches: (RequestCache | undefined)[] = [];
    const adapter = new RestAdapter({
      endpoint: 'https://comments.packet.example',
      fetch: (_, init) => {
        caches.push(init?.cache);
        const text = caches.length === 1 ? '{"comments": [' : JSON.stringify(page([rawComment('1')]));
        return Promise.resolve(new Response(text, {headers: {'content-type': 'application/json'}}));
      },
    });
    await success(adapter.open(THREAD, QUERY, signal));
    expect(caches).toEqual(['no-cache', 'reload']);
  });

  it('is tried no more than once more', async () => {
    const {adapter, received} = fakeServer(unreachable);
    expect(await failure(adapter.open(THREAD, QUERY, signal))).toMatchObject({
      code: 'server',
      unanswered: true,
    });
    expect(received).toHaveLength(2);
  });

  it('is not tried again for what another try does not mend', async () => {
    for (const answer of [
      () => proxyPage(500),
      () => proxyPage(404),
      () => problem(403, {code: 'forbidden'}),
    ]) {
      const {adapter, received} = fakeServer(answer);
      await failure(adapter.open(THREAD, QUERY, signal));
      expect(received).toHaveLength(1);
    }
  });

  it('fails at once with "offline" while the device is offline', async () => {
    vi.stubGlobal('navigator', {onLine: false});
    const {adapter, received} = fakeServer(unreachable);
    expect(await failure(adapter.open(THREAD, QUERY, signal))).toMatchObject({code: 'offline'});
    expect(received).toHaveLength(1);
  });

  it("times out after 15 seconds, or after the page's own limit", async () => {
    for (const [timeout, options] of [
      [15_000, {}],
      [2_000, {timeout: 2_000}],
    ] as const) {
      const {adapter, received} = fakeServer(never, options);
      const settled = vi.fn();
      const answer = adapter.open(THREAD, QUERY, signal).catch(settled);
      await vi.advanceTimersByTimeAsync(timeout - 1);
      expect(settled).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1);
      await answer;
      expect(settled).toHaveBeenCalledWith(expect.objectContaining({code: 'timeout'}));
      expect(received[0]?.signal.aborted).toBe(true);
    }
  });

  it('is given up with the signal’s own reason', async () => {
    const {adapter, received} = fakeServer(never);
    const controller = new AbortController();
    const answer = adapter.open(THREAD, QUERY, controller.signal);
    await vi.advanceTimersByTimeAsync(10);
    const reason = new Error('The reader left.');
    controller.abort(reason);
    await expect(answer).rejects.toBe(reason);
    expect(received[0]?.signal.aborted).toBe(true);
  });

  it('leaves no timer behind', async () => {
    const {adapter} = fakeServer(() => json(page()));
    await adapter.open(THREAD, QUERY, signal);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a write that could not reach the server', () => {
  it.each([
    ['the network fails', unreachable, 'server'],
    ['a proxy answers 502', () => proxyPage(502), 'server'],
    ['a proxy waited too long', () => proxyPage(504), 'timeout'],
  ] satisfies [string, Answer, string][])('is not sent again by itself when %s', async (_, answer, code) => {
    const {adapter, received} = fakeServer(answer);
    const error = await failure(adapter.post(THREAD, draft, {key: 'k', signal}));
    expect(error).toMatchObject({code, unanswered: true, retriable: true});
    expect(received).toHaveLength(1);
  });

  it('is looked for by its key', async () => {
    const {adapter, received} = fakeServer(
      inTurn(
        () => json(rawComment('5')),
        () => problem(404, {code: 'not-found'}),
      ),
    );
    expect((await adapter.findPosted(THREAD, draft, {key: 'k', signal}))?.id).toBe('5');
    expect(await adapter.findPosted(THREAD, draft, {key: 'k', signal})).toBeNull();
    expect(received[0]).toMatchObject({method: 'GET', path: 'posted'});
    expect(received[0]?.headers.get('idempotency-key')).toBe('k');
  });
});

describe('what the server refuses', () => {
  it('becomes an error with all fields of its problem document', async () => {
    const policy = {version: '3', rules: [{id: 'kind', text: 'Be kind.'}]};
    const {adapter} = fakeServer(() =>
      problem(422, {
        title: 'Refused',
        detail: 'The name is missing.',
        code: 'validation',
        fields: {name: 'Please give a name.'},
        existingId: '17',
        policy,
      }),
    );
    const error = await failure(adapter.post(THREAD, draft, {key: 'k', signal}));
    expect(error).toMatchObject({
      code: 'validation',
      message: 'The name is missing.',
      fields: {name: 'Please give a name.'},
      existingId: '17',
      policy,
    });
  });

  it('becomes an error with the block that caused it', async () => {
    const blocked = {reason: 'Threats.', until: '2027-01-01T00:00:00.000Z'};
    const {adapter} = fakeServer(() => problem(403, {code: 'forbidden', blocked}));
    expect(await failure(adapter.post(THREAD, draft, {key: 'k', signal}))).toMatchObject({blocked});
    const wrong = fakeServer(() => problem(403, {code: 'forbidden', blocked: {until: 'never'}} as object));
    expect(await failure(wrong.adapter.post(THREAD, draft, {key: 'k', signal}))).toMatchObject({
      blocked: null,
    });
  });

  it.each([
    ['that it cannot read (400)', () => problem(400, {code: 'malformed'}), false],
    ['that is too large for a proxy (413)', () => proxyPage(413), false],
    ['that came too slowly (408)', () => problem(408, {code: 'malformed'}), true],
    ['by an answer that breaks off', () => brokenOff('{"id": "5', 201), true],
    ['by a page of HTML in the place of an answer', () => proxyPage(200), true],
  ] satisfies [string, Answer, boolean][])(
    'is sent again and looked for only where that may help: what it meets %s',
    async (_, answer, mayHelp) => {
      const {adapter} = fakeServer(answer);
      const error = await failure(adapter.post(THREAD, draft, {key: 'k', signal}));
      expect(error).toMatchObject({retriable: mayHelp, unanswered: mayHelp});
    },
  );

  it.each([
    ['a field', {code: 'rate-limited', retryAt: '2026-11-05T08:00:30Z'} as const, {}],
    ['seconds', {code: 'rate-limited'} as const, {'retry-after': '30'}],
    ['a date', {code: 'rate-limited'} as const, {'retry-after': 'Thu, 05 Nov 2026 08:00:30 GMT'}],
  ])('contains when to try again, given as %s', async (_, fields, headers) => {
    vi.setSystemTime('2026-11-05T08:00:00.000Z');
    const {adapter} = fakeServer(() => problem(429, fields, headers));
    const error = await failure(adapter.post(THREAD, draft, {key: 'k', signal}));
    expect(error).toMatchObject({code: 'rate-limited', retryAt: '2026-11-05T08:00:30.000Z'});
  });

  it.each([
    [401, 'login-required'],
    [403, 'forbidden'],
    [404, 'malformed'],
    [409, 'conflict'],
    [413, 'validation'],
    [429, 'rate-limited'],
    [500, 'server'],
  ] as const)('is told by its status where something else answers %i', async (status, code) => {
    const {adapter} = fakeServer(() => proxyPage(status));
    expect(await failure(adapter.open(THREAD, QUERY, signal))).toMatchObject({code});
  });

  it('becomes an error by its status if the problem document is truncated, or its code unknown', async () => {
    const headers = {'content-type': 'application/problem+json'};
    for (const body of ['{"code": "forb', '{"code": "teapot"}', 'null', '[]', '"closed"']) {
      const {adapter} = fakeServer(() => new Response(body, {status: 403, headers}));
      expect(await failure(adapter.open(THREAD, QUERY, signal))).toMatchObject({code: 'forbidden'});
    }
  });

  it('passes over fields of a problem that have a wrong type', async () => {
    const fields = {
      code: 'validation',
      fields: {body: 7},
      retryAt: 'soon',
      existingId: {},
      policy: 'none',
      detail: 1,
    };
    const {adapter} = fakeServer(() => problem(422, fields as object));
    const error = await failure(adapter.post(THREAD, draft, {key: 'k', signal}));
    expect(error).toMatchObject({
      code: 'validation',
      retryAt: null,
      existingId: null,
      policy: null,
      fields: {},
    });
  });
});

describe('an answer that is none', () => {
  it.each([
    ['a page of HTML', () => proxyPage(200)],
    ['JSON that is broken off', () => brokenOff('{"comments": [')],
    ['no type', () => new Response(new Blob(['{}']))],
    ['a list', () => json([])],
    ['null', () => json(null)],
    ['an object without comments', () => json({next: null})],
  ] satisfies [string, Answer][])('is malformed: %s', async (_, answer) => {
    const {adapter} = fakeServer(answer);
    expect(await failure(adapter.open(THREAD, QUERY, signal))).toMatchObject({code: 'malformed'});
    expect(await failure(adapter.more(THREAD, 'c', signal))).toMatchObject({code: 'malformed'});
    expect(await failure(adapter.post(THREAD, draft, {key: 'k', signal}))).toMatchObject({code: 'malformed'});
  });

  it('costs a comment with a wrong type itself alone', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const wrong = [{...rawComment('1'), author: 'Bea'}, {...rawComment('2'), createdAt: {}}, 7, null];
    const {adapter} = fakeServer(() => json(page([...wrong, {...rawComment('3'), lang: 5}])));
    const {comments} = await adapter.open(THREAD, QUERY, signal);
    expect(comments.map(({id, lang}) => [id, lang])).toEqual([['3', undefined]]);
    expect((await adapter.more(THREAD, 'c', signal)).comments.map(({id}) => id)).toEqual(['3']);
    const warnings = (): string => warn.mock.calls.join('\n');
    await vi.waitFor(() => expect(warnings()).toContain('Invalid author; expected an object with a name.'));
    warn.mockRestore();
  });

  it('is not fetched from where a redirect points', async () => {
    const elsewhere = {status: 302, headers: {location: 'https://elsewhere.example/'}};
    // The first is what Node gives, the second what browsers give.
    const opaque = Object.defineProperty(new Response(null), 'type', {value: 'opaqueredirect'});
    for (const answer of [new Response(null, elsewhere), opaque]) {
      const {adapter, received} = fakeServer(() => answer);
      const error = await failure(adapter.open(THREAD, QUERY, signal));
      expect(error).toMatchObject({code: 'server'});
      expect(error.message).toContain('redirect');
      expect(received).toHaveLength(1);
    }
  });
});

/** A body whose connection is lost after the first bytes. */
function broken(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"comments"'));
      controller.error(new TypeError('terminated'));
    },
  });
}

function brokenOff(body: string, status = 200): Response {
  return new Response(body, {status, headers: {'content-type': 'application/json'}});
}
