import {getRequestListener} from '@hono/node-server';
import {randomBytes} from 'node:crypto';
import {existsSync} from 'node:fs';
import {mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {createDigests, createServer, openDatabase, openStore} from '../../dist/server/index.js';
import {seed} from './seed.mjs';
import {signIn} from './sign-in.mjs';

/** The paper's site on its Parley server. */
export const SITE = 'packet';

/** The path of the server on the paper's own origin. */
const PREFIX = '/parley';

/**
 * The paper's Parley server, on a database embedded in this process and stored in a folder. The first start creates it and
 * fills it with comments.
 *
 * @param {object} options
 * @param {string} options.folder
 * @param {readonly string[]} options.origins origins whose pages may use the server; the first is the paper's own
 * @param {(line: string) => void} [options.log]
 */
export async function startNewsroom({folder, origins, log = () => undefined}) {
  const filled = join(folder, 'filled');
  const isNew = !existsSync(filled);
  // A start that did not finish is repeated from the beginning.
  if (isNew) await rm(join(folder, 'database'), {recursive: true, force: true});
  await mkdir(folder, {recursive: true});
  if (isNew) log('Creating the demo’s database with its first comments, once: ten to twenty seconds …');

  const [secret, tokenSecret] = await Promise.all(
    ['secret', 'token-secret'].map((name) => storedSecret(join(folder, name))),
  );
  let clock = null;
  const digests = await createDigests(secret);
  const store = await openStore({
    database: await openDatabase(join(folder, 'database')),
    digests,
    sites: [SITE],
    now: () => clock ?? new Date(),
  });
  if (isNew) {
    await seed({store, site: SITE, setClock: (date) => (clock = date)});
    await writeFile(filled, new Date().toISOString());
  }

  const publicUrl = `${origins[0]}${PREFIX}`;
  const server = createServer({store, digests, origins, publicUrl, jwt: {secret: tokenSecret}});
  const listener = getRequestListener((request, {incoming}) =>
    server.fetch(request, {address: incoming.socket.remoteAddress}),
  );
  const signInOrOut = signIn(tokenSecret);

  return {
    /** Responds to requests for the server and for signing in; resolves to false for files. */
    async handle(request, response) {
      if (request.url?.startsWith(`${PREFIX}/`)) {
        request.url = request.url.slice(PREFIX.length);
        await listener(request, response);
        return true;
      }
      return signInOrOut(request, response);
    },
    /** The answer for a server-side include. */
    async include(path) {
      const response = await server.fetch(new Request(new URL(path, publicUrl).href.replace(PREFIX, '')));
      return response.text();
    },
    async close() {
      await server.close();
      await store.close();
    },
  };
}

/** A secret that lasts as long as the data. */
async function storedSecret(file) {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    const secret = randomBytes(32).toString('base64url');
    await writeFile(file, secret, {mode: 0o600});
    return secret;
  }
}
