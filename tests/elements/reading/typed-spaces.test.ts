import {expect} from '@open-wc/testing';
import {prepareBodies} from '../../../src/content/body.js';
import type {Body} from '../../../src/model/comment.js';
import {makeComment} from '../../support/comments.js';
import {placeOf} from '../../support/place-of.js';
import {openThread, openThreadToWrite} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

async function drawn(body: Body): Promise<HTMLElement> {
  await prepareBodies([body]);
  const page = await openThread({comments: [makeComment('c1', {body})]});
  return page.part('body', page.article('c1'));
}

const text = (value: string): Body => ({format: 'text', value});
const html = (value: string): Body => ({format: 'html', value});
const markdown = (value: string): Body => ({format: 'markdown', value});

/** How far the second of two lines is indented, and how much room two spaces take between two words. */
function measure(body: HTMLElement): {indent: number; gap: number} {
  const first = placeOf('One', body);
  return {
    indent: placeOf('two', body).left - first.left,
    gap: placeOf('apart', body).left - placeOf('wide', body).right,
  };
}

describe('spaces in a comment', () => {
  for (const [what, body] of Object.entries({
    'in a text': text('One wide  apart\n    two\n\tthree'),
    'in what WordPress makes of a text': html('<p>One wide  apart<br />\n    two<br />\n\tthree</p>\n'),
    'in HTML without paragraphs': html('One wide  apart<br>    two<br>\tthree'),
    'in a quotation of HTML': html(
      '<blockquote>\n<p>One wide  apart<br />\n    two<br />\n\tthree</p>\n</blockquote>',
    ),
  })) {
    it(`show ${what}`, async () => {
      const body_ = await drawn(body);
      const {indent, gap} = measure(body_);
      const space = gap / 2;
      expect(space).to.be.above(2);
      expect(indent).to.be.closeTo(4 * space, 0.5);
      expect(placeOf('three', body_).left - placeOf('One', body_).left).to.be.above(4 * space);
    });
  }

  it('are shown in Markdown between words, and in code', async () => {
    const body = await drawn(markdown('One wide  apart\n\n```\nif:\n    two\n```'));
    const {gap} = measure(body);
    expect(gap).to.be.above(4);
    expect(placeOf('two', body).left - placeOf('if:', body).left).to.be.above(10);
  });

  it('show in the preview', async () => {
    const page = await openThreadToWrite({comments: []});
    page.write('body', 'One wide  apart\n    two');
    await page.settled();
    const {renderRoot} = page.form();
    page.button('Preview', renderRoot).click();
    await waitUntil(() => renderRoot.querySelector('[part=preview]')?.textContent.trim(), 'no preview');
    const {indent, gap} = measure(page.part('preview', renderRoot));
    expect(indent).to.be.closeTo(2 * gap, 0.5);
  });

  for (const [what, value] of Object.entries({
    'the source of HTML': '\n  <p>\n    One wide\n    apart\n  </p>\n\n  <ul>\n    <li>two</li>\n  </ul>\n',
    'the source around what is marked': '<p>One <b>wide</b>\n   <i>apart</i>\n</p>\n<p>two</p>',
  })) {
    it(`mean one space or none in ${what}`, async () => {
      const body = await drawn(html(value));
      const line = placeOf('One', body);
      expect(line.left).to.be.closeTo(body.getBoundingClientRect().left, 1);
      expect(placeOf('apart', body).top).to.be.closeTo(line.top, 1);
      expect(placeOf('apart', body).left - placeOf('wide', body).right).to.be.within(2, 8);
      // No empty line anywhere: two lines and the room between them.
      expect(body.getBoundingClientRect().height).to.be.below(3.5 * line.height + 20);
      expect(placeOf('One', body).top - body.getBoundingClientRect().top).to.be.below(line.height / 2);
    });
  }

  for (const [what, value] of Object.entries({
    'a thousand spaces': `One${' '.repeat(1_000)}apart`,
    'a thousand spaces at the end': `One${' '.repeat(1_000)}`,
    'a hundred tabs': `One${'\t'.repeat(100)}apart`,
    'deep indentation': `One\n${' '.repeat(200)}two words`,
    'one long word': `One ${'x'.repeat(1_000)}`,
    'a picture of characters': `   /\\_/\\   ${' '.repeat(90)}|\n  ( o.o )  ${'-'.repeat(90)}|`,
  })) {
    it(`never make the page wider: ${what}, at 320 px`, async () => {
      const bodies = [text(value), html(`<p>${value.replace(/\n/g, '<br />\n')}</p>`), markdown(value)];
      await prepareBodies(bodies);
      const page = await openThread({
        comments: bodies.map((body, index) => makeComment(`c${String(index)}`, {body})),
      });
      page.thread.style.inlineSize = '320px';
      await page.settled();
      for (const article of page.articles) {
        const place = page.part('body', article);
        expect(place.scrollWidth).to.be.at.most(place.clientWidth);
      }
      expect(page.thread.scrollWidth).to.be.at.most(320);
    });
  }
});
