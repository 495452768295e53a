import {expect} from '@open-wc/testing';
import {prepareBodies, showBody} from '../../src/content/body.js';
import {prepareSanitizer, sanitize} from '../../src/content/markdown.js';
import {LINK_REL} from '../../src/content/safe-url.js';
import {box} from '../security/support/markup.js';
import {waitUntil} from '../support/wait-until.js';

before(() => prepareSanitizer());

/** What a letter in Markdown comes to; line breaks between blocks are of no consequence. */
function shown(markdown: string): string {
  return box(sanitize(markdown)).innerHTML.replace(/\n(?=<|$)/g, '');
}

describe('Markdown', () => {
  const marks: readonly [name: string, typed: string, markup: string][] = [
    ['emphasis', '*a* _b_', '<p><em>a</em> <em>b</em></p>'],
    ['strong emphasis', '**a** __b__', '<p><strong>a</strong> <strong>b</strong></p>'],
    ['deletion', '~~a~~', '<p><s>a</s></p>'],
    ['code', '`a*b*`', '<p><code>a*b*</code></p>'],
    ['a block of code', '```js\na <b>\n  c\n```', '<pre><code>a &lt;b&gt;\n  c</code></pre>'],
    ['a quotation', '> a\n> b', '<blockquote><p>a<br>b</p></blockquote>'],
    ['a list', '- a\n- b', '<ul><li>a</li><li>b</li></ul>'],
    ['a numbered list', '1. a\n2. b', '<ol><li>a</li><li>b</li></ol>'],
    ['a character that is meant', '\\*a\\*', '<p>*a*</p>'],
    [
      'a link',
      '[a](https://packet.example/b)',
      `<p><a href="https://packet.example/b" rel="${LINK_REL}">a</a></p>`,
    ],
    [
      'an address in angle brackets',
      '<https://packet.example/>',
      `<p><a href="https://packet.example/" rel="${LINK_REL}">https://packet.example/</a></p>`,
    ],
  ];
  for (const [name, typed, markup] of marks) {
    it(`has ${name}`, () => {
      expect(shown(typed)).to.equal(markup);
    });
  }

  it('keeps line breaks as they were typed, and paragraphs', () => {
    expect(shown('One\ntwo  \nthree\r\n\r\nFour')).to.equal('<p>One<br>two<br>three</p><p>Four</p>');
  });

  it('shows a heading as a bold paragraph', () => {
    expect(shown('# Sirs\n\n### *Yours*')).to.equal(
      '<p><strong>Sirs</strong></p><p><strong><em>Yours</em></strong></p>',
    );
  });

  it('shows as typed what it does not have', () => {
    const typed = "were\\are “a” 'b' a -- b... (c) :-) &copy; &amp; <b>b</b> <!-- c --> | a |";
    expect(sanitize(typed).textContent.trim()).to.equal(typed);
    expect(sanitize('Sirs\n====\n\n    Indented\n\n---').textContent.trim()).to.equal(
      'Sirs====\nIndented\n---',
    );
  });

  it('has no images', () => {
    expect(shown('![a](https://packet.example/a.png)')).to.equal(
      `<p>!<a href="https://packet.example/a.png" rel="${LINK_REL}">a</a></p>`,
    );
  });

  for (const address of ['javascript:alert(1)', '/page', 'data:text/html,a', 'https://a@b.example/']) {
    it(`shows a link to ${address} as it was typed`, () => {
      expect(shown(`[a](${address})`)).to.equal(`<p>[a](${address})</p>`);
    });
  }

  it('shows the real host if the text of a link names another', () => {
    expect(sanitize('[packet.example](https://evil.example/)').textContent.trim()).to.equal(
      'packet.example (evil.example)',
    );
  });

  it('shows a comment of more than 20,000 characters as it was typed', () => {
    const markdown = `*a* ${'b'.repeat(20_000)}`;
    expect(shown(markdown)).to.equal(`<p>${markdown}</p>`);
  });

  it('makes links of plain addresses, but not in code or in other links', async () => {
    const body = {
      format: 'markdown',
      value:
        'See https://packet.example/a, `https://packet.example/b` and [www.packet.example](https://c.example/)',
    } as const;
    const target = document.createElement('div');
    await prepareBodies([body]);
    showBody(target, body);
    await waitUntil(() => target.querySelector('a[href="https://packet.example/a"]'));
    expect([...target.querySelectorAll('a')].map(({href}) => href)).to.deep.equal([
      'https://packet.example/a',
      'https://c.example/',
    ]);
    expect(target.querySelector('a a')).to.equal(null);
  });
});
