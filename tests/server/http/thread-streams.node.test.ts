import {describe, expect, it, vi} from 'vitest';
import type {Change} from '../../../src/model/thread.js';
import type {ChangesAnswer} from '../../../src/model/protocol.js';
import {ThreadStreams, type Listener} from '../../../src/server/http/stream/thread-streams.js';
import {Streams} from '../../../src/server/http/stream/streams.js';
import {silentLog} from '../../../src/server/log.js';
import {UnavailableError} from '../../../src/server/store/store-errors.js';

const THREAD = {site: 'paper.example', pageId: 'ferry'};

/** A store of changes alone: numbered from 1, cursors are their numbers, those up to `forgotten` are no longer known. */
class ChangeStore {
  readonly removed: string[] = [];
  readonly touches = new Set<() => void>();
  forgotten = 0;
  reads = 0;
  failing = false;
  away = false;
  mostAtOnce = 0;
  #atOnce = 0;

  async changes(thread: object, since: string | null): Promise<ChangesAnswer> {
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#atOnce);
    try {
      // As a database takes its time.
      await new Promise((resolve) => setImmediate(resolve));
      return this.#changes(thread, since);
    } finally {
      this.#atOnce--;
    }
  }

  #changes(_thread: object, since: string | null): ChangesAnswer {
    this.reads++;
    if (this.failing) throw new Error('The statement is wrong.');
    if (this.away) throw new UnavailableError(new Error('The database is away.'));
    const from = since === null ? this.removed.length : Number(since);
    if (from < this.forgotten) return {reload: true};
    const changes = this.removed.slice(from, from + 3).map((id, index): Change => {
      return {type: 'removed', id, cursor: String(from + index + 1)};
    });
    return {changes, live: String(from + changes.length)};
  }

  follow(_thread: object, onChange: () => void): () => void {
    this.touches.add(onChange);
    return () => this.touches.delete(onChange);
  }

  happen(...ids: string[]): void {
    this.removed.push(...ids);
    for (const onChange of this.touches) onChange();
  }
}

/** Writes down what it is told. */
class RecordingListener implements Listener {
  readonly received: string[] = [];
  ready = true;
  changed(changes: readonly Change[], live: string): void {
    this.received.push(...changes.map((change) => ('id' in change ? change.id : '?')));
    this.live = live;
  }
  live = '';
  began(live: string): void {
    this.received.push(`began ${live}`);
  }
  reload(live: string): void {
    this.received.push(`reload ${live}`);
  }
  end(): void {
    this.received.push('end');
  }
}

