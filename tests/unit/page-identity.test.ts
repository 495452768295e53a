import {describe, expect, it} from 'vitest';
import {newKey} from '../../src/model/new-key.js';
import {pageIdentity, type PageClues} from '../../src/model/page-identity.js';

const ADDRESS = 'https://paper.example/2026/ferry?utm_source=mail#comments';

function identify(clues: Partial<PageClues> = {}, address = ADDRESS) {
  return pageIdentity({location: new URL(address), title: 'The last ferry', ...clues});
}

const CANONICAL = 'https://paper.example/2026/ferry';

describe('pageIdentity: the page id', () => {
  it('is the one given', () => {
    const {thread, guessed} = identify({pageId: '42', pageUrl: 'https://a.example/', canonical: CANONICAL});
    expect(thread.pageId).toBe('42');
    expect(guessed).toBe(false);
  });

  it('is given without the space that templates leave around it', () => {
    expect(identify({pageId: '\n  42\n'}).thread.pageId).toBe('42');
  });

  it('is else the page URL', () => {
    const {thread, guessed} = identify({pageUrl: 'https://a.example/x', canonical: CANONICAL});
    expect(thread.pageId).toBe('https://a.example/x');
    expect(guessed).toBe(false);
  });

  it('is a relative page URL from where all addresses of the page start (<base href>)', () => {
    const {thread} = identify({pageUrl: '/story', base: 'https://cms.example/news/'});
    expect(thread.pageId).toBe('https://cms.example/story');
    expect(thread.url).toBe('https://cms.example/story');
  });

  it('is else the canonical URL', () => {
    const {thread, guessed} = identify({canonical: CANONICAL});
    expect(thread.pageId).toBe(CANONICAL);
    expect(guessed).toBe(false);
  });

  it('is else guessed from origin and path, without query and hash', () => {
    const {thread, guessed} = identify();
    expect(thread.pageId).toBe('https://paper.example/2026/ferry');
    expect(guessed).toBe(true);
  });

  it.each([{pageId: ''}, {pageId: '  '}, {pageId: null}, {pageUrl: '', canonical: null}])(
    'is not given by %j',
    (clues) => {
      expect(identify(clues).guessed).toBe(true);
    },
  );

  it.each([
    'undefined',
    'null',
    '[object Object]',
    '() => location.href',
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:https://paper.example/1',
    'ferry',
  ])('is not given by a page URL of %j, which is no address: it would be that of many pages', (pageUrl) => {
    expect(identify({pageUrl, canonical: CANONICAL}).thread).toMatchObject({
      pageId: CANONICAL,
      url: CANONICAL,
    });
    expect(identify({pageUrl}).guessed).toBe(true);
  });

  it('is not given by what a framework has set in place of a text', () => {
    for (const pageUrl of [{}, () => '/ferry', 7, true] as unknown as string[])
      expect(identify({pageUrl}).thread.pageId).toBe('https://paper.example/2026/ferry');
  });

  it('never is the title', () => {
    expect(identify({title: 'One'}).thread.pageId).toBe(identify({title: 'Two'}).thread.pageId);
  });

  it('is the same however a URL is written', () => {
    const written = [
      '/2026/ferry',
      'https://PAPER.example/2026/ferry',
      'https://paper.example:443/2026/x/../ferry',
    ];
    expect(written.map((pageUrl) => identify({pageUrl}).thread.pageId)).toEqual(written.map(() => CANONICAL));
  });

  it.each([
    ['/%d5%b4/', '/%D5%B4/', '/մ/'],
    // NFC, NFD, and both of them escaped.
    ['/caf\u00E9', '/cafe\u0301', '/caf%C3%A9', '/cafe%cc%81', '/caf%c3%a9'],
    ['/\u1E69', '/s\u0323\u0307', '/s\u0307\u0323', '/%E1%B9%A9'],
    ['/?q=%d5%b4', '/?q=մ'],
    ['/~ann/a_b-c.d', '/%7Eann/a%5Fb%2Dc%2ed'],
    ['/a%2fb', '/a%2Fb'],
  ])('is the same however its characters are written: %s', (...written) => {
    const ids = written.flatMap((address) => [
      identify({pageUrl: address}).thread.pageId,
      identify({canonical: `https://paper.example${address}`}).thread.pageId,
    ]);
    expect(new Set(ids).size).toBe(1);
    const [path = ''] = written;
    if (path.includes('?')) return;
    const there = written.map((address) => identify({}, `https://paper.example${address}`).thread.pageId);
    expect(new Set([...there, ...ids]).size).toBe(1);
  });

  it.each([
    ['/a%2Fb', '/a/b'],
    ['/a%3Fb', '/a?b'],
    ['/100%25', '/100%2525'],
    ['/%E9', '/%C3%A9'],
    ['/Ferry', '/ferry'],
    ['/ﬁn', '/fin'],
    // A mark after an escape that ends with a letter is not that letter's.
    ['/%2A%CC%81', '/%2%C3%81'],
    ['/%2A%CC%81', '/%2Á'],
  ])('is another one for another address: %s is not %s', (one, other) => {
    expect(identify({pageUrl: one}).thread.pageId).not.toBe(identify({pageUrl: other}).thread.pageId);
  });

  it.each([
    '/%2A%CC%81',
    '/%4%31',
    '/%%34%31',
    '/%25%34%31',
    '/100%',
    '/e%CC%81%2e',
    '/s%cc%87%cc%a3%E9',
    '/%E9%CC%81',
  ])('stays the same when it is read again: %s', (pageUrl) => {
    const once = identify({pageUrl}).thread.pageId;
    expect(identify({pageUrl: once}).thread.pageId).toBe(once);
  });

  it('that is given stays exactly as it is', () => {
    for (const pageId of ['%d5%b4', 'cafe\u0301', 'https://paper.example/%d5%b4/'])
      expect(identify({pageId}).thread.pageId).toBe(pageId);
  });

  it('keeps the hash of a page URL: some sites route by it', () => {
    expect(identify({pageUrl: '/#/ferry'}).thread.pageId).toBe('https://paper.example/#/ferry');
  });
});

