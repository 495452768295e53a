import {beforeEach, describe, expect, it} from 'vitest';
import {PAGE} from '../support/comments.js';
import {FakeDevice} from '../support/writing/fake-device.js';
import {openForm} from '../support/writing/open-form.js';

const TEXT = 'The ferry was late again.';
const PLACE = {...PAGE, parentId: null, viewerId: null};
const KEY = `submission:${JSON.stringify([PAGE.site, PAGE.pageId, null, 'id-1'])}`;

let world: FakeDevice;

beforeEach(() => {
  world = new FakeDevice();
});

describe('text in a form', () => {
  it('does not stay for the next reader when its author, whom it asked to sign in, signs out', async () => {
    const {draft} = await openForm(world);
    draft.write(TEXT);
    await draft.awaitSignIn();
    await draft.setPlace({...PLACE, viewerId: 'vera'});
    expect(draft.text).toBe(TEXT);
    await draft.setPlace(PLACE);
    expect(draft.text).toBe('');
  });

  it('is the same draft when the form is taken out of the page and put back', async () => {
    const {draft} = await openForm(world);
    draft.write(TEXT);
    draft.close();
    await draft.setPlace(PLACE);
    await draft.awaitSignIn();
    expect(draft.text).toBe(TEXT);
    expect(draft.others).toBe(0);
  });

  it('leaves the form that is put back where another tab has posted it meanwhile', async () => {
    const {draft} = await openForm(world);
    draft.write(TEXT);
    draft.close();
    const record = JSON.parse(world.sync.texts.values().next().value!) as object;
    world.database.texts.clear();
    const posted = {...record, status: 'posted', order: 5, text: '', commentId: '7'};
    world.sync.texts.set([...world.sync.texts.keys()][0]!, JSON.stringify(posted));
    await draft.setPlace(PLACE);
    await draft.refresh();
    expect(draft.wasPostedElsewhere).toBe(true);
    expect(draft.text).toBe('');
  });
});

describe('a stored record', () => {
  // The key and the fields that every later version has to read.
  it.each(['database', 'sync'] as const)('is read as it was first written: %s', async (where) => {
    const record = {
      id: 'id-1',
      place: {site: PAGE.site, pageId: PAGE.pageId, parentId: null, viewerId: null},
      text: TEXT,
      format: 'text',
      status: 'draft',
      order: 3,
      savedAt: world.clock.now(),
      replaces: [{id: 'id-0', order: 2}],
      awaitsSignIn: false,
      attempt: null,
      commentId: null,
    };
    world[where].texts.set(KEY, JSON.stringify(record));
    if (where === 'database') world.sync.texts.set(KEY, '1');
    const {draft} = await openForm(world);
    expect(draft.text).toBe(TEXT);
    expect(draft.post()).toEqual({key: 'id-1', mayHaveArrived: false});
  });
});
