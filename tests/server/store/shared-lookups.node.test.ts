import {describe, expect, it} from 'vitest';
import {SharedLookups} from '../../../src/server/store/reading/shared-lookups.js';

/** Look-ups that end when they are told to, by their numbers from 1. */
function controlled() {
  const ends: ((error?: Error) => void)[] = [];
  const lookUp = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const number = ends.length + 1;
      ends.push((error) => {
        if (error) reject(error);
        else resolve(number);
      });
    });
  return {ends, lookUp};
}

describe('shared look-ups', () => {
  it('answer all who come while one is running with the next one, which is as new as they are', async () => {
    const {ends, lookUp} = controlled();
    const lookups = new SharedLookups<number>();
    const first = lookups.get('thread', lookUp);
    const later = [1, 2, 3].map(() => lookups.get('thread', lookUp));
    expect(ends).toHaveLength(1);
    ends[0]?.();
    expect(await first).toBe(1);
    await expect.poll(() => ends.length).toBe(2);
    const latest = lookups.get('thread', lookUp);
    ends[1]?.();
    expect(await Promise.all(later)).toEqual([2, 2, 2]);
    await expect.poll(() => ends.length).toBe(3);
    ends[2]?.();
    expect(await latest).toBe(3);
  });

  it('go on after one that failed', async () => {
    const {ends, lookUp} = controlled();
    const lookups = new SharedLookups<number>();
    const first = lookups.get('thread', lookUp);
    const second = lookups.get('thread', lookUp);
    ends[0]?.(new Error('The database is away.'));
    await expect(first).rejects.toThrow('The database is away.');
    await expect.poll(() => ends.length).toBe(2);
    ends[1]?.();
    expect(await second).toBe(2);
  });

  it('of other keys do not wait for one another', () => {
    const {ends, lookUp} = controlled();
    const lookups = new SharedLookups<number>();
    void lookups.get('one', lookUp);
    void lookups.get('other', lookUp);
    expect(ends).toHaveLength(2);
  });
});
