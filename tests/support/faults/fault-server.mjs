import {once} from 'node:events';
import {createServer, request as sendRequest} from 'node:http';
import {FAULTS, KINDS} from './faults.mjs';

/** Headers that are about one connection, not about the message. */
const OF_A_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'host'];

/**
 * An HTTP server in front of another one that fails on purpose: over real sockets, so that a browser meets what it meets
 * on a bad line. Everything below `/SCENE/` is passed on without that name; each scene, a test's own, has its script.
 *
 * - `POST /SCENE/faults` with `[{on, fault, times}]`: which fault the next requests of a kind (see `kindOf`) meet, one
 *   entry after the other, `times` (1) each. It replaces what was left of the script before.
 * - `DELETE /SCENE/faults` forgets the script, and lets those go on that are kept waiting.
 * - `GET /SCENE/requests` gives the kinds of requests that have come, in their order.
 *
 * @param {string} target the address of the server behind it
 * @returns {Promise<{url: string, close(): Promise<void>}>}
 */
export async function startFaultServer(target) {
  /** @type {Map<string, {script: object[], seen: string[], release: AbortController}>} */
  const scenes = new Map();
  const sceneOf = (name) => {
    const scene = scenes.get(name) ?? {script: [], seen: [], release: new AbortController()};
    scenes.set(name, scene);
    return scene;
  };

  const server = createServer((request, response) => {
    const [, name = '', path = ''] = /^\/([^/]+)(\/.*)$/.exec(request.url ?? '') ?? [];
    const scene = sceneOf(name);
    handle({request, response, scene, path, target}).catch(() => request.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    async close() {
      for (const {release} of scenes.values()) release.abort();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What a request asks for, by the protocol: a word of docs/protocol.md. */
function kindOf({method, url}) {
  const found = KINDS.find(({methods, path}) => methods.includes(method) && path.test(url));
  return found?.kind ?? 'other';
}

async function handle({request, response, scene, path, target}) {
  const chunks = [];
  const read = async () => {
    for await (const chunk of request) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  if (path === '/faults' || path === '/requests') return control({request, response, scene, path, read});
  const kind = kindOf({method: request.method, url: path});
  if (request.method === 'OPTIONS') return relay(request, response, await read(), path, target);
  scene.seen.push(kind);
  const fault = nextFault(scene, kind);
  const passOn = async () => pass(request, await read(), path, target);
  if (fault) return fault({request, response, read, passOn, released: released(scene)});
  return relay(request, response, await read(), path, target);
}

async function control({request, response, scene, path, read}) {
  const headers = {'access-control-allow-origin': '*', 'access-control-allow-methods': '*'};
  const answer = (status, body) => {
    response.writeHead(status, {...headers, 'content-type': 'application/json'}).end(JSON.stringify(body));
  };
  if (request.method === 'OPTIONS') return answer(200, {});
  if (path === '/requests') return answer(200, scene.seen);
  scene.release.abort();
  scene.release = new AbortController();
  scene.script = request.method === 'DELETE' ? [] : JSON.parse(String(await read()));
  const unknown = scene.script.find(({fault}) => !Object.hasOwn(FAULTS, fault));
  return unknown ? answer(422, {error: `No fault "${unknown.fault}".`}) : answer(200, {});
}

/** The fault that is this request's turn; it comes once less from then on. */
function nextFault(scene, kind) {
  const place = scene.script.findIndex(({on}) => on === kind);
  if (place < 0) return undefined;
  const entry = scene.script[place];
  entry.times = (entry.times ?? 1) - 1;
  if (entry.times <= 0) scene.script.splice(place, 1);
  return FAULTS[entry.fault];
}

function released({release: {signal}}) {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), {once: true});
  });
}

/** Sends a request to the server behind, and gives its whole answer. */
async function pass(request, body, path, target) {
  const answer = await open(request, body, path, target);
  const chunks = [];
  for await (const chunk of answer) chunks.push(chunk);
  return {status: answer.statusCode, headers: forwarded(answer.headers), body: Buffer.concat(chunks)};
}

/** The same, passed on as it comes: a stream of events has no end. */
async function relay(request, response, body, path, target) {
  const answer = await open(request, body, path, target);
  response.on('close', () => answer.destroy());
  response.writeHead(answer.statusCode, forwarded(answer.headers));
  response.flushHeaders();
  answer.pipe(response);
}

async function open(request, body, path, target) {
  const outgoing = sendRequest(new URL(path, target), {
    method: request.method,
    headers: {...forwarded(request.headers), 'content-length': body.length},
  });
  outgoing.end(body);
  const [answer] = await once(outgoing, 'response');
  return answer;
}

function forwarded(headers) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_A_CONNECTION.includes(name)));
}
