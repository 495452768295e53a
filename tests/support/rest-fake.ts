import {RestAdapter, type RestAdapterOptions} from '../../src/adapters/rest.js';
import type {Comment} from '../../src/model/comment.js';
import type {Problem, ViewerAnswer} from '../../src/model/protocol.js';
import type {ThreadPage, ThreadRef} from '../../src/model/thread.js';

// What the real server never does: hang, break off, answer with a proxy's page. All else is tested against the real one.

export const ENDPOINT = 'https://comments.example/parley';

export const THREAD: ThreadRef = {
  site: 'packet',
  pageId: 'ferry & timetable',
  url: 'https://packet.example/ferry',
  title: 'The ferry',
};

/** One request as it reached the fake. */
export interface Received {
  readonly method: string;
  /** Below `/parley/v1/`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: unknown;
  readonly signal: AbortSignal;
  readonly init: RequestInit;
}

export type Answer = (request: Received) => Response | Promise<Response>;

/** An adapter whose requests `answer` answers, and what they were. */
export function fakeServer(
  answer: Answer | Readonly<Record<string, Answer>>,
  options: Partial<RestAdapterOptions> = {},
): {readonly adapter: RestAdapter; readonly received: Received[]} {
  const received: Received[] = [];
  const fake = async (address: string, init: RequestInit): Promise<Response> => {
    const url = new URL(address);
    if (!url.href.startsWith(`${ENDPOINT}/v1/`)) throw new Error(`A request went to ${url.href}`);
    const {signal} = init;
    if (!signal) throw new Error('A request cannot be aborted.');
    const request: Received = {
      method: init.method ?? 'GET',
      path: url.pathname.slice('/parley/v1/'.length),
      query: url.searchParams,
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      signal,
      init,
    };
    received.push(request);
    const given = typeof answer === 'function' ? answer : answer[request.path];
    if (!given) throw new Error(`Nothing answers ${request.path}`);
    // As `fetch` does it: an abort ends the wait, whoever is waited for.
    return Promise.race([
      Promise.resolve(given(request)),
      new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      }),
    ]);
  };
  const adapter = new RestAdapter({endpoint: ENDPOINT, ...options, fetch: fake as typeof fetch});
  return {adapter, received};
}

export function json(value: unknown, init: ResponseInit = {}): Response {
  return new Response(JSON.stringify(value), {
    ...init,
    headers: {'content-type': 'application/json', ...(init.headers as Record<string, string> | undefined)},
  });
}

export function problem(
  status: number,
  fields: Partial<Problem>,
  headers: Record<string, string> = {},
): Response {
  return json(fields, {status, headers: {'content-type': 'application/problem+json', ...headers}});
}

/** What a proxy says when the server behind it is away. */
export function proxyPage(status: number, headers: Record<string, string> = {}): Response {
  return new Response('<!doctype html><title>Sorry</title><h1>Sorry</h1>', {
    status,
    headers: {'content-type': 'text/html', ...headers},
  });
}

export function rawComment(id: string, fields: Partial<Comment> = {}): Comment {
  return {
    id,
    parentId: null,
    author: {name: 'Bea'},
    body: {format: 'text', value: `Letter ${id}`},
    createdAt: '2026-11-05T08:00:00.000Z',
    status: 'published',
    score: {up: 0},
    ...fields,
  };
}

export function page(comments: readonly unknown[] = [], fields: Partial<ThreadPage> = {}): unknown {
  return {comments, next: null, total: comments.length, live: 'live-1', facts: {posting: 'guest'}, ...fields};
}

export function viewer(fields: Partial<ViewerAnswer> = {}): ViewerAnswer {
  return {
    viewer: null,
    may: {post: true, vote: true, report: true, moderate: false},
    blocked: null,
    own: [],
    mine: [],
    votes: [],
    reports: [],
    ...fields,
  };
}

/** A device's storage that is not the page's. */
export function storage(entries: Record<string, string> = {}): Pick<Storage, 'getItem' | 'setItem'> {
  const stored = new Map(Object.entries(entries));
  return {
    getItem: (name) => stored.get(name) ?? null,
    setItem: (name, value) => void stored.set(name, value),
  };
}

/** A storage that holds a guest's key already. */
export const GUEST_KEY = 'a-guest-key-of-enough-length';
export const guestStorage = () =>
  storage({'parley:guest-key:https://comments.example': `${String(Number.MAX_SAFE_INTEGER)} ${GUEST_KEY}`});

/** A stream of events that a test writes piece by piece. */
export function eventStream(): {
  readonly response: Response;
  write(text: string): void;
  end(): void;
  break(): void;
} {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array>;
  const stream = new ReadableStream<Uint8Array>({start: (given) => void (controller = given)});
  return {
    response: new Response(stream, {headers: {'content-type': 'text/event-stream; charset=utf-8'}}),
    write: (text) => controller.enqueue(encoder.encode(text)),
    end: () => controller.close(),
    break: () => controller.error(new TypeError('terminated')),
  };
}
