import {afterEach, describe, expect, it, vi} from 'vitest';
import type {GetToken} from '../../../src/model/adapter.js';
import type {Comment} from '../../../src/model/comment.js';
import type {ViewerAnswer} from '../../../src/model/protocol.js';
import {
  fakeServer,
  GUEST_KEY,
  guestStorage,
  json,
  rawComment,
  page,
  problem,
  storage,
  THREAD,
  viewer,
} from '../../support/rest-fake.js';

const QUERY = {sort: 'newest', limit: 50} as const;
const {signal} = new AbortController();
const draft = {parentId: null, body: {format: 'text', value: 'Hello'}, guest: {name: 'Ann'}} as const;

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A thread as the reader finds it whom the server answers so. */
async function opened(
  comments: readonly Comment[],
  answer: Partial<ViewerAnswer>,
  {next = null, sort = 'newest'}: {next?: string | null; sort?: 'newest' | 'oldest'} = {},
) {
  const {adapter} = fakeServer(
    {thread: () => json(page(comments, {next})), viewer: () => json(viewer(answer))},
    {storage: guestStorage()},
  );
  return adapter.open(THREAD, {sort, limit: 50}, signal);
}

describe('a reader whom the server does not know', () => {
  it('costs one request, and may do what any guest may', async () => {
    const {adapter, received} = fakeServer(() => json(page([rawComment('1')])), {getToken: () => null});
    const {comments, facts} = await adapter.open(THREAD, QUERY, signal);
    expect(received.map(({path}) => path)).toEqual(['thread']);
    expect(comments[0]?.can).toEqual({reply: true, vote: true, report: true, remove: false});
    expect(facts.viewer).toBeNull();
  });

  it('may report where a sign-in is needed, and write a reply before that', async () => {
    const {adapter} = fakeServer(() => json(page([rawComment('1')], {facts: {posting: 'signed-in'}})));
    const {comments} = await adapter.open(THREAD, QUERY, signal);
    expect(comments[0]?.can).toEqual({reply: true, vote: false, report: true, remove: false});
  });

  it('may not reply where the thread is closed, nor to what is not there any more', async () => {
    const answer = page([rawComment('1'), rawComment('2', {status: 'removed'})], {facts: {closed: {}}});
    const {adapter} = fakeServer(() => json(answer));
    const {comments} = await adapter.open(THREAD, QUERY, signal);
    expect(comments.map(({can}) => can?.reply)).toEqual([false, undefined]);
  });
});

describe('a reader whom the newsroom has blocked', () => {
  const nothing = {post: false, vote: false, report: false, moderate: false};

  it('gets an error, and has no rights', async () => {
    const blocked = {reason: 'Threats.', until: '2027-01-01T00:00:00.000Z'};
    const {facts, comments} = await opened([rawComment('1')], {may: nothing, blocked});
    expect(facts.blocked).toEqual(blocked);
    expect(comments[0]?.can).toMatchObject({reply: false, vote: false, report: false});
  });

  it('is not assumed from a response that does not name it', async () => {
    for (const blocked of [null, 'yes', {until: 'soon'}, {reason: 'Threats.'}])
      expect((await opened([], {blocked} as Partial<ViewerAnswer>)).facts.blocked).toBeNull();
  });
});

