import {describe, expect, it, vi} from 'vitest';
import type {CommentsAdapter} from '../../src/model/adapter.js';
import type {Comment, NewComment} from '../../src/model/comment.js';
import {CommentsError} from '../../src/model/errors.js';
import type {Change, ThreadPage} from '../../src/model/thread.js';
import type {ThreadState} from '../../src/store/state.js';
import {ThreadActions} from '../../src/store/thread-actions.js';
import {ThreadStore} from '../../src/store/thread-store.js';
import {makeComment, PAGE} from '../support/comments.js';
import {FakeDevice} from '../support/writing/fake-device.js';

const OPTIONS = {sort: 'newest', limit: 20, live: false} as const;
const OTHER = {...PAGE, pageId: 'other'};
const draft: NewComment = {parentId: null, body: {format: 'text', value: 'Good.'}};

const pageOf = (comments: readonly Comment[], more: Partial<ThreadPage> = {}): ThreadPage => ({
  comments,
  next: null,
  total: comments.length,
  live: null,
  facts: {},
  ...more,
});

/** A promise that the test settles, for answers that come late. */
function deferred<Value>() {
  let resolve!: (value: Value) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<Value>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return {promise, resolve, reject};
}

/** Only faults and timings are played here; real adapters are tested against the contract. */
function storeOver(adapter: Partial<CommentsAdapter>) {
  const states: ThreadState[] = [];
  const store = new ThreadStore(
    {
      open: () => Promise.resolve(pageOf([makeComment('1')], {next: 'n'})),
      more: () => Promise.resolve({comments: [], next: null}),
      ...adapter,
    },
    (state) => states.push(state),
  );
  const {device} = new FakeDevice().openTab();
  return {store, states, actions: new ThreadActions(store, {device})};
}

describe('opening', () => {
  it('changes from loading to ready', async () => {
    const {store, states} = storeOver({});
    await store.open(PAGE, OPTIONS);
    expect(states.map(({phase}) => phase)).toEqual(['loading', 'ready']);
  });

  it('has an error code if it could not open, whatever the adapter threw', async () => {
    const {store} = storeOver({open: () => Promise.reject(new TypeError('no such host'))});
    await store.open(PAGE, OPTIONS);
    expect(store.state).toMatchObject({phase: 'failed', error: {code: 'server', message: 'no such host'}});
  });

  it('drops the answer for a page that the reader has left', async () => {
    const late = deferred<ThreadPage>();
    const {store} = storeOver({
      open: ({pageId}) =>
        pageId === PAGE.pageId ? late.promise : Promise.resolve(pageOf([makeComment('8')])),
    });
    const first = store.open(PAGE, OPTIONS);
    await store.open(OTHER, OPTIONS);
    late.resolve(pageOf([makeComment('1')]));
    await first;
    expect([...store.state.comments.keys()]).toEqual(['8']);
    expect(store.state.thread).toEqual(OTHER);
  });

  it('aborts the request for a page that the reader has left', async () => {
    const signals: AbortSignal[] = [];
    const {store} = storeOver({
      open: (_thread, _query, signal) => {
        signals.push(signal);
        return Promise.resolve(pageOf([]));
      },
    });
    await store.open(PAGE, OPTIONS);
    await store.open(OTHER, OPTIONS);
    expect(signals.map(({aborted}) => aborted)).toEqual([true, false]);
  });

  it('drops one unusable comment, not the thread', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const broken = {id: 7, author: null} as unknown as Comment;
    const {store} = storeOver({
      open: () => Promise.resolve(pageOf([makeComment('1'), broken, makeComment('2')])),
    });
    await store.open(PAGE, OPTIONS);
    expect([...store.state.comments.keys()]).toEqual(['1', '2']);
    warn.mockRestore();
  });

  it('waits for what drawing needs', async () => {
    const ready = deferred<undefined>();
    const {store} = storeOver({});
    const opened = store.open(PAGE, {...OPTIONS, prepare: () => ready.promise});
    await Promise.resolve();
    expect(store.state.phase).toBe('loading');
    ready.resolve(undefined);
    await opened;
    expect(store.state.phase).toBe('ready');
  });

  it('shows the comments where what drawing needs cannot be had', async () => {
    const {store} = storeOver({});
    await store.open(PAGE, {...OPTIONS, prepare: () => Promise.reject(new Error('no such chunk'))});
    expect(store.state.phase).toBe('ready');
    expect(store.state.comments.size).toBeGreaterThan(0);
  });
});

