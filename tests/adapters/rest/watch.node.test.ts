import {describe, expect, it, vi} from 'vitest';
import {
  fakeServer,
  guestStorage,
  json,
  rawComment,
  page,
  problem,
  proxyPage,
  THREAD,
  viewer,
} from '../../support/rest-fake.js';
import {added, follow, idOf, onOwnClock, settle, streams, until} from '../../support/rest-watch.js';

const draft = {parentId: null, body: {format: 'text', value: 'Hello'}, guest: {name: 'Ann'}} as const;
const MINUTE = 60_000;

onOwnClock();

describe('a stream', () => {
  it('reports added, changed and removed comments, with a cursor', async () => {
    const {all, next} = streams();
    const {adapter, received} = fakeServer({stream: next});
    const watch = follow(adapter);
    await until(() => all.length === 1);
    all[0]?.write(`retry: 3000\n\n${added('5', 'live-2')}`);
    all[0]?.write(`id: live-3\nevent: changed\ndata: ${JSON.stringify(rawComment('4'))}\n\n`);
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

  it('ends without an error, and closes the connection, when it is aborted', async () => {
    const {all, next} = streams();
    const {adapter, received} = fakeServer({stream: next});
    const watch = follow(adapter);
    await until(() => all.length === 1);
    watch.stop();
    await watch.ended;
    expect(received[0]?.signal.aborted).toBe(true);
    await until(() => vi.getTimerCount() === 0);
  });

  it('closes the connection when the consumer leaves the loop', async () => {
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

  it('continues after the last event when the connection is lost', async () => {
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

  it('waits for as long as a busy server asks', async () => {
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
          {type: 'added', comment: rawComment('5')},
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

  it('polls less often while nothing changes', async () => {
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

  it('requests at once what did not fit in one response', async () => {
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

  it('is polled after two streams without data, and a stream is tried again later', async () => {
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

  it('continues after a failure', async () => {
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

describe('a comment that waits for a moderator', () => {
  it('is asked about until it is decided on, by its author alone', async () => {
    let own = [rawComment('7', {status: 'held'})];
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
    own = [rawComment('7', {status: 'rejected', decision: {ruleId: 'kind', reason: 'Not kind.'}})];
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
        comments: () => json(rawComment('7', {status: 'held'})),
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
      {stream: next, comments: () => json(rawComment('7', {status: 'held', can: {edit: true}}))},
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
          json(rawComment((body as {body: {value: string}}).body.value, {status: 'held'}), {status: 201}),
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
    answer(json(viewer({own: [rawComment('first', {status: 'held'})], mine: ['first']})));
    await settle(10);
    expect(watch.changes).toEqual([]);
  });
});

class FakeDocument extends EventTarget {
  hidden = false;
  baseURI = 'https://packet.example/';
  show(isShown: boolean): void {
    this.hidden = !isShown;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

describe('a page with many discussions', () => {
  it('has three streams at most; the others ask, until one of these ends', async () => {
    vi.stubGlobal('document', new FakeDocument());
    const {all, next} = streams();
    const {adapter, received} = fakeServer(
      {stream: next, changes: () => json({changes: [], live: 'live-1'})},
      {storage: guestStorage()},
    );
    const watches = [1, 2, 3, 4].map(() => follow(adapter));
    await until(() => received.length === 4);
    expect(received.map(({path}) => path).sort()).toEqual(['changes', 'stream', 'stream', 'stream']);
    watches[0]?.stop();
    watches[1]?.stop();
    watches[2]?.stop();
    // The fourth polls again within 22.5 seconds: 1.5 times the first delay, less a random part.
    await settle(23_000);
    expect(all).toHaveLength(4);
  });
});

describe('in a hidden tab', () => {
  it('a stream is given back at once, and taken up again where it was', async () => {
    const document = new FakeDocument();
    vi.stubGlobal('document', document);
    const {all, next} = streams();
    const {adapter, received} = fakeServer({stream: next}, {storage: guestStorage()});
    const watch = follow(adapter);
    await until(() => all.length === 1);
    all[0]?.write(added('5', 'live-2'));
    await until(() => watch.changes.length === 1);
    document.show(false);
    expect(received[0]?.signal.aborted).toBe(true);
    await settle(10 * MINUTE);
    expect(received).toHaveLength(1);
    document.show(true);
    await settle(10);
    expect(received[1]?.query.get('since')).toBe('live-2');
    all[1]?.write(added('6', 'live-3'));
    await until(() => watch.changes.length === 2);
    expect(watch.changes.map(idOf)).toEqual(['5', '6']);
  });

  it('no stream is begun', async () => {
    const document = new FakeDocument();
    document.show(false);
    vi.stubGlobal('document', document);
    const {all, next} = streams();
    const {adapter, received} = fakeServer({stream: next}, {storage: guestStorage()});
    follow(adapter);
    await settle(10 * MINUTE);
    expect(received).toHaveLength(0);
    document.show(true);
    await until(() => all.length === 1);
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

  it('retries at once when the device is online again', async () => {
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
