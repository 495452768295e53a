import {describe, expect, it} from 'vitest';
import type {Comment, NewComment} from '../../src/model/comment.js';
import {CommentsError} from '../../src/model/errors.js';
import type {ThreadPage} from '../../src/model/thread.js';
import {optimisticId, reduce} from '../../src/store/reduce.js';
import {INITIAL_STATE, type Action, type ThreadState} from '../../src/store/state.js';
import {makeComment, PAGE} from '../support/comments.js';

function after(...actions: Action[]): ThreadState {
  return actions.reduce(reduce, INITIAL_STATE);
}

function page(comments: readonly Comment[], more: Partial<ThreadPage> = {}): Action {
  return {
    type: 'opened',
    page: {comments, next: null, total: comments.length, live: null, facts: {}, ...more},
  };
}

const reset: Action = {type: 'reset', thread: PAGE, sort: 'newest'};
const draft: NewComment = {parentId: null, body: {format: 'text', value: 'Good.'}};
const sending = (key = 'k'): Action[] => [
  {type: 'post-checked', key, draft},
  {type: 'post-started', key, draft, comment: makeComment(optimisticId(key), {delivery: 'sending'})},
];

describe('opening', () => {
  it('is ready with the comments of the first page', () => {
    const state = after(reset, page([makeComment('1')], {total: 7, next: 'more'}));
    expect(state).toMatchObject({phase: 'ready', total: 7, next: 'more'});
    expect([...state.comments.keys()]).toEqual(['1']);
  });

  it('drops the state of the previous page', () => {
    const other = {...PAGE, pageId: 'other'};
    const state = after(reset, page([makeComment('1')]), ...sending(), {
      type: 'reset',
      thread: other,
      sort: 'top',
    });
    expect(state).toEqual({...INITIAL_STATE, thread: other, sort: 'top', phase: 'loading'});
  });

  it('keeps comments on screen while it reloads, and if that fails', () => {
    const failed = after(
      reset,
      page([makeComment('1')]),
      {type: 'opening', sort: 'top'},
      {type: 'open-failed', error: new CommentsError('server')},
    );
    expect(failed.comments.size).toBe(1);
    expect(failed).toMatchObject({phase: 'failed', error: {code: 'server'}});
  });

  it('keeps the identity of comments that were returned unchanged', () => {
    const before = after(reset, page([makeComment('1'), makeComment('2')]));
    const again = reduce(before, page([makeComment('1'), makeComment('2', {score: {up: 1}})]));
    expect(again.comments.get('1')).toBe(before.comments.get('1'));
    expect(again.comments.get('2')).not.toBe(before.comments.get('2'));
  });

  it('puts the most recommended first, and leaves them there when votes follow', () => {
    const state = after(
      {type: 'reset', thread: PAGE, sort: 'top'},
      page([makeComment('1', {score: {up: 1}}), makeComment('2', {score: {up: 5}})]),
      {type: 'changed', comment: makeComment('1', {score: {up: 9}})},
    );
    expect([...state.comments.keys()]).toEqual(['2', '1']);
  });
});

describe('more', () => {
  it('adds the next roots and their cursor', () => {
    const state = after(
      reset,
      page([makeComment('3')], {next: 'a'}),
      {type: 'more-started', list: null},
      {type: 'more-loaded', list: null, page: {comments: [makeComment('2')], next: 'b'}},
    );
    expect([...state.comments.keys()]).toEqual(['3', '2']);
    expect(state.next).toBe('b');
    expect(state.more.size).toBe(0);
  });

  it('adds replies and notes where those of their parent go on', () => {
    const state = after(reset, page([makeComment('1', {replies: {count: 2, next: 'r'}})]), {
      type: 'more-loaded',
      list: '1',
      page: {comments: [makeComment('2', {parentId: '1'})], next: null},
    });
    expect(state.comments.get('1')?.replies).toEqual({count: 2, next: null});
    expect(state.comments.has('2')).toBe(true);
  });

  it('keeps the list if it fails', () => {
    const error = new CommentsError('timeout');
    const state = after(reset, page([makeComment('1')], {next: 'a'}), {
      type: 'more-failed',
      list: null,
      error,
    });
    expect(state.comments.size).toBe(1);
    expect(state.next).toBe('a');
    expect(state.more.get(null)).toBe(error);
  });
});

