import {expect, nextFrame} from '@open-wc/testing';
import {prepareBodies, showBody} from '../../src/content/body.js';
import type {Body} from '../../src/model/comment.js';
import {prepareSanitizer, sanitize} from '../../src/content/sanitize.js';
import {isWebKit} from '../security/support/engines.js';
import {box} from '../security/support/markup.js';
import {waitUntil} from '../support/wait-until.js';

type Format = Body['format'];

/** What an element shows of a body for which all is ready. */
async function shown(format: Format, value: string): Promise<string> {
  const target = document.createElement('div');
  await prepareBodies([{format, value}]);
  showBody(target, {format, value});
  return target.innerHTML;
}

describe('sanitizing', () => {
  it('is shown as plain text before the sanitizer is ready', async () => {
    const fragment = sanitize(
      '<p>One <b onclick="x()">letter</b>.</p><p>Two<br>lines &lt;3 &#8217;</p><script>x()</script>',
    );
    if (isWebKit) expect(box(fragment).innerHTML).to.equal('<p>One letter.</p><p>Two<br>lines &lt;3 ’</p>');
    else expect(box(fragment).innerHTML).to.equal('<p>One <b>letter</b>.</p><p>Two<br>lines &lt;3 ’</p>');
  });
});

describe('a body without prepared markup', () => {
  // The first test that draws HTML in this page: until then there is no sanitizer.
  it('shows its HTML as soon as the sanitizer is there', async () => {
    const target = document.createElement('div');
    target.append('before');
    showBody(target, {format: 'html', value: '<b onclick="x()">a</b>'});
    expect(target.innerHTML).to.equal('');
    await waitUntil(() => target.innerHTML === '<b>a</b>');
  });

  it('is replaced by a later text', async () => {
    const target = document.createElement('div');
    showBody(target, {format: 'html', value: '<b>a</b>'});
    showBody(target, {format: 'text', value: 'b'});
    await prepareBodies([{format: 'html', value: ''}]);
    await nextFrame();
    expect(target.innerHTML).to.equal('<p>b</p>');
  });
});

describe('a body in Markdown without prepared markup', () => {
  // The first test that draws Markdown in this page.
  it('shows as soon as its parser is there', async () => {
    const target = document.createElement('div');
    showBody(target, {format: 'markdown', value: '*a*'});
    expect(target.innerHTML).to.equal('');
    await waitUntil(() => target.querySelector('em')?.textContent === 'a');
  });
});

describe('a body', () => {
  it('is sanitized where it is HTML', async () => {
    expect(await shown('html', '<p>One <b onclick="x()">letter</b>.</p><script>x()</script>')).to.equal(
      '<p>One <b>letter</b>.</p>',
    );
  });

  it('is unchanged if it is text', async () => {
    expect(await shown('text', '<b>a</b> & b')).to.equal('<p>&lt;b&gt;a&lt;/b&gt; &amp; b</p>');
  });

  it('has links where it is text', async () => {
    const target = document.createElement('div');
    showBody(target, {format: 'text', value: 'See https://packet.example/ferry, please.'});
    expect(target.textContent).to.equal('See https://packet.example/ferry, please.');
    await waitUntil(() => target.querySelector('a')?.href === 'https://packet.example/ferry');
  });

  it('has links even if its HTML is shown as plain text', async () => {
    const tooMuch = '<b>a</b>'.repeat(4_000) + ' https://packet.example/ferry';
    const target = document.createElement('div');
    await prepareBodies([{format: 'html', value: tooMuch}]);
    showBody(target, {format: 'html', value: tooMuch});
    await waitUntil(() => target.querySelector('a')?.href === 'https://packet.example/ferry');
    expect(target.querySelector('b')).to.equal(null);
  });

  it('is parsed and sanitized where it is Markdown', async () => {
    expect(await shown('markdown', '*a* <b>b</b>')).to.equal('<p><em>a</em> &lt;b&gt;b&lt;/b&gt;</p>');
  });
});

describe('the wish for DOMPurify', () => {
  it('is shown as text until DOMPurify has loaded, and then sanitized', async () => {
    const ready = prepareSanitizer('dompurify');
    if (!isWebKit) expect(box(sanitize('<b>a</b>')).innerHTML).to.equal('<p>a</p>');
    await ready;
    expect(box(sanitize('<b>a</b>')).innerHTML).to.equal('<b>a</b>');
  });

  it('applies to the whole page, also to other threads', async () => {
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
    expect(await shown('html', '<b>a</b>')).to.equal('<b>a</b>');
    expect(used).to.equal(false);
    if (native) Object.defineProperty(Element.prototype, 'setHTML', native);
  });
});
