import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {linkAddresses} from '../../src/content/links.js';
import {textToFragment} from '../../src/content/text.js';
import {violations} from '../security/support/rules.js';
import {box} from '../security/support/markup.js';

/** What becomes of a text once all that it takes is there. */
const drawn = (text: string): DocumentFragment => linkAddresses(textToFragment(text));
const html = (text: string): string => box(drawn(text)).innerHTML;
const links = (text: string): [text: string | null, href: string][] =>
  [...drawn(text).querySelectorAll('a')].map(({textContent, href}) => [textContent, href]);

describe('a text', () => {
  for (const text of [
    'were\\are',
    '“curly” ‘quotes’ and "straight" \'ones\'',
    '<3',
    'a < b && c > d',
    ':) ;-) :/ >:(',
    '  two leading spaces,  two inside',
    '<b>not bold</b> &amp; &lt;',
    '*stars* _underscores_ `ticks` # hash',
    'e.g. this, and 3.15',
    'me@example.com',
    'Ünïcödé 🐈 עברית العربية',
    '{{mustache}} ${dollar} <%= erb %>',
    'null\tand tab',
  ]) {
    it(`is unchanged: ${text}`, () => {
      const [paragraph, ...more] = drawn(text).children;
      expect(paragraph?.textContent).to.equal(text);
      expect(paragraph?.children.length).to.equal(0);
      expect(more).to.deep.equal([]);
    });
  }

  it('has a paragraph for each stretch between blank lines', () => {
    expect(html('one\n\ntwo\n \t\n\n\nthree')).to.equal('<p>one</p><p>two</p><p>three</p>');
  });

  it('has a line break for each single one, however it was typed', () => {
    expect(html('one\ntwo\r\nthree\rfour')).to.equal('<p>one<br>two<br>three<br>four</p>');
    expect(html('one\r\n\r\ntwo\r\rthree')).to.equal('<p>one</p><p>two</p><p>three</p>');
  });

  it('keeps the spaces at the beginning of its lines', () => {
    expect(html('one\n\n  two\n   three')).to.equal('<p>one</p><p>  two<br>   three</p>');
  });

  it('has no empty paragraph at its ends', () => {
    expect(html('\n\n \none\n\n \n')).to.equal('<p>one</p>');
  });

  it('is empty if nothing is visible', () => {
    for (const text of ['', ' ', '\n\n', '\r\n \t']) expect(html(text)).to.equal('');
  });
});

