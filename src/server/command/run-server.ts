import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {pino} from 'pino';
import {createServer, type ParleyServer} from '../create-server.js';
import {SetupError} from '../database/setup-error.js';
import type {EventConsumer} from '../events/consumer.js';
import {webhook} from '../events/webhook.js';
import {describeError, type Log} from '../log.js';
import {createListener, type Listener} from './listener.js';
import {openCommandStore, type OpenedStore} from './open-command-store.js';
import type {SiteSettingsChange} from '../store/site-settings.js';
import type {Store} from '../store/store.js';
import type {ServeSettings} from './serve-flags.js';

/** How often expired rows are deleted. */
const PURGE_INTERVAL_MS = 5 * 60_000;

/** How long a stop takes at most, and how much of that is the database's. */
const STOP_MS = 10_000;
const CLOSE_DATABASE_MS = 1_000;

/** Listens, opens the database, serves, and stops on a signal. Throws `SetupError`. */
export async function runServer(settings: ServeSettings): Promise<void> {
  const log = pino({level: settings.logLevel, base: {pid: process.pid}});
  const stop = stopSignal(log);
  const listener = createListener(log);
  const port = await listen(listener, settings);
  log.info({port, host: settings.host}, 'Listening; opening the database.');

  let opened: OpenedStore;
  let server: ParleyServer;
  try {
    const opening = openConfiguredStore(settings, log);
    if (!(await finishesFirst(opening, stop))) {
      log.info({signal: await stop}, 'Shutting down.');
      await Promise.all([listener.close(), abandonOpening(opening, log)]);
      return;
    }
    opened = await opening;
    server = createConfiguredServer(opened, settings, log);
  } catch (error) {
    await listener.close();
    throw error;
  }
  listener.handleWith(server);
  const {store} = opened;
  const purging = setInterval(() => {
    store.purgeExpired().catch((error: unknown) => {
      log.error({error: describeError(error)}, 'Expired rows could not be deleted.');
    });
  }, PURGE_INTERVAL_MS);
  await warnOfUnreadQueue(store, settings, log).catch((error: unknown) => {
    // A database that is away in this moment is no reason not to serve.
    log.warn({error: describeError(error)}, 'The settings of the sites could not be read.');
  });
  const stopConsuming = await consumeEvents(opened, settings, log);
  log.info({address: `http://${settings.host}:${String(port)}`, sites: settings.sites}, 'Ready.');

  log.info({signal: await stop}, 'Shutting down.');
  clearInterval(purging);
  const delivered = stopConsuming();
  const timeoutMs = STOP_MS - CLOSE_DATABASE_MS;
  const answered = Promise.all([listener.close(timeoutMs), server.close(), delivered]);
  if (!(await finishesWithin(timeoutMs, answered))) log.warn({}, 'Some requests were aborted.');
  // Ends what such a request still waits for.
  await store.close(CLOSE_DATABASE_MS);
  log.info({}, 'Stopped.');
}

function defaultsOf({bodyFormat, firstComment}: ServeSettings): SiteSettingsChange {
  return {
    ...(bodyFormat && {bodyFormat}),
    ...(firstComment && {hold: {first: firstComment === 'hold'}}),
  };
}

/** Warns of held comments on sites without moderators: nobody can publish them. */
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

function openConfiguredStore(settings: ServeSettings, log: Log): Promise<OpenedStore> {
  const {database, secret, sites, databaseLimits: limits} = settings;
  return openCommandStore(database, secret, {sites, defaults: defaultsOf(settings), limits, log});
}

/** Ends an opening that is not needed any more, such as one that waits for another process to change the schema. */
async function abandonOpening(opening: Promise<OpenedStore>, log: Log): Promise<void> {
  if (await finishesWithin(STOP_MS, opening)) {
    await opening.then(
      ({store}) => store.close(CLOSE_DATABASE_MS),
      () => undefined,
    );
    return;
  }
  log.warn({}, 'Stopped while the database was being opened.');
  process.exit(0);
}

/** Whether `one` is done, be it well or not, before the other. */
function finishesFirst(one: Promise<unknown>, other: Promise<unknown>): Promise<boolean> {
  return Promise.race([
    one.then(
      () => true,
      () => true,
    ),
    other.then(() => false),
  ]);
}

/** Whether it is settled within so many milliseconds. */
async function finishesWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  const done = await finishesFirst(work, late);
  clearTimeout(timer);
  return done;
}

/** Begins to hand events on; gives what ends that. */
async function consumeEvents(
  {store}: OpenedStore,
  {webhook: options}: ServeSettings,
  log: Log,
): Promise<() => Promise<unknown>> {
  const consumers: readonly EventConsumer[] = options === undefined ? [] : [webhook(options)];
  const stops = await Promise.all(consumers.map((consumer) => store.consumeEvents(consumer, log)));
  return () => Promise.all(stops.map((stop) => stop()));
}

function createConfiguredServer(
  {store, digests}: OpenedStore,
  settings: ServeSettings,
  log: Log,
): ParleyServer {
  const {origins, jwt, limits, trustedProxies, publicUrl, maxStreams, answerMemory} = settings;
  return createServer({
    store,
    digests,
    origins,
    jwt,
    limits,
    trustedProxies,
    answerMemory,
    log,
    ...(publicUrl !== undefined && {publicUrl}),
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
    return new SetupError(`Cannot listen on ${where}: it is in use. Set another port with --port.`);
  }
  if (code === 'EACCES') return new SetupError(`Cannot listen on ${where}: permission denied.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new SetupError(`Cannot listen on ${host}: it is not an address of this machine.`);
  }
  return error;
}

/** The first signal to stop. A second one ends the process at once. */
function stopSignal(log: Log): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let stopping = false;
    const stop = (signal: NodeJS.Signals): void => {
      if (stopping) {
        log.warn({signal}, 'Second signal; exiting at once.');
        process.exit(1);
      }
      stopping = true;
      resolve(signal);
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  });
}
