import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {ChangeBus} from '../../../src/server/live/change-bus.js';
import {threadDigest} from '../../../src/server/store/thread-key.js';
import type {Served} from '../../support/server/command.js';
import {startFaultyNetwork, type FaultyNetwork} from '../../support/server/faulty-network.js';
import {SITE, threadQuery} from '../../support/server/http-fixture.js';
import {newSubmission, send} from '../../support/server/poster.js';
import {makeDatabase, type TestDatabase} from '../../support/server/test-database.js';
import {listenTo} from '../../support/server/thread-listener.js';
import {CAN_SHARE, liveCursor, serveOver} from '../../support/server/two-processes.js';

describe.skipIf(!CAN_SHARE)('a process that is killed after a commit, before its NOTIFY', () => {
  let test: TestDatabase;
  let network: FaultyNetwork;
  let writing: Served;
  let other: Served;

  beforeAll(async () => {
    test = await makeDatabase('PostgreSQL');
    network = await startFaultyNetwork(test.name);
    [writing, other] = await Promise.all([serveOver(network.url), serveOver(test.name)]);
  });
  afterAll(async () => {
    await Promise.all([writing.stop('SIGKILL'), other.stop('SIGKILL')]);
    await network.close();
    await test.drop();
  });

  it('hides the change from no follower in another process', async () => {
    // Nobody has told of this page before: a NOTIFY of an earlier comment could come late.
    const cursor = await liveCursor(other.url, 'quay');
    const listener = listenTo(() => [other.url], threadQuery('quay'), cursor, 0);
    await listener.open;
    // As any other process follows it; the stream of a reader looks again at each heartbeat, too.
    const changeBus = new ChangeBus(test.database);
    await changeBus.start();
    const onChange = new Promise<void>((resolve) => {
      changeBus.follow(threadDigest({site: SITE, pageId: 'quay'}), resolve);
    });
    const last = newSubmission('quay');
    const committed = network.cutAfterCommit();
    // Nobody waits for its answer: there is none.
    send(writing.url, last).catch(() => undefined);
    await committed;
    // Not one NOTIFY leaves it any more.
    void network.drop();
    network.dropNew();
    await writing.stop('SIGKILL');

    await onChange;
    await changeBus.stop();
    await listener.receivedCount(1);
    const [row] = await test.database.query<{id: string}>('SELECT id FROM comments WHERE body = $1', [
      last.text,
    ]);
    expect(listener.received.map(({commentId}) => commentId)).toEqual([row?.id]);
    expect(listener.reconnections).toBe(0);
    listener.close();
  });
});
