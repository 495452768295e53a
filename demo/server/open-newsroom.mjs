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

/** Where the server is found on the paper's own origin. */
const PREFIX = '/parley';

/**
 * The paper's Parley server, on a database that is embedded in this process and kept in a folder: made and filled with
 * letters the first time, only opened from then on.
 *
 * @param {object} options
 * @param {string} options.folder
 * @param {readonly string[]} options.origins whose pages may talk to the server
 * @param {(line: string) => void} [options.tell]
 */
export async function openNewsroom({folder, origins, tell = () => undefined}) {
  const filled = join(folder, 'filled');
  const isNew = !existsSync(filled);
  // What was begun and not finished is begun again.
  if (isNew) await rm(join(folder, 'database'), {recursive: true, force: true});
  await mkdir(folder, {recursive: true});
  if (isNew) tell('Making the newsroom’s database and its first letters, this once: ten to twenty seconds …');

  const [secret, tokenSecret] = await Promise.all(
    ['secret', 'token-secret'].map((name) => secretIn(join(folder, name))),
  );
  let moment = null;
  const digests = await createDigests(secret);
  const store = await openStore({
    database: await openDatabase(join(folder, 'database')),
    digests,
    sites: [SITE],
    now: () => moment ?? new Date(),
  });
  if (isNew) {
    await seed({store, site: SITE, setClock: (set) => (moment = set)});
    await writeFile(filled, new Date().toISOString());
  }

  const server = createServer({store, digests, origins, jwt: {secret: tokenSecret}});
  const listener = getRequestListener((request, {incoming}) =>
    server.fetch(request, {address: incoming.socket.remoteAddress}),
  );
  const signInOrOut = signIn(tokenSecret);

  return {
    /** Answers what is the newsroom's; gives false for all that is a file. */
    async handle(request, response) {
      if (request.url?.startsWith(`${PREFIX}/`)) {
        request.url = request.url.slice(PREFIX.length);
        await listener(request, response);
        return true;
      }
      return signInOrOut(request, response);
    },
    async close() {
      await server.close();
      await store.close();
    },
  };
}

/** A secret that stays the same for as long as the data does. */
async function secretIn(file) {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    const secret = randomBytes(32).toString('base64url');
    await writeFile(file, secret, {mode: 0o600});
    return secret;
  }
}