describe('streams of a thread', () => {
  it('send every change once and in order, wherever a client began', async () => {
    const store = new ChangeStore();
    store.happen('a', 'b', 'c', 'd', 'e');
    const streams = new ThreadStreams(store, silentLog);
    const [first, second, now] = [new RecordingListener(), new RecordingListener(), new RecordingListener()];
    streams.join(THREAD, '0', first);
    store.happen('f');
    streams.join(THREAD, '4', second);
    streams.join(THREAD, null, now);
    await vi.waitFor(() => expect(now.received).toEqual(['began 6']));
    store.happen('g', 'h');
    await vi.waitFor(() => expect(now.received).toEqual(['began 6', 'g', 'h']));
    expect(first.received).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
    expect(second.received).toEqual(['e', 'f', 'g', 'h']);
  });

  it('read once for all who are equally far', async () => {
    const store = new ChangeStore();
    const streams = new ThreadStreams(store, silentLog);
    const listeners = Array.from({length: 50}, () => new RecordingListener());
    for (const listener of listeners) streams.join(THREAD, '0', listener);
    await vi.waitFor(() => expect(store.reads).toBeGreaterThan(0));
    await Promise.resolve();
    store.reads = 0;
    store.happen('a');
    await vi.waitFor(() => {
      for (const listener of listeners) expect(listener.received).toEqual(['a']);
    });
    // One that gives the change, one that finds that there is no more.
    await vi.waitFor(() => expect(store.reads).toBe(2));
  });

  it('send reload to listeners that missed too much, and continue from there', async () => {
    const store = new ChangeStore();
    store.happen('a', 'b', 'c');
    store.forgotten = 2;
    const streams = new ThreadStreams(store, silentLog);
    const listener = new RecordingListener();
    streams.join(THREAD, '1', listener);
    await vi.waitFor(() => expect(listener.received).toEqual(['reload 3']));
    store.happen('d');
    await vi.waitFor(() => expect(listener.received).toEqual(['reload 3', 'd']));
  });

  it('follow a thread only while it has listeners', async () => {
    const store = new ChangeStore();
    const streams = new ThreadStreams(store, silentLog);
    const members = [new RecordingListener(), new RecordingListener()].map((listener) =>
      streams.join(THREAD, '0', listener),
    );
    expect(store.touches.size).toBe(1);
    members[0]?.unsubscribe();
    expect(store.touches.size).toBe(1);
    members[1]?.unsubscribe();
    expect(store.touches.size).toBe(0);
  });

  it('wait for a busy listener, which misses nothing, while others continue', async () => {
    const store = new ChangeStore();
    const streams = new ThreadStreams(store, silentLog);
    const [slow, quick] = [new RecordingListener(), new RecordingListener()];
    const member = streams.join(THREAD, '0', slow);
    streams.join(THREAD, '0', quick);
    slow.ready = false;
    store.happen('a', 'b', 'c', 'd');
    await vi.waitFor(() => expect(quick.received).toEqual(['a', 'b', 'c', 'd']));
    expect(slow.received).toEqual([]);
    slow.ready = true;
    member.resume();
    await vi.waitFor(() => expect(slow.received).toEqual(['a', 'b', 'c', 'd']));
    expect(quick.received).toEqual(['a', 'b', 'c', 'd']);
  });

  it('stay open while the database is unavailable, and then send the missed changes, each once', async () => {
    const store = new ChangeStore();
    const streams = new ThreadStreams(store, silentLog);
    const [early, late] = [new RecordingListener(), new RecordingListener()];
    streams.join(THREAD, '0', early);
    store.happen('a');
    await vi.waitFor(() => expect(early.received).toEqual(['a']));
    store.away = true;
    store.happen('b');
    streams.join(THREAD, '1', late);
    const reads = store.reads;
    await vi.waitFor(() => expect(store.reads).toBeGreaterThan(reads + 1), {timeout: 10_000});
    store.happen('c');
    expect([early.received, late.received]).toEqual([['a'], []]);
    store.away = false;
    // Nobody notifies again: the stream itself finds out.
    await vi.waitFor(() => expect(late.received).toEqual(['b', 'c']), {timeout: 10_000});
    expect(early.received).toEqual(['a', 'b', 'c']);
  });

  it('of many threads are read a few at a time', async () => {
    const store = new ChangeStore();
    const streams = new ThreadStreams(store, silentLog);
    const listeners = Array.from({length: 200}, () => new RecordingListener());
    for (const [number, listener] of listeners.entries()) {
      streams.join({site: 'paper.example', pageId: String(number)}, '0', listener);
    }
    store.happen('a', 'b');
    await vi.waitFor(() => {
      for (const {received} of listeners) expect(received).toEqual(['a', 'b']);
    });
    expect(store.mostAtOnce).toBeLessThanOrEqual(4);
  });

  it('end when the store fails, and a later one works again', async () => {
    const store = new ChangeStore();
    const streams = new ThreadStreams(store, silentLog);
    const listener = new RecordingListener();
    streams.join(THREAD, '0', listener);
    store.failing = true;
    store.happen('a');
    await vi.waitFor(() => expect(listener.received).toEqual(['end']));
    store.failing = false;
    const later = new RecordingListener();
    streams.join(THREAD, '0', later);
    await vi.waitFor(() => expect(later.received).toEqual(['a']));
    store.happen('b');
    await vi.waitFor(() => expect(later.received).toEqual(['a', 'b']));
  });
});