describe('a guest’s key', () => {
  it('is created at the first write, stored, and sent from then on', async () => {
    const stored = storage();
    const {adapter, received} = fakeServer(
      {thread: () => json(page()), comments: () => json(rawComment('1')), viewer: () => json(viewer())},
      {storage: stored},
    );
    await adapter.open(THREAD, QUERY, signal);
    await adapter.post(THREAD, draft, {key: 'k', signal});
    await adapter.open(THREAD, QUERY, signal);
    const keys = received.map(({path, headers}) => [path, headers.get('parley-guest')]);
    const key = stored.getItem('parley:guest-key:https://comments.example')?.split(' ')[1];
    expect(key).toMatch(/^[\w-]{22,}$/);
    expect(keys).toEqual([
      ['thread', null],
      ['comments', key],
      ['thread', null],
      ['viewer', key],
    ]);
  });

  it('is the same for two writes at once', async () => {
    const {adapter, received} = fakeServer({comments: () => json(rawComment('1'))}, {storage: storage()});
    await Promise.all(['a', 'b'].map((key) => adapter.post(THREAD, draft, {key, signal})));
    expect(new Set(received.map(({headers}) => headers.get('parley-guest'))).size).toBe(1);
  });

  it('lasts as long as the adapter where storage is refused', async () => {
    const refused = {
      getItem: () => {
        throw new DOMException('denied', 'SecurityError');
      },
      setItem: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    };
    const {adapter, received} = fakeServer({comments: () => json(rawComment('1'))}, {storage: refused});
    await adapter.post(THREAD, draft, {key: 'a', signal});
    await adapter.post(THREAD, draft, {key: 'b', signal});
    const keys = received.map(({headers}) => headers.get('parley-guest'));
    expect(keys[0]).toMatch(/^[\w-]{22,}$/);
    expect(keys[1]).toBe(keys[0]);
  });

  it('is created again if the stored one is invalid', async () => {
    const stored = storage({'parley:guest-key:https://comments.example': 'short\n'});
    const {adapter, received} = fakeServer({comments: () => json(rawComment('1'))}, {storage: stored});
    await adapter.post(THREAD, draft, {key: 'a', signal});
    expect(received[0]?.headers.get('parley-guest')).toMatch(/^[\w-]{22,}$/);
  });

  it('is not made for a reader who is signed in', async () => {
    const {adapter, received} = fakeServer(
      {comments: () => json(rawComment('1'))},
      {getToken: () => 'token-1'},
    );
    await adapter.post(THREAD, draft, {key: 'a', signal});
    expect(received[0]?.headers.get('parley-guest')).toBeNull();
    expect(received[0]?.headers.get('authorization')).toBe('Bearer token-1');
  });
});

