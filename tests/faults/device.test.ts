import {expect} from '@open-wc/testing';
import {aSceneForEach, type FaultScene, foundOnce, whereIs} from '../support/faults/fault-scene.js';
import {FramedReader} from '../support/faults/framed-reader.js';
import {waitUntil} from '../support/wait-until.js';

// The device is at fault: its storage, its clock, its connection; or the reader has two tabs on it.

const WORDS = 'Sirs, the ferry was late again and nobody said why.';
const OTHERS = 'Sirs, the ferry was on time for once.';
const DAY_MS = 24 * 60 * 60_000;

let scene: FaultScene;

aSceneForEach((opened) => {
  scene = opened;
});

describe('two tabs', () => {
  it('that post the same words have them posted once', async () => {
    const one = await FramedReader.open(scene);
    one.write(WORDS);
    await one.says(/Draft saved on this device/);
    const other = await FramedReader.open(scene);
    await waitUntil(() => other.page.field('body').value === WORDS, 'no draft');
    other.page.write('name', 'Ana Ruiz');
    one.page.submit();
    other.page.submit();
    await waitUntil(() => one.page.field('body').value === '', 'still in one');
    await waitUntil(() => other.page.field('body').value === '', 'still in the other');
    await one.reload();
    await foundOnce(WORDS, 'posted', one.page);
    expect(await scene.ledger(WORDS)).to.equal(1);
  });

  it('of which one ends while it posts: the other goes on with the letter, once', async () => {
    const one = await FramedReader.open(scene);
    await scene.plan({on: 'post', fault: 'stall before commit'});
    one.post(WORDS);
    await scene.until('post');
    const other = await FramedReader.open(scene);
    expect(whereIs(WORDS, other.page)).not.to.include('form');
    one.close();
    await foundOnce(WORDS, 'posted', other.page);
    expect(await scene.ledger(WORDS)).to.equal(1);
  });

  it('that come back online together send what waits once', async () => {
    const one = await FramedReader.open(scene);
    const other = await FramedReader.open(scene);
    for (const reader of [one, other]) reader.setOnline(false);
    one.post(WORDS);
    await one.says(/Will be sent when you are back online/);
    for (const reader of [other, one]) reader.setOnline(true);
    await foundOnce(WORDS, 'posted', one.page);
    await waitUntil(() => !whereIs(WORDS, other.page).includes('card'), 'still waits');
    expect(await scene.ledger(WORDS)).to.equal(1);
  });

  it('keep what each has written', async () => {
    const one = await FramedReader.open(scene);
    const other = await FramedReader.open(scene);
    one.write(WORDS);
    other.write(OTHERS);
    one.close();
    other.close();
    const next = await FramedReader.open(scene);
    await waitUntil(() => next.page.field('body').value !== '', 'no draft');
    const first = next.page.field('body').value;
    next.page.button('Show your other draft', next.form).click();
    await waitUntil(() => ![first, ''].includes(next.page.field('body').value), 'no other');
    expect([first, next.page.field('body').value].sort()).to.deep.equal([WORDS, OTHERS].sort());
  });
});

describe('a device whose storage is', () => {
  for (const storage of ['full', 'denied'] as const) {
    it(`${storage} says that nothing is kept, and posts once over a bad line`, async () => {
      const reader = await FramedReader.open(scene, {storage});
      await scene.plan({on: 'post', fault: 'broken off'});
      reader.write(WORDS);
      await reader.says(/can’t be saved in this browser/);
      reader.page.submit();
      await reader.says(/Something went wrong/);
      expect(reader.page.field('body').value).to.equal(WORDS);
      reader.page.button('Retry', reader.form).click();
      await foundOnce(WORDS, 'posted', reader.page);
      expect(await scene.ledger(WORDS)).to.equal(1);
    });
  }

  it('full in the database alone keeps drafts and letters all the same', async () => {
    const troubles = {storage: 'database full'} as const;
    const reader = await FramedReader.open(scene, troubles);
    reader.write(WORDS);
    await reader.says(/Draft saved on this device/);
    await reader.reload();
    await waitUntil(() => reader.page.field('body').value === WORDS, 'no draft');
    await scene.plan({on: 'post', fault: 'stall before commit'});
    reader.page.write('name', 'Ana Ruiz');
    reader.page.submit();
    await scene.until('post');
    await reader.reload();
    await scene.mend();
    await foundOnce(WORDS, 'posted', reader.page);
    expect(await scene.ledger(WORDS)).to.equal(1);
  });
});

for (const [jump, ahead] of [
  ['a day on', DAY_MS],
  ['a day back', -DAY_MS],
] as const) {
  describe(`a clock that jumps ${jump}`, () => {
    it('loses no draft', async () => {
      const reader = await FramedReader.open(scene);
      reader.write(WORDS);
      await reader.says(/Draft saved on this device/);
      await reader.reload({ahead});
      await waitUntil(() => reader.page.field('body').value === WORDS, 'no draft');
    });

    it('neither loses nor doubles a letter that had no answer', async () => {
      const reader = await FramedReader.open(scene);
      await scene.plan({on: 'post', fault: 'stall before commit'});
      reader.post(WORDS);
      await scene.until('post');
      await reader.reload({ahead});
      await foundOnce(WORDS, 'posted', reader.page);
      expect(await scene.ledger(WORDS)).to.equal(1);
    });

    it('holds no letter longer than the server asked for', async () => {
      const reader = await FramedReader.open(scene);
      await scene.plan({on: 'post', fault: '429 for a second'});
      reader.post(WORDS);
      await reader.says(/You can post again at/);
      await reader.reload({ahead});
      await foundOnce(WORDS, 'posted', reader.page);
      expect(await scene.ledger(WORDS)).to.equal(1);
    });
  });
}

describe('a connection that is lost', () => {
  it('before the press has the letter wait, and sent once when it is back', async () => {
    const reader = await FramedReader.open(scene);
    reader.setOnline(false);
    reader.post(WORDS);
    await reader.says(/Will be sent when you are back online/);
    await foundOnce(WORDS, 'card', reader.page);
    expect(await scene.ledger(WORDS)).to.equal(0);
    reader.setOnline(true);
    await foundOnce(WORDS, 'posted', reader.page);
    expect(await scene.ledger(WORDS)).to.equal(1);
  });

  for (const fault of ['reset before commit', 'reset after commit']) {
    it(`in the middle of it (${fault}) has it sent once when it is back`, async () => {
      const reader = await FramedReader.open(scene);
      await scene.plan({on: 'post', fault, times: 9});
      reader.post(WORDS);
      reader.setOnline(false);
      await reader.says(/Will be sent when you are back online/);
      await foundOnce(WORDS, 'card', reader.page);
      await scene.mend();
      reader.setOnline(true);
      await foundOnce(WORDS, 'posted', reader.page);
      expect(await scene.ledger(WORDS)).to.equal(1);
    });
  }
});
