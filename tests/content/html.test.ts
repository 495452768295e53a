import {expect} from '@open-wc/testing';
import {harden} from '../../src/content/harden.js';
import {prepareLayout} from '../../src/content/layout.js';
import {prepareSanitizer, sanitizeWith, toContent} from '../../src/content/sanitize.js';
import {engines} from '../security/support/engines.js';
import {box} from '../security/support/markup.js';
import {violations} from '../security/support/rules.js';

const REL = 'rel="ugc nofollow noopener noreferrer"';

for (const [name, engine] of engines) {
  const clean = (html: string): string => box(sanitizeWith(engine, html)).innerHTML;
  const text = (html: string): string => sanitizeWith(engine, html).textContent ?? '';

  describe(`markup that a comment may hold, with ${name}`, () => {
    for (const html of [
      '<p>One<br>two</p>\n<p>three</p>',
      '<strong>a</strong> <b>b</b> <em>c</em> <i>d</i> <s>e</s> <code>f</code> <cite>g</cite>',
      '<blockquote cite="https://a.example/"><p>x</p></blockquote>',
      '<q cite="https://a.example/">x</q> <del datetime="2026-11-23T10:00Z" cite="https://a.example/">y</del>',
      '<pre>  x\n    y</pre>',
      '<ul><li>x</li></ul><ol><li>y<ul><li>z</li></ul></li></ol>',
      '<abbr title="Hypertext Markup Language" lang="en" dir="ltr">HTML</abbr>',
      `<a href="https://a.example/b?c=d&amp;e#f" ${REL}>x</a>`,
      'a &lt; b &amp;&amp; c &gt; d, &lt;3, were\\are, “x”, &lt;script&gt;',
      '<p>a &lt;b> c</p>'.replace('b>', 'b&gt;'),
      '  spaces  and\n\tbreaks  ',
      '{{mustache}} ${dollar} <p title="{{x}}">&lt;%= erb %&gt;</p>',
    ]) {
      it(`stays as it is: ${html}`, () => {
        expect(clean(html)).to.equal(html);
      });
    }
  });

  describe(`an attribute that may stay, with ${name}`, () => {
    for (const title of [
      '-->',
      ']]>',
      '</style>',
      '</textarea><img src=x>',
      '<!--',
      '{{x}}',
      'javascript:x',
    ]) {
      it(`may say ${title}`, () => {
        const paragraph = document.createElement('p');
        paragraph.title = title;
        expect(
          box(sanitizeWith(engine, paragraph.outerHTML)).firstElementChild?.getAttribute('title'),
        ).to.equal(title);
      });
    }
  });

  describe(`markup that a comment may not hold, with ${name}`, () => {
    for (const [html, expected] of [
      [
        '<u>a</u><span class=x>b</span><font color=red>c</font><small>d</small><sup>e</sup><mark>f</mark>',
        'abcdef',
      ],
      ['<h2>a</h2>b', '<p>a</p>b'],
      ['<div>a</div><div>b</div>', '<p>a</p><p>b</p>'],
      ['<div><p>a</p><p>b</p></div>', '<p>a</p><p>b</p>'],
      ['<div><div>a<b>b</b></div></div>', '<p>a<b>b</b></p>'],
      ['<div><p></p></div>', '<p></p>'],
      ['<section></section>a', 'a'],
      ['<section><?x x?></section>a', 'a'],
      ['<section><!-- x --></section>a', 'a'],
      ['<p is=x-y>a</p>', '<p>a</p>'],
      ['<p is="javascript:x">a</p>', '<p>a</p>'],
      ['<p>a &lt;b<!-- <x --></p>', '<p>a &lt;b</p>'],
      ['<table><tr><th>a<td>b<tr><td>c</table>', '<p>a</p><p>b</p><p>c</p>'],
      ['<table><b>a<tr><td>b</table>', '<b>a</b><p>b</p>'],
      ['<dl><dt>a<dd>b</dl>', '<p>a</p><p>b</p>'],
      ['<li>a<li>b', '<p>a</p><p>b</p>'],
      ['<ul><li>a<table><td><ul><li>b</ul></table></ul>', '<ul><li>a<ul><li>b</li></ul></li></ul>'],
      ['<figure><img src=x><figcaption>a</figcaption></figure>', '<p>a</p>'],
    ] as const) {
      it(`leaves harmless text: ${html}`, () => {
        expect(clean(html)).to.equal(expected);
      });
    }

    for (const gone of [
      '<script>x</script>',
      '<style>x</style>',
      '<iframe>x</iframe>',
      '<object>x</object>',
      '<embed>',
      '<svg><a href="https://a.example/">x</a></svg>',
      '<math><mi>x</mi></math>',
      '<form>x</form>',
      '<textarea>x</textarea>',
      '<select><option>x</select>',
      '<button>x</button>',
      '<template>x</template>',
      '<noscript>x</noscript>',
      '<NoScript><p title="</noscript><b>x</b>"></p></NOSCRIPT>',
      '<video>x</video>',
      '<img alt=x>',
      '<title>x</title>',
      '<x-y>x</x-y>',
      '<!-- x -->',
      '<?x x?>',
      '<![CDATA[x]]>',
      '<meta http-equiv=refresh content=0><link rel=stylesheet href=x><base href="https://evil.example/">',
    ]) {
      it(`is removed with its content: ${gone}`, () => {
        expect(clean(`a${gone}b`)).to.equal('ab');
      });
    }

    it('leaves one text where it stood between two', () => {
      expect(sanitizeWith(engine, 'a<!-- -->b<x-y></x-y>c<span>d</span>e').childNodes.length).to.equal(1);
    });

    it('does not matter where the body tries to be a page', () => {
      for (const html of [
        '<!doctype html><html><head><title>t</title></head><body onload=x>a</body></html>',
        '<frameset onload=x>a',
        '</body></html>a',
      ])
        expect(clean(html)).to.equal('a');
    });
  });

  describe(`a link, with ${name}`, () => {
    it('opens its address, normalised', () => {
      expect(clean('<a href=" HTTPS://A.example/x y " target=_blank rel=opener>z</a>')).to.equal(
        `<a href="https://a.example/x%20y" ${REL}>z</a>`,
      );
    });

    for (const href of [
      'javascript:alert(1)',
      'jav&#x09;ascript:alert(1)',
      ' &#1;javascript:alert(1)',
      'data:text/html,x',
      'mailto:a@b.example',
      '/relative',
      '//evil.example/',
      '#hash',
      'https://paper.example@evil.example/',
      '',
    ]) {
      it(`is only its text where its address is ${href || 'empty'}`, () => {
        expect(clean(`<a href="${href}">a <b>b</b></a>`)).to.equal('a <b>b</b>');
        expect(clean(`<q cite="${href}">a</q>`)).to.equal('<q>a</q>');
      });
    }

    it('is only its text where it has no address', () => {
      expect(clean('<a name=x>a</a>')).to.equal('a');
    });

    it('does not stand in another', () => {
      expect(
        clean('<a href="https://a.example/">a<table><td><a href="https://b.example/">b</a></table></a>'),
      ).to.equal(`a<p><a href="https://b.example/" ${REL}>b</a></p>`);
    });
  });

  describe(`the text of a link, with ${name}`, () => {
    const link = (sample: string): string => text(`<a href="https://evil.example/paypal.com">${sample}</a>`);

    it('is followed by the real host where it names another', () => {
      expect(link('paypal.com')).to.equal('paypal.com (evil.example)');
      expect(link('https://<b>paypal</b>.com/login')).to.equal('https://paypal.com/login (evil.example)');
      expect(link('<span>paypal</span>.com')).to.equal('paypal.com (evil.example)');
    });

    it('is left alone where it names no host, or the real one', () => {
      for (const sample of [
        'read this',
        'evil.example',
        'www.evil.example',
        'https://evil.example/paypal.com',
      ])
        expect(link(sample)).to.equal(sample);
    });

    it('does not deceive by international characters', () => {
      expect(text('<a href="https://пример.рф/">xn--e1afmkfd.xn--p1ai</a>')).to.equal(
        'xn--e1afmkfd.xn--p1ai',
      );
      expect(text('<a href="https://раураl.example/">paypal.example</a>')).to.match(
        /^paypal\.example \(xn--[\w-]+\.example\)$/,
      );
    });

    it('does not fool by characters that turn it round or are not seen', () => {
      expect(link('\u202Emoc.lapyap')).to.equal('moc.lapyap (evil.example)');
      expect(link('<b>\u2067\u202E</b>pay\u200Bpal.com')).to.equal('pay\u200Bpal.com (evil.example)');
    });

    it('gets the host once, however often it is sanitized', () => {
      const once = clean('<a href="https://evil.example/">paypal.com</a>');
      expect(clean(once)).to.equal(once);
    });
  });
}