describe('posting', () => {
  it('shows the comment while it is on its way, uncounted', () => {
    const state = after(reset, page([]), ...sending());
    expect(state.comments.get('local:k')?.delivery).toBe('sending');
    expect(state.outgoing.get('k')?.status).toBe('sending');
    expect(state.total).toBe(0);
  });

  it("puts the backend's comment in its place and counts it", () => {
    const state = after(reset, page([]), ...sending(), {type: 'posted', key: 'k', comment: makeComment('9')});
    expect([...state.comments.keys()]).toEqual(['9']);
    expect(state.outgoing.get('k')).toMatchObject({status: 'sent', commentId: '9'});
    expect(state.total).toBe(1);
  });

  it('does not count a comment that waits for review', () => {
    const held = makeComment('9', {status: 'held'});
    expect(after(reset, page([]), ...sending(), {type: 'posted', key: 'k', comment: held}).total).toBe(0);
  });

  it('shows and counts a comment once that a live update brought before the answer', () => {
    const mine = makeComment('9');
    const state = after(
      reset,
      page([]),
      ...sending(),
      {type: 'arrived', comment: mine},
      {type: 'posted', key: 'k', comment: mine},
    );
    expect([...state.comments.keys()]).toEqual(['9']);
    expect(state.arrived).toEqual([]);
    expect(state.total).toBe(1);
  });

  it('shows it once also if it is sent again before the response', () => {
    const draftFields = {author: {name: 'Ana'}, body: draft.body};
    const started: Action = {
      type: 'post-started',
      key: 'k',
      draft,
      comment: makeComment(optimisticId('k'), {...draftFields, delivery: 'sending'}),
    };
    const arrival: Action = {type: 'arrived', comment: makeComment('9', draftFields)};
    const state = after(reset, page([]), {type: 'post-checked', key: 'k', draft}, started, arrival, started);
    expect([...state.comments.keys()]).toEqual(['9']);
    expect(state.outgoing.get('k')?.status).toBe('sending');
  });

  it('takes the comment out of the list when it fails, and keeps its text and the reason', () => {
    const error = new CommentsError('offline');
    const state = after(reset, page([]), ...sending(), {type: 'post-failed', key: 'k', error});
    expect(state.comments.size).toBe(0);
    expect(state.outgoing.get('k')).toMatchObject({status: 'failed', error, draft});
  });

  it('shows the policy that a refused comment did not know of', () => {
    const policy = {version: '2', rules: [{id: 'kind', text: 'Be kinder.'}]};
    const old = page([], {facts: {posting: 'guest', policy: {version: '1'}}});
    const error = new CommentsError('conflict', 'The policy has changed.', {policy});
    const {facts} = after(reset, old, ...sending(), {type: 'post-failed', key: 'k', error});
    expect(facts).toEqual({posting: 'guest', policy});
  });

  it('keeps a comment that is being sent when the thread is reloaded', () => {
    const state = after(
      reset,
      page([]),
      ...sending(),
      {type: 'opening', sort: 'top'},
      page([makeComment('1')]),
    );
    expect([...state.comments.keys()]).toEqual(['1', 'local:k']);
  });

  it('holds one intent for each place: another one takes the place of the first', () => {
    const state = after(
      reset,
      page([]),
      ...sending('a'),
      {type: 'post-failed', key: 'a', error: new CommentsError('server')},
      ...sending('b'),
    );
    expect([...state.outgoing.keys()]).toEqual(['b']);
  });
});

