import {expect} from '@open-wc/testing';
import {prepareBodies} from '../../../src/content/body.js';
import type {Body} from '../../../src/model/comment.js';
import {makeComment} from '../../support/comments.js';
import {placeOf} from '../../support/place-of.js';
import {openThread, openThreadToWrite, type ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const HEBREW = 'שלום לכולם';
const PLAIN = `Hello there.\n\n${HEBREW}!`;

/** Every way in which a Hebrew paragraph comes behind an English one. */
const BODIES: Readonly<Record<string, Body>> = {
  'a paragraph of a text': {format: 'text', value: PLAIN},
  'a line of a text': {format: 'text', value: `Hello there.\n${HEBREW}!`},
  'a paragraph of HTML': {format: 'html', value: `<p>Hello there.</p>\n<p>${HEBREW}!</p>`},
  'a line of HTML': {format: 'html', value: `<p>Hello there.<br />\n${HEBREW}!</p>`},
  'words of HTML without a paragraph': {format: 'html', value: `Hello there.<br>${HEBREW}!`},
  'an item in HTML': {format: 'html', value: `<p>Hello there.</p><ul><li>${HEBREW}!</li></ul>`},
  'a quotation in HTML': {format: 'html', value: `<p>Hello.</p><blockquote>${HEBREW}!</blockquote>`},
  'a paragraph of Markdown': {format: 'markdown', value: PLAIN},
  'a quotation in Markdown': {format: 'markdown', value: `Hello there.\n\n> ${HEBREW}!`},
  'an item in Markdown': {format: 'markdown', value: `Hello there.\n\n- Hi\n- ${HEBREW}!`},
  'code in Markdown': {format: 'markdown', value: `Hello there.\n\n\`\`\`\n${HEBREW}!\n\`\`\``},
};

const body = (page: ThreadPage, id: string): HTMLElement => page.part('body', page.article(id));

describe('the direction of a comment', () => {
  for (const [what, words] of Object.entries(BODIES)) {
    it(`is that of ${what} for ${what} alone`, async () => {
      await prepareBodies([words]);
      const page = await openThread({comments: [makeComment('c1', {body: words})]});
      const drawn = body(page, 'c1');
      // The mark ends a sentence that runs to the left.
      expect(placeOf('!', drawn).right).to.be.at.most(placeOf(HEBREW, drawn).left + 1);
      // An item stands beside its mark, which is where its list begins.
      if (what.startsWith('an item in Markdown'))
        expect(placeOf(HEBREW, drawn).left).to.be.below(drawn.getBoundingClientRect().left + 60);
      else expect(placeOf(HEBREW, drawn).right).to.be.above(drawn.getBoundingClientRect().right - 60);
      expect(placeOf('Hello', drawn).left).to.be.below(drawn.getBoundingClientRect().left + 60);
    });
  }

  it('is left to right for an English paragraph behind an Arabic one, in a page from right to left', async () => {
    document.documentElement.dir = 'rtl';
    try {
      const page = await openThread({
        comments: [makeComment('c1', {body: {format: 'text', value: 'مرحبا بكم.\n\nHello there!'}})],
      });
      const drawn = body(page, 'c1');
      expect(placeOf('!', drawn).left).to.be.at.least(placeOf('Hello', drawn).right - 1);
      expect(placeOf('Hello', drawn).left).to.be.below(drawn.getBoundingClientRect().left + 60);
    } finally {
      document.documentElement.removeAttribute('dir');
    }
  });

  it('is that of an HTML element, for its content', async () => {
    const value = '<p>Hello there.</p><p dir="rtl">Hi!</p><blockquote dir="rtl"><p>Yes?</p></blockquote>';
    await prepareBodies([{format: 'html', value}]);
    const page = await openThread({comments: [makeComment('c1', {body: {format: 'html', value}})]});
    const drawn = body(page, 'c1');
    // By their left edges: WebKit counts more to a mark behind words of the other direction.
    expect(placeOf('!', drawn).left).to.be.below(placeOf('Hi', drawn).left);
    expect(placeOf('?', drawn).left).to.be.below(placeOf('Yes', drawn).left);
  });

  it('is each paragraph’s own in the box and in the preview', async () => {
    const page = await openThreadToWrite({comments: []});
    page.write('body', PLAIN);
    await page.settled();
    const box = page.field('body');
    expect(getComputedStyle(box).unicodeBidi).to.equal('plaintext');
    expect(getComputedStyle(box).textAlign).to.equal('start');
    const {renderRoot} = page.form();
    page.button('Preview', renderRoot).click();
    await waitUntil(() => renderRoot.querySelector('[part=preview]')?.textContent.trim(), 'no preview');
    const preview = page.part('preview', renderRoot);
    expect(placeOf('!', preview).right).to.be.at.most(placeOf(HEBREW, preview).left + 1);
  });

  it('is each paragraph’s own in the policy, and in text that could not be posted', async () => {
    const page = await openThread(
      {comments: []},
      {
        policy: {
          text: {format: 'text', value: PLAIN},
          rules: [
            {id: 'a', text: 'Be kind.'},
            {id: 'b', text: `${HEBREW}!`},
          ],
        },
      },
    );
    const notice = page.thread.renderRoot.querySelector('parley-policy-notice')?.renderRoot as ShadowRoot;
    for (const part of ['.words', 'ul']) {
      const place = notice.querySelector(part) as Element;
      expect(placeOf('!', place).right, part).to.be.at.most(placeOf(HEBREW, place).left + 1);
    }
  });
});