describe('what an engine lets through by mistake', () => {
  it('goes all the same', () => {
    const template = document.createElement('template');
    template.innerHTML =
      'a<script>x</script><svg><a href="https://a.example/">x</a></svg><img src="data:,"><!-- x --><x-y>x</x-y>' +
      '<p id=x class=x style="color:red" onclick="x" data-x aria-label=x is=x>b</p>' +
      '<p onclick="x">c</p><a href="javascript:x" name=x>d</a><form><input name=attributes></form>';
    const fragment = harden(template.content);
    expect(violations(fragment)).to.deep.equal([]);
    expect(box(fragment).innerHTML).to.equal('a<p>b</p><p>c</p>d');
  });
});

// Paragraphs of text become nodes without a parser. They must become the same nodes as with one.
describe('paragraphs of text', () => {
  before(() => prepareSanitizer());

  const [first] = engines;
  const [, parse] = first ?? [];
  if (!parse) throw new Error('This browser has no sanitizer');
  const parsed = (html: string): string => box(prepareLayout(sanitizeWith(parse, html))).innerHTML;
  const shown = (html: string): string => box(toContent(html)).innerHTML;

  /** What stands in and between paragraphs: all that parsers and the layout treat in their own ways, and what is nearly it. */
  const PIECES = [
    ...[
      '<p>',
      '</p>',
      '<p>',
      '</p>',
      '<p>',
      '</p>\n',
      '</p>\r\n',
      '<p></p>',
      '<p> </p>',
      '</p>\u00A0',
      '<P>',
    ],
    ...['<br>', '<b>', '</b>', '<!-- -->', '<', '>', '<p class="x">', '<script>x</script>', '<img src=x>'],
    ...[
      '&#8217;',
      '&#8220;',
      '&#8203;',
      '&#8999;',
      '&#8;',
      '&#82170;',
      '&#8217',
      '&amp;',
      '&lt;b&gt;',
      '&',
      ';',
    ],
    ...[
      'word',
      'two words',
      ' ',
      '  ',
      '\n',
      '\r',
      '\t',
      '\f',
      '\0',
      '\u00A0',
      '\uFEFF',
      '\uFFFE',
      '\uD800',
      '\u0001',
      '\u2028',
    ],
    ...['{{x}}', '${x}', '\u202E', '👍🏽', 'ש', '$&', '$1'],
  ];

  const BETWEEN = ['', '', '\n', '\n\n', ' \t\f', '\r\n', '\u00A0', '\uFEFF', '\v'];

  /** The same in every run: a linear congruential generator. */
  function* texts(count: number): Generator<string> {
    let state = 7;
    const below = (limit: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((state / 2_147_483_648) * limit);
    };
    const piece = (): string => PIECES[below(PIECES.length)] ?? '';
    for (let made = 0; made < count; made++) {
      const inner = (): string => Array.from({length: 1 + below(4)}, piece).join('');
      yield Array.from({length: 1 + below(3)}, () =>
        below(3) === 0 ? inner() : `<p>${inner()}</p>${BETWEEN[below(BETWEEN.length)] ?? ''}`,
      ).join('');
    }
  }

  it('are the same nodes as by the parser, whatever is in them', () => {
    for (const html of texts(20_000)) {
      const seen = JSON.stringify(html);
      expect(`${seen} ${shown(html)}`).to.equal(`${seen} ${parsed(html)}`);
    }
  });

  it('may be as long as a body can be', () => {
    for (const words of ['x'.repeat(99_000), '&#8217;'.repeat(14_000), 'x'.repeat(99_000) + '<b>'])
      expect(shown(`<p>${words}</p>`) === parsed(`<p>${words}</p>`)).to.equal(true);
  });

  it('have the punctuation that WordPress writes as numbers', () => {
    expect(shown('<p>It&#8217;s &#8220;here&#8221;</p>\n<p>&#8230;</p>\n')).to.equal(
      '<p>It’s “here”</p><p>…</p>',
    );
  });
});
