import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import type {RestAdapter} from '../../../src/adapters/rest.js';
import type {Comment} from '../../../src/model/comment.js';
import type {Change} from '../../../src/model/thread.js';
import {
  eventStream,
  fakeServer,
  guestStorage,
  json,
  letter,
  page,
  problem,
  proxyPage,
  THREAD,
  viewer,
  type Answer,
} from '../../support/rest-fake.js';

const draft = {parentId: null, body: {format: 'text', value: 'Hello'}, guest: {name: 'Ann'}} as const;
const MINUTE = 60_000;

const running = new Set<AbortController>();

beforeEach(() => void vi.useFakeTimers({now: Date.parse('2026-11-05T08:00:00.000Z')}));
afterEach(() => {
  for (const controller of running) controller.abort();
  running.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Follows the thread, and notes what it is told. */
function follow(adapter: RestAdapter, since: string | null = 'live-1') {
  const controller = new AbortController();
  running.add(controller);
  const changes: Change[] = [];
  const ended = (async () => {
    for await (const change of adapter.watch(THREAD, since, controller.signal)) changes.push(change);
  })();
  ended.catch(() => undefined);
  return {changes, ended, stop: () => controller.abort()};
}

const added = (id: string, cursor: string) =>
  `id: ${cursor}\nevent: added\ndata: ${JSON.stringify(letter(id))}\n\n`;

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

/** Waits for what depends on modules that are loaded. */
async function until(holds: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(holds()).toBe(true), {interval: 1, timeout: 10_000});
}

const idOf = (change: Change | undefined) => (change?.type === 'removed' ? change.id : change?.comment.id);

/** One stream after another, as they are asked for. */
function streams() {
  const all: ReturnType<typeof eventStream>[] = [];
  const next = () => {
    const stream = eventStream();
    all.push(stream);
    return stream.response;
  };
  return {all, next};
}

describe('a stream', () => {
  it('tells of what is added, changed and removed, and where to go on', async () => {
    const {all, next} = streams();
    const {adapter, received} = fakeServer({stream: next});
    const watch = follow(adapter);
    await until(() => all.length === 1);
    all[0]?.write(`retry: 3000\n\n${added('5', 'live-2')}`);
    all[0]?.write(`id: live-3\nevent: changed\ndata: ${JSON.stringify(letter('4'))}\n\n`);
    all[0]?.write('id: live-4\nevent: removed\ndata: {"id":"3"}\n\n');
    await until(() => watch.changes.length === 3);
    expect(watch.changes.map((change) => [change.type, idOf(change), change.cursor])).toEqual([
      ['added', '5', 'live-2'],
      ['changed', '4', 'live-3'],
      ['removed', '3', 'live-4'],
    ]);
    expect(received[0]?.query.get('since')).toBe('live-1');
    expect(received[0]?.headers.get('accept')).toBe('text/event-stream');
    // Names nobody: the stream is the same for all readers.
    expect(received[0]?.headers.get('parley-guest')).toBeNull();
  });

  it('ends quietly, and lets go of the connection, when it is not wanted any more', async () => {
    const {all, next} = streams();
    const {adapter, received} = fakeServer({stream: next});
    const watch = follow(adapter);
    await until(() => all.length === 1);
    watch.stop();
    await watch.ended;
    expect(received[0]?.signal.aborted).toBe(true);
    await until(() => vi.getTimerCount() === 0);
  });

  it('lets go of the connection when whoever follows leaves the loop', async () => {
    const {all, next} = streams();
    const {adapter, received} = fakeServer({stream: next});
    const steps = adapter.watch(THREAD, null, new AbortController().signal)[Symbol.asyncIterator]();
    const first = steps.next();
    await until(() => all.length === 1);
    all[0]?.write(added('5', 'live-2'));
    await first;
    await steps.return?.(undefined);
    await until(() => received[0]?.signal.aborted === true);
  });

  it('goes on after the last event when the connection is lost', async () => {
    for (const breakOff of ['break', 'end'] as const) {
      const {all, next} = streams();
      const {adapter, received} = fakeServer({stream: next});
      const watch = follow(adapter);
      await until(() => all.length === 1);
      all[0]?.write(`retry: 3000\n\n${added('5', 'live-2')}`);
      await until(() => watch.changes.length === 1);
      all[0]?.[breakOff]();
      await settle(1_400);
      expect(received, 'it waits as long as the server asks').toHaveLength(1);
      await settle(1_700);
      expect(received[1]?.query.get('since')).toBe('live-2');
      all[1]?.write(added('6', 'live-3'));
      await until(() => watch.changes.length === 2);
      watch.stop();
    }
  });

  it('counts as broken after 45 seconds without a byte', async () => {
    const {all, next} = streams();
    const {adapter, received} = fakeServer({stream: next});
    follow(adapter);
    await until(() => all.length === 1);
    all[0]?.write(': hello\n\n');
    for (let minutes = 0; minutes < 3; minutes++) {
      await settle(40_000);
      all[0]?.write(':\n\n');
    }
    await settle(44_000);
    expect(received).toHaveLength(1);
    await settle(3_000);
    expect(received[0]?.signal.aborted).toBe(true);
    expect(received).toHaveLength(2);
  });

  it('waits longer after each failure, and not at all too long', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1);
    const at: number[] = [];
    const {adapter} = fakeServer({
      stream: () => {
        at.push(Date.now());
        return Promise.reject(new TypeError('fetch failed'));
      },
    });
    follow(adapter);
    await until(() => at.length === 1);
    await settle(15 * MINUTE);
    const waits = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(Math.max(...waits)).toBe(2 * MINUTE);
  });

  it('waits as long as a busy server asks', async () => {
    let calls = 0;
    const {adapter} = fakeServer({
      stream: () => (calls++, problem(503, {code: 'server'}, {'retry-after': '40'})),
    });
    follow(adapter);
    await until(() => calls === 1);
    await settle(39_000);
    expect(calls).toBe(1);
    await settle(2_000);
    expect(calls).toBe(2);
  });

  it('passes over events that it does not know, and comments that are none', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const {all, next} = streams();
    const {adapter} = fakeServer({stream: next});
    const watch = follow(adapter);
    await until(() => all.length === 1);
    all[0]?.write('event: typing\ndata: {}\n\nevent: added\ndata: {"id":1}\n\nevent: added\ndata: {\n\n');
    all[0]?.write('event: removed\ndata: null\n\n' + added('5', 'live-2'));
    await until(() => watch.changes.length > 0);
    expect(watch.changes.map(idOf)).toEqual(['5']);
    expect(warn).toHaveBeenCalled();
  });
});

