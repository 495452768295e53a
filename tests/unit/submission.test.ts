import {describe, expect, it} from 'vitest';
import {CommentsError} from '../../src/model/errors.js';
import {
  afterRefusal,
  nextStep,
  pauseAfter,
  type Situation,
  type Step,
} from '../../src/store/submissions/steps.js';
import {
  expire,
  later,
  openDrafts,
  parseSubmission,
  finished,
  type StartedSubmission,
  type Submission,
} from '../../src/store/submissions/submission.js';

const DAY = 24 * 60 * 60_000;
const NOW = Date.UTC(2026, 11, 1);

function submission(change: Partial<Submission> = {}): Submission {
  return {
    id: 'a',
    place: {site: 'packet.example', pageId: 'ferry', parentId: null, viewerId: null},
    text: 'Text',
    format: 'text',
    status: 'draft',
    order: 1,
    savedAt: NOW,
    replaces: [],
    awaitsSignIn: false,
    attempt: null,
    commentId: null,
    ...change,
  };
}

function started(attempt: object = {}, change: Partial<Submission> = {}): StartedSubmission {
  return submission({
    status: 'sending',
    ...change,
    attempt: {
      startedAt: NOW,
      mayHaveArrived: true,
      errorCode: null,
      notBefore: null,
      authorName: 'Ana',
      ...attempt,
    },
  }) as StartedSubmission;
}

describe('two copies of a record', () => {
  it.each([
    [submission({order: 1}), submission({order: 2}), 2],
    [submission({order: 3}), started({}, {order: 2}), 3],
  ])('come to the later one, in any order', (one, other, order) => {
    expect(later(one, other)?.order).toBe(order);
    expect(later(other, one)?.order).toBe(order);
  });

  it('come to the one that was sent where neither is later', () => {
    expect(later(submission(), started({}, {order: 1}))?.status).toBe('sending');
    expect(later(started({}, {order: 1}), submission())?.status).toBe('sending');
  });

  it('are one where the other is missing', () => {
    expect(later(null, submission())?.id).toBe('a');
    expect(later(submission(), null)?.id).toBe('a');
    expect(later(null, null)).toBeNull();
  });
});

describe('the drafts of a place', () => {
  it('are those that no other record was made from, the latest first', () => {
    const all = [
      submission({id: 'a', order: 1}),
      submission({id: 'b', order: 2, replaces: [{id: 'a', order: 1}]}),
      submission({id: 'c', order: 3}),
      submission({id: 'd', order: 4, place: {...submission().place, parentId: '7'}}),
      started({}, {id: 'e'}),
      submission({id: 'f', doubtedAt: NOW}),
    ];
    expect(openDrafts(all, null).map(({id}) => id)).toEqual(['c', 'b']);
    expect(openDrafts(all, '7').map(({id}) => id)).toEqual(['d']);
  });

  it('hold one again that was taken back after another was made from it', () => {
    const all = [
      submission({id: 'a', order: 5}),
      submission({id: 'b', order: 2, replaces: [{id: 'a', order: 1}]}),
    ];
    expect(openDrafts(all, null).map(({id}) => id)).toEqual(['a', 'b']);
  });
});

describe('the age of a record', () => {
  it.each([
    ['a draft of 30 days', submission({savedAt: NOW - 30 * DAY}), {doubtedAt: undefined}],
    ['an older draft, which is hidden for a day', submission({savedAt: NOW - 31 * DAY}), {doubtedAt: NOW}],
    ['one that was doubted under a wrong clock', submission({doubtedAt: NOW - 5}), {doubtedAt: undefined}],
    ['one from the future', submission({savedAt: NOW + 40 * DAY}), {savedAt: NOW}],
    [
      'one that was posted an hour ago',
      submission({status: 'posted', savedAt: NOW - DAY / 24}),
      {status: 'posted'},
    ],
  ])('leaves %s', (_what, record, expected) => {
    const {doubtedAt, savedAt, status} = expire(record, NOW) ?? {};
    expect({doubtedAt, savedAt, status}).toMatchObject(expected);
  });

  it.each([
    ['a draft that was doubted a day ago', submission({savedAt: NOW - 40 * DAY, doubtedAt: NOW - DAY - 1})],
    ['what was posted two days ago', submission({status: 'posted', savedAt: NOW - 2 * DAY})],
    ['what was discarded two days ago', submission({status: 'discarded', savedAt: NOW - 2 * DAY})],
  ])('removes %s', (_what, record) => {
    expect(expire(record, NOW)).toBeNull();
  });
});

