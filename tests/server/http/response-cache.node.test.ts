import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {gunzipSync} from 'node:zlib';
import {describe, expect, it} from 'vitest';
import {
  acceptedEncodings,
  platformCompressors,
  type Compressors,
} from '../../../src/server/http/compression.js';
import {ResponseCache, type CachedBody} from '../../../src/server/http/response-cache.js';

const MB = 2 ** 20;
const PAGE = JSON.stringify(Array.from({length: 300}, (_, id) => ({id, body: `Comment ${String(id)}`})));

function textOf({bytes}: CachedBody): string {
  return new TextDecoder().decode(bytes);
}

describe('finished cache', () => {
  it('are made once for all who ask at the same time, and not again until the version changes', async () => {
    const cache = new ResponseCache(MB, {});
    let made = 0;
    const ask = (version: string) =>
      cache.get('page', version, ['identity'], async () => `answer ${String(++made)}`);
    const together = await Promise.all([ask('1'), ask('1'), ask('1')]);
    expect(together.map(textOf)).toEqual(['answer 1', 'answer 1', 'answer 1']);
    expect(textOf(await ask('1'))).toBe('answer 1');
    expect(textOf(await ask('2'))).toBe('answer 2');
    expect(textOf(await ask('2'))).toBe('answer 2');
    expect(made).toBe(2);
  });

  it('that could not be made are made again for the next request', async () => {
    const cache = new ResponseCache(MB, {});
    const failing = (): Promise<string> => Promise.reject(new Error('The database is away.'));
    const pending = [0, 1].map(() => cache.get('page', '1', ['identity'], failing));
    for (const {status} of await Promise.allSettled(pending)) expect(status).toBe('rejected');
    expect(textOf(await cache.get('page', '1', ['identity'], async () => 'there'))).toBe('there');
  });

  it('are compressed once, in the background', async () => {
    let finish: (bytes: Uint8Array<ArrayBuffer>) => void = () => undefined;
    let begun = 0;
    const compressors: Compressors = {
      br: () => {
        begun++;
        return new Promise((resolve) => (finish = resolve));
      },
    };
    const cache = new ResponseCache(MB, compressors);
    const ask = () => cache.get('page', '1', ['br', 'gzip', 'identity'], async () => PAGE);
    const plain = [await ask(), await ask(), await ask()];
    expect(plain.map(({encoding}) => encoding)).toEqual(['identity', 'identity', 'identity']);
    expect(begun).toBe(1);
    finish(new Uint8Array([1, 2, 3]));
    await expect.poll(ask).toMatchObject({encoding: 'br', bytes: new Uint8Array([1, 2, 3])});
    expect(begun).toBe(1);
  });

  it('compressed for an earlier version are never given for a later one', async () => {
    let finish: (bytes: Uint8Array<ArrayBuffer>) => void = () => undefined;
    const cache = new ResponseCache(MB, {gzip: () => new Promise((resolve) => (finish = resolve))});
    const ask = (version: string) =>
      cache.get('page', version, ['gzip', 'identity'], async () => version + PAGE);
    await ask('1');
    await ask('1');
    await ask('2');
    finish(new Uint8Array([1]));
    for (let turn = 0; turn < 10; turn++) {
      await new Promise(setImmediate);
      expect(textOf(await ask('2'))).toBe(`2${PAGE}`);
    }
  });

  it('whose compression fails go on being sent as they are', async () => {
    const cache = new ResponseCache(MB, {gzip: () => Promise.reject(new Error('No memory'))});
    const ask = () => cache.get('page', '1', ['gzip', 'identity'], async () => PAGE);
    for (let turn = 0; turn < 5; turn++) {
      expect(textOf(await ask())).toBe(PAGE);
      await new Promise(setImmediate);
    }
  });

  it('of 1,000 busy threads stay under their bound, in the memory of the process too', async () => {
    const bound = 16 * MB;
    const cache = new ResponseCache(bound, platformCompressors());
    const page = (thread: number, version: number): string =>
      `${String(thread)} ${String(version)} `.repeat(5_000);
    const before = memory();
    for (let version = 0; version < 3; version++) {
      for (let thread = 0; thread < 1_000; thread++) {
        const ask = () =>
          cache.get(`page ${String(thread)}`, String(version), ['br', 'gzip', 'identity'], async () =>
            page(thread, version),
          );
        await ask();
        await ask();
        expect(cache.size).toBeLessThanOrEqual(bound);
      }
    }
    // The text alone would be over 100 MB. What is no longer used is given back by a thread of its own, later on a busy machine.
    await expect.poll(() => memory() - before, {timeout: 20_000}).toBeLessThan(3 * bound);
    const last = await cache.get('page 999', '2', ['identity'], async () => 'made anew');
    expect(textOf(last)).toBe(page(999, 2));
  });

  it('are made again for each request if the cache is disabled', async () => {
    const cache = new ResponseCache(0, platformCompressors());
    let made = 0;
    const ask = () => cache.get('page', '1', ['gzip', 'identity'], async () => String(++made));
    expect([textOf(await ask()), textOf(await ask())]).toEqual(['1', '2']);
  });
});

setFlagsFromString('--expose_gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is in use outside the heap, where the bytes of cache are, and in it. */
function memory(): number {
  collectGarbage();
  const {arrayBuffers, heapUsed} = process.memoryUsage();
  return arrayBuffers + heapUsed;
}

describe('compressing', () => {
  it('is by brotli and gzip in Node, and by gzip alone where there is no node:zlib', async () => {
    expect(Object.keys(platformCompressors())).toEqual(['br', 'gzip']);
    const {getBuiltinModule} = process;
    try {
      process.getBuiltinModule = () => undefined;
      const elsewhere = platformCompressors();
      expect(Object.keys(elsewhere)).toEqual(['gzip']);
      const bytes = await elsewhere.gzip?.(new TextEncoder().encode(PAGE));
      expect(gunzipSync(bytes ?? new Uint8Array()).toString()).toBe(PAGE);
    } finally {
      process.getBuiltinModule = getBuiltinModule;
    }
  });

  it.each([
    [null, ['identity']],
    ['', ['identity']],
    ['gzip, deflate, br, zstd', ['br', 'gzip', 'identity']],
    ['gzip', ['gzip', 'identity']],
    ['GZIP;q=0.5', ['gzip', 'identity']],
    ['br;q=0, gzip;q=1.0', ['gzip', 'identity']],
    ['br; q=0.000, *', ['gzip', 'identity']],
    ['*', ['br', 'gzip', 'identity']],
    ['identity', ['identity']],
    ['br;q=nonsense, gzip;q=0', ['identity']],
  ])('takes of Accept-Encoding: %s the encodings %j', (header, encodings) => {
    expect(acceptedEncodings(header)).toEqual(encodings);
  });
});