describe('where there is no stream', () => {
  it.each([
    ['it is refused', () => problem(404, {code: 'not-found'})],
    ['it is not allowed', () => proxyPage(405)],
    ['something else answers', () => proxyPage(200)],
    ['JSON answers', () => json({changes: []})],
  ])('changes are asked for: %s', async (_, stream) => {
    vi.spyOn(Math, 'random').mockReturnValue(1);
    const answers = [
      {changes: [], live: 'live-1'},
      {
        changes: [
          {type: 'added', comment: letter('5')},
          {type: 'removed', id: '3'},
        ],
        live: 'live-3',
      },
    ];
    const {adapter, received} = fakeServer({
      stream,
      changes: () => json(answers.shift() ?? {changes: [], live: 'live-3'}),
    });
    const watch = follow(adapter);
    await until(() => received.length === 2);
    await settle(40_000);
    expect(watch.changes.map((change) => [change.type, idOf(change), change.cursor])).toEqual([
      ['added', '5', undefined],
      ['removed', '3', 'live-3'],
    ]);
    expect(received.slice(1, 4).map(({path, query}) => [path, query.get('since')])).toEqual([
      ['changes', 'live-1'],
      ['changes', 'live-1'],
      ['changes', 'live-3'],
    ]);
    await settle(10 * MINUTE);
    expect(received.filter(({path}) => path === 'stream')).toHaveLength(1);
  });

  it('asks less often while nothing happens', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1);
    const at: number[] = [];
    const {adapter} = fakeServer({
      stream: () => proxyPage(404),
      changes: () => (at.push(Date.now()), json({changes: [], live: 'live-1'})),
    });
    follow(adapter);
    await until(() => at.length === 1);
    await settle(5 * MINUTE);
    const waits = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    expect(waits[0]).toBe(22_500);
    expect(waits.at(-1)).toBe(MINUTE);
  });

  it('asks at once for what did not fit in one answer', async () => {
    const many = Array.from({length: 500}, (_, index) => ({type: 'removed', id: String(index)}));
    const answers = [
      {changes: many, live: 'live-500'},
      {changes: [{type: 'removed', id: 'last'}], live: 'live-501'},
    ];
    const {adapter} = fakeServer({
      stream: () => proxyPage(404),
      changes: () => json(answers.shift() ?? {changes: [], live: 'live-501'}),
    });
    const watch = follow(adapter);
    await until(() => watch.changes.length > 0);
    await settle(10);
    expect(watch.changes).toHaveLength(501);
  });

  it('is polled when two streams bring nothing, and a stream is tried again later', async () => {
    const {all, next} = streams();
    const {adapter, received} = fakeServer({
      stream: next,
      changes: () => json({changes: [], live: 'live-1'}),
    });
    follow(adapter);
    await until(() => all.length === 1);
    await settle(2 * MINUTE);
    expect(received.slice(0, 3).map(({path}) => path)).toEqual(['stream', 'stream', 'changes']);
    await settle(6 * MINUTE);
    expect(all.length).toBeGreaterThan(2);
  });

  it('fails where there is no such thread at all', async () => {
    const {adapter} = fakeServer(() => problem(404, {code: 'not-found'}));
    const {ended} = follow(adapter);
    await settle(MINUTE);
    await expect(ended).rejects.toMatchObject({code: 'not-found'});
  });

  it('goes on after a failure', async () => {
    let calls = 0;
    const {adapter} = fakeServer({
      stream: () => proxyPage(404),
      changes: () =>
        ++calls < 4
          ? proxyPage(500)
          : json({changes: calls === 4 ? [{type: 'removed', id: '3'}] : [], live: 'live-2'}),
    });
    const watch = follow(adapter);
    await until(() => calls > 0);
    await settle(MINUTE);
    expect(watch.changes.map(idOf)).toEqual(['3']);
  });
});

