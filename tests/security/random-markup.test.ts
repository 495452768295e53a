import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {sanitizeWith} from '../../src/content/sanitize.js';
import {engines} from './support/engines.js';
import {box, serialize} from './support/markup.js';
import {violations} from './support/rules.js';

/** What parsers and sanitizers stumble over: misnesting, tables, foreign content, raw text, comments, encodings. */
const TAGS = (
  'p a div table td tr th tbody caption colgroup col b i h1 ul ol li dl dd dt blockquote pre span section center font ' +
  'sup details summary ruby rt svg math mi mtext annotation-xml desc foreignObject title style form select option ' +
  'button template noscript textarea script frameset frame body html head plaintext xmp iframe noembed object marquee ' +
  'nobr image input br hr x-y'
).split(' ');
const ODD = [
  '<a href="https://a.example/">',
  '<a href=" https://A.example ">',
  '<a href="javascript:alert(1)">',
  '<a href="https://x@evil.example/">',
  '<a name=body id=cookie>',
  '<p is=x-y onclick=alert(1)>',
  '<li is=x-y>',
  '<b is="javascript:x">',
  '<q title="-->" lang="]]>">',
  '<q cite="https://a.example/ " title=" x ">',
  '<del datetime=2026-11-23 class=a slot=b part=c>',
  '<b lang=" de " dir="RTL" style="color:red">',
  '<template shadowrootmode=open>',
  '<img src=x onerror=alert(1)>',
  '<p title="',
  '">',
  '<!--',
  '-->',
  '--!>',
  '<![CDATA[',
  ']]>',
  '<?x ?>',
  '<!doctype html>',
  '<',
  '</',
  '>',
  '&lt;',
  '&#0;',
  '&',
  '\0',
  '\n',
  '\r',
  '\t ',
  '\u00A0',
  '\u202E',
  'paypal.com',
  'x',
];
const markup = fc
  .array(
    fc.oneof(
      fc.constantFrom(...TAGS).chain((tag) => fc.constantFrom(`<${tag}>`, `</${tag}>`)),
      fc.constantFrom(...ODD),
    ),
    {
      maxLength: 20,
      size: 'max',
    },
  )
  .map((parts) => parts.join(''));

describe('random markup made of what parsers stumble over', () => {
  for (const [name, engine] of engines) {
    it(`reduces ${name} to what the allow list contains, and does not change it a second time`, () => {
      fc.assert(
        fc.property(markup, (html) => {
          const fragment = sanitizeWith(engine, html);
          expect(violations(fragment)).to.deep.equal([]);
          const once = serialize(box(fragment));
          expect(serialize(box(sanitizeWith(engine, once)))).to.equal(once);
        }),
        {numRuns: 500},
      );
    });
  }

  const [[, one] = [], [, other] = []] = engines;
  if (one && other) {
    it('gives the same tree with either engine', () => {
      fc.assert(
        fc.property(markup, (html) => {
          const tree = box(sanitizeWith(one, html));
          const otherTree = box(sanitizeWith(other, html));
          expect(serialize(tree)).to.equal(serialize(otherTree));
          expect(tree.isEqualNode(otherTree)).to.equal(true);
        }),
        {numRuns: 500},
      );
    });

    it('gives the same tree with either engine when it is nested hundreds of levels deep', () => {
      fc.assert(
        fc.property(markup, fc.integer({min: 100, max: 900}), (html, times) => {
          const deep = html.slice(0, 40).repeat(times);
          expect(box(sanitizeWith(one, deep)).isEqualNode(box(sanitizeWith(other, deep)))).to.equal(true);
        }),
        {numRuns: 20},
      );
    });
  }
});
