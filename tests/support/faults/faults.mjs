/** Kinds of requests to a Parley server, by which a script says whom a fault meets; the first that fits counts. */
export const KINDS = [
  {kind: 'post', methods: ['POST'], path: /^\/v1\/comments$/},
  {kind: 'report', methods: ['POST'], path: /^\/v1\/comments\/[^/?]+\/reports/},
  {kind: 'vote', methods: ['PUT', 'DELETE'], path: /^\/v1\/comments\/[^/?]+\/vote/},
  {kind: 'edit', methods: ['PATCH'], path: /^\/v1\/comments\//},
  {kind: 'remove', methods: ['DELETE'], path: /^\/v1\/comments\//},
  {kind: 'find', methods: ['GET'], path: /^\/v1\/posted\?/},
  {kind: 'open', methods: ['GET'], path: /^\/v1\/thread\?/},
  {kind: 'viewer', methods: ['GET'], path: /^\/v1\/viewer\?/},
  {kind: 'stream', methods: ['GET'], path: /^\/v1\/stream\?/},
];

/** What a page on another origin may see of an answer that did not come from the server itself. */
const CORS = {'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after'};
const GATEWAY_PAGE = '<!doctype html><title>502</title><h1>Bad Gateway</h1>';
const TOO_LARGE_PAGE = '<!doctype html><title>413</title><h1>Request Entity Too Large</h1>';

/** An answer that is no JSON, as proxies give it. */
const page = (status, html, headers = {}) => ({
  status,
  headers: {...CORS, 'content-type': 'text/html', ...headers},
  body: Buffer.from(html),
});

/** An answer in the server's own form (docs/protocol.md, problems). */
const problem = (status, code, more = {}, headers = {}) => ({
  status,
  headers: {...CORS, 'content-type': 'application/problem+json', ...headers},
  body: Buffer.from(JSON.stringify({status, code, title: 'It fails as it was told to.', ...more})),
});

/** Answers without the server behind having heard of it. */
const instead =
  (answer) =>
  async ({read, response}) => {
    await read();
    send(response, typeof answer === 'function' ? answer() : answer);
  };

/** Answers otherwise than the server behind did, which has done what it was asked. */
const afterwards =
  (change) =>
  async ({passOn, response}) =>
    send(response, change(await passOn()));

/**
 * What may become of a request. Each gets the request, its unfinished response, `read` (the rest of the request),
 * `passOn` (sends it to the server behind, and gives the answer) and `released`, which settles when the script is over.
 */
export const FAULTS = {
  /** The connection is cut before the request was read. */
  refuse: async ({request}) => request.socket.destroy(),
  'reset before commit': async ({request, read}) => {
    await read();
    request.socket.destroy();
  },
  'reset after commit': async ({request, passOn}) => {
    await passOn();
    request.socket.destroy();
  },
  /** No answer comes, as long as the script lasts. */
  'stall before commit': async ({request, read, released}) => {
    await read();
    await released;
    request.socket.destroy();
  },
  'stall after commit': async ({request, passOn, released}) => {
    await passOn();
    await released;
    request.socket.destroy();
  },
  /** The request waits on its way, and arrives when nobody waits for the answer any more. */
  'arrive late': async ({passOn, released, response}) => {
    await released;
    send(response, await passOn());
  },
  /** The answer ends before the length that it names. */
  'broken off': async ({request, passOn, response}) => {
    const {status, headers, body} = await passOn();
    response.writeHead(status, {...headers, 'content-length': body.length});
    response.write(body.subarray(0, body.length / 2), () => request.socket.destroy());
  },
  /** The answer is whole for HTTP, but half a JSON text. */
  'half a JSON': afterwards(({body, ...answer}) => ({...answer, body: body.subarray(0, body.length / 2)})),
  'HTML 200': afterwards(() => page(200, '<!doctype html><title>Welcome to the hotel’s network</title>')),
  'HTML 502': instead(page(502, GATEWAY_PAGE)),
  'HTML 502 after commit': afterwards(() => page(502, GATEWAY_PAGE)),
  /** What most proxies forget: a page of another origin sees no answer at all. */
  'HTML 502 without CORS': instead({...page(502, GATEWAY_PAGE), headers: {'content-type': 'text/html'}}),
  401: instead(problem(401, 'login-required')),
  '401 of a proxy': instead(page(401, 'Sign in', {'www-authenticate': 'Bearer'})),
  403: instead(problem(403, 'forbidden')),
  '403 of a firewall': instead(page(403, '<!doctype html><title>Blocked</title>')),
  409: instead(problem(409, 'conflict')),
  '409 of a proxy': instead(page(409, 'Conflict')),
  413: instead(page(413, TOO_LARGE_PAGE)),
  '429 for a second': instead(problem(429, 'rate-limited', {}, {'retry-after': '1'})),
  /** HTTP dates have whole seconds. */
  '429 until a date': instead(() =>
    page(429, 'Too Many Requests', {'retry-after': new Date(Date.now() + 2000).toUTCString()}),
  ),
  503: instead(page(503, 'Service Unavailable')),
};

function send(response, {status, headers, body}) {
  response.writeHead(status, {...headers, 'content-length': body.length}).end(body);
}
