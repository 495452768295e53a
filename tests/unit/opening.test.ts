import {describe, expect, it, vi} from 'vitest';
import {newKey} from '../../src/model/new-key.js';
import {hashTarget, opening} from '../../src/model/opening.js';
import {pageIdentity} from '../../src/model/page-identity.js';

const location = new URL('https://packet.example/news/ferry?utm=1#top');

describe('which discussion a page has', () => {
  it('is that of its page id', () => {
    const {thread, guessed} = pageIdentity({pageId: ' ferry ', pageUrl: 'https://x.example/', location});
    expect(thread).toMatchObject({pageId: 'ferry', url: 'https://x.example/', site: 'packet.example'});
    expect(guessed).toBe(false);
  });

  it('is else that of its page URL, then of its canonical link', () => {
    expect(pageIdentity({pageUrl: '/a', canonical: '/b', location}).thread.pageId).toBe(
      'https://packet.example/a',
    );
    expect(pageIdentity({canonical: '/b', location}).thread.pageId).toBe('https://packet.example/b');
  });

  it('is else that of its address without query and hash, which is a guess', () => {
    const {thread, guessed} = pageIdentity({title: 'Ferry', location});
    expect(thread.pageId).toBe('https://packet.example/news/ferry');
    expect(thread.url).toBe('https://packet.example/news/ferry?utm=1');
    expect(guessed).toBe(true);
  });

  it('is never that of its title', () => {
    const [one, two] = ['Ferry', 'Ferry kept'].map(
      (title) => pageIdentity({pageId: 'f', title, location}).thread,
    );
    expect(one?.pageId).toBe(two?.pageId);
    expect(two?.title).toBe('Ferry kept');
  });

  it('takes an address that cannot be parsed as it is', () => {
    expect(pageIdentity({pageUrl: 'http://[', location}).thread.pageId).toBe('http://[');
  });

  it('belongs to the site that the page names', () => {
    expect(pageIdentity({pageId: 'a', site: 'packet', location}).thread.site).toBe('packet');
  });
});

describe('the first question', () => {
  it('requests the newest fifty', () => {
    expect(opening({pageId: 'a', location}).query).toEqual({sort: 'newest', limit: 50});
  });

  it('requests the oldest in the classic variant, unless the page sets another order', () => {
    expect(opening({pageId: 'a', variant: 'classic', location}).query.sort).toBe('oldest');
    expect(opening({pageId: 'a', variant: 'classic', sort: 'top', location}).query.sort).toBe('top');
  });

  it("requests the reader's order for the site, if it is valid and the variant offers a choice", () => {
    const read: string[] = [];
    const chosenSort = (site: string): string => {
      read.push(site);
      return site;
    };
    const sortOn = (site: string, variant = 'default') =>
      opening({pageId: 'a', site, sort: 'top', variant, location, chosenSort}).query.sort;
    expect(sortOn('oldest')).toBe('oldest');
    expect(sortOn('loudest')).toBe('top');
    expect(sortOn('oldest', 'classic')).toBe('top');
    expect(read).toEqual(['oldest', 'loudest']);
  });

  it.each(['0', '-3', 'many', ''])('takes no page size of %j', (pageSize) => {
    expect(opening({pageId: 'a', pageSize, location}).query.limit).toBe(50);
  });

  it('requests the page around the comment that the address names', () => {
    const at = new URL('https://packet.example/#comment-a%20b');
    expect(opening({pageId: 'a', location: at}).query.around).toBe('a b');
  });

  it('warns once of a guessed page, and takes the usual sort for one that there is not', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    for (let time = 0; time < 2; time++)
      expect(opening({sort: 'loudest', location}).query.sort).toBe('newest');
    await vi.waitFor(() => {
      expect(warn.mock.calls.map(([words]) => String(words))).toEqual([expect.stringContaining('page-id')]);
    });
    warn.mockRestore();
  });
});

describe('a hash', () => {
  it.each([
    ['#comment-7', '7'],
    ['#comment-', null],
    ['#comments', null],
    ['', null],
    ['#comment-%E0%A4%A', '%E0%A4%A'],
  ])('%j names the comment %j', (hash, id) => {
    expect(hashTarget(hash)).toBe(id);
  });
});

describe('a key', () => {
  it('is never the same twice, on plain http too', () => {
    const {randomUUID} = crypto;
    const keys = [newKey(), newKey()];
    Object.defineProperty(crypto, 'randomUUID', {value: undefined, configurable: true});
    Reflect.deleteProperty(crypto, 'randomUUID');
    keys.push(newKey(), newKey());
    crypto.randomUUID = randomUUID;
    expect(new Set(keys).size).toBe(4);
    expect(keys.every((key) => key.length >= 32)).toBe(true);
  });
});