describe('an address in a text', () => {
  it('becomes a link that gives neither weight nor the page’s address away', () => {
    expect(html('see https://example.com/a?b=c&d#e now')).to.equal(
      '<p>see <a href="https://example.com/a?b=c&amp;d#e" rel="ugc nofollow noopener noreferrer">https://example.com/a?b=c&amp;d#e</a> now</p>',
    );
  });

  for (const [text, ...expected] of [
    ['http://example.com', ['http://example.com', 'http://example.com/']],
    ['www.example.com/a', ['www.example.com/a', 'http://www.example.com/a']],
    ['HTTPS://Example.COM/A', ['HTTPS://Example.COM/A', 'https://example.com/A']],
    ['(https://example.com/)', ['https://example.com/', 'https://example.com/']],
    ['https://example.com/a_(b)', ['https://example.com/a_(b)', 'https://example.com/a_(b)']],
    ['(see https://example.com/a_(b))', ['https://example.com/a_(b)', 'https://example.com/a_(b)']],
    ['[https://example.com/a]', ['https://example.com/a', 'https://example.com/a']],
    ['Is it https://example.com/a?', ['https://example.com/a', 'https://example.com/a']],
    ['https://example.com/a...', ['https://example.com/a', 'https://example.com/a']],
    ['https://example.com/a, b', ['https://example.com/a', 'https://example.com/a']],
    ['“https://example.com/a”', ['https://example.com/a', 'https://example.com/a']],
    ['‘https://example.com/a’s', ['https://example.com/a’s', 'https://example.com/a%E2%80%99s']],
    ['‘https://example.com/a’', ['https://example.com/a', 'https://example.com/a']],
    ['"https://example.com/a"', ['https://example.com/a', 'https://example.com/a']],
    ['<https://example.com/a>', ['https://example.com/a', 'https://example.com/a']],
    ['*https://example.com/a*', ['https://example.com/a', 'https://example.com/a']],
    ['网址 https://example.com/路。', ['https://example.com/路', 'https://example.com/%E8%B7%AF']],
    ['https://a.example/ferry։', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['https://a.example/ferry՝ եւ', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['https://a.example/ferry՞', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['https://a.example/ferry՜', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['https://a.example/ferry، ثم', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['https://a.example/ferry؟', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['https://a.example/ferry۔', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['https://a.example/ferry।', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['https://a.example/ferry—and then', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['https://a.example/ferry — and', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['https://a.example/ferry–', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['https://a.example/ferry\u200Band', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['https://a.example/ferry\u00ADand', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['https://a.example/ferry\uFEFF', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['https://a.example/ferry。それから', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['https://a.example/ferry，然后', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['（https://a.example/ferry）之后', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['「https://a.example/ferry」と', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['参见https://a.example/ferry', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['տես՝https://a.example/ferry։', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['見よhttps://a.example/ferry！', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['https://a.example/ferry…', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['https://a.example/ferry».', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['https://a.example/ferry᠃', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['https://a.example/ferry፡እና', ['https://a.example/ferry', 'https://a.example/ferry']],
    ['https://a.example/ferry๚', ['https://a.example/ferry', 'https://a.example/ferry']],
    [
      'https://fa.example/می\u200Cخواهم',
      [
        'https://fa.example/می\u200Cخواهم',
        'https://fa.example/%D9%85%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85',
      ],
    ],
    ['https://a.example/Foo–Bar', ['https://a.example/Foo–Bar', 'https://a.example/Foo%E2%80%93Bar']],
    ['https://пример.рф/', ['https://пример.рф/', 'https://xn--e1afmkfd.xn--p1ai/']],
    [
      'https://a.example https://b.example\nwww.c.example',
      ['https://a.example', 'https://a.example/'],
      ['https://b.example', 'https://b.example/'],
      ['www.c.example', 'http://www.c.example/'],
    ],
  ] as [string, ...[string, string][]][]) {
    it(`is found in ${JSON.stringify(text)}`, () => {
      expect(links(text)).to.deep.equal(expected);
    });
  }

  for (const text of [
    'javascript:alert(1)',
    'ftp://example.com/',
    'data:text/html,x',
    'example.com',
    'xhttps://example.com',
    'awww.sweet.example',
    'http://',
    'https://...',
    'www.',
    'www...',
    'https://paypal.com@evil.example/',
    'https://user:secret@evil.example/',
    'https://exa\u0000mple',
    'http://%',
  ]) {
    it(`is not found in ${JSON.stringify(text)}`, () => {
      expect(drawn(text).textContent).to.equal(text);
      expect(links(text).map(([, href]) => href)).to.satisfy((hrefs: string[]) =>
        hrefs.every((href) => !/evil|javascript|mple/.test(href)),
      );
      if (!text.includes('\u0000')) expect(links(text)).to.deep.equal([]);
    });
  }

  it('ends where a bidi control would turn its end round', () => {
    expect(links('https://evil.example/\u202Emoc.lapyap')).to.deep.equal([
      ['https://evil.example/', 'https://evil.example/'],
    ]);
  });
});

describe('any text', () => {
  const words = fc.constantFrom(
    ...[
      'http://',
      'https://',
      'www.',
      'a.example',
      '/',
      '(',
      ')',
      ']',
      '.',
      ',',
      '<',
      '>',
      '"',
      '’',
      '&',
      '@',
      'x',
      ' ',
      '\n',
      '\r\n',
      '\u202E',
      '\\',
      '%',
      '<script>',
    ],
  );
  const texts = fc.array(words, {maxLength: 30}).map((parts) => parts.join(''));

  it('contains the whole text except line breaks, and nothing that could run', () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({unit: 'binary'})), (text) => {
        const fragment = drawn(text);
        expect(violations(fragment)).to.deep.equal([]);
        expect(fragment.textContent?.replace(/\s/g, '')).to.equal(text.replace(/\s/g, ''));
      }),
      {numRuns: 500},
    );
  });
});
