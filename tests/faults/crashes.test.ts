import {expect} from '@open-wc/testing';
import {
  connectionForEach,
  type FaultyConnection,
  waitForOnePlace,
  placesOf,
} from '../support/faults/faulty-connection.js';
import {FramedReader} from '../support/faults/framed-reader.js';
import {waitUntil} from '../support/wait-until.js';

// The reader's page ends in the middle of posting; the next one has to find out how far it had come.

const TEXT = 'Sirs, the ferry was late again and nobody said why.';

let connection: FaultyConnection;

connectionForEach((opened) => {
  connection = opened;
});

const ENDS = {
  'is reloaded': async (reader: FramedReader): Promise<FramedReader> => {
    await reader.reload();
    return reader;
  },
  'is closed and visited again': (reader: FramedReader): Promise<FramedReader> => {
    reader.close();
    return FramedReader.open(connection);
  },
};

interface Moment {
  readonly when: string;
  readonly fault: string;
  /** How often the comment is on the server when the page ends. */
  readonly arrived: 0 | 1;
}

const MOMENTS: readonly Moment[] = [
  {when: 'while the request is on its way', fault: 'stall before commit', arrived: 0},
  {when: 'after the server has it, before the answer', fault: 'stall after commit', arrived: 1},
  {when: 'while the request is held up, to arrive later', fault: 'arrive late', arrived: 0},
];

for (const [how, end] of Object.entries(ENDS)) {
  describe(`a page that ${how}`, () => {
    it('before a request is sent keeps the text, which is posted once', async () => {
      const reader = await FramedReader.open(connection);
      reader.post(TEXT);
      const next = await end(reader);
      await waitUntil(() => ['form', 'posted'].includes(placesOf(TEXT, next.page).join()), 'lost');
      if (placesOf(TEXT, next.page).join() === 'form') next.post(TEXT);
      await waitForOnePlace(TEXT, 'posted', next.page);
      expect(await connection.countOnServer(TEXT)).to.equal(1);
    });

    it('untold, while the checks of what is posted still run, keeps the text', async () => {
      const reader = await FramedReader.open(connection);
      reader.page.thread.checks = [() => new Promise(() => undefined)];
      reader.silence();
      reader.post(TEXT);
      const next = await end(reader);
      // On a slow machine the time limit of checks may be over before the page ends.
      await waitUntil(() => ['form', 'posted'].includes(placesOf(TEXT, next.page).join()), 'lost');
      if (placesOf(TEXT, next.page).join() === 'form') next.post(TEXT);
      await waitForOnePlace(TEXT, 'posted', next.page);
      expect(await connection.countOnServer(TEXT)).to.equal(1);
    });

    it('untold, while the request is on its way, has the comment posted once', async () => {
      const reader = await FramedReader.open(connection);
      await connection.plan({on: 'post', fault: 'stall before commit'});
      reader.silence();
      reader.post(TEXT);
      await connection.until('post');
      const next = await end(reader);
      await connection.restore();
      await waitForOnePlace(TEXT, 'posted', next.page);
      expect(await connection.countOnServer(TEXT)).to.equal(1);
    });

    for (const {when, fault, arrived} of MOMENTS) {
      it(`${when} has the comment posted once`, async () => {
        const reader = await FramedReader.open(connection);
        await connection.plan({on: 'post', fault});
        reader.post(TEXT);
        await connection.until('post');
        await waitUntil(async () => (await connection.countOnServer(TEXT)) === arrived, 'not on the server');
        const next = await end(reader);
        await connection.restore();
        await waitForOnePlace(TEXT, 'posted', next.page);
        expect(await connection.countOnServer(TEXT)).to.equal(1);
        expect(next.page.field('body').value).to.equal('');
      });
    }
  });
}
