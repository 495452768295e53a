import {expect} from '@open-wc/testing';
import {bodyToFragment} from '../../src/content/body.js';
import {prepareSanitizer, sanitize} from '../../src/content/sanitize.js';
import {isWebKit} from '../security/support/engines.js';
import {box} from '../security/support/markup.js';

const html = (format: 'text' | 'html' | 'markdown', value: string): string =>
  box(bodyToFragment({format, value})).innerHTML;

describe('a body', () => {
  it('shows its words as plain text before the sanitizer is ready', async () => {
    const fragment = sanitize(
      '<p>One <b onclick="x()">letter</b>.</p><p>Two<br>lines &lt;3 &#8217;</p><script>x()</script>',
    );
    if (isWebKit) expect(box(fragment).innerHTML).to.equal('<p>One letter.</p><p>Two<br>lines &lt;3 ’</p>');
    else expect(box(fragment).innerHTML).to.equal('<p>One <b>letter</b>.</p><p>Two<br>lines &lt;3 ’</p>');
  });

  it('is sanitized where it is HTML', async () => {
    await prepareSanitizer();
    expect(html('html', '<p>One <b onclick="x()">letter</b>.</p><script>x()</script>')).to.equal(
      '<p>One <b>letter</b>.</p>',
    );
  });

  it('comes out as typed where it is text', () => {
    expect(html('text', '<b>a</b> & b')).to.equal('<p>&lt;b&gt;a&lt;/b&gt; &amp; b</p>');
  });

  it('comes out as typed where it is Markdown, for which there is no parser yet', () => {
    expect(html('markdown', '*a* <b>b</b>')).to.equal('<p>*a* &lt;b&gt;b&lt;/b&gt;</p>');
  });
});

describe('the wish for DOMPurify', () => {
  it('shows the words until DOMPurify is there, and then what it gives', async () => {
    const ready = prepareSanitizer('dompurify');
    if (!isWebKit) expect(html('html', '<b>a</b>')).to.equal('<p>a</p>');
    await ready;
    expect(html('html', '<b>a</b>')).to.equal('<b>a</b>');
  });

  it('holds for the whole page, whatever another thread wants', async () => {
    await prepareSanitizer('auto');
    const native = Object.getOwnPropertyDescriptor(Element.prototype, 'setHTML');
    let used = false;
    if (native)
      Object.defineProperty(Element.prototype, 'setHTML', {
        ...native,
        value() {
          used = true;
        },
      });
    expect(html('html', '<b>a</b>')).to.equal('<b>a</b>');
    expect(used).to.equal(false);
    if (native) Object.defineProperty(Element.prototype, 'setHTML', native);
  });
});
