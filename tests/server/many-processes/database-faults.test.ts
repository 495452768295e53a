import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {migrate} from '../../../src/server/database/migrate.js';
import type {Database} from '../../../src/server/database/database.js';
import {openDatabase} from '../../../src/server/database/open-database.js';
import type {Served} from '../../support/server/command.js';
import {startFaultyNetwork, type FaultyNetwork} from '../../support/server/faulty-network.js';
import {threadQuery} from '../../support/server/http-fixture.js';
import {deliver, newSubmission, send, type Delivered, type Posted} from '../../support/server/poster.js';
import {startPostgres, type PostgresServer} from '../../support/server/start-postgres.js';
import {listenTo, type ThreadListener} from '../../support/server/thread-listener.js';
import {CAN_SHARE, liveCursor, readCounters, serveOver} from '../../support/server/two-processes.js';
import {startWriters, type Writers} from '../../support/server/writers.js';

const WRITERS = 8;
const ROUNDS = 3;

/** Given up by the server's own limit, or ended by the database: either way the client is told to come again. */
const TRY_AGAIN = {status: 503, retryAfter: expect.stringMatching(/^[1-9]\d*$/)};

let postgres: PostgresServer;
let database: Database;
const cleanUp: (() => unknown)[] = [];

beforeAll(async () => {
  if (!CAN_SHARE) return;
  postgres = await startPostgres();
  // Its transactions hold a lock for as long as a test needs it.
  database = await openDatabase(postgres.url(), {limits: {statementMs: 0}});
  await migrate(database);
});
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
  // Each test counts what it has written itself.
  await database.query(
    'TRUNCATE comments, threads, changes, intents, people, sites RESTART IDENTITY CASCADE',
  );
});
afterAll(async () => {
  await database?.close();
  await postgres?.stop();
});

/** A server with readers who follow and others who write. */
async function setUp(url: string, page: string, args: readonly string[] = []) {
  const served = await serveOver(url, args);
  cleanUp.push(() => served.stop('SIGKILL'));
  const since = await liveCursor(served.url, page);
  const listeners = [0, 1].map((number) => listenTo(() => [served.url], threadQuery(page), since, number));
  cleanUp.push(() => {
    for (const listener of listeners) listener.close();
  });
  await Promise.all(listeners.map(({open}) => open));
  const writers = startWriters(WRITERS, page, () => [served.url]);
  return {served, listeners, writers};
}

/** Stops the writers; each acknowledged comment is there once, and was told once over one and the same connection. */
async function nothingIsLost(served: Served, listeners: readonly ThreadListener[], writers: Writers) {
  const delivered = await writers.stop();
  expect(served.process.exitCode).toBeNull();
  expect(delivered.filter(({status}) => status !== 201)).toEqual([]);
  const {comments: submissions, ...counters} = await readCounters(database);
  const sent = delivered.length;
  expect(delivered.filter(({submission}) => submissions.get(submission.text) !== 1)).toEqual([]);
  expect(submissions.size).toBe(sent);
  expect(counters).toEqual({published: sent, totals: sent, wrongReplyCounts: 0, wrongRevisions: 0});

  await Promise.all(listeners.map((listener) => listener.receivedCount(sent)));
  const ids = delivered.map(({id}) => id).sort();
  for (const {received: heard, reconnections} of listeners) {
    expect(reconnections).toBe(0);
    expect(heard.map(({commentId}) => commentId).sort()).toEqual(ids);
  }
  return delivered;
}

function failuresOf(delivered: readonly Delivered[]): readonly (Posted | Error)[] {
  return delivered.flatMap(({failures}) => failures);
}

describe.skipIf(!CAN_SHARE)('a server under load, when PostgreSQL', () => {
  it.each([
    ['is restarted (pg_ctl restart -m fast)', () => postgres.restartFast()],
    ['ends its connections (pg_terminate_backend)', endConnections],
  ])('%s, answers 503, recovers by itself and loses nothing', {timeout: 180_000}, async (_name, fault) => {
    const {served, listeners, writers} = await setUp(postgres.url(), 'faults');
    let failed = 0;
    // A fault that met no request proves nothing.
    for (let round = 0; round < ROUNDS || (failed === 0 && round < 20 * ROUNDS); round++) {
      await writers.more(2 * WRITERS);
      await fault();
      await writers.more(2 * WRITERS);
      failed = failuresOf(writers.delivered).length;
    }
    const failures = failuresOf(await nothingIsLost(served, listeners, writers));
    expect(failures.length).toBeGreaterThan(0);
    for (const failure of failures) expect(failure).toMatchObject(TRY_AGAIN);
  });

  it(
    'ends transactions that idle (idle_in_transaction_session_timeout), answers 503, recovers by itself and loses nothing',
    {
      timeout: 180_000,
    },
    async () => {
      const url = `${postgres.url()}?idle_in_transaction_session_timeout=100`;
      const {served, listeners, writers} = await setUp(url, 'idle');
      const idleEnded = async () => {
        const [row] = await database.query<{count: string}>(
          `SELECT coalesce(sum(sessions_fatal), 0) AS count FROM pg_stat_database`,
        );
        return Number(row?.count);
      };
      const before = await idleEnded();
      let failed = 0;
      for (let round = 0; failed < 2 && round < 200; round++) {
        await writers.more(WRITERS);
        // A process that is not run for a while: what it has begun in the database idles.
        served.process.kill('SIGSTOP');
        await whenNothingIsInTransaction();
        served.process.kill('SIGCONT');
        await writers.more(WRITERS);
        failed = failuresOf(writers.delivered).length;
      }
      expect(await idleEnded()).toBeGreaterThan(before);
      const failures = failuresOf(await nothingIsLost(served, listeners, writers));
      expect(failures.length).toBeGreaterThan(0);
      for (const failure of failures) expect(failure).toMatchObject(TRY_AGAIN);
    },
  );
});

