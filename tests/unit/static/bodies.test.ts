import {describe, expect, it} from 'vitest';
import {bodyHtml} from '../../../src/static/to-html.js';

describe('a body as static HTML', () => {
  it.each([
    ['One\ntwo\n\nthree', '<p>One<br>two</p><p>three</p>'],
    ['a < b & "c"', '<p>a &lt; b &amp; &quot;c&quot;</p>'],
    ['', ''],
    [
      'See www.packet.example/a?b=1&c.',
      '<p>See <a href="http://www.packet.example/a?b=1&amp;c" rel="ugc nofollow noopener noreferrer">www.packet.example/a?b=1&amp;c</a>.</p>',
    ],
  ])('shows the text %j as typed', (value, html) => {
    expect(bodyHtml({format: 'text', value})).toBe(html);
  });

  it.each([
    ['<p>One\n  line</p>\n\n<p>two</p>', '<p>One line</p><p>two</p>'],
    ['<b onclick="x">bold</b><script>alert(1)</script>', '<b>bold</b>'],
    [
      '<a href="javascript:alert(1)">a</a> <a href="https://b.example/">b</a>',
      'a <a href="https://b.example/" rel="ugc nofollow noopener noreferrer">b</a>',
    ],
    [
      '<a href="https://evil.example/">packet.example</a>',
      '<a href="https://evil.example/" rel="ugc nofollow noopener noreferrer">packet.example (evil.example)</a>',
    ],
    ['<h2>Loud</h2><u>under</u><img src=x onerror=y>', '<p>Loud</p>under'],
    ['<ul>\n<li>one</li>\n</ul>', '<ul dir="auto"><li>one</li></ul>'],
    ['<pre>a\n  b</pre>', '<pre>a\n  b</pre>'],
    ['<svg><p>x</p></svg>after', 'after'],
    ['a & b &lt;script&gt;', 'a &amp; b &lt;script&gt;'],
  ])('sanitizes %j', (value, html) => {
    expect(bodyHtml({format: 'html', value})).toBe(html);
  });

  it('parses Markdown, with raw HTML as typed', () => {
    expect(bodyHtml({format: 'markdown', value: '*Hello* <b>you</b> https://b.example/'})).toBe(
      '<p><em>Hello</em> &lt;b&gt;you&lt;/b&gt; <a href="https://b.example/" rel="ugc nofollow noopener noreferrer">https://b.example/</a></p>',
    );
  });

  it('shows what is too large to be parsed as text', () => {
    expect(bodyHtml({format: 'html', value: '<i>'.repeat(4_000) + 'end'})).toBe('<p>end</p>');
    const attributes = Array.from({length: 6_001}, (_, index) => `a${String(index)}`).join(' ');
    expect(bodyHtml({format: 'html', value: `<b ${attributes}>end</b>`})).toBe('<p>end</p>');
    expect(bodyHtml({format: 'markdown', value: '*a* '.repeat(6_000)})).toMatch(/^<p>\*a\* /);
  });

  it.each([
    ['spaces', ' '.repeat(90_000)],
    ['line breaks', '\n'.repeat(90_000)],
    ['links without end', '<a href="https://a.example">'.repeat(2_900)],
    ['quotation marks', '<a title="'.repeat(2_900)],
    ['ampersands', '&amp'.repeat(20_000)],
    ['nested quotations', '<blockquote>'.repeat(2_900)],
  ])('takes no long time for %s', (_, value) => {
    const started = performance.now();
    bodyHtml({format: 'html', value});
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
