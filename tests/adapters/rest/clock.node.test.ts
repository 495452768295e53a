import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import type {CommentsError} from '../../../src/model/errors.js';
import {fakeServer, json, page, problem, THREAD} from '../../support/rest-fake.js';

// A device whose clock is wrong. The server's own is told by its answers.

const SERVER = Date.parse('2026-11-05T08:00:00.000Z');
const MINUTE = 60_000;
const QUERY = {sort: 'newest', limit: 10} as const;
const at = (ms: number): string => new Date(ms).toUTCString();

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An adapter that has had answers with these headers, one after the other. */
async function after(...answers: Record<string, string>[]) {
  const waiting = [...answers];
  const {adapter} = fakeServer({thread: () => json(page(), {headers: waiting.shift() ?? {}})});
  for (const _ of answers) await adapter.open(THREAD, QUERY, new AbortController().signal);
  return adapter;
}

describe.each([
  ['fast', 20 * MINUTE],
  ['slow', -20 * MINUTE],
])('where the device’s clock is %s by 20 minutes', (_, off) => {
  beforeEach(() => void vi.setSystemTime(SERVER + off));

  it("follows the server's clock", async () => {
    const adapter = await after({date: at(SERVER)});
    expect(adapter.now() - SERVER).toBeWithinASecond();
    vi.advanceTimersByTime(5 * MINUTE);
    expect(adapter.now() - SERVER - 5 * MINUTE).toBeWithinASecond();
  });

  it('an answer from a cache counts with its age', async () => {
    const adapter = await after({date: at(SERVER - 10 * MINUTE), age: '600'});
    expect(adapter.now() - SERVER).toBeWithinASecond();
  });

  it('is not set back by an old response without an age', async () => {
    const adapter = await after({date: at(SERVER)}, {date: at(SERVER - 10 * MINUTE)});
    expect(adapter.now() - SERVER).toBeWithinASecond();
  });

  it('after the device’s clock was set, the next response counts', async () => {
    const {adapter, received} = fakeServer({thread: () => json(page(), {headers: {date: at(SERVER)}})});
    await adapter.open(THREAD, QUERY, new AbortController().signal);
    vi.setSystemTime(SERVER);
    await adapter.open(THREAD, QUERY, new AbortController().signal);
    expect(received).toHaveLength(2);
    expect(adapter.now() - SERVER).toBeWithinASecond();
  });

  it('the device’s clock is used if no response has a date', async () => {
    const adapter = await after({}, {date: 'yesterday'});
    expect(adapter.now()).toBe(SERVER + off);
  });

  it.each([
    ['in seconds', {}, {'retry-after': '30'}],
    ['as a date', {}, {'retry-after': at(SERVER + 30_000)}],
    ['in the answer', {retryAt: new Date(SERVER + 30_000).toISOString()}, {}],
    [
      'in the answer and in seconds',
      {retryAt: new Date(SERVER + 30_000).toISOString()},
      {'retry-after': '30'},
    ],
  ])('a limit given %s ends half a minute from now by that clock', async (_, fields, headers) => {
    const {adapter} = fakeServer({
      comments: () => problem(429, {code: 'rate-limited', ...fields}, {date: at(SERVER), ...headers}),
    });
    const error = await adapter
      .post(
        THREAD,
        {parentId: null, body: {format: 'text', value: 'Hello'}, guest: {name: 'Ann'}},
        {key: 'k', signal: new AbortController().signal},
      )
      .then(
        () => null,
        (reason: unknown) => reason as CommentsError,
      );
    expect(Date.parse(error?.retryAt ?? '') - Date.now()).toBe(30_000);
  });
});

interface WithinASecond {
  toBeWithinASecond(): void;
}
declare module 'vitest' {
  interface Matchers extends WithinASecond {}
}
expect.extend({
  toBeWithinASecond: (ms: number) => ({
    pass: Math.abs(ms) <= 1_000,
    message: () => `${String(ms)} ms are more than a second`,
  }),
});