describe('after a gap that the server cannot fill', () => {
  const thread = () =>
    json(
      page(
        [
          letter('new', {createdAt: '2026-11-05T08:10:00.000Z'}),
          letter('old', {createdAt: '2026-11-05T07:00:00.000Z', body: {format: 'text', value: 'Edited'}}),
        ],
        {live: 'live-900'},
      ),
    );

  it('the thread is opened anew: what is newer counts as added, the rest as changed', async () => {
    const {all, next} = streams();
    const {adapter, received} = fakeServer({stream: next, thread});
    const watch = follow(adapter);
    await until(() => all.length === 1);
    all[0]?.write('event: reload\ndata: {}\n\n');
    await until(() => watch.changes.length === 2);
    expect(watch.changes.map((change) => [change.type, idOf(change), change.cursor])).toEqual([
      ['added', 'new', undefined],
      ['changed', 'old', 'live-900'],
    ]);
    expect(Object.fromEntries(received[1]?.query ?? [])).toMatchObject({sort: 'newest', limit: '100'});
    all[0]?.end();
    await settle(5_000);
    expect(received[2]?.query.get('since')).toBe('live-900');
  });

  it.each([
    ['the server says so', () => json({reload: true})],
    ['the position is not of this server', () => problem(400, {code: 'malformed'})],
  ])('that holds for polling, too: %s', async (_, changes) => {
    let calls = 0;
    const {adapter, received} = fakeServer({
      stream: () => proxyPage(404),
      changes: () => (++calls === 1 ? changes() : json({changes: [], live: 'live-900'})),
      thread,
    });
    const watch = follow(adapter);
    await until(() => watch.changes.length === 2);
    await settle(MINUTE);
    expect(received.at(-1)?.query.get('since')).toBe('live-900');
  });
});