describe('more', () => {
  it('sends one request however often it is pressed', async () => {
    const more = vi.fn(() => Promise.resolve({comments: [makeComment('2')], next: null}));
    const {store} = storeOver({more});
    await store.open(PAGE, OPTIONS);
    await Promise.all([store.more(null), store.more(null)]);
    expect(more).toHaveBeenCalledTimes(1);
  });

  it('can be tried again after a failure', async () => {
    const more = vi
      .fn<CommentsAdapter['more']>()
      .mockRejectedValueOnce(new CommentsError('timeout'))
      .mockResolvedValueOnce({comments: [makeComment('2')], next: null});
    const {store} = storeOver({more});
    await store.open(PAGE, OPTIONS);
    await store.more(null);
    expect(store.state.more.get(null)).toMatchObject({code: 'timeout'});
    await store.more(null);
    expect(store.state.comments.has('2')).toBe(true);
  });
});

describe('posting', () => {
  it('shows the comment at once and then as the backend has it', async () => {
    const answer = deferred<Comment>();
    const {store, actions} = storeOver({post: () => answer.promise});
    await store.open(PAGE, OPTIONS);
    const posted = actions.post(draft, {key: 'k', authorName: 'Ana'});
    await vi.waitFor(() => expect(store.state.comments.get('local:k')?.author.name).toBe('Ana'));
    answer.resolve(makeComment('9'));
    expect(await posted).toMatchObject({id: '9'});
    expect([...store.state.comments.keys()]).toEqual(['1', '9']);
  });

  it('does nothing at a second press while the first is on its way, or has arrived', async () => {
    const post = vi.fn(() => Promise.resolve(makeComment('9')));
    const {store, actions} = storeOver({post});
    await store.open(PAGE, OPTIONS);
    await Promise.all([actions.post(draft, {key: 'k'}), actions.post(draft, {key: 'k'})]);
    await actions.post(draft, {key: 'k'});
    expect(post).toHaveBeenCalledTimes(1);
  });

  it('sends nothing if a check objects', async () => {
    const post = vi.fn(() => Promise.resolve(makeComment('9')));
    const {store, actions} = storeOver({post});
    await store.open(PAGE, OPTIONS);
    expect(await actions.post(draft, {key: 'k', check: () => Promise.resolve(false)})).toBeNull();
    expect(post).not.toHaveBeenCalled();
    expect(store.state.outgoing.size).toBe(0);
  });

  it('asks whether an unanswered comment arrived before it sends it again, under the same key', async () => {
    const keys: string[] = [];
    const post = vi.fn<NonNullable<CommentsAdapter['post']>>((_thread, _draft, {key}) => {
      keys.push(key);
      return Promise.reject(new CommentsError('timeout'));
    });
    const findPosted = vi.fn(() => Promise.resolve(makeComment('9')));
    const {store, actions} = storeOver({post, findPosted});
    await store.open(PAGE, OPTIONS);
    expect(await actions.post(draft, {key: 'k'})).toMatchObject({code: 'timeout'});
    expect(await actions.post(draft, {key: 'k'})).toMatchObject({id: '9'});
    expect(keys).toEqual(['k']);
    expect(findPosted).toHaveBeenCalledTimes(1);
  });

  it('sends again, with the same key, what was found not to have arrived', async () => {
    const keys: string[] = [];
    const {store, actions} = storeOver({
      post: (_thread, _draft, {key}) => {
        keys.push(key);
        return keys.length === 1
          ? Promise.reject(new CommentsError('offline'))
          : Promise.resolve(makeComment('9'));
      },
      findPosted: () => Promise.resolve(null),
    });
    await store.open(PAGE, OPTIONS);
    await actions.post(draft, {key: 'k'});
    await actions.post(draft, {key: 'k'});
    expect(keys).toEqual(['k', 'k']);
  });

  it('does not ask after a refusal, which is an answer', async () => {
    const findPosted = vi.fn(() => Promise.resolve(null));
    const {store, actions} = storeOver({
      post: () => Promise.reject(new CommentsError('blocked-words')),
      findPosted,
    });
    await store.open(PAGE, OPTIONS);
    await actions.post(draft, {key: 'k'});
    await actions.post(draft, {key: 'k'});
    expect(findPosted).not.toHaveBeenCalled();
  });

  it('delivers a comment although the reader opens another page, and shows it on neither', async () => {
    const answer = deferred<Comment>();
    let signal: AbortSignal | undefined;
    const {store, actions} = storeOver({
      post: (_thread, _draft, intent) => {
        signal = intent.signal;
        return answer.promise;
      },
    });
    await store.open(PAGE, OPTIONS);
    const posted = actions.post(draft, {key: 'k'});
    await vi.waitFor(() => expect(signal).toBeDefined());
    await store.open(OTHER, OPTIONS);
    answer.resolve(makeComment('9'));
    expect(await posted).toBeNull();
    expect(signal?.aborted).toBe(false);
    expect(store.state.comments.has('9')).toBe(false);
  });

  it('fails if the adapter cannot post', async () => {
    const {store, actions} = storeOver({});
    await store.open(PAGE, OPTIONS);
    expect(await actions.post(draft)).toMatchObject({code: 'unsupported'});
  });
});

