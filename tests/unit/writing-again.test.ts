import {beforeEach, expect, it} from 'vitest';
import {finished} from '../../src/store/submissions/submission.js';
import {SubmissionRecords} from '../../src/store/submissions/submission-records.js';
import {PAGE} from '../support/comments.js';
import {FakeDevice} from '../support/writing/fake-device.js';
import {openForm, type OpenForm} from '../support/writing/open-form.js';

const TEXT = 'The bell is too loud.';
const PLACE = {...PAGE, parentId: null, viewerId: null};

let world: FakeDevice;

/** Another tab posts the draft that it shows. */
async function postElsewhere(): Promise<void> {
  const records = SubmissionRecords.of(world.openTab().device);
  const [draft] = await records.drafts(PLACE);
  await records.change(draft!, (found) => finished(found!, 'posted', world.clock.now()));
}

/** A form whose draft is stored. */
async function openWith(text: string): Promise<OpenForm> {
  const form = await openForm(world);
  form.draft.write(text);
  form.draft.flushSync();
  await form.draft.refresh();
  return form;
}

beforeEach(() => {
  world = new FakeDevice();
});

it('drops text that another tab has posted', async () => {
  const {draft} = await openWith(TEXT);
  await postElsewhere();
  await draft.refresh();
  expect(draft.text).toBe('');
  expect(draft.wasPostedElsewhere).toBe(true);
});

it('drops an earlier state of text that another tab has gone on with and posted', async () => {
  const {draft} = await openWith(TEXT);
  const other = await openForm(world);
  expect(other.draft.text).toBe(TEXT);
  other.draft.write(`${TEXT} Really.`);
  other.draft.flushSync();
  await other.draft.refresh();
  expect(draft.text).toBe(TEXT);
  await postElsewhere();
  await draft.refresh();
  expect(draft.text).toBe('');
});

it('keeps text that was written while another tab posted the earlier text', async () => {
  const {draft} = await openWith(TEXT);
  await postElsewhere();
  draft.write(`${TEXT} And too early.`);
  await draft.refresh();
  draft.flushSync();
  await draft.refresh();
  expect(draft.text).toBe(`${TEXT} And too early.`);
});

it('keeps posted text that the reader posts again, also on the next visit', async () => {
  const {draft, leave} = await openWith(TEXT);
  await postElsewhere();
  await draft.refresh();
  await draft.resumeText(TEXT);
  await draft.refresh();
  expect(draft.text).toBe(TEXT);
  leave();

  const later = await openForm(world);
  expect(later.draft.text).toBe(TEXT);
  await later.draft.refresh();
  expect(later.draft.text).toBe(TEXT);
});

it('sends it under another id then', async () => {
  const {draft} = await openWith(TEXT);
  const {key} = draft.post();
  await postElsewhere();
  await draft.refresh();
  await draft.resumeText(TEXT);
  expect(draft.post().key).not.toBe(key);
});

it('keeps the draft in the form beside the text that is posted again', async () => {
  const {draft} = await openForm(world);
  draft.write('Begun before.');
  expect(await draft.resumeText(TEXT)).toBe(true);
  expect(draft.text).toBe(TEXT);
  await draft.refresh();
  expect(draft.others).toBe(1);
  await draft.showNextDraft();
  expect(draft.text).toBe('Begun before.');
  await draft.showNextDraft();
  expect(draft.text).toBe(TEXT);
});

it('posts the same text twice where a reader has typed it in two tabs: no texts are compared', async () => {
  const one = await openWith(TEXT);
  const other = await openForm(world);
  await other.draft.discard();
  other.draft.write(TEXT);
  expect(other.draft.post().key).not.toBe(one.draft.post().key);
});

it('is sent under one id from every tab that shows the stored draft', async () => {
  const one = await openWith(TEXT);
  const other = await openForm(world);
  expect(other.draft.post().key).toBe(one.draft.post().key);
});

it('keeps what two tabs make of one draft separately', async () => {
  const one = await openWith(TEXT);
  const other = await openForm(world);
  one.draft.write(`${TEXT} 1`);
  other.draft.write(`${TEXT} 2`);
  one.draft.flushSync();
  other.draft.flushSync();
  await Promise.all([one.draft.refresh(), other.draft.refresh()]);
  const stored = await SubmissionRecords.of(world.openTab().device).drafts(PLACE);
  expect(stored.map(({text}) => text).sort()).toEqual([`${TEXT} 1`, `${TEXT} 2`]);
});
