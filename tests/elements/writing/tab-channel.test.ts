import {expect} from '@open-wc/testing';
import {BroadcastTabChannel} from '../../../src/storage/tab-channel.js';
import {waitUntil} from '../../support/wait-until.js';

const pass = (type: 'pagehide' | 'pageshow'): void => {
  window.dispatchEvent(new PageTransitionEvent(type, {persisted: true}));
};

describe('news of other tabs', () => {
  it('do not come to a page that lies in a cache, and come again when it is back', async () => {
    const [here, elsewhere] = [new BroadcastTabChannel(), new BroadcastChannel('parley')];
    const received: unknown[] = [];
    const marks: unknown[] = [];
    const witness = new BroadcastChannel('parley');
    witness.onmessage = ({data}) => marks.push(data);
    const end = here.listen((message) => received.push(message));
    const send = async (message: string): Promise<void> => {
      elsewhere.postMessage(message);
      await waitUntil(() => marks.includes(message), 'not told');
    };
    await send('before');
    await waitUntil(() => received.includes('before'), 'not heard');
    pass('pagehide');
    await send('meanwhile');
    pass('pageshow');
    await send('after');
    await waitUntil(() => received.includes('after'), 'not heard');
    expect(received).to.deep.equal(['before', 'after']);
    end();
    await send('at the end');
    pass('pageshow');
    await send('and later');
    expect(received).to.deep.equal(['before', 'after']);
    for (const channel of [elsewhere, witness]) channel.close();
  });
});
