import {afterEach, describe, expect, it} from 'vitest';
import {migrate} from '../../../src/server/database/migrate.js';
import {openDatabase} from '../../../src/server/database/open-database.js';
import type {Served} from '../../support/server/command.js';
import {threadQuery} from '../../support/server/http-fixture.js';
import {deliver, newSubmission, send, type Delivered} from '../../support/server/poster.js';
import {startPostgres} from '../../support/server/start-postgres.js';
import {makeDatabase} from '../../support/server/test-database.js';
import {listenTo} from '../../support/server/thread-listener.js';
import {CAN_SHARE, liveCursor, readCounters, serveOver} from '../../support/server/two-processes.js';

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

describe.skipIf(!CAN_SHARE)('a rolling restart', () => {
  it('leaves no request unanswered, and no reader without changes', {timeout: 120_000}, async () => {
    const test = await makeDatabase('PostgreSQL');
    cleanUp.push(() => test.drop());
    const servers: Served[] = await Promise.all([serveOver(test.name), serveOver(test.name)]);
    cleanUp.push(() => Promise.all(servers.map((server) => server.stop('SIGKILL'))));
    const urls = () => servers.map(({url}) => url);
    const since = await liveCursor(urls()[0] ?? '', 'rolling');
    const listeners = Array.from({length: 10}, (_, number) =>
      listenTo(urls, threadQuery('rolling'), since, number),
    );
    cleanUp.push(async () => {
      for (const listener of listeners) listener.close();
    });
    await Promise.all(listeners.map(({open}) => open));

    const delivered: Delivered[] = [];
    let isRunning = true;
    const writer = async (number: number): Promise<void> => {
      // Each begins with another process, as behind a balancer.
      const turned = () => (number % 2 === 0 ? urls() : urls().reverse());
      while (isRunning) delivered.push(await deliver(newSubmission('rolling'), turned));
    };
    const writers = Promise.all([0, 1, 2, 3].map(writer));
    for (const index of [0, 1, 0, 1]) {
      const next = await serveOver(test.name);
      const before = servers[index];
      const count = delivered.length;
      servers[index] = next;
      expect(await before?.stop('SIGTERM')).toMatchObject({code: 0, stderr: ''});
      await expect.poll(() => delivered.length).toBeGreaterThan(count);
    }
    isRunning = false;
    await writers;

    expect(delivered.filter(({status}) => status !== 201)).toEqual([]);
    // What a process has taken it also answers: nothing it did had to be asked for again.
    expect(delivered.filter(({replayed}) => replayed)).toEqual([]);
    const {comments, ...counters} = await readCounters(test.database);
    expect([...comments.values()].filter((count) => count !== 1)).toEqual([]);
    const sent = delivered.length;
    expect(counters).toEqual({published: sent, totals: sent, wrongReplyCounts: 0, wrongRevisions: 0});
    await Promise.all(listeners.map((listener) => listener.receivedCount(sent)));
    for (const {received: heard} of listeners) {
      expect(heard.map(({commentId}) => commentId).sort()).toEqual(delivered.map(({id}) => id).sort());
    }
  });
});

describe.skipIf(!CAN_SHARE)('a PostgreSQL that fails and comes back', () => {
  it('is reported by /readyz, and loses no comment and no reader', {timeout: 120_000}, async () => {
    // What it has acknowledged it has written down, as any real one.
    const postgres = await startPostgres({settings: 'synchronous_commit = on\nfsync = on\n'});
    cleanUp.push(() => postgres.stop());
    const prepared = await openDatabase(postgres.url());
    await migrate(prepared);
    await prepared.close();
    const servers = await Promise.all([serveOver(postgres.url()), serveOver(postgres.url())]);
    cleanUp.push(() => Promise.all(servers.map((server) => server.stop('SIGKILL'))));
    const urls = servers.map(({url}) => url);
    const since = await liveCursor(urls[0] ?? '', 'failing');
    const listeners = urls.map((url, number) => listenTo(() => [url], threadQuery('failing'), since, number));
    cleanUp.push(async () => {
      for (const listener of listeners) listener.close();
    });
    await Promise.all(listeners.map(({open}) => open));
    const statuses = (path: string) =>
      Promise.all(urls.map(async (url) => (await fetch(`${url}${path}`)).status));

    const delivered = [await deliver(newSubmission('failing'), () => urls)];
    let waiting: Promise<Delivered>[] = [];
    await postgres.restart(async () => {
      expect(await statuses('/readyz')).toEqual([503, 503]);
      expect(await statuses('/healthz')).toEqual([200, 200]);
      const refused = await send(urls[0] ?? '', newSubmission('failing'));
      expect([500, 503]).toContain(refused.status);
      waiting = urls.map((url) => deliver(newSubmission('failing'), () => [url]));
    });
    delivered.push(...(await Promise.all(waiting)));
    await expect.poll(() => statuses('/readyz'), {timeout: 20_000}).toEqual([200, 200]);
    delivered.push(...(await Promise.all(urls.map((url) => deliver(newSubmission('failing'), () => [url])))));

    expect(delivered.map(({status}) => status)).toEqual([201, 201, 201, 201, 201]);
    await Promise.all(listeners.map((listener) => listener.receivedCount(5)));
    const ids = delivered.map(({id}) => id).sort();
    for (const {received: heard} of listeners)
      expect(heard.map(({commentId}) => commentId).sort()).toEqual(ids);
  });
});
