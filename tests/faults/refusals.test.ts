import {expect} from '@open-wc/testing';
import {executeServerCommand} from '@web/test-runner-commands';
import {RestAdapter} from '../../src/adapters/rest.js';
import {
  connectionForEach,
  type FaultyConnection,
  type PlannedFault,
} from '../support/faults/faulty-connection.js';
import {failure, isPostedOnce, post, retry, visit} from '../support/faults/posting.js';
import {nextEvent, openThread} from '../support/thread-fixture.js';
import {waitUntil} from '../support/wait-until.js';

// A letter is refused, by the server or by something on the way to it; and a thread is asked for over a bad line.

const TEXT = 'Sirs, the ferry was late again and nobody said why.';

let connection: FaultyConnection;

connectionForEach((opened) => {
  connection = opened;
});

describe('a comment that is rejected', () => {
  const REFUSED: readonly {readonly fault: string; readonly message: RegExp}[] = [
    {fault: '403', message: /have permission/},
    {fault: '403 of a firewall', message: /have permission/},
    {fault: '409', message: /changed in the meantime/},
    {fault: '409 of a proxy', message: /changed in the meantime/},
    {fault: '413', message: /check what you entered/},
    {fault: '401', message: /Please sign in/},
    {fault: '401 of a proxy', message: /Please sign in/},
  ];

  for (const {fault, message} of REFUSED) {
    it(`(${fault}) shows why, stays in the form, and is posted once when possible`, async () => {
      const page = await visit(connection);
      await connection.plan({on: 'post', fault, times: 9});
      post(TEXT, page);
      expect(await failure(TEXT, page)).to.match(message);
      expect(await connection.countOnServer(TEXT)).to.equal(0);
      expect((await connection.requests()).filter((kind) => kind === 'post')).to.have.length(1);
      await connection.restore();
      page.submit();
      await isPostedOnce(TEXT, page, connection);
    });
  }

  for (const fault of ['429 for a second', '429 until a date']) {
    it(`(${fault}) for its haste says from when on it may be sent, and is posted once then`, async () => {
      const page = await visit(connection);
      await connection.plan({on: 'post', fault});
      post(TEXT, page);
      expect(await failure(TEXT, page)).to.match(/You can post again at \d/);
      expect(await connection.countOnServer(TEXT)).to.equal(0);
      await waitUntil(() => page.announced === 'You can post again now.', 'not said');
      retry(page);
      await isPostedOnce(TEXT, page, connection);
    });
  }
});

describe('a signed-in reader whose token is refused', () => {
  const READER = {sub: 'v-17', name: 'Vera'};

  it('has the comment posted once with a fresh one, and shows no error', async () => {
    const requested: boolean[] = [];
    const page = await visit(
      connection,
      connection.options({
        getToken: ({forceRefresh}) => {
          requested.push(forceRefresh);
          return executeServerCommand<string, unknown>('parley-token', READER);
        },
      }),
    );
    requested.length = 0;
    await connection.plan({on: 'post', fault: '401'});
    post(TEXT, page);
    await isPostedOnce(TEXT, page, connection);
    expect(requested).to.deep.equal([false, true]);
  });

  it('is asked to sign in if there is no other, and then posts the same text', async () => {
    const page = await visit(
      connection,
      connection.options({getToken: () => executeServerCommand<string, unknown>('parley-token', READER)}),
    );
    await connection.plan({on: 'post', fault: '401', times: 2});
    const requested = nextEvent('parley-login-request');
    post(TEXT, page);
    await requested;
    expect(await failure(TEXT, page)).to.match(/Please sign in/);
    expect(await connection.countOnServer(TEXT)).to.equal(0);
    page.submit();
    await isPostedOnce(TEXT, page, connection);
  });
});

describe('a thread on a bad line', () => {
  const READS: readonly PlannedFault[] = [
    {on: 'open', fault: 'reset before commit'},
    {on: 'open', fault: 'HTML 502'},
    {on: 'open', fault: '503'},
    {on: 'open', fault: 'broken off'},
    // It also has the whole answer's ETag: what lies in the browser's cache must not be taken for that.
    {on: 'open', fault: 'half a JSON'},
  ];
  for (const fault of READS) {
    it(`(${fault.fault}) is asked for once more by itself`, async () => {
      await connection.plan(fault);
      const page = await visit(connection);
      expect(page.thread.store?.state.phase).to.equal('ready');
      const asked = (await connection.requests()).filter((kind) => kind === 'open').length;
      // The network library of WebKitGTK may repeat a request by itself whose connection was reset.
      expect(asked).to.be.within(2, fault.fault.startsWith('reset') ? 3 : 2);
    });
  }

  it('(half a JSON) shows an error, and opens by Try again', async () => {
    await connection.plan({on: 'open', fault: 'half a JSON', times: 2});
    const page = await openThread(new RestAdapter(connection.options()), {
      site: connection.site,
      pageId: connection.pageId,
    });
    await waitUntil(() => page.list.renderRoot.textContent?.includes('could not be loaded'), 'not told');
    page.button('Try again').click();
    await waitUntil(() => page.thread.store?.state.phase === 'ready', 'not open');
  });
});
