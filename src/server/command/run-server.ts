import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {pino} from 'pino';
import {createServer, type ParleyServer} from '../create-server.js';
import {SetupError} from '../database/setup-error.js';
import {describeError, type Log} from '../log.js';
import {createListener, type Listener} from './listener.js';
import {openCommandStore, type OpenedStore} from './open-command-store.js';
import type {SiteSettingsChange} from '../store/site-settings.js';
import type {Store} from '../store/store.js';
import type {ServeSettings} from './serve-flags.js';

/** How often what is kept for a time only is deleted. */
const TIDY_MS = 5 * 60_000;

/** Listens, opens the database, serves, and stops when it is told to. Throws `SetupError`. */
export async function runServer(settings: ServeSettings): Promise<void> {
  const log = pino({level: settings.logLevel, base: {pid: process.pid}});
  const stop = stopSignal(log);
  const listener = createListener(log);
  const port = await listen(listener, settings);
  log.info({port, host: settings.host}, 'Listening; the database is being opened.');

  let opened: OpenedStore;
  let server: ParleyServer;
  try {
    opened = await openCommandStore(settings.database, settings.secret, settings.sites, defaultsOf(settings));
    server = serverOver(opened, settings, log);
  } catch (error) {
    await listener.close();
    throw error;
  }
  listener.handleWith(server);
  const {store} = opened;
  const tidying = setInterval(() => {
    store.tidy().catch((error: unknown) => {
      log.error({error: describeError(error)}, 'What has expired could not be deleted.');
    });
  }, TIDY_MS);
  await warnOfUnreadQueue(store, settings, log);
  log.info({address: `http://${settings.host}:${String(port)}`, sites: settings.sites}, 'Ready.');

  log.info({signal: await stop}, 'Shutting down.');
  clearInterval(tidying);
  await Promise.all([listener.close(), server.close()]);
  await store.close();
  log.info({}, 'Stopped.');
}

function defaultsOf({bodyFormat, firstComment}: ServeSettings): SiteSettingsChange {
  return {
    ...(bodyFormat && {bodyFormat}),
    ...(firstComment && {hold: {first: firstComment === 'hold'}}),
  };
}

/** Comments that wait where nobody can be a moderator are never published. */
async function warnOfUnreadQueue(store: Store, {jwt, sites}: ServeSettings, log: Log): Promise<void> {
  if (jwt !== null) return;
  const settings = await Promise.all(sites.map((site) => store.settings(site)));
  const waiting = sites.filter((_site, index) => settings[index]?.hold.first || settings[index]?.hold.all);
  if (waiting.length === 0) return;
  log.warn(
    {sites: waiting},
    'First comments wait for a moderator, and nobody can sign in as one: set --jwt-secret or --jwt-jwks, or --first-comment publish.',
  );
}

function serverOver({store, digests}: OpenedStore, settings: ServeSettings, log: Log): ParleyServer {
  const {origins, jwt, limits, trustedProxies, maxStreams} = settings;
  return createServer({
    store,
    digests,
    origins,
    jwt,
    limits,
    trustedProxies,
    log,
    ...(maxStreams !== undefined && {streams: {total: maxStreams}}),
  });
}

async function listen(listener: Listener, {port, host}: ServeSettings): Promise<number> {
  listener.http.listen(port, host);
  try {
    await once(listener.http, 'listening');
  } catch (error) {
    throw cannotListen(error, host, port);
  }
  return (listener.http.address() as AddressInfo).port;
}

function cannotListen(error: unknown, host: string, port: number): unknown {
  const {code} = error as {code?: unknown};
  const where = `port ${String(port)} of ${host}`;
  if (code === 'EADDRINUSE') {
    return new SetupError(`Something else listens at ${where} already. Another one can be had with --port.`);
  }
  if (code === 'EACCES') return new SetupError(`This user may not listen at ${where}.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new SetupError(`This machine has no address ${host}.`);
  }
  return error;
}

/** The first signal to stop. A second one ends the process at once, whatever it is doing. */
function stopSignal(log: Log): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let stopping = false;
    const stop = (signal: NodeJS.Signals): void => {
      if (stopping) {
        log.warn({signal}, 'Ended at once.');
        process.exit(1);
      }
      stopping = true;
      resolve(signal);
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  });
}
