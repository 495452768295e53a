import {beforeEach, expect, it} from 'vitest';
import {Drafts} from '../../src/store/drafts.js';
import {intentKey, intentShelf, type EndedIntent} from '../../src/store/outbox/intents.js';
import {Letter} from '../../src/store/outbox/letter.js';
import {PAGE} from '../support/comments.js';
import {FakeDevice} from '../support/writing/fake-device.js';

const WORDS = 'The bell is too loud.';
const SLOT = {...PAGE, parentId: null, viewerId: null};

let world: FakeDevice;

/** A form in a tab of its own. */
async function openForm(): Promise<{letter: Letter; leave: () => void}> {
  const tab = world.openTab();
  const letter = new Letter(new Drafts(tab.device), {
    changed: () => undefined,
    superseded: () => undefined,
    left: () => undefined,
    postedElsewhere: () => undefined,
  });
  await letter.follow(SLOT);
  return {
    letter,
    leave: () => {
      letter.close();
      tab.end();
    },
  };
}

/** These words have been posted from this device. */
beforeEach(async () => {
  world = new FakeDevice();
  const {device} = world.openTab();
  const posted: EndedIntent = {
    key: 'posted',
    order: 1,
    endedAt: device.clock.now(),
    commentId: '7',
    mayHaveArrived: false,
    draft: {parentId: null, body: {format: 'text', value: WORDS}},
  };
  await intentShelf(device).change(intentKey({thread: PAGE, viewerId: null}, 'posted'), () => posted);
});

it('drops words that another tab has posted', async () => {
  const {letter} = await openForm();
  letter.write(WORDS);
  letter.hurry();
  await letter.refresh();
  expect(letter.text).toBe('');
});

it('keeps posted words that the reader has taken up to post them once more, also on the next visit', async () => {
  const {letter, leave} = await openForm();
  await letter.writeAgain(WORDS);
  await letter.refresh();
  expect(letter.text).toBe(WORDS);
  leave();

  const later = await openForm();
  expect(later.letter.text).toBe(WORDS);
  await later.letter.refresh();
  expect(later.letter.text).toBe(WORDS);
});

it('keeps the draft in the form beside the words that are taken up', async () => {
  const {letter} = await openForm();
  letter.write('Begun before.');
  expect(await letter.writeAgain(WORDS)).toBe(true);
  expect(letter.text).toBe(WORDS);
  await letter.refresh();
  expect(letter.others).toBe(1);
  await letter.showOther();
  expect(letter.text).toBe('Begun before.');
  await letter.showOther();
  expect(letter.text).toBe(WORDS);
});

it('takes other words for a draft of their own once they are changed', async () => {
  const {letter} = await openForm();
  await letter.writeAgain('It was too loud.');
  letter.write(WORDS);
  letter.hurry();
  await letter.refresh();
  expect(letter.text).toBe('');
});

it('shows no other draft where a save was still under way when the reader posted', async () => {
  const {letter} = await openForm();
  let goOn = (): void => undefined;
  const isSlow = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  letter.write('A word for the fog bell.');
  world.pass = (what) => (what === 'change' ? isSlow : Promise.resolve());
  await world.clock.advance(500);
  await new Promise((resolve) => setTimeout(resolve));
  letter.post();
  goOn();
  await letter.awaitSignIn();
  expect(letter.standing).toBe('kept');
  expect(letter.others).toBe(0);
  await letter.showOther();
  expect(letter.text).toBe('A word for the fog bell.');
  expect(letter.isRestored).toBe(false);
});

it('brings a draft back that a slow device finds only after its form was shown', async () => {
  const {letter, leave} = await openForm();
  letter.write('A word for the fog bell.');
  await letter.awaitSignIn();
  leave();
  world.prompt.texts.clear();

  let goOn = (): void => undefined;
  const isSlow = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  world.pass = () => isSlow;
  const isOpen = openForm();
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  await settle();
  // So long a storage may be silent: once when the intents are looked for, once for the drafts.
  for (let wait = 0; wait < 3; wait++) await world.clock.advance(2_000, settle);
  const {letter: later} = await isOpen;
  expect(later.text).toBe('');
  goOn();
  await settle();
  await later.refresh();
  expect(later.text).toBe('A word for the fog bell.');
});
