import {expect} from '@open-wc/testing';
import {executeServerCommand} from '@web/test-runner-commands';
import {RestAdapter} from '../../src/adapters/rest.js';
import {aSceneForEach, type FaultScene, type PlannedFault} from '../support/faults/fault-scene.js';
import {failure, isPostedOnce, post, retry, visit} from '../support/faults/posting.js';
import {nextEvent, openThread} from '../support/thread-fixture.js';
import {waitUntil} from '../support/wait-until.js';

// A letter is refused, by the server or by something on the way to it; and a thread is asked for over a bad line.

const WORDS = 'Sirs, the ferry was late again and nobody said why.';

let scene: FaultScene;

aSceneForEach((opened) => {
  scene = opened;
});

describe('a letter that is refused', () => {
  const REFUSED: readonly {readonly fault: string; readonly says: RegExp}[] = [
    {fault: '403', says: /have permission/},
    {fault: '403 of a firewall', says: /have permission/},
    {fault: '409', says: /changed in the meantime/},
    {fault: '409 of a proxy', says: /changed in the meantime/},
    {fault: '413', says: /check what you entered/},
    {fault: '401', says: /Please sign in/},
    {fault: '401 of a proxy', says: /Please sign in/},
  ];

  for (const {fault, says} of REFUSED) {
    it(`(${fault}) is told why, stays in the form, and is posted once when it may be`, async () => {
      const page = await visit(scene);
      await scene.plan({on: 'post', fault, times: 9});
      post(WORDS, page);
      expect(await failure(WORDS, page)).to.match(says);
      expect(await scene.ledger(WORDS)).to.equal(0);
      expect((await scene.requests()).filter((kind) => kind === 'post')).to.have.length(1);
      await scene.mend();
      page.submit();
      await isPostedOnce(WORDS, page, scene);
    });
  }

  for (const fault of ['429 for a second', '429 until a date']) {
    it(`(${fault}) for its haste says from when on it may be sent, and is posted once then`, async () => {
      const page = await visit(scene);
      await scene.plan({on: 'post', fault});
      post(WORDS, page);
      expect(await failure(WORDS, page)).to.match(/You can post again at \d/);
      expect(await scene.ledger(WORDS)).to.equal(0);
      await waitUntil(() => page.said === 'You can post again now.', 'not said');
      retry(page);
      await isPostedOnce(WORDS, page, scene);
    });
  }
});

describe('a signed-in reader whose token is refused', () => {
  const READER = {sub: 'v-17', name: 'Vera'};

  it('has the letter posted once with a fresh one, and notices nothing', async () => {
    const asked: boolean[] = [];
    const page = await visit(
      scene,
      scene.options({
        getToken: ({forceRefresh}) => {
          asked.push(forceRefresh);
          return executeServerCommand<string, unknown>('parley-token', READER);
        },
      }),
    );
    asked.length = 0;
    await scene.plan({on: 'post', fault: '401'});
    post(WORDS, page);
    await isPostedOnce(WORDS, page, scene);
    expect(asked).to.deep.equal([false, true]);
  });

  it('is asked to sign in when there is no other, and posts the same words then', async () => {
    const page = await visit(
      scene,
      scene.options({getToken: () => executeServerCommand<string, unknown>('parley-token', READER)}),
    );
    await scene.plan({on: 'post', fault: '401', times: 2});
    const asked = nextEvent('parley-login-request');
    post(WORDS, page);
    await asked;
    expect(await failure(WORDS, page)).to.match(/Please sign in/);
    expect(await scene.ledger(WORDS)).to.equal(0);
    page.submit();
    await isPostedOnce(WORDS, page, scene);
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
      await scene.plan(fault);
      const page = await visit(scene);
      expect(page.thread.store?.state.phase).to.equal('ready');
      expect((await scene.requests()).filter((kind) => kind === 'open')).to.have.length(2);
    });
  }

  it('(half a JSON) says so, and opens by Try again', async () => {
    await scene.plan({on: 'open', fault: 'half a JSON', times: 2});
    const page = await openThread(new RestAdapter(scene.options()), {
      site: scene.site,
      pageId: scene.pageId,
    });
    await waitUntil(() => page.list.renderRoot.textContent?.includes('could not be loaded'), 'not told');
    page.button('Try again').click();
    await waitUntil(() => page.thread.store?.state.phase === 'ready', 'not open');
  });
});