describe('a token', () => {
  it('is requested once per opening, and sent with the personal request only', async () => {
    const getToken = vi.fn<GetToken>(() => Promise.resolve('token-1'));
    const {adapter, received} = fakeServer(
      {thread: () => json(page()), viewer: () => json(viewer({viewer: {id: 'ann', name: 'Ann'}}))},
      {getToken},
    );
    const {facts} = await adapter.open(THREAD, QUERY, signal);
    expect(facts.viewer).toEqual({id: 'ann', name: 'Ann'});
    expect(getToken.mock.calls).toEqual([[{forceRefresh: false}]]);
    expect(received.map(({path, headers}) => [path, headers.get('authorization')])).toEqual([
      ['thread', null],
      ['viewer', 'Bearer token-1'],
    ]);
  });

  it('does not keep the thread waiting', async () => {
    const order: string[] = [];
    const getToken = () => new Promise<string>((resolve) => setTimeout(() => resolve('t'), 20));
    const {adapter} = fakeServer(
      {
        thread: () => (order.push('thread'), json(page())),
        viewer: () => (order.push('viewer'), json(viewer())),
      },
      {getToken},
    );
    const answer = adapter.open(THREAD, QUERY, signal);
    await vi.waitFor(() => expect(order).toEqual(['thread']));
    await answer;
    expect(order).toEqual(['thread', 'viewer']);
  });

  it('that has expired is refreshed once', async () => {
    const getToken = vi.fn<GetToken>(({forceRefresh}) => (forceRefresh ? 'new' : 'old'));
    const {adapter, received} = fakeServer(
      ({headers}) =>
        headers.get('authorization') === 'Bearer new'
          ? json(rawComment('1'))
          : problem(401, {code: 'login-required'}),
      {getToken},
    );
    expect((await adapter.post(THREAD, draft, {key: 'k', signal})).id).toBe('1');
    expect(getToken.mock.calls).toEqual([[{forceRefresh: false}], [{forceRefresh: true}]]);
    expect(received.map(({headers}) => headers.get('idempotency-key'))).toEqual(['k', 'k']);
  });

  it('requests a sign-in when it is refused again', async () => {
    const {adapter, received} = fakeServer(() => problem(401, {code: 'login-required'}), {
      getToken: () => 'old',
    });
    await expect(adapter.post(THREAD, draft, {key: 'k', signal})).rejects.toMatchObject({
      code: 'login-required',
    });
    expect(received).toHaveLength(2);
  });

  it('requests a sign-in when the page fails to provide it', async () => {
    const getToken = () => Promise.reject(new Error('no session'));
    const {adapter, received} = fakeServer(() => json(rawComment('1')), {getToken});
    await expect(adapter.post(THREAD, draft, {key: 'k', signal})).rejects.toMatchObject({
      code: 'login-required',
    });
    expect(received).toHaveLength(0);
  });

  it('that never arrives delays a comment no longer than a missing response', async () => {
    const {adapter} = fakeServer(() => json(rawComment('1')), {
      getToken: () => new Promise(() => undefined),
      timeout: 20,
    });
    await expect(adapter.post(THREAD, draft, {key: 'k', signal})).rejects.toMatchObject({code: 'timeout'});
  });

  it('does not prevent the thread from opening when it is unavailable or refused', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    for (const getToken of [() => Promise.reject(new Error('no session')), () => 'old']) {
      const {adapter} = fakeServer(
        {thread: () => json(page([rawComment('1')])), viewer: () => problem(401, {code: 'login-required'})},
        {getToken},
      );
      const {comments, facts} = await adapter.open(THREAD, QUERY, signal);
      expect([comments.length, facts.viewer]).toEqual([1, null]);
    }
    await vi.waitFor(() => {
      expect(warn).toHaveBeenCalled();
    });
  });

  it('is deleted with its data when the reader has signed out', async () => {
    let token: string | null = 'token-1';
    const {adapter} = fakeServer(
      {
        thread: () => json(page([rawComment('1')])),
        viewer: () => json(viewer({viewer: {id: 'ann', name: 'Ann'}, votes: ['1']})),
      },
      {getToken: () => token},
    );
    expect((await adapter.open(THREAD, QUERY, signal)).comments[0]?.score?.mine).toBe(true);
    token = null;
    const {comments, facts} = await adapter.open(THREAD, QUERY, signal);
    expect([comments[0]?.score?.mine, facts.viewer]).toEqual([undefined, null]);
  });
});

