import {once} from 'node:events';
import {connect, type AddressInfo, type Socket} from 'node:net';
import {afterAll, afterEach, beforeAll, describe, expect, it, vi} from 'vitest';
import type {Change} from '../../../src/model/thread.js';
import type {ChangesAnswer} from '../../../src/model/protocol.js';
import {
  createListener,
  DEFAULT_LISTENER_LIMITS,
  type Listener,
} from '../../../src/server/command/listener.js';
import {createServer, type ParleyServer} from '../../../src/server/create-server.js';
import {createDigests} from '../../../src/server/identity/digests.js';
import {silentLog} from '../../../src/server/log.js';
import type {Store} from '../../../src/server/store/store.js';

const THREAD = 'site=paper.example&page=ferry';

/** Changes without end, each of ten thousand characters, of which nothing is kept. */
class Flood {
  total = 0;
  readonly #touches = new Set<() => void>();

  readonly store = {
    version: async () => '1',
    changes: async (_thread: object, since: string | null): Promise<ChangesAnswer> => {
      const from = since === null ? this.total : Number(since);
      const upTo = Math.min(this.total, from + 20);
      const changes: Change[] = [];
      for (let index = from + 1; index <= upTo; index++) {
        changes.push({type: 'removed', id: `${String(index)} `.padEnd(10_000, 'x'), cursor: String(index)});
      }
      return {changes, live: String(upTo)};
    },
    follow: (_thread: object, onChange: () => void) => {
      this.#touches.add(onChange);
      return () => this.#touches.delete(onChange);
    },
  } as Partial<Store> as Store;

  get followers(): number {
    return this.#touches.size;
  }

