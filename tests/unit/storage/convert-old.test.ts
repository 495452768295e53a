import {describe, expect, it} from 'vitest';
import {convertOld} from '../../../src/store/submissions/convert-old.js';
import {SubmissionRecords} from '../../../src/store/submissions/submission-records.js';
import {PAGE} from '../../support/comments.js';
import {FakeDevice} from '../../support/writing/fake-device.js';
import {openForm} from '../../support/writing/open-form.js';

const {site, pageId} = PAGE;
const NOW = Date.UTC(2026, 2, 1, 8);

/** Values as the version of November 2026 has written them. */
function old({viewerId = null as string | null, drafts = [] as object[], intents = [] as object[]} = {}) {
  const values = new Map<string, unknown>();
  if (drafts.length > 0) {
    values.set(`draft:${JSON.stringify([site, viewerId, pageId, null])}`, {
      versions: drafts.map((draft, index) => ({
        id: `d${String(index)}`,
        order: index + 1,
        savedAt: NOW,
        ...draft,
      })),
    });
  }
  intents.forEach((intent, index) => {
    const key = `k${String(index)}`;
    values.set(`intent:${JSON.stringify([site, pageId, viewerId]).slice(0, -1)},${JSON.stringify(key)}]`, {
      key,
      order: 3,
      thread: PAGE,
      viewerId,
      authorName: 'Ana',
      draft: {
        parentId: null,
        body: {format: 'text', value: 'Sent'},
        guest: {name: 'Ana'},
        policyVersion: '2',
      },
      createdAt: NOW,
      unanswered: true,
      refusal: null,
      superseded: false,
      notBefore: null,
      ...intent,
    });
  });
  return values;
}

describe('what versions before have stored', () => {
  it('becomes drafts, under the key by which it would have been sent', () => {
    const drafts = convertOld(
      old({
        drafts: [
          {text: 'Begun', forSignIn: true},
          {text: 'Posted', gone: 'posted'},
        ],
      }),
    );
    expect(drafts).toHaveLength(1);
    expect(drafts[0]).toMatchObject({
      id: 'd0-1',
      place: {site, pageId, parentId: null, viewerId: null},
      text: 'Begun',
      status: 'draft',
      awaitsSignIn: true,
      attempt: null,
    });
  });

  it('becomes a draft that may have arrived where it was sent under a key before', () => {
    const [draft] = convertOld(old({drafts: [{text: 'Begun', postedAs: 'key-1'}]}));
    expect(draft).toMatchObject({id: 'key-1', status: 'draft', attempt: {mayHaveArrived: true}});
  });

  it('becomes submissions, and no draft of the same text beside them', () => {
    const all = convertOld(old({drafts: [{text: 'Sent'}, {text: 'Other'}], intents: [{}]}));
    expect(all.map(({id, text, status}) => [id, text, status])).toEqual([
      ['k0', 'Sent', 'sending'],
      ['d1-2', 'Other', 'draft'],
    ]);
    expect(all[0]?.attempt).toMatchObject({
      mayHaveArrived: true,
      guest: {name: 'Ana'},
      policyVersion: '2',
      authorName: 'Ana',
    });
  });

  it.each([
    [{unanswered: false}, 'unsent'],
    [{unanswered: false, refusal: 'closed'}, 'failed'],
    [{superseded: true}, 'discarded'],
  ])('%o is %s', (intent, status) => {
    expect(convertOld(old({intents: [intent]}))[0]?.status).toBe(status);
  });

  it('is left out where it makes no sense', () => {
    const values = new Map<string, unknown>([
      ['draft:nonsense', {versions: [{text: 'x'}]}],
      ['draft:["a",null,"b",null]', null],
      ['intent:x', {key: 'x'}],
      [
        'intent:y',
        {key: 'y', endedAt: 1, commentId: '7', mayHaveArrived: false, draft: {body: {value: 'z'}}},
      ],
      ['other', {versions: []}],
    ]);
    expect(convertOld(values)).toEqual([]);
  });
});

describe('a form on a device with data of a version before', () => {
  it('shows the draft, and the old data is removed once', async () => {
    const world = new FakeDevice();
    const values = old({drafts: [{text: 'Begun in November'}]});
    world.oldValues = {
      read: async () => new Map(values),
      remove: async () => values.clear(),
    };
    const {draft, leave} = await openForm(world);
    expect(draft.text).toBe('Begun in November');
    expect(values.size).toBe(0);
    draft.write('Begun in November, ended in December');
    leave();
    const again = await openForm(world);
    expect(again.draft.text).toBe('Begun in November, ended in December');
    expect(again.draft.others).toBe(0);
  });

  it('keeps the old data while the device stores nothing', async () => {
    const world = new FakeDevice();
    const values = old({drafts: [{text: 'Begun in November'}]});
    world.oldValues = {read: async () => new Map(values), remove: async () => values.clear()};
    world.database.condition = 'full';
    world.sync.condition = 'full';
    expect((await openForm(world)).draft.text).toBe('Begun in November');
    expect(values.size).toBe(1);
  });

  it('is not converted twice: what was posted since is no draft again', async () => {
    const world = new FakeDevice();
    const values = old({drafts: [{text: 'Begun in November'}]});
    // Another tab was quicker, and could not remove it.
    world.oldValues = {read: async () => new Map(values), remove: async () => undefined};
    const {draft} = await openForm(world);
    await draft.discard();
    expect((await openForm(world)).draft.text).toBe('');
    const records = SubmissionRecords.of(world.openTab().device);
    expect(await records.drafts({site, pageId, parentId: null, viewerId: null})).toEqual([]);
  });
});
