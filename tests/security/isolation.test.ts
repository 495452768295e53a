import {expect} from '@open-wc/testing';
import {sanitizeWith} from '../../src/content/sanitize.js';
import {engines} from './support/engines.js';
import {box} from './support/markup.js';

/** What tries to reach out of its own comment into the next one. */
const REACHING_OUT = [
  '<b>',
  '<a href="https://evil.example/">',
  '</div></article><article><b>forged</b>',
  '</p></blockquote></ul></ol></li></pre>',
  '</body></html>',
  '<plaintext>',
  '<!--',
  '<!-- --!',
  '<template>',
  '<template shadowrootmode="open">',
  '<style>',
  '<script>',
  '<textarea>',
  '<title>',
  '<xmp>',
  '<iframe>',
  '<noscript>',
  '<select>',
  '<table><tr><td>',
  '<svg><style>',
  '<math><annotation-xml encoding="text/html">',
  '<![CDATA[',
  '<p title="',
  '<frameset>',
  '<form><input name="parentNode">',
];
const NEIGHBOUR = '<p>The <em>next</em> letter.</p>';

for (const [name, engine] of engines) {
  describe(`one comment beside another, with ${name}`, () => {
    for (const html of REACHING_OUT) {
      it(`is not touched by ${html}`, () => {
        const list = document.createElement('section');
        for (const body of [NEIGHBOUR, html, NEIGHBOUR]) {
          const comment = document.createElement('article');
          comment.append(sanitizeWith(engine, body));
          list.append(comment);
        }
        expect(list.children.length).to.equal(3);
        expect(list.children[0]?.innerHTML).to.equal(NEIGHBOUR);
        expect(list.children[2]?.innerHTML).to.equal(NEIGHBOUR);
        expect(list.querySelectorAll('article').length).to.equal(3);
      });
    }
  });

  describe(`the host page, with ${name}`, () => {
    it('gets no names from a comment', () => {
      const names = [
        '<a id=parley href="https://a.example/">x</a>',
        '<a name=parley href="https://a.example/">x</a>',
        '<p id=parley>x',
        '<form name=parley><input name=action></form>',
        '<img name=parley>',
      ];
      const live = document.createElement('div');
      for (const html of names) live.append(sanitizeWith(engine, html));
      document.body.append(live);
      expect((window as unknown as Record<string, unknown>)['parley']).to.equal(undefined);
      expect((document as unknown as Record<string, unknown>)['parley']).to.equal(undefined);
      expect(live.querySelector('[id], [name]')).to.equal(null);
      live.remove();
    });

    it('gets neither classes nor styles nor slots nor parts nor labels from a comment', () => {
      const html =
        '<p class=a style="position:fixed" slot=b part=c data-d=e aria-label=f role=alert hidden tabindex=1 contenteditable>x';
      expect(box(sanitizeWith(engine, html)).innerHTML).to.equal('<p>x</p>');
    });

    it('gets no custom element from a comment, nor a built-in one that it has customized', () => {
      const tag = `x-gadget-${name.length}`;
      let upgraded = 0;
      class Gadget extends HTMLParagraphElement {
        connectedCallback(): void {
          upgraded++;
        }
      }
      customElements.define(tag, Gadget, {extends: 'p'});
      const live = document.createElement('div');
      live.append(
        sanitizeWith(
          engine,
          `<p is="${tag}">kept</p><div is="${tag}">kept too</div><${tag}>dropped</${tag}>`,
        ),
      );
      document.body.append(live);
      expect(upgraded).to.equal(0);
      expect(live.innerHTML).to.equal('<p>kept</p><p>kept too</p>');
      live.remove();
    });
  });
}

for (const [name, engine] of engines) {
  describe(`a template that asks for a shadow root, with ${name}`, () => {
    // Firefox parses what has a table, and what has many tags, as a document: there such a template is heard.
    for (const before of ['', '<table>', '<table></table>', '<br>'.repeat(250)]) {
      for (const host of ['p', 'blockquote']) {
        for (const mode of ['open', 'closed']) {
          it(`creates none: ${mode}, in a ${host}, after ${before.slice(0, 15) || 'nothing'}`, () => {
            const hidden = '<a href="https://evil.example/">https://paper.example</a>';
            const fragment = sanitizeWith(
              engine,
              `${before}<${host}><template shadowrootmode=${mode}>${hidden}</template>seen</${host}>`,
            );
            const page = document.createElement('div');
            document.body.append(page);
            page.append(fragment);
            // What stands in an element with a shadow root, open or closed, and in no slot of it, is not drawn.
            const words = document.createTreeWalker(page, NodeFilter.SHOW_TEXT).nextNode();
            const range = document.createRange();
            if (words) range.selectNodeContents(words);
            expect(words?.nodeValue).to.equal('seen');
            expect(range.getClientRects().length).to.equal(1);
            expect([...page.querySelectorAll('*')].filter(({shadowRoot}) => shadowRoot)).to.deep.equal([]);
            page.remove();
          });
        }
      }
    }
  });
}