  pour(changes: number): void {
    this.total += changes;
    for (const onChange of this.#touches) onChange();
  }
}

describe('over a real connection', () => {
  const flood = new Flood();
  let server: ParleyServer;
  let listener: Listener;
  let port: number;

  beforeAll(async () => {
    const digests = await createDigests('the secret of the server in these tests');
    server = createServer({store: flood.store, digests, limits: {reads: null}, heartbeat: 0.1});
    listener = createListener(silentLog);
    listener.handleWith(server);
    listener.http.listen(0, '127.0.0.1');
    await once(listener.http, 'listening');
    ({port} = listener.http.address() as AddressInfo);
  });

  afterAll(async () => {
    await Promise.all([listener.close(), server.close()]);
  });

  it('a client that stops reading is cut off, memory stays flat, and other clients get everything', async () => {
    const stuck = connect(port, '127.0.0.1');
    stuck.on('error', () => undefined);
    stuck.write(`GET /v1/stream?${THREAD} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await once(stuck, 'readable');
    const controller = new AbortController();
    const response = await fetch(`http://127.0.0.1:${String(port)}/v1/stream?${THREAD}&since=0`, controller);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let next = 1;
    let rest = '';
    const readTo = async (last: number): Promise<void> => {
      while (next <= last) {
        const {done, value} = (await reader?.read()) ?? {done: true};
        if (done) throw new Error('The stream of the client that reads has ended.');
        rest += value;
        const events = rest.split('\n\n');
        rest = events.pop() ?? '';
        for (const event of events) {
          const id = /^data: \{"id":"(\d+) /m.exec(event)?.[1];
          if (id !== undefined) expect(Number(id)).toBe(next++);
        }
      }
    };

    const before = process.memoryUsage();
    // 40 MB: more than any buffer of the system between the two takes.
    for (let round = 1; round <= 40; round++) {
      flood.pour(100);
      await readTo(round * 100);
    }
    const after = process.memoryUsage();
    const grown = after.heapUsed + after.external - before.heapUsed - before.external;
    expect(grown).toBeLessThan(60_000_000);

    await vi.waitFor(async () => {
      const connections = await new Promise<number>((resolve) => {
        listener.http.getConnections((_error, count) => resolve(count));
      });
      expect(connections).toBe(1);
    });
    controller.abort();
    await vi.waitFor(() => expect(flood.followers).toBe(0));
    stuck.destroy();
  });

  it('a client that disconnects is removed', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`GET /v1/stream?${THREAD} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await once(socket, 'data');
    await vi.waitFor(() => expect(flood.followers).toBe(1));
    socket.destroy();
    await vi.waitFor(() => expect(flood.followers).toBe(0));
  });

  it('a connection that was only opened in advance does not hold up a shutdown', async () => {
    const other = createListener(silentLog);
    other.http.listen(0, '127.0.0.1');
    await once(other.http, 'listening');
    const socket = connect((other.http.address() as AddressInfo).port, '127.0.0.1');
    await once(other.http, 'connection');
    const started = performance.now();
    await Promise.all([other.close(), once(socket, 'close')]);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('a request that takes its time', () => {
  let server: ParleyServer;
  let listener: Listener;
  let port: number;
  const open: Socket[] = [];

  beforeAll(async () => {
    const digests = await createDigests('the secret of the server in these tests');
    server = createServer({store: new Flood().store, digests});
    listener = createListener(silentLog, {requestMs: 300, checkMs: 20});
    listener.handleWith(server);
    listener.http.listen(0, '127.0.0.1');
    await once(listener.http, 'listening');
    ({port} = listener.http.address() as AddressInfo);
  });
  afterEach(() => {
    for (const socket of open.splice(0)) socket.destroy();
  });
  afterAll(async () => {
    await Promise.all([listener.close(), server.close()]);
  });

  /** All that comes back until the connection is closed, while `more` is sent again and again. */
  async function answerTo(text: string, more = ''): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    open.push(socket);
    socket.on('error', () => undefined);
    socket.write(text);
    const sending = setInterval(() => more !== '' && socket.writable && socket.write(more), 20);
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    await once(socket, 'close');
    clearInterval(sending);
    return answer;
  }

  const POST =
    'POST /v1/comments HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nIdempotency-Key: k\r\n';

  it.each([
    ['of which nothing comes', '', ''],
    ['whose headers never end', 'GET /healthz HTTP/1.1\r\nHost: x\r\n', 'X-More: 1\r\n'],
    ['whose first line never ends', 'GET /', 'x'],
    ['whose body comes byte by byte', `${POST}Content-Length: 900000\r\n\r\n`, ' '],
    ['whose chunks never end', `${POST}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n \r\n'],
    [
      'that was refused before its body came',
      `${POST.replace('application/json', 'text/plain')}Content-Length: 900000\r\n\r\n`,
      ' ',
    ],
    [
      'to an address that there is not',
      'POST /v1/nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n',
      ' ',
    ],
  ])('%s is aborted after its time limit', async (_what, text, more) => {
    expect(await answerTo(text, more)).toMatch(/^$|^HTTP\/1\.1 (408|400|404|415) /);
  });

  it('has the documented thirty seconds, and no more than a second beyond them', () => {
    expect(DEFAULT_LISTENER_LIMITS).toEqual({requestMs: 30_000, checkMs: 1_000});
    const {http} = createListener(silentLog);
    expect([http.requestTimeout, http.headersTimeout]).toEqual([30_000, 30_000]);
  });
});

describe('HTTP/1.0', () => {
  it('without a Host is answered, by a server that starts and by one that serves', async () => {
    const listener = createListener(silentLog);
    listener.http.listen(0, '127.0.0.1');
    await once(listener.http, 'listening');
    const {port} = listener.http.address() as AddressInfo;
    const ask = async (path: string): Promise<string> => {
      const socket = connect(port, '127.0.0.1');
      socket.write(`GET ${path} HTTP/1.0\r\n\r\n`);
      let answer = '';
      for await (const chunk of socket) answer += String(chunk);
      return answer.split('\r\n')[0] ?? '';
    };
    expect(await ask('/healthz')).toBe('HTTP/1.1 200 OK');
    const digests = await createDigests('the secret of the server in these tests');
    const server = createServer({store: new Flood().store, digests});
    listener.handleWith(server);
    expect(await ask('/healthz')).toBe('HTTP/1.1 200 OK');
    expect(await ask(`/v1/changes?${THREAD}&since=0`)).toBe('HTTP/1.1 200 OK');
    await Promise.all([listener.close(), server.close()]);
  });
});
