import {expect} from '@open-wc/testing';
import {parseMarkdown} from '../../src/content/markdown/parse.js';
import {prepareSanitizer, sanitize} from '../../src/content/markdown.js';
import {sanitizeWith} from '../../src/content/sanitize.js';
import {engines} from './support/engines.js';
import {HOSTILE_FILES, hostileStrings} from './support/hostile-strings.js';
import {box, serialize} from './support/markup.js';
import {violations} from './support/rules.js';
import {detectExecution} from './support/execution-detector.js';

/** What is put around a hostile string, for it to be met in every place that Markdown has. */
const PLACES: readonly [name: string, around: (payload: string) => string][] = [
  ['by itself', (payload) => payload],
  ['as the words of a link', (payload) => `[${payload}](https://a.example/)`],
  ['as an address', (payload) => `[a](${payload})`],
  ['as an address in brackets', (payload) => `[a](<${payload}>) <${payload}>`],
  ['as the title of a link', (payload) => `[a](https://a.example/ "${payload}")`],
  [
    'in a heading, a quotation, a list and code',
    (payload) => `# ${payload}\n> - ${payload}\n\n\`${payload}\``,
  ],
  ['in a block of code', (payload) => `\`\`\`${payload}\n${payload}\n\`\`\``],
];

for (const [file, count] of HOSTILE_FILES) {
  const strings = await hostileStrings(file, count);

  describe(`the ${count} hostile strings of ${file}, in Markdown`, () => {
    for (const [place, around] of PLACES) {
      it(`leave only what the allow list contains, ${place}`, () => {
        const found = strings.flatMap(({id, payload}) => {
          const html = parseMarkdown(around(payload));
          return engines.flatMap(([name, engine]) =>
            violations(sanitizeWith(engine, html)).map((violation) => `${id}, ${name}: ${violation}`),
          );
        });
        expect(found).to.deep.equal([]);
      });
    }

    it('give the same tree with either engine', () => {
      const different: string[] = [];
      for (const {id, payload} of strings) {
        const [one, ...others] = engines.map(([, engine]) =>
          serialize(box(sanitizeWith(engine, parseMarkdown(payload)))),
        );
        if (others.some((other) => other !== one)) different.push(id);
      }
      expect(different).to.deep.equal([]);
    });

    it('run and load nothing in a live page', async () => {
      await prepareSanitizer();
      const detector = await detectExecution();
      for (const {payload} of strings) {
        const comment = detector.body.ownerDocument.createElement('div');
        for (const [, around] of PLACES) comment.append(sanitize(around(payload)));
        detector.body.append(comment);
      }
      await detector.settled();
      expect(detector.traces).to.deep.equal([]);
      expect(detector.body.children.length).to.equal(count);
      detector.remove();
    });
  });
}

/** One frame that a reader notices, but no more (`docs/decisions`): far above what is measured, under 200 ms. */
const FRAME_MS = 500;
/** On a machine that is busy with other browsers, the same work takes longer. */
const LIMIT_MS = FRAME_MS * 3;

const fill = (part: string, length = 20_000): string => part.repeat(length / part.length);

const LARGE: Readonly<Record<string, string>> = {
  'quotations nested 10,000 deep': `${'>'.repeat(10_000)}x`,
  'quotations with spaces, nested 10,000 deep': `${'> '.repeat(9_999)}x`,
  'brackets nested 10,000 deep': '['.repeat(10_000),
  'brackets nested 10,000 deep and closed': fill('[', 10_000) + fill(']', 10_000),
  'lists nested in a line': fill('- '),
  'numbered lists nested in a line': fill('1. '),
  'quotations and lists in one another': fill('> - '),
  'lists nested line by line': Array.from({length: 180}, (_, depth) => `${' '.repeat(depth)}* a`).join('\n'),
  'open emphasis': fill('*a **a '),
  'emphasis of both kinds, crossed': fill('*a_'),
  'emphasis that closes and opens': fill('a**b*c'),
  'open code': Array.from({length: 190}, (_, length) => `e${'`'.repeat(length)}`).join(''),
  'open links': fill('[a]('),
  'links without end': fill('[a](b'),
  'links in brackets without end': fill('[a](<b'),
  images: fill('!['),
  escapes: fill('\\'),
  ampersands: fill('&'),
  'angle brackets': fill('<'),
  comments: fill('<!--'),
  'addresses in angle brackets': fill('<http://a'),
  'underlined headings': fill('a\n-\n'),
  definitions: fill('[a]: u\n'),
  tables: fill('|a|b|\n|-|-|\n'),
  fences: fill('```\n'),
  'line breaks': fill('\n'),
  spaces: `a${fill(' ', 19_000)}b`,
  'a megabyte of quotations': fill('>', 1_000_000),
  'a megabyte of brackets': fill('[', 1_000_000),
};

describe('Markdown as large as this', () => {
  before(() => prepareSanitizer());
  // The first one pays for what the engine compiles.
  before(() => void sanitize(fill('> - *a* `b` [c](https://a.example/)\n\n')));

  for (const [name, markdown] of Object.entries(LARGE)) {
    it(`is safe and soon ready: ${name}`, () => {
      const start = performance.now();
      const fragment = sanitize(markdown);
      expect(performance.now() - start).to.be.below(LIMIT_MS);
      expect(violations(fragment)).to.deep.equal([]);
      expect(sanitize('The **next** one.').querySelector('strong')?.textContent).to.equal('next');
    });
  }
});
