import {afterEach, beforeEach, expect, vi} from 'vitest';
import type {RestAdapter} from '../../src/adapters/rest.js';
import type {Change} from '../../src/model/thread.js';
import {eventStream, rawComment, THREAD} from './rest-fake.js';

// How tests follow a thread over a fake server, on a clock of their own.

const running = new Set<AbortController>();

/** Puts every test of the file on a clock that only it moves, and ends what it follows. */
export function onOwnClock(): void {
  beforeEach(() => void vi.useFakeTimers({now: Date.parse('2026-11-05T08:00:00.000Z')}));
  afterEach(() => {
    for (const controller of running) controller.abort();
    running.clear();
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
}

/** A watch, and what it has told so far. */
export interface Following {
  readonly changes: Change[];
  readonly ended: Promise<void>;
  stop(): void;
}

/** Follows the thread, and notes what it is told. */
export function follow(adapter: RestAdapter, since: string | null = 'live-1'): Following {
  const controller = new AbortController();
  running.add(controller);
  const changes: Change[] = [];
  const ended = (async () => {
    for await (const change of adapter.watch(THREAD, since, controller.signal)) changes.push(change);
  })();
  ended.catch(() => undefined);
  return {changes, ended, stop: () => controller.abort()};
}

/** The event by which a stream tells of a new letter. */
export function added(id: string, cursor: string): string {
  return `id: ${cursor}\nevent: added\ndata: ${JSON.stringify(rawComment(id))}\n\n`;
}

/** Lets so many milliseconds go by. */
export async function settle(ms = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

/** Waits for what depends on modules that are loaded. */
export async function until(holds: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(holds()).toBe(true), {interval: 1, timeout: 10_000});
}

/** Which comment a change is about. */
export function idOf(change: Change | undefined): string | undefined {
  return change?.type === 'removed' ? change.id : change?.comment.id;
}

/** One stream after another, as they are asked for. */
export function streams(): {
  readonly all: ReturnType<typeof eventStream>[];
  readonly next: () => Response;
} {
  const all: ReturnType<typeof eventStream>[] = [];
  const next = (): Response => {
    const stream = eventStream();
    all.push(stream);
    return stream.response;
  };
  return {all, next};
}