describe("the server's data about the reader", () => {
  it('lists what they recommend, have reported and wrote', async () => {
    const all = ['1', '2', '3', '4'].map((id) => rawComment(id, {score: {up: 3}}));
    const {comments} = await opened(all, {votes: ['1'], reports: ['2'], mine: ['3']});
    expect(comments.map(({score, can}) => [score?.mine, can?.vote, can?.report])).toEqual([
      [true, true, true],
      [false, true, false],
      [false, false, false],
      [false, true, true],
    ]);
  });

  it('includes until when they may edit their comments', async () => {
    const editableUntil = '2026-11-05T08:05:00.000Z';
    const own = [rawComment('1', {can: {edit: true, remove: true}, editableUntil})];
    const {comments} = await opened([rawComment('1'), rawComment('2')], {own, mine: ['1']});
    expect(comments.map(({can, editableUntil}) => [can?.edit, can?.remove, editableUntil])).toEqual([
      [true, true, editableUntil],
      [false, false, null],
    ]);
  });

  it('lets a moderator remove every comment', async () => {
    const may = {post: true, vote: true, report: true, moderate: true};
    const {comments} = await opened([rawComment('1')], {may});
    expect(comments[0]?.can?.remove).toBe(true);
  });

  it('adds what waits or was turned down, wherever the page ends', async () => {
    const own = [
      rawComment('8', {status: 'held', parentId: 'far away'}),
      rawComment('9', {status: 'rejected', decision: {reason: 'No.'}}),
    ];
    const {comments, total} = await opened([rawComment('1')], {own}, {next: 'more', sort: 'oldest'});
    expect(comments.map(({id, status}) => [id, status])).toEqual([
      ['1', 'published'],
      ['8', 'held'],
      ['9', 'rejected'],
    ]);
    expect(comments.map(({can}) => can?.reply)).toEqual([true, false, false]);
    expect(total).toBe(1);
  });

  it('adds what is newer than a cached page, where it belongs', async () => {
    const own = [
      rawComment('8'),
      rawComment('9', {parentId: '1'}),
      rawComment('10', {parentId: 'elsewhere'}),
    ];
    const ids = async (options: {next: string | null; sort: 'newest' | 'oldest'}) =>
      (await opened([rawComment('1')], {own}, options)).comments.map(({id}) => id);
    expect(await ids({next: null, sort: 'oldest'})).toEqual(['1', '8', '9']);
    expect(await ids({next: 'more', sort: 'newest'})).toEqual(['1', '8', '9']);
    expect(await ids({next: 'more', sort: 'oldest'})).toEqual(['1', '9']);
  });

  it('has the newer text of an own comment, and the page’s replies', async () => {
    const own = [rawComment('1', {body: {format: 'text', value: 'Edited'}, replies: {count: 0}})];
    const {comments} = await opened([rawComment('1', {replies: {count: 3, next: 'on'}})], {own});
    expect(comments).toMatchObject([{body: {value: 'Edited'}, replies: {count: 3, next: 'on'}}]);
  });

  it('is passed over where it has a wrong type', async () => {
    const answer = {viewer: 7, may: {post: 'yes'}, own: [{id: 1}], mine: null, votes: 'all', reports: {}};
    const {comments, facts} = await opened([rawComment('1')], answer as unknown as ViewerAnswer);
    expect([comments.length, facts.viewer]).toEqual([1, null]);
    expect(comments[0]?.can).toMatchObject({reply: true, vote: true, edit: false});
  });

  it('holds for the pages that follow', async () => {
    const {adapter, received} = fakeServer(
      {
        thread: () => json(page([rawComment('1')])),
        viewer: () => json(viewer({votes: ['2']})),
        comments: () => json({comments: [rawComment('2')], next: null}),
      },
      {storage: guestStorage()},
    );
    await adapter.open(THREAD, QUERY, signal);
    const {comments} = await adapter.more(THREAD, 'c', signal);
    expect(comments[0]?.score?.mine).toBe(true);
    expect(received.map(({path, headers}) => [path, headers.get('parley-guest')])).toEqual([
      ['thread', null],
      ['viewer', GUEST_KEY],
      ['comments', null],
    ]);
  });

  it('grows with what they do', async () => {
    const mine = rawComment('2', {
      can: {edit: true, remove: true},
      editableUntil: '2026-11-05T08:05:00.000Z',
    });
    const {adapter} = fakeServer({
      thread: () => json(page([rawComment('1'), rawComment('3')])),
      comments: ({method}) =>
        json(method === 'POST' ? mine : {comments: [rawComment('1'), rawComment('2'), rawComment('3')]}),
      'comments/1/vote': () => json(rawComment('1', {score: {up: 1, mine: true}})),
      'comments/3/reports': () => json(rawComment('3')),
      'comments/2': () => json(rawComment('2', {status: 'deleted'})),
    });
    await adapter.open(THREAD, QUERY, signal);
    const posted = await adapter.post(THREAD, draft, {key: 'a', signal});
    expect(posted.can).toEqual({reply: true, edit: true, remove: true, vote: false, report: false});
    const voted = await adapter.vote(THREAD, '1', true, {key: 'b', signal});
    expect(voted.score).toEqual({up: 1, mine: true});
    await adapter.report(THREAD, '3', {ruleId: 'rude'}, {key: 'c', signal});
    const {comments} = await adapter.more(THREAD, 'c', signal);
    expect(comments.map(({score, can}) => [score?.mine, can?.edit, can?.vote, can?.report])).toEqual([
      [true, false, true, true],
      [false, true, false, false],
      [false, false, true, false],
    ]);
    expect((await adapter.vote(THREAD, '1', false, {key: 'd', signal})).score?.mine).toBe(false);
    expect((await adapter.remove(THREAD, '2', {key: 'e', signal})).status).toBe('deleted');
  });
});
