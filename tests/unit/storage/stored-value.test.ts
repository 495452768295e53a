import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import * as families from '../../../src/storage/families.js';
import type {StoredFamily} from '../../../src/storage/families.js';
import {hasStoredSubmission, submissionPrefix} from '../../../src/storage/stored-submission.js';
import {readStored} from '../../../src/storage/stored-value.js';
import {storeValue} from '../../../src/storage/store-value.js';

const DAY = 24 * 60 * 60_000;
const SITE = 'packet.example';

/** As a browser's, whose entries are its own properties. */
function fakeStorage(entries: Record<string, string> = {}): Storage {
  const methods = {
    getItem(this: Record<string, string>, key: string) {
      return Object.hasOwn(this, key) ? this[key] : null;
    },
    setItem(this: Record<string, string>, key: string, value: string) {
      this[key] = value;
    },
    removeItem(this: Record<string, string>, key: string) {
      delete this[key];
    },
  };
  return Object.assign(Object.create(methods) as object, entries) as Storage;
}

const refused = (): never => {
  throw new DOMException('no', 'SecurityError');
};

const stored = Object.entries(families).filter(
  (entry): entry is [string, StoredFamily] => typeof entry[1] === 'object' && 'maxAge' in entry[1],
);

beforeEach(() => {
  vi.useFakeTimers({now: Date.UTC(2026, 11, 1)});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe.each(stored)('a stored value: %s', (_name, family) => {
  it('is read until it expires, and is then removed', () => {
    const storage = fakeStorage();
    expect(storeValue(family, SITE, 'a value', () => storage)).toBe(true);
    vi.advanceTimersByTime(family.maxAge - 1);
    expect(readStored(family, SITE, () => storage)).toBe('a value');
    vi.advanceTimersByTime(2);
    expect(readStored(family, SITE, () => storage)).toBeNull();
    expect(Object.keys(storage)).toEqual([]);
  });

  it('is replaced by the next one, and removed', () => {
    const storage = fakeStorage();
    storeValue(family, SITE, 'old', () => storage);
    storeValue(family, SITE, 'new', () => storage);
    expect(readStored(family, SITE, () => storage)).toBe('new');
    storeValue(family, SITE, null, () => storage);
    expect(Object.keys(storage)).toEqual([]);
  });

  it('is none where storage refuses', () => {
    expect(readStored(family, SITE, refused)).toBeNull();
    expect(storeValue(family, SITE, 'x', refused)).toBe(false);
  });
});

it('a stored value that is never read again is removed when another is stored; keys of others stay', () => {
  const past = `${String(Date.now() - DAY)} x`;
  const storage = fakeStorage({
    'parley:sort:gone.example': past,
    'other:sort': past,
    'parley:submission:["a"]': '{"order":1}',
  });
  storeValue(families.SORT_CHOICE, SITE, 'top', () => storage);
  expect(Object.keys(storage).sort()).toEqual([
    'other:sort',
    `parley:sort:${SITE}`,
    'parley:submission:["a"]',
  ]);
});

it('has a key that no other family can have for another owner', () => {
  const names = stored.map(([, {name}]) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => name.includes(':'))).toEqual([]);
});

describe('whether a submission of a page is stored', () => {
  it('is recognised by the names of entries, for exactly this page', () => {
    const storage = fakeStorage({[`parley:${submissionPrefix(SITE, 'ferry')}null,"id"]`]: '1'});
    vi.stubGlobal('localStorage', storage);
    expect(hasStoredSubmission(SITE, 'ferry')).toBe(true);
    expect(hasStoredSubmission(SITE, 'ferr')).toBe(false);
    expect(hasStoredSubmission(SITE, 'ferry2')).toBe(false);
    expect(hasStoredSubmission('other.example', 'ferry')).toBe(false);
  });

  it('is false where storage refuses', () => {
    vi.stubGlobal('localStorage', new Proxy({}, {ownKeys: refused}));
    expect(hasStoredSubmission(SITE, 'ferry')).toBe(false);
  });
});
