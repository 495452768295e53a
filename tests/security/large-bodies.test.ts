import {expect} from '@open-wc/testing';
import {prepareSanitizer, sanitize} from '../../src/content/sanitize.js';
import {linkAddresses} from '../../src/content/links.js';
import {textToFragment} from '../../src/content/text.js';
import {violations} from './support/rules.js';

/** Far above what is measured on a quiet machine (under 300 ms), far below what a superlinear step would take: minutes. */
const LIMIT_MS = 8_000;

const fill = (part: string, length = 1_000_000): string => part.repeat(length / part.length);
const deep = (part: string): string => `${part.repeat(10_000)}x`;

const LARGE = {
  'a megabyte of prose': fill(
    '<p>A long letter, with a <a href="https://a.example/">link</a> and <em>words</em>.</p>\n',
  ),
  'a megabyte of line breaks': fill('<br>'),
  'a megabyte of open tags': fill('<b>'),
  'a megabyte of misnested tags': fill('<a><div></a>'),
  'a megabyte of angle brackets': fill('<'),
  'a megabyte of comments': fill('<!--'),
  'a megabyte of scripts': fill('<script>'),
  'a megabyte of ampersands': fill('&#'),
  'a hundred thousand attributes': `<p ${Array.from({length: 100_000}, (_, index) => `a${index}`).join(' ')}>x`,
  'divisions nested 10,000 deep': deep('<div>'),
  'bold text nested 10,000 deep': deep('<b>'),
  'lists nested 10,000 deep': deep('<ul><li>'),
  'links nested 10,000 deep in tables': deep('<a href="https://a.example/"><table><td>'),
  'templates nested 10,000 deep': deep('<template>'),
  'drawings nested 10,000 deep': deep('<svg><foreignObject>'),
  // Just what is still parsed.
  'the most tags that are parsed, in one another': '<div><a href="https://a.example/">'.repeat(1499),
  'the most attributes that are parsed': `<p ${Array.from({length: 5990}, (_, index) => index.toString(36)).join(' ')}>x`,
  'attributes that no space parts': `<p ${Array.from({length: 17_000}, (_, index) => `${index.toString(36)}=""`).join('')}>x`,
  'the longest link text that is parsed': `<a href="https://a.example/">${fill('b.', 90_000)}</a>`,
};

const LARGE_TEXTS = {
  'a megabyte of addresses': fill('http://a.example '),
  'a megabyte of one address': fill('http://'),
  'a megabyte of www': fill('www.'),
  'a megabyte of closing brackets': `http://a.example/${fill(')')}`,
  'a megabyte of opening brackets': `http://a.example/${fill('(')}`,
  'a megabyte of dots': `http://a.example/${fill('.')}`,
  'a megabyte of line breaks': fill('\n'),
  'a megabyte of blank lines': fill('\n '),
  'a megabyte of spaces': `\n${fill(' ')}`,
  'a megabyte without a space': fill('a'),
};

/** How long `work` takes, ms: the best of three where it seems too slow, for a busy machine only adds to that. */
function quickest(work: () => unknown): number {
  let best = Infinity;
  for (let attempt = 0; attempt < 3 && best > LIMIT_MS; attempt++) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

for (const engine of ['auto', 'dompurify'] as const) {
  describe(`a body as large as this, with ${engine}`, () => {
    before(() => prepareSanitizer(engine));

    for (const [name, html] of Object.entries(LARGE)) {
      it(`is safe and soon ready: ${name}`, () => {
        expect(quickest(() => sanitize(html))).to.be.below(LIMIT_MS);
        expect(violations(sanitize(html))).to.deep.equal([]);
        expect(sanitize('<p>The <b>next</b> one.</p>').querySelector('b')?.textContent).to.equal('next');
      });
    }
  });
}

describe('a text as large as this', () => {
  for (const [name, text] of Object.entries(LARGE_TEXTS)) {
    it(`is soon ready: ${name}`, () => {
      expect(quickest(() => linkAddresses(textToFragment(text)))).to.be.below(LIMIT_MS);
    });
  }
});
