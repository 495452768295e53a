import {beforeEach, describe, expect, it, vi} from 'vitest';
import {DraftSession} from '../../src/store/submissions/draft-session.js';
import {SubmissionRecords} from '../../src/store/submissions/submission-records.js';
import {PAGE} from '../support/comments.js';
import {FakeBackend} from '../support/writing/fake-backend.js';
import {FakeDevice} from '../support/writing/fake-device.js';
import {openForm} from '../support/writing/open-form.js';
import {ReaderTab} from '../support/writing/reader-tab.js';

const TEXT = 'The ferry was late again.';
const PLACE = {...PAGE, parentId: null, viewerId: null};
const KEY = `submission:${JSON.stringify([PAGE.site, PAGE.pageId, null, 'id-1'])}`;

/** Without the time at which it was saved. */
const STORED = {
  id: 'id-1',
  place: {site: PAGE.site, pageId: PAGE.pageId, parentId: null, viewerId: null},
  text: TEXT,
  format: 'text',
  status: 'draft',
  order: 3,
  replaces: [{id: 'id-0', order: 2}],
  awaitsSignIn: false,
  attempt: null,
  commentId: null,
};

let world: FakeDevice;
let backend: FakeBackend;

beforeEach(() => {
  world = new FakeDevice();
  backend = new FakeBackend(world, {keys: true, search: true});
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

  it('is restored in a form that was taken out of the page before its draft was read, and put back', async () => {
    const earlier = await openForm(world);
    earlier.draft.write(TEXT);
    earlier.leave();
    let proceed = (): void => undefined;
    const isSlow = new Promise<void>((resolve) => {
      proceed = resolve;
    });
    world.pass = () => isSlow;
    const {device} = world.openTab();
    const draft = new DraftSession(SubmissionRecords.of(device), {
      changed: () => undefined,
      superseded: () => undefined,
      detached: () => undefined,
      postedElsewhere: () => undefined,
    });
    const isOpen = draft.setPlace(PLACE);
    draft.close();
    proceed();
    await isOpen;
    expect(draft.text).toBe('');
    await draft.setPlace(PLACE);
    await draft.refresh();
    expect(draft.text).toBe(TEXT);
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

describe('text that is stored', () => {
  it('is stored again where the storage was cleared under the page', async () => {
    const {draft, leave} = await openForm(world);
    draft.write(TEXT);
    await draft.awaitSignIn();
    world.database.texts.clear();
    world.sync.texts.clear();
    await draft.refresh();
    leave();
    expect((await openForm(world)).draft.text).toBe(TEXT);
  });

  it('does not come back beside the text that another tab has made of it', async () => {
    const {draft} = await openForm(world);
    draft.write(TEXT);
    await draft.awaitSignIn();
    const other = await openForm(world);
    other.draft.write(`${TEXT} Really.`);
    await other.draft.awaitSignIn();
    await draft.refresh();
    const stored = await SubmissionRecords.of(world.openTab().device).drafts(PLACE);
    expect(stored.map(({text}) => text)).toEqual([`${TEXT} Really.`]);
  });

  it('has at most the last five seconds not in it where the reader makes no pause', async () => {
    const {draft, leave} = await openForm(world);
    for (let words = 1; words <= 40; words++) {
      draft.write(`${String(words)} words`);
      await world.clock.advance(200, async () => void (await Promise.resolve()));
    }
    world.pass = () => new Promise(() => undefined);
    const [stored] = [...world.database.texts.values()].map(
      (text) => (JSON.parse(text) as {text: string}).text,
    );
    leave();
    expect(parseInt(stored ?? '0')).toBeGreaterThan(10);
  });
});

describe('a stored record', () => {
  it('with a time in the future that cannot be corrected does not keep two tabs busy with each other', async () => {
    const record = {
      ...STORED,
      status: 'failed',
      savedAt: world.clock.now() + 40 * 24 * 60 * 60_000,
      attempt: {
        startedAt: world.clock.now(),
        mayHaveArrived: false,
        errorCode: 'closed',
        notBefore: null,
        authorName: 'Ana',
      },
    };
    world.database.texts.set(KEY, JSON.stringify(record));
    world.database.condition = 'full';
    let messages = 0;
    world.pass = (what) =>
      what === 'message' && ++messages > 20 ? new Promise(() => undefined) : Promise.resolve();
    const views = [new ReaderTab(world, backend, null), new ReaderTab(world, backend, null)];
    await vi.waitFor(() => {
      expect(views.flatMap(({cards}) => cards.map(({text}) => text))).toEqual([TEXT]);
    });
    await views[0]?.reopen();
    expect(messages).toBeLessThan(20);
  });

  // The key and the fields that every later version has to read.
  it.each(['database', 'sync'] as const)('is read as it was first written: %s', async (where) => {
    const record = {...STORED, savedAt: world.clock.now()};
    world[where].texts.set(KEY, JSON.stringify(record));
    if (where === 'database') world.sync.texts.set(KEY, '1');
    const {draft} = await openForm(world);
    expect(draft.text).toBe(TEXT);
    expect(draft.post()).toEqual({key: 'id-1', mayHaveArrived: false});
  });
});
