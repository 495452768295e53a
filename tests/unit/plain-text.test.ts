import {describe, expect, it} from 'vitest';
import {markupToText} from '../../src/content/plain-text.js';

/** As it would be shown: lines, without the spaces at their ends. */
const lines = (markup: string): string[] =>
  markupToText(markup)
    .trim()
    .split(/\s*\n\s*/);

describe('the text of markup, without a sanitizer', () => {
  it('come without tags, comments, scripts and styles', () => {
    const markup =
      'a <b onclick="x">b</b><!-- no --><script>no()</script> c<style>no{}</style><img src=x onerror=no()> d<svg><a>no</svg>';
    expect(lines(markup)).toEqual(['a b c d']);
  });

  it('keep paragraphs and line breaks', () => {
    expect(lines('<p>one<br>two</p>\n<p>three\nstill three</p><div>four</div>')).toEqual([
      'one',
      'two',
      'three still three',
      'four',
    ]);
  });

  it('have their character references decoded', () => {
    expect(markupToText('&lt;b&gt; &amp;amp; &quot;x&quot; &#39;y&#x2019; a&nbsp;b')).toBe(
      '<b> &amp; "x" \'y’ a\xA0b',
    );
  });

  it('keep what is no reference and no tag', () => {
    expect(markupToText('a < b && c > d <3 &unknown; &#x110000;')).toBe(
      'a < b && c > d <3 &unknown; &#x110000;',
    );
  });

  it('end where an unclosed comment or script begins', () => {
    expect(markupToText('a<!-- <b>no</b>')).toBe('a');
    expect(markupToText('a<script>no()')).toBe('a');
    expect(markupToText('a<img src=x onerror=no()')).toBe('a');
  });
});