describe.skipIf(!CAN_SHARE)('a server under load, when the network to PostgreSQL', () => {
  let network: FaultyNetwork;
  beforeAll(async () => {
    network = await startFaultyNetwork(postgres.url());
  });
  afterAll(() => network.close());
  afterEach(() => network.restore());

  it(
    'drops packets of its connections, answers 503, opens new ones and loses nothing',
    {
      timeout: 180_000,
    },
    async () => {
      const args = ['--statement-timeout', '1'];
      const {served, listeners, writers} = await setUp(network.url, 'swallowed', args);
      for (let round = 0; round < 2; round++) {
        await writers.more(2 * WRITERS);
        await network.drop();
        await writers.more(2 * WRITERS);
      }
      const failures = failuresOf(await nothingIsLost(served, listeners, writers));
      expect(failures.length).toBeGreaterThan(0);
      for (const failure of failures) expect(failure).toMatchObject(TRY_AGAIN);
    },
  );

  it(
    'drops all packets for a while, answers 503, recovers by itself and loses nothing',
    {
      timeout: 180_000,
    },
    async () => {
      const args = ['--statement-timeout', '1', '--database-wait', '1'];
      const {served, listeners, writers} = await setUp(network.url, 'dark', args);
      await writers.more(2 * WRITERS);
      network.dropNew();
      await network.drop();
      const refused = await send(served.url, newSubmission('elsewhere'));
      expect(refused).toMatchObject(TRY_AGAIN);
      const read = await fetch(`${served.url}/v1/thread?${threadQuery('dark')}`);
      expect([read.status, read.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/)]);
      expect((await fetch(`${served.url}/readyz`)).status).toBe(503);
      expect((await fetch(`${served.url}/healthz`)).status).toBe(200);
      network.restore();
      await writers.more(2 * WRITERS);
      await nothingIsLost(served, listeners, writers);
      await expect.poll(async () => (await fetch(`${served.url}/readyz`)).status).toBe(200);
    },
  );

  it('loses the answer to a COMMIT, answers 503, and the same key gives the comment that was stored', async () => {
    const served = await serveOver(network.url);
    cleanUp.push(() => served.stop('SIGKILL'));
    await deliver(newSubmission('commit'), () => [served.url]);
    const cut = network.cutAfterCommit();
    const comment = newSubmission('commit');
    const first = await send(served.url, comment);
    await cut;
    expect(first).toMatchObject(TRY_AGAIN);
    expect(await deliver(comment, () => [served.url])).toMatchObject({status: 201, replayed: true});
    const {comments: submissions} = await readCounters(database);
    expect(submissions.get(comment.text)).toBe(1);
  });

  it('swallows everything, still stops on SIGTERM', async () => {
    const served = await serveOver(network.url, ['--statement-timeout', '3600', '--database-wait', '3600']);
    cleanUp.push(() => served.stop('SIGKILL'));
    await deliver(newSubmission('stopping'), () => [served.url]);
    network.dropNew();
    const inVain = network.drop();
    const waiting = send(served.url, newSubmission('stopping')).catch((error: Error) => error);
    await inVain;
    // Which of the two ends first is all that counts: the server's patience with its database is an hour.
    const ended = await served.stop('SIGTERM');
    expect(ended).toMatchObject({code: 0, signal: null, stderr: ''});
    await waiting;
  });
});

describe.skipIf(!CAN_SHARE)('a server whose statement waits for a lock', () => {
  it('answers 503 after its limit, and recovers when the lock is released', async () => {
    const served = await serveOver(postgres.url(), ['--statement-timeout', '1']);
    cleanUp.push(() => served.stop('SIGKILL'));
    await deliver(newSubmission('locked'), () => [served.url]);
    await database.transaction(async (queries) => {
      await queries.query('LOCK TABLE comments IN ACCESS EXCLUSIVE MODE');
      expect(await send(served.url, newSubmission('locked'))).toMatchObject(TRY_AGAIN);
    });
    expect(await send(served.url, newSubmission('locked'))).toMatchObject({status: 201});
  });

  it('stops on SIGTERM while the lock is held', async () => {
    const served = await serveOver(postgres.url(), ['--statement-timeout', '3600']);
    cleanUp.push(() => served.stop('SIGKILL'));
    await deliver(newSubmission('locked'), () => [served.url]);
    await database.transaction(async (queries) => {
      await queries.query('LOCK TABLE comments IN ACCESS EXCLUSIVE MODE');
      const waiting = send(served.url, newSubmission('locked')).catch((error: Error) => error);
      await expect
        .poll(() => queries.query("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"))
        .toHaveLength(1);
      expect(await served.stop('SIGTERM')).toMatchObject({code: 0, signal: null, stderr: ''});
      await waiting;
    });
  });
});

async function endConnections(): Promise<void> {
  await database.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
}

async function whenNothingIsInTransaction(): Promise<void> {
  const inTransaction = () =>
    database.query(
      `SELECT 1 FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'`,
    );
  await expect.poll(inTransaction, {timeout: 30_000}).toEqual([]);
}
