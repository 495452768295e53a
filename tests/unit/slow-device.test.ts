import {beforeEach, expect, it} from 'vitest';
import {finished} from '../../src/store/submissions/submission.js';
import {SubmissionRecords} from '../../src/store/submissions/submission-records.js';
import {PAGE} from '../support/comments.js';
import {FakeDevice} from '../support/writing/fake-device.js';
import {openForm} from '../support/writing/open-form.js';

/** What may go wrong where a save is still under way when the next thing happens. */

const TEXT = 'A word for the fog bell.';

let world: FakeDevice;

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Something that takes time until it is told to go on. */
function slowness(): {isSlow: Promise<void>; proceed: () => void} {
  let proceed = (): void => undefined;
  const isSlow = new Promise<void>((resolve) => {
    proceed = resolve;
  });
  return {isSlow, proceed};
}

beforeEach(() => {
  world = new FakeDevice();
});

it('shows no other draft where a save was still under way when the reader posted', async () => {
  const {draft} = await openForm(world);
  const {isSlow, proceed} = slowness();
  draft.write(TEXT);
  world.pass = (what) => (what === 'change' ? isSlow : Promise.resolve());
  await world.clock.advance(500);
  await settle();
  draft.post();
  proceed();
  await draft.awaitSignIn();
  expect(draft.saveStatus).toBe('saved');
  expect(draft.others).toBe(0);
  await draft.showNextDraft();
  expect(draft.text).toBe(TEXT);
  expect(draft.isRestored).toBe(false);
});

it('brings a draft back that a slow device finds only after its form was shown', async () => {
  const {draft, leave} = await openForm(world);
  draft.write(TEXT);
  await draft.awaitSignIn();
  leave();
  world.sync.texts.clear();

  const {isSlow, proceed} = slowness();
  world.pass = () => isSlow;
  const isOpen = openForm(world);
  await settle();
  // So long a storage may be silent.
  for (let wait = 0; wait < 3; wait++) await world.clock.advance(2_000, settle);
  const {draft: later} = await isOpen;
  expect(later.text).toBe('');
  proceed();
  await settle();
  await later.refresh();
  expect(later.text).toBe(TEXT);
});

/** A guest who has been asked to sign in, on a page whose save is still under way when the page goes. */
async function openForSignIn(): Promise<{proceed: () => void}> {
  const {draft} = await openForm(world);
  draft.write(TEXT);
  const {isSlow, proceed} = slowness();
  world.pass = (what) => (what === 'change' ? isSlow : Promise.resolve());
  await world.clock.advance(500);
  await settle();
  const isKept = draft.awaitSignIn();
  await settle();
  draft.flushSync();
  draft.close();
  world.pass = () => Promise.resolve();
  void isKept;
  return {proceed};
}

it('lets text follow a reader who signs in, though they were asked to while a save was under way', async () => {
  const {proceed} = await openForSignIn();
  proceed();
  await settle();
  expect((await openForm(world, 'vera')).draft.text).toBe(TEXT);
});

it('leaves no text of a reader to the next guest, however late a save ends', async () => {
  const {proceed} = await openForSignIn();
  const {draft, leave} = await openForm(world, 'vera');
  expect(draft.text).toBe(TEXT);
  leave();
  proceed();
  await settle();
  expect((await openForm(world)).draft.text).toBe('');
  expect((await openForm(world, 'vera')).draft.text).toBe(TEXT);
});

it('brings no text back that was posted, however late a save of it ends', async () => {
  const {draft, leave} = await openForm(world);
  draft.write(TEXT);
  const {isSlow, proceed} = slowness();
  world.pass = (what) => (what === 'change' ? isSlow : Promise.resolve());
  await world.clock.advance(500);
  await settle();
  const {key} = draft.post();
  world.pass = () => Promise.resolve();
  const records = SubmissionRecords.of(world.openTab().device);
  const [stored] = await records.drafts({...PAGE, parentId: null, viewerId: null});
  expect(stored?.id).toBe(key);
  await records.change(stored!, (found) => finished(found!, 'posted', world.clock.now()));
  proceed();
  await settle();
  leave();
  expect((await openForm(world)).draft.text).toBe('');
});
