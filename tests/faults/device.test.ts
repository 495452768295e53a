import {expect} from '@open-wc/testing';
import {
  connectionForEach,
  type FaultyConnection,
  waitForOnePlace,
  placesOf,
} from '../support/faults/faulty-connection.js';
import {FramedReader} from '../support/faults/framed-reader.js';
import {waitUntil} from '../support/wait-until.js';

// The device is at fault: its storage, its clock, its connection; or the reader has two tabs on it.

const TEXT = 'Sirs, the ferry was late again and nobody said why.';
const OTHERS = 'Sirs, the ferry was on time for once.';
const DAY_MS = 24 * 60 * 60_000;

let connection: FaultyConnection;

connectionForEach((opened) => {
  connection = opened;
});

describe('two tabs', () => {
  it('that post the same text have it posted once', async () => {
    const one = await FramedReader.open(connection);
    one.write(TEXT);
    await one.waitForText(/Draft saved on this device/);
    const other = await FramedReader.open(connection);
    await waitUntil(() => other.page.field('body').value === TEXT, 'no draft');
    other.page.write('name', 'Ana Ruiz');
    one.page.submit();
    other.page.submit();
    await waitUntil(() => one.page.field('body').value === '', 'still in one');
    await waitUntil(() => other.page.field('body').value === '', 'still in the other');
    await one.reload();
    await waitForOnePlace(TEXT, 'posted', one.page);
    expect(await connection.countOnServer(TEXT)).to.equal(1);
  });

  it('of which one ends while it posts: the other sends the comment, once', async () => {
    const one = await FramedReader.open(connection);
    await connection.plan({on: 'post', fault: 'stall before commit'});
    one.post(TEXT);
    await connection.until('post');
    const other = await FramedReader.open(connection);
    expect(placesOf(TEXT, other.page)).not.to.include('form');
    one.close();
    await waitForOnePlace(TEXT, 'posted', other.page);
    expect(await connection.countOnServer(TEXT)).to.equal(1);
  });

  it('that come back online together send what waits once', async () => {
    const one = await FramedReader.open(connection);
    const other = await FramedReader.open(connection);
    for (const reader of [one, other]) reader.setOnline(false);
    one.post(TEXT);
    await one.waitForText(/Will be sent when you are back online/);
    for (const reader of [other, one]) reader.setOnline(true);
    await waitForOnePlace(TEXT, 'posted', one.page);
    await waitUntil(() => !placesOf(TEXT, other.page).includes('card'), 'still waits');
    expect(await connection.countOnServer(TEXT)).to.equal(1);
  });

  it('restore what each has written', async () => {
    const one = await FramedReader.open(connection);
    const other = await FramedReader.open(connection);
    one.write(TEXT);
    other.write(OTHERS);
    one.close();
    other.close();
    const next = await FramedReader.open(connection);
    await waitUntil(() => next.page.field('body').value !== '', 'no draft');
    const first = next.page.field('body').value;
    next.page.button('Show your other draft', next.form).click();
    await waitUntil(() => ![first, ''].includes(next.page.field('body').value), 'no other');
    expect([first, next.page.field('body').value].sort()).to.deep.equal([TEXT, OTHERS].sort());
  });
});

describe('a device whose storage is', () => {
  for (const storage of ['full', 'denied'] as const) {
    it(`${storage} says that nothing is kept, and posts once over a bad line`, async () => {
      const reader = await FramedReader.open(connection, {storage});
      await connection.plan({on: 'post', fault: 'broken off'});
      reader.write(TEXT);
      await reader.waitForText(/can’t be saved in this browser/);
      reader.page.submit();
      await reader.waitForText(/Something went wrong/);
      expect(reader.page.field('body').value).to.equal(TEXT);
      reader.page.button('Retry', reader.form).click();
      await waitForOnePlace(TEXT, 'posted', reader.page);
      expect(await connection.countOnServer(TEXT)).to.equal(1);
    });
  }

  it('full only in the database still stores drafts and comments', async () => {
    const deviceFaults = {storage: 'database full'} as const;
    const reader = await FramedReader.open(connection, deviceFaults);
    reader.write(TEXT);
    await reader.waitForText(/Draft saved on this device/);
    await reader.reload();
    await waitUntil(() => reader.page.field('body').value === TEXT, 'no draft');
    await connection.plan({on: 'post', fault: 'stall before commit'});
    reader.page.write('name', 'Ana Ruiz');
    reader.page.submit();
    await connection.until('post');
    await reader.reload();
    await connection.restore();
    await waitForOnePlace(TEXT, 'posted', reader.page);
    expect(await connection.countOnServer(TEXT)).to.equal(1);
  });
});

for (const [jump, ahead] of [
  ['a day on', DAY_MS],
  ['a day back', -DAY_MS],
] as const) {
  describe(`a clock that jumps ${jump}`, () => {
    it('loses no draft', async () => {
      const reader = await FramedReader.open(connection);
      reader.write(TEXT);
      await reader.waitForText(/Draft saved on this device/);
      await reader.reload({ahead});
      await waitUntil(() => reader.page.field('body').value === TEXT, 'no draft');
    });

    it('neither loses nor doubles a comment without a response', async () => {
      const reader = await FramedReader.open(connection);
      await connection.plan({on: 'post', fault: 'stall before commit'});
      reader.post(TEXT);
      await connection.until('post');
      await reader.reload({ahead});
      await waitForOnePlace(TEXT, 'posted', reader.page);
      expect(await connection.countOnServer(TEXT)).to.equal(1);
    });

    it('delays no comment longer than the server has requested', async () => {
      const reader = await FramedReader.open(connection);
      await connection.plan({on: 'post', fault: '429 for a second'});
      reader.post(TEXT);
      await reader.waitForText(/You can post again at/);
      await reader.reload({ahead});
      await waitForOnePlace(TEXT, 'posted', reader.page);
      expect(await connection.countOnServer(TEXT)).to.equal(1);
    });
  });
}

describe('a connection that is lost', () => {
  it('before posting lets the comment wait, and sends it once when it is back', async () => {
    const reader = await FramedReader.open(connection);
    reader.setOnline(false);
    reader.post(TEXT);
    await reader.waitForText(/Will be sent when you are back online/);
    await waitForOnePlace(TEXT, 'card', reader.page);
    expect(await connection.countOnServer(TEXT)).to.equal(0);
    reader.setOnline(true);
    await waitForOnePlace(TEXT, 'posted', reader.page);
    expect(await connection.countOnServer(TEXT)).to.equal(1);
  });

  for (const fault of ['reset before commit', 'reset after commit']) {
    it(`in the middle of it (${fault}) has it sent once when it is back`, async () => {
      const reader = await FramedReader.open(connection);
      await connection.plan({on: 'post', fault, times: 9});
      reader.post(TEXT);
      reader.setOnline(false);
      await reader.waitForText(/Will be sent when you are back online/);
      await waitForOnePlace(TEXT, 'card', reader.page);
      await connection.restore();
      reader.setOnline(true);
      await waitForOnePlace(TEXT, 'posted', reader.page);
      expect(await connection.countOnServer(TEXT)).to.equal(1);
    });
  }
});