describe('pageIdentity: the URL', () => {
  it('is the page URL, else the canonical one', () => {
    expect(identify({pageUrl: 'https://a.example/x', canonical: CANONICAL}).thread.url).toBe(
      'https://a.example/x',
    );
    expect(identify({pageId: '42', canonical: CANONICAL}).thread.url).toBe(CANONICAL);
  });

  it('is else the address without its hash', () => {
    expect(identify({pageId: '42'}).thread.url).toBe('https://paper.example/2026/ferry?utm_source=mail');
  });

  it.each(['http://[', 'https://'])('that cannot be parsed stays as it is: %s', (pageUrl) => {
    expect(identify({pageUrl}).thread).toMatchObject({pageId: pageUrl, url: pageUrl});
  });

  it('needs no web address around it', () => {
    expect(identify({}, 'about:blank').thread).toMatchObject({site: '', url: 'about:blank'});
  });
});

describe('pageIdentity: site and title', () => {
  it('takes the host for the site, unless one is given', () => {
    expect(identify().thread.site).toBe('paper.example');
    expect(identify({site: 'paper'}).thread.site).toBe('paper');
  });

  it('hands the title on', () => {
    expect(identify().thread.title).toBe('The last ferry');
    expect(identify({title: undefined}).thread.title).toBe('');
  });
});

describe('newKey', () => {
  it('gives another key each time', () => {
    expect(new Set(Array.from({length: 1_000}, newKey)).size).toBe(1_000);
  });

  it('works on plain http, where `crypto.randomUUID` is absent', () => {
    const native = crypto;
    const insecure = {getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => native.getRandomValues(bytes)};
    Object.defineProperty(globalThis, 'crypto', {value: insecure, configurable: true});
    try {
      expect(newKey()).toMatch(/^[0-9a-f]{32}$/);
      expect(newKey()).not.toBe(newKey());
    } finally {
      Object.defineProperty(globalThis, 'crypto', {value: native, configurable: true});
    }
  });
});