describe('a client’s stream', () => {
  const LIMITS = {total: 3, perAddress: 2};

  async function read(body: ReadableStream<Uint8Array>, until: string): Promise<string> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let text = '';
    while (!text.includes(until)) {
      const {done, value} = await reader.read();
      if (done) break;
      text += decoder.decode(value, {stream: true});
    }
    reader.releaseLock();
    return text;
  }

  it('is what EventSource reads: retry first, then each change with its cursor', async () => {
    const store = new ChangeStore();
    store.happen('a');
    const streams = new Streams(store, silentLog, LIMITS, 60_000);
    const body = streams.open(THREAD, '0', 'address');
    expect(await read(body, '"a"}\n\n')).toBe('retry: 3000\n\nid: 1\nevent: removed\ndata: {"id":"a"}\n\n');
    streams.close();
  });

  it('names its start, so that a browser that reconnects misses nothing', async () => {
    const store = new ChangeStore();
    store.happen('a', 'b');
    const streams = new Streams(store, silentLog, LIMITS, 60_000);
    expect(await read(streams.open(THREAD, null, 'address'), 'id: 2\n\n')).toBe('retry: 3000\n\nid: 2\n\n');
    streams.close();
  });

  it('ends when the server closes, and is then forgotten', async () => {
    const streams = new Streams(new ChangeStore(), silentLog, LIMITS, 60_000);
    const body = streams.open(THREAD, '0', 'address');
    streams.close();
    expect(await read(body, 'never')).toBe('retry: 3000\n\n');
    expect(streams.size).toBe(0);
  });

  it('sends heartbeats while nothing changes', async () => {
    const streams = new Streams(new ChangeStore(), silentLog, LIMITS, 5);
    expect(await read(streams.open(THREAD, '0', 'address'), ':\n\n:\n\n')).toContain(':\n\n:\n\n');
    streams.close();
  });

  it('is sent as fast as its client reads, for any number of changes', async () => {
    const store = new ChangeStore();
    for (let index = 0; index < 100; index++) store.happen(`${String(index)} ${'x'.repeat(10_000)}`);
    store.happen('the last');
    const streams = new Streams(store, silentLog, LIMITS, 60_000);
    const text = await read(streams.open(THREAD, '0', 'address'), '"the last"');
    expect(text.match(/event: removed/g)).toHaveLength(101);
    streams.close();
  });

  it('is cut off when its client does not read, and others go on', async () => {
    const store = new ChangeStore();
    const streams = new Streams(store, silentLog, LIMITS, 5);
    const stuck = streams.open(THREAD, '0', 'one').getReader();
    const seen = read(streams.open(THREAD, '0', 'two'), '"the last"');
    for (let index = 0; index < 40; index++) store.happen(`${String(index)} ${'x'.repeat(10_000)}`);
    await vi.waitFor(() => expect(streams.size).toBe(1));
    await expect(stuck.read()).rejects.toThrow('does not read');
    store.happen('the last');
    expect((await seen).match(/event: removed/g)).toHaveLength(41);
    streams.close();
  });

  it('frees its place when the client disconnects', async () => {
    const streams = new Streams(new ChangeStore(), silentLog, LIMITS, 60_000);
    const bodies = [streams.open(THREAD, '0', 'one'), streams.open(THREAD, '0', 'one')];
    expect(() => streams.open(THREAD, '0', 'one')).toThrow('too many');
    await bodies[0]?.cancel();
    bodies.push(streams.open(THREAD, '0', 'one'), streams.open(THREAD, '0', 'two'));
    expect(() => streams.open(THREAD, '0', 'three')).toThrow('too many');
    streams.close();
    expect(streams.size).toBe(0);
  });
});