describe('live', () => {
  const open = [reset, page([makeComment('1')])];

  it('lets what arrives wait, counted, until it is asked for', () => {
    const state = after(...open, {type: 'arrived', comment: makeComment('2')});
    expect(state.comments.has('2')).toBe(false);
    expect(state).toMatchObject({total: 2, arrived: [{id: '2'}]});
    expect(reduce(state, {type: 'arrivals-shown'}).comments.has('2')).toBe(true);
  });

  it('does not count again what is known already', () => {
    expect(after(...open, {type: 'arrived', comment: makeComment('1')}).total).toBe(1);
  });

  it('counts a held comment when it is published', () => {
    const state = after(reset, page([makeComment('1', {status: 'held'})], {total: 0}), {
      type: 'changed',
      comment: makeComment('1', {status: 'published'}),
    });
    expect(state.total).toBe(1);
  });

  it("keeps the cursor of a comment's replies when it changes", () => {
    const root = makeComment('1', {replies: {count: 60, next: 'r'}});
    const voted = makeComment('1', {score: {up: 1}, replies: {count: 60}});
    expect(after(reset, page([root]), {type: 'changed', comment: voted}).comments.get('1')?.replies).toEqual({
      count: 60,
      next: 'r',
    });
  });

  it.each([
    ['none', {count: 60, next: null}],
    ['another place', {count: 60, next: 'elsewhere'}],
    ['fewer replies', {count: 0}],
  ])('keeps their cursor when a response or change contains %s', (_, replies) => {
    const root = makeComment('1', {replies: {count: 60, next: 'r'}});
    const received = makeComment('1', {score: {up: 1}, replies});
    for (const type of ['changed', 'arrived'] as const)
      expect(after(reset, page([root]), {type, comment: received}).comments.get('1')?.replies?.next).toBe(
        'r',
      );
  });

  it('has no more replies to load of a comment than its list has reported', () => {
    const loaded = makeComment('1', {replies: {count: 2, next: null}});
    const received = makeComment('1', {replies: {count: 2, next: 'r'}});
    expect(
      after(reset, page([loaded]), {type: 'changed', comment: received}).comments.get('1')?.replies?.next,
    ).toBeNull();
    expect(
      after(reset, page([makeComment('1')]), {type: 'changed', comment: received}).comments.get('1')?.replies,
    ).toEqual({count: 2});
  });

  it('does not move a comment if a response has another parent or time', () => {
    const reply = makeComment('2', {parentId: '1', createdAt: '2026-01-02T00:00:00.000Z'});
    for (const received of [
      makeComment('2', {parentId: null, createdAt: '2026-02-02T00:00:00.000Z'}),
      makeComment('2', {parentId: '2'}),
      makeComment('2', {parentId: 'nobody'}),
    ]) {
      const state = after(reset, page([makeComment('1'), reply]), {
        type: 'changed',
        comment: {...received, body: {format: 'text', value: 'Changed.'}},
      });
      expect(state.comments.get('2')).toMatchObject({
        parentId: '1',
        createdAt: '2026-01-02T00:00:00.000Z',
        body: {value: 'Changed.'},
      });
    }
  });

  it('takes a change as it is that leaves the comment in its place', () => {
    const changed = makeComment('1', {score: {up: 3}});
    expect(after(...open, {type: 'changed', comment: changed}).comments.get('1')).toBe(changed);
  });

  it('keeps a comment through which replies can still be loaded, when it goes', () => {
    const root = makeComment('1', {replies: {count: 60, next: 'r'}});
    const deleted = makeComment('1', {status: 'deleted', replies: {count: 0, next: null}});
    expect(
      after(reset, page([root]), {type: 'changed', comment: deleted}).comments.get('1')?.replies?.next,
    ).toBe('r');
    expect(after(reset, page([root]), {type: 'removed', id: '1'}).comments.get('1')).toMatchObject({
      status: 'removed',
      replies: {next: 'r'},
    });
  });

  it('puts a posted reply under its parent if the response lacks it', () => {
    const {parentId: _, ...answered} = makeComment('2');
    const state = after(
      reset,
      page([makeComment('1')]),
      {type: 'post-checked', key: 'k', draft: {...draft, parentId: '1'}},
      {type: 'posted', key: 'k', comment: answered},
    );
    expect(state.comments.get('2')?.parentId).toBe('1');
  });

  it('leaves a tombstone where a removed comment has replies', () => {
    const replied = after(reset, page([makeComment('1'), makeComment('2', {parentId: '1'})]), {
      type: 'removed',
      id: '1',
    });
    expect(replied.comments.get('1')?.status).toBe('removed');
    expect(replied.total).toBe(1);
  });

  it('drops a removed comment without replies', () => {
    const state = after(...open, {type: 'removed', id: '1'});
    expect(state.comments.size).toBe(0);
    expect(state.total).toBe(0);
  });

  it('drops a comment that its author deleted, unless it holds replies', () => {
    const deleted = makeComment('1', {status: 'deleted'});
    expect(after(...open, {type: 'changed', comment: deleted}).comments.size).toBe(0);
    const replied = after(reset, page([makeComment('1'), makeComment('2', {parentId: '1'})]), {
      type: 'changed',
      comment: deleted,
    });
    expect(replied.comments.get('1')?.status).toBe('deleted');
  });

  it('returns the same state if nothing changes', () => {
    const state = after(...open);
    expect(reduce(state, {type: 'removed', id: 'unknown'})).toBe(state);
    expect(reduce(state, {type: 'arrivals-shown'})).toBe(state);
    expect(reduce(state, {type: 'connectivity', offline: false})).toBe(state);
    expect(reduce(state, {type: 'changed', comment: makeComment('unknown')})).toBe(state);
  });
});