describe('a submission that is settled', () => {
  it('has no text and no guest any more', () => {
    const {text, attempt, status, order} = finished(started({mayHaveArrived: false}), 'discarded', NOW);
    expect([text, attempt, status, order]).toEqual(['', null, 'discarded', 2]);
    expect(finished(started(), 'posted', NOW)).toMatchObject({text: '', attempt: null});
  });

  it('keeps them as long as the backend is still to be asked for it', () => {
    expect(finished(started(), 'discarded', NOW)).toMatchObject({text: 'Text', attempt: {authorName: 'Ana'}});
  });
});

describe('the next step', () => {
  const situation: Situation = {
    now: NOW,
    isOnline: true,
    limit: null,
    canFindPosted: true,
    isNotFound: false,
    inForm: false,
    isFirstAttempt: false,
    isFromEarlierPage: false,
    needsConfirmation: false,
    isConfirmedByReader: false,
  };
  const limit = {until: NOW + 5_000, toldAt: NOW};

  it.each<[string, StartedSubmission, Partial<Situation>, Step['do']]>([
    ['waits for the connection', started(), {isOnline: false}, 'wait'],
    ['posts what was never sent', started(), {isFirstAttempt: true}, 'post'],
    ['looks first for what may have arrived', started(), {}, 'look'],
    ['posts what was looked for in vain', started(), {isNotFound: true}, 'post'],
    [
      'looks for what another page has left',
      started({mayHaveArrived: false}),
      {isFromEarlierPage: true},
      'look',
    ],
    ['posts what can not have arrived', started({mayHaveArrived: false}), {}, 'post'],
    ['asks the reader where the backend cannot be asked', started(), {canFindPosted: false}, 'ask'],
    [
      'posts once the reader has said so',
      started(),
      {canFindPosted: false, isConfirmedByReader: true},
      'post',
    ],
    [
      'asks the reader about what is too old',
      started({mayHaveArrived: false}),
      {needsConfirmation: true},
      'ask',
    ],
    ['waits as long as the backend wants', started({notBefore: limit}), {}, 'wait'],
    ['waits as long as it wants of others', started(), {limit}, 'wait'],
    ['tells a form that it is too early', started(), {limit, inForm: true}, 'refuse'],
    ['looks for what was given up', started({}, {status: 'discarded'}), {limit}, 'look'],
    ['discards it then', started({}, {status: 'discarded'}), {isNotFound: true}, 'discard'],
  ])('%s', (_what, record, change, expected) => {
    expect(nextStep(record, {...situation, ...change}).do).toBe(expected);
  });

  it('after a refusal is the reader’s; an earlier request may still arrive', () => {
    expect(afterRefusal(new CommentsError('closed'), false, NOW)).toEqual({
      mayHaveArrived: false,
      errorCode: 'closed',
    });
    expect(afterRefusal(new CommentsError('closed'), true, NOW)).toMatchObject({mayHaveArrived: true});
    expect(afterRefusal(new CommentsError('rate-limited'), true, NOW)).toEqual({
      mayHaveArrived: false,
      notBefore: {until: NOW + 60_000, toldAt: NOW},
    });
  });

  it('is made after growing pauses, up to five minutes and eight tries', () => {
    const error = new CommentsError('timeout');
    expect([1, 2, 3, 7].map((tries) => pauseAfter(tries, error, situation, 1))).toEqual([
      2_000, 4_000, 8_000, 128_000,
    ]);
    expect(pauseAfter(8, error, situation, 1)).toBeNull();
    expect(pauseAfter(1, error, {...situation, inForm: true}, 1)).toBeNull();
    expect(pauseAfter(1, error, {...situation, canFindPosted: false}, 1)).toBeNull();
    expect(pauseAfter(1, new CommentsError('closed'), situation, 1)).toBeNull();
  });
});

describe('what is stored', () => {
  it.each([
    null,
    1,
    'x',
    {},
    {...submission(), status: 'other'},
    {...submission(), attempt: {}},
    {versions: []},
  ])('is no submission: %j', (value) => {
    expect(parseSubmission(value)).toBeNull();
  });

  it('is one, as it was written', () => {
    for (const one of [submission(), started(), finished(started(), 'posted', NOW)])
      expect(parseSubmission(JSON.parse(JSON.stringify(one)))).toEqual(one);
  });
});