describe('what a page shows of older pages, after such a gap', () => {
  /** A reader who has `ids` on the page when the server tells that it cannot fill the gap. */
  async function afterGap(ids: readonly string[], lookup: Answer, own: readonly Comment[] = []) {
    const {all, next} = streams();
    const pages = [page(ids.map((id) => letter(id))), page([letter('1')], {live: 'live-900'})];
    const {adapter, received} = fakeServer(
      {
        stream: next,
        thread: () => json(pages.shift() ?? page([letter('1')], {live: 'live-901'})),
        viewer: () => json(viewer({own, mine: own.map(({id}) => id)})),
        lookup,
      },
      {storage: guestStorage()},
    );
    await adapter.open(THREAD, {sort: 'newest', limit: 50}, new AbortController().signal);
    const watch = follow(adapter);
    await until(() => all.length === 1);
    all[0]?.write('event: reload\ndata: {}\n\n');
    return {watch, all, lookups: () => received.filter(({path}) => path === 'lookup')};
  }
  const found = (...ids: string[]): Answer => {
    const edited = {body: {format: 'text', value: 'Edited'}} as const;
    return () => json({comments: ids.map((id) => letter(id, edited))});
  };

  it('is looked up: what changed is told, and what is not found any more is gone', async () => {
    const {watch, lookups} = await afterGap(['1', '2', '3'], found('2'));
    await until(() => watch.changes.length === 3);
    expect(watch.changes.map((change) => [change.type, idOf(change), change.cursor])).toEqual([
      ['changed', '1', undefined],
      ['changed', '2', undefined],
      ['removed', '3', 'live-900'],
    ]);
    expect(lookups().map(({query}) => query.getAll('id'))).toEqual([['2', '3']]);
  });

  it('is not looked up where the newest page has it all', async () => {
    const {watch, lookups} = await afterGap(['1'], found());
    await until(() => watch.changes.length === 1);
    expect(lookups()).toEqual([]);
  });

  it('does not take a letter for gone that its author alone can see', async () => {
    const {watch, lookups} = await afterGap(['1'], found(), [letter('9', {status: 'held'})]);
    await until(() => watch.changes.length === 1);
    expect(watch.changes.map(idOf)).toEqual(['1']);
    expect(lookups()).toEqual([]);
  });

  it('is asked for a hundred at a time', async () => {
    const ids = Array.from({length: 251}, (_, index) => String(index + 1));
    const {watch, lookups} = await afterGap(ids, found());
    await until(() => watch.changes.length === 251);
    expect(lookups().map(({query}) => query.getAll('id').length)).toEqual([100, 100, 50]);
  });

  it.each([
    ['fails', () => problem(500, {code: 'server'})],
    ['cannot be read', () => json({comments: null})],
  ] satisfies [string, Answer][])('is not taken for gone when the look-up %s', async (_, failing) => {
    let calls = 0;
    const {watch, all} = await afterGap(['1', '2'], (request) =>
      ++calls === 1 ? failing() : found('2')(request),
    );
    await until(() => calls === 1);
    expect(watch.changes).toEqual([]);
    for (let step = 0; step < 20 && all.length < 2; step++) await settle(500);
    all[1]?.write('event: reload\ndata: {}\n\n');
    await until(() => watch.changes.length === 2);
    expect(watch.changes.map(({type}) => type)).toEqual(['changed', 'changed']);
  });
});

