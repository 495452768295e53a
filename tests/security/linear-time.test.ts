import {expect} from '@open-wc/testing';
import {prepareLayout} from '../../src/content/layout.js';
import {linkAddresses} from '../../src/content/links.js';
import {sanitize as sanitizeMarkdown} from '../../src/content/markdown.js';
import {prepareSanitizer, sanitize} from '../../src/content/sanitize.js';
import {textToFragment} from '../../src/content/text.js';
import {superlinear} from '../support/linear-time.js';

/** Twice what a site takes as a comment by default: enough to tell linear from quadratic. */
const COMMENT = 20_000;

/** As in linear-time.node.test.ts: what makes nodes of a reader's words is to have a line here. */
const FUNCTIONS: Readonly<Record<string, (text: string) => unknown>> = {
  'a text as typed': textToFragment,
  'the links of a text': (text) => linkAddresses(textToFragment(text)),
  'the words of a link': (text) => sanitize(`<a href="https://paper.example/">${escaped(text)}</a>`),
  'the address of a link': (text) => sanitize(`<a href="${escaped(text)}">words</a>`),
  Markdown: sanitizeMarkdown,
  'the spaces of markup': (text) => prepareLayout(sanitize(text)),
};

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

describe('time grows as the input does', function () {
  this.timeout(120_000);
  before(() => prepareSanitizer());

  for (const [name, run] of Object.entries(FUNCTIONS)) {
    it(name, async () => {
      expect(await superlinear(run, COMMENT)).to.deep.equal([]);
    });
  }
});