describe('actions on a comment', () => {
  it('shows a vote at once', async () => {
    const answer = deferred<Comment>();
    const {store, actions} = storeOver({vote: () => answer.promise});
    await store.open(PAGE, OPTIONS);
    const voted = actions.vote('1', true);
    expect(store.state.comments.get('1')?.score).toEqual({up: 1, mine: true});
    answer.resolve(makeComment('1', {score: {up: 12, mine: true}}));
    await voted;
    expect(store.state.comments.get('1')?.score?.up).toBe(12);
  });

  it('merges the response to an action into the comment', async () => {
    const known = makeComment('1', {
      can: {vote: true, edit: true},
      score: {up: 3},
      featured: {by: 'The editor'},
      replies: {count: 60, next: 'r'},
    });
    const {id, author, createdAt} = known;
    const body = {format: 'text', value: 'Edited.'} as const;
    const bare = {id, author, createdAt, body, replies: {count: 60, next: null}};
    const {store, actions} = storeOver({
      open: () => Promise.resolve(pageOf([known])),
      edit: () => Promise.resolve(bare),
      vote: () => Promise.resolve(bare),
      report: () => Promise.resolve({...bare, can: {}, featured: null}),
    });
    await store.open(PAGE, OPTIONS);
    await actions.edit('1', body);
    expect(store.state.comments.get('1')).toEqual({...known, body});
    await actions.vote('1', true);
    expect(store.state.comments.get('1')).toMatchObject({can: known.can, score: {up: 4, mine: true}});
    await actions.report('1', {ruleId: 'spam'});
    expect(store.state.comments.get('1')).toMatchObject({can: {}, featured: null, replies: known.replies});
  });

  it.each(['edit', 'vote', 'report', 'remove'] as const)(
    'takes the answer to %s for none when it is of another comment',
    async (method) => {
      const {store, actions} = storeOver({[method]: () => Promise.resolve(makeComment('2'))});
      await store.open(PAGE, OPTIONS);
      const before = store.state.comments.get('1');
      const outcome = {
        edit: () => actions.edit('1', {format: 'text', value: 'Edited.'}),
        vote: () => actions.vote('1', true),
        report: () => actions.report('1', {ruleId: 'spam'}),
        remove: () => actions.remove('1'),
      }[method]();
      expect(await outcome).toMatchObject({code: 'malformed'});
      expect(store.state.comments.get('1')).toBe(before);
    },
  );

  it('takes a vote back from the screen when it fails', async () => {
    const {store, actions} = storeOver({vote: () => Promise.reject(new CommentsError('forbidden'))});
    await store.open(PAGE, OPTIONS);
    expect(await actions.vote('1', true)).toMatchObject({code: 'forbidden'});
    expect(store.state.comments.get('1')?.score).toBeUndefined();
  });

  it('takes a deleted comment away', async () => {
    const {store, actions} = storeOver({
      remove: () => Promise.resolve(makeComment('1', {status: 'deleted'})),
    });
    await store.open(PAGE, OPTIONS);
    await actions.remove('1');
    expect(store.state.comments.has('1')).toBe(false);
  });

  it('fails if a comment does not exist, or the adapter cannot do it', async () => {
    const {store, actions} = storeOver({});
    await store.open(PAGE, OPTIONS);
    expect(await actions.vote('nobody', true)).toMatchObject({code: 'not-found'});
    expect(await actions.report('1', {ruleId: 'spam'})).toMatchObject({code: 'unsupported'});
  });
});

describe('live', () => {
  it('follows changes until it is closed', async () => {
    const changes: Change[] = [
      {type: 'added', comment: makeComment('2')},
      {type: 'changed', comment: makeComment('1', {score: {up: 4}})},
    ];
    let ended = false;
    const {store} = storeOver({
      async *watch(_thread, _since, signal) {
        yield* changes;
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        ended = true;
      },
    });
    await store.open(PAGE, {...OPTIONS, live: true});
    await vi.waitFor(() => expect(store.state.comments.get('1')?.score?.up).toBe(4));
    expect(store.state.arrived.map(({id}) => id)).toEqual(['2']);
    store.close();
    await vi.waitFor(() => expect(ended).toBe(true));
  });

  it('begins again, where it broke off, after the connection was lost', async () => {
    vi.useFakeTimers();
    const since: (string | null)[] = [];
    const {store} = storeOver({
      open: () => Promise.resolve(pageOf([], {live: 'start'})),
      async *watch(_thread, cursor, signal) {
        since.push(cursor);
        if (since.length === 1) {
          yield {type: 'added', comment: makeComment('2'), cursor: 'after-2'};
          throw new CommentsError('offline');
        }
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
    });
    await store.open(PAGE, {...OPTIONS, live: true});
    await vi.advanceTimersByTimeAsync(10_000);
    expect(since).toEqual(['start', 'after-2']);
    store.close();
    vi.useRealTimers();
  });
});
