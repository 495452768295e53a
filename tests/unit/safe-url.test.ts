import {describe, expect, it} from 'vitest';
import {safeUrl} from '../../src/content/safe-url.js';

describe('a URL from outside', () => {
  it.each([
    ['https://example.com/a?b#c', 'https://example.com/a?b#c'],
    ['HTTP://EXAMPLE.com', 'http://example.com/'],
    ['  https://example.com/\n', 'https://example.com/'],
    ['https://exa\tmple.com/', 'https://example.com/'],
    ['https://пример.рф/путь', 'https://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C'],
    ['https://example.com/a b"<>', 'https://example.com/a%20b%22%3C%3E'],
    ['https:\\\\example.com\\a', 'https://example.com/a'],
    ['https://example.com:8443/', 'https://example.com:8443/'],
  ])('takes %j as %j', (given, kept) => {
    expect(safeUrl(given)).toBe(kept);
  });

  it.each([
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    '\x01javascript:alert(1)',
    'JaVaScRiPt://example.com/%0Aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'blob:https://example.com/1',
    'file:///etc/passwd',
    'ftp://example.com/',
    'mailto:reader@example.com',
    'view-source:https://example.com/',
    '//example.com/',
    '/path',
    'example.com',
    '#hash',
    '',
    'https://',
    'https://exa mple.com/',
    'https://paper.example@evil.example/',
    'https://:secret@evil.example/',
  ])('refuses %j', (given) => {
    expect(safeUrl(given)).toBeNull();
  });
});