describe('a letter that waits for a moderator', () => {
  it('is asked about until it is decided on, by its author alone', async () => {
    let own = [letter('7', {status: 'held'})];
    const {all, next} = streams();
    const {adapter, received} = fakeServer(
      {stream: next, thread: () => json(page()), viewer: () => json(viewer({own, mine: ['7']}))},
      {storage: guestStorage()},
    );
    await adapter.open(THREAD, {sort: 'newest', limit: 50}, new AbortController().signal);
    const watch = follow(adapter);
    await until(() => all.length === 1);
    await settle(25_000);
    expect(watch.changes).toEqual([]);
    own = [letter('7', {status: 'rejected', decision: {ruleId: 'kind', reason: 'Not kind.'}})];
    all[0]?.write(':\n\n');
    await settle(40_000);
    all[0]?.write(':\n\n');
    expect(watch.changes).toMatchObject([
      {type: 'changed', comment: {id: '7', status: 'rejected', decision: {reason: 'Not kind.'}}},
    ]);
    const asked = received.length;
    all[0]?.write(':\n\n');
    await settle(30_000);
    expect(received, 'and not any more afterwards').toHaveLength(asked);
  });

  it('is asked about when it was posted later', async () => {
    const {all, next} = streams();
    const {adapter} = fakeServer(
      {
        stream: next,
        comments: () => json(letter('7', {status: 'held'})),
        viewer: () => json(viewer()),
      },
      {storage: guestStorage()},
    );
    const watch = follow(adapter);
    await until(() => all.length === 1);
    await adapter.post(THREAD, draft, {key: 'k', signal: new AbortController().signal});
    await settle(41_000);
    expect(watch.changes, 'a moderator took it away').toEqual([{type: 'removed', id: '7'}]);
  });

  it('is not asked about any more once it is published', async () => {
    const {all, next} = streams();
    const {adapter, received} = fakeServer(
      {stream: next, comments: () => json(letter('7', {status: 'held', can: {edit: true}}))},
      {storage: guestStorage()},
    );
    const watch = follow(adapter);
    await until(() => all.length === 1);
    await adapter.post(THREAD, draft, {key: 'k', signal: new AbortController().signal});
    all[0]?.write(added('7', 'live-2'));
    await until(() => watch.changes.length === 1);
    expect(watch.changes).toMatchObject([
      {type: 'added', comment: {id: '7', status: 'published', can: {edit: true, vote: false}}},
    ]);
    all[0]?.write(':\n\n');
    await settle(40_000);
    expect(received.filter(({path}) => path === 'viewer')).toEqual([]);
  });

  it('is not lost to an answer that crossed it', async () => {
    const {all, next} = streams();
    let answer: (response: Response) => void = () => undefined;
    const {adapter} = fakeServer(
      {
        stream: next,
        comments: ({body}) =>
          json(letter((body as {body: {value: string}}).body.value, {status: 'held'}), {status: 201}),
        viewer: () => new Promise((resolve) => (answer = resolve)),
      },
      {storage: guestStorage()},
    );
    const {signal} = new AbortController();
    const post = (value: string) =>
      adapter.post(THREAD, {...draft, body: {format: 'text', value}}, {key: value, signal});
    const watch = follow(adapter);
    await until(() => all.length === 1);
    await post('first');
    await settle(20_000);
    await post('second');
    answer(json(viewer({own: [letter('first', {status: 'held'})], mine: ['first']})));
    await settle(10);
    expect(watch.changes).toEqual([]);
  });
});

describe('in a hidden tab', () => {
  class FakeDocument extends EventTarget {
    hidden = false;
    baseURI = 'https://packet.example/';
    show(isShown: boolean): void {
      this.hidden = !isShown;
      this.dispatchEvent(new Event('visibilitychange'));
    }
  }

  it('a stream is given back after a minute, and taken up again where it was', async () => {
    const document = new FakeDocument();
    vi.stubGlobal('document', document);
    const {all, next} = streams();
    const {adapter, received} = fakeServer({stream: next}, {storage: guestStorage()});
    const watch = follow(adapter);
    await until(() => all.length === 1);
    all[0]?.write(added('5', 'live-2'));
    await until(() => watch.changes.length === 1);
    document.show(false);
    await settle(30_000);
    document.show(true);
    all[0]?.write(':\n\n');
    await settle(40_000);
    expect(received[0]?.signal.aborted, 'half a minute is nothing').toBe(false);
    document.show(false);
    all[0]?.write(':\n\n');
    await settle(40_000);
    all[0]?.write(':\n\n');
    await settle(21_000);
    expect(received[0]?.signal.aborted).toBe(true);
    await settle(10 * MINUTE);
    expect(received).toHaveLength(1);
    document.show(true);
    await settle(10);
    expect(received[1]?.query.get('since')).toBe('live-2');
  });

  it('nothing is polled', async () => {
    const document = new FakeDocument();
    vi.stubGlobal('document', document);
    const {adapter, received} = fakeServer(
      {stream: () => proxyPage(404), changes: () => json({changes: [], live: 'live-1'})},
      {storage: guestStorage()},
    );
    follow(adapter);
    await until(() => received.length === 2);
    document.show(false);
    await settle(10 * MINUTE);
    expect(received).toHaveLength(2);
    document.show(true);
    await settle(10);
    expect(received).toHaveLength(3);
  });

  it('the device that is online again is not kept waiting', async () => {
    const window = new EventTarget();
    vi.stubGlobal('window', window);
    let calls = 0;
    const {adapter} = fakeServer({stream: () => (calls++, Promise.reject(new TypeError('fetch failed')))});
    follow(adapter);
    await until(() => calls === 1);
    await settle(5 * MINUTE);
    const before = calls;
    window.dispatchEvent(new Event('online'));
    await settle(0);
    expect(calls).toBe(before + 1);
  });
});
