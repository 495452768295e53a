import {beforeEach, expect, it} from 'vitest';
import {intentKey, intentShelf, type EndedIntent} from '../../src/store/outbox/intents.js';
import {PAGE} from '../support/comments.js';
import {FakeDevice} from '../support/writing/fake-device.js';
import {openForm} from '../support/writing/open-form.js';

const WORDS = 'The bell is too loud.';

let world: FakeDevice;

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
  const {letter} = await openForm(world);
  letter.write(WORDS);
  letter.hurry();
  await letter.refresh();
  expect(letter.text).toBe('');
});

it('keeps posted words that the reader has taken up to post them once more, also on the next visit', async () => {
  const {letter, leave} = await openForm(world);
  await letter.writeAgain(WORDS);
  await letter.refresh();
  expect(letter.text).toBe(WORDS);
  leave();

  const later = await openForm(world);
  expect(later.letter.text).toBe(WORDS);
  await later.letter.refresh();
  expect(later.letter.text).toBe(WORDS);
});

it('keeps the draft in the form beside the words that are taken up', async () => {
  const {letter} = await openForm(world);
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
  const {letter} = await openForm(world);
  await letter.writeAgain('It was too loud.');
  letter.write(WORDS);
  letter.hurry();
  await letter.refresh();
  expect(letter.text).toBe('');
});
