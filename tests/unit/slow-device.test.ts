import {beforeEach, expect, it} from 'vitest';
import {Drafts} from '../../src/store/drafts.js';
import {PAGE} from '../support/comments.js';
import {FakeDevice} from '../support/writing/fake-device.js';
import {openForm} from '../support/writing/open-form.js';

/** What may go wrong where a save is still under way when the next thing happens. */

const WORDS = 'A word for the fog bell.';

let world: FakeDevice;

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Something that takes time until it is told to go on. */
function slowness(): {isSlow: Promise<void>; goOn: () => void} {
  let goOn = (): void => undefined;
  const isSlow = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  return {isSlow, goOn};
}

beforeEach(() => {
  world = new FakeDevice();
});

it('shows no other draft where a save was still under way when the reader posted', async () => {
  const {letter} = await openForm(world);
  const {isSlow, goOn} = slowness();
  letter.write(WORDS);
  world.pass = (what) => (what === 'change' ? isSlow : Promise.resolve());
  await world.clock.advance(500);
  await settle();
  letter.post();
  goOn();
  await letter.awaitSignIn();
  expect(letter.standing).toBe('kept');
  expect(letter.others).toBe(0);
  await letter.showOther();
  expect(letter.text).toBe(WORDS);
  expect(letter.isRestored).toBe(false);
});

it('brings a draft back that a slow device finds only after its form was shown', async () => {
  const {letter, leave} = await openForm(world);
  letter.write(WORDS);
  await letter.awaitSignIn();
  leave();
  world.sync.texts.clear();

  const {isSlow, goOn} = slowness();
  world.pass = () => isSlow;
  const isOpen = openForm(world);
  await settle();
  // So long a storage may be silent: once when the intents are looked for, once for the drafts.
  for (let wait = 0; wait < 3; wait++) await world.clock.advance(2_000, settle);
  const {letter: later} = await isOpen;
  expect(later.text).toBe('');
  goOn();
  await settle();
  await later.refresh();
  expect(later.text).toBe(WORDS);
});

/** A guest who has been asked to sign in, on a page whose save is still under way when the page goes. */
async function askedToSignIn(): Promise<{goOn: () => void}> {
  const {letter} = await openForm(world);
  letter.write(WORDS);
  const {isSlow, goOn} = slowness();
  world.pass = (what) => (what === 'change' ? isSlow : Promise.resolve());
  await world.clock.advance(500);
  await settle();
  const isKept = letter.awaitSignIn();
  await settle();
  letter.hurry();
  letter.close();
  world.pass = () => Promise.resolve();
  void isKept;
  return {goOn};
}

it('lets words follow a reader who signs in, though they were asked to while a save was under way', async () => {
  const {goOn} = await askedToSignIn();
  goOn();
  await settle();
  expect((await openForm(world, 'vera')).letter.text).toBe(WORDS);
});

it('leaves nothing to the next guest of words that have followed a reader, however late a save ends', async () => {
  const {goOn} = await askedToSignIn();
  const {letter, leave} = await openForm(world, 'vera');
  expect(letter.text).toBe(WORDS);
  leave();
  goOn();
  await settle();
  expect((await openForm(world)).letter.text).toBe('');
  expect((await openForm(world, 'vera')).letter.text).toBe(WORDS);
});

it('brings no words back that were posted, however late a save of them ends', async () => {
  const {letter, leave} = await openForm(world);
  letter.write(WORDS);
  const {isSlow, goOn} = slowness();
  world.pass = (what) => (what === 'change' ? isSlow : Promise.resolve());
  await world.clock.advance(500);
  await settle();
  letter.post();
  world.pass = () => Promise.resolve();
  await new Drafts(world.openTab().device).posted({...PAGE, parentId: null, viewerId: null}, WORDS);
  goOn();
  await settle();
  leave();
  expect((await openForm(world)).letter.text).toBe('');
});
