import {getRequestListener} from '@hono/node-server';
import {SignJWT} from 'jose';
import {once} from 'node:events';
import {createServer as createHttpServer} from 'node:http';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {dist} from '../../../scripts/paths.mjs';
import {startFaultServer} from '../faults/fault-server.mjs';
import {OPEN_SETTINGS} from './open-settings.mjs';

const SITE = 'browser.example';
const SECRET = 'a secret that newsroom and server share in these tests';

/**
 * A Parley server beside the pages of the browser tests, on another origin and an embedded database that forgets; begun
 * when a test asks for it. Commands: `parley-server` gives its `{url, site}`, `fault-server` the address of a server
 * before it that fails as it is told to, `parley-token` a token for a `{sub, name, role, lifetime}`, its lifetime in seconds.
 * `/redirects-elsewhere` of the tests' own origin is a redirect; `/redirected/PATH` is one to `/PATH`.
 */
export function parleyServer() {
  let running;
  let faulty;
  const server = () => (running ??= start());
  const faults = async () => startFaultServer((await server()).url);
  return {
    name: 'parley-server',
    async executeCommand({command, payload}) {
      if (command === 'parley-server') return {url: (await server()).url, site: SITE};
      if (command === 'fault-server') return (await (faulty ??= faults())).url;
      if (command === 'parley-token') return token(payload);
      return undefined;
    },
    serve(context) {
      if (context.path === '/redirects-elsewhere') context.redirect('/elsewhere');
      if (context.path.startsWith('/redirected/')) context.redirect(context.path.slice('/redirected'.length));
    },
    async serverStop() {
      await (await faulty)?.close();
      await (await running)?.close();
    },
  };
}

async function start() {
  const {createDigests, createServer, openDatabase, openStore} = await import(
    pathToFileURL(join(dist, 'server/index.js')).href
  );
  const digests = await createDigests(SECRET);
  const store = await openStore({
    database: await openDatabase('memory:'),
    digests,
    sites: [SITE],
    defaults: OPEN_SETTINGS,
  });
  const limits = {reads: null, writes: null, votes: null, moderation: null};
  const server = createServer({store, digests, origins: ['*'], jwt: {secret: SECRET}, limits});
  const http = createHttpServer(
    getRequestListener((request, {incoming}) =>
      server.fetch(request, {address: incoming.socket.remoteAddress ?? 'unknown'}),
    ),
  );
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    url: `http://127.0.0.1:${http.address().port}`,
    async close() {
      await server.close();
      http.closeAllConnections();
      await store.close();
    },
  };
}

function token({sub, name = sub, role = 'reader', lifetime = 300}) {
  return new SignJWT({name, role})
    .setProtectedHeader({alg: 'HS256'})
    .setSubject(sub)
    .setExpirationTime(Math.floor(Date.now() / 1000) + lifetime)
    .sign(new TextEncoder().encode(SECRET));
}
