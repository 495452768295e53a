import {describe, expect, it} from 'vitest';
import type {CommentsError} from '../../../src/model/errors.js';
import {RateLimiter} from '../../../src/server/http/limits.js';
import type {RateLimit} from '../../../src/server/store/store.js';

const ACTOR = {user: null, guest: 'guest-digest', address: 'address-digest'};

function limiterAt(clock: {now: number}, taken: [string, RateLimit][] = [], refuse: string | null = null) {
  const store = {
    take: async (bucket: string, limit: RateLimit) => {
      taken.push([bucket, limit]);
      return bucket === refuse ? '2026-11-25T12:00:30.000Z' : null;
    },
  };
  const limits = {reads: {count: 3, perSeconds: 30}, writes: {count: 2, perSeconds: 60}};
  return new RateLimiter(store, limits, () => new Date(clock.now));
}

function retryAt(act: () => void): string | null {
  try {
    act();
    return null;
  } catch (error) {
    return (error as CommentsError).retryAt;
  }
}

describe('reads of one address', () => {
  it('are refused when there were too many, until exactly retryAt', () => {
    const clock = {now: Date.parse('2026-11-25T12:00:00.000Z')};
    const limiter = limiterAt(clock);
    for (let index = 0; index < 3; index++) expect(retryAt(() => limiter.admit('reads', 'one'))).toBeNull();
    const retryTime = retryAt(() => limiter.admit('reads', 'one'));
    expect(retryTime).toBe('2026-11-25T12:00:10.000Z');
    clock.now = Date.parse(retryTime ?? '') - 1;
    expect(retryAt(() => limiter.admit('reads', 'one'))).not.toBeNull();
    clock.now = Date.parse(retryTime ?? '');
    expect(retryAt(() => limiter.admit('reads', 'one'))).toBeNull();
    expect(retryAt(() => limiter.admit('reads', 'one'))).not.toBeNull();
  });

  it('do not count for another', () => {
    const limiter = limiterAt({now: 0});
    for (let index = 0; index < 3; index++) limiter.admit('reads', 'one');
    expect(retryAt(() => limiter.admit('reads', 'two'))).toBeNull();
  });
});

describe('writes', () => {
  it('count for who writes and, three times as many, for where from', () => {
    expect(limiterAt({now: 0}).charges('writes', ACTOR)).toEqual([
      {bucket: 'writes:address:address-digest', limit: {count: 6, perSeconds: 60}},
      {bucket: 'writes:guest:guest-digest', limit: {count: 2, perSeconds: 60}},
    ]);
  });
});

describe('what moderators do', () => {
  it('is refused with retryAt of the store, and then takes no more', async () => {
    const taken: [string, RateLimit][] = [];
    const limiter = limiterAt({now: 0}, taken, 'moderation:address:address-digest');
    await expect(limiter.act('moderation', ACTOR)).rejects.toMatchObject({
      code: 'rate-limited',
      retryAt: '2026-11-25T12:00:30.000Z',
    });
    expect(taken.map(([bucket]) => bucket)).toEqual(['moderation:address:address-digest']);
  });
});

describe('addresses', () => {
  it('cost no more each when there are more of them than are remembered', () => {
    const costOf = (before: number): number => {
      const limiter = limiterAt({now: 0});
      for (let index = 0; index < before; index++) limiter.admit('reads', `old ${String(index)}`);
      const started = process.cpuUsage();
      for (let index = 0; index < 90_000; index++) limiter.admit('reads', `new ${String(index)}`);
      const {user, system} = process.cpuUsage(started);
      return user + system;
    };
    costOf(0);
    expect(costOf(100_000)).toBeLessThan(8 * costOf(0));
  });

  it('that go on asking are not forgotten for others that come', () => {
    const limiter = limiterAt({now: 0});
    const tries = Array.from({length: 4}, (_, attempt) => {
      for (let index = 0; index < 30_000; index++)
        limiter.admit('reads', `${String(attempt)} ${String(index)}`);
      return retryAt(() => limiter.admit('reads', 'one'));
    });
    expect(tries).toEqual([null, null, null, expect.any(String)]);
  });
});
