import {expect, fixture, html} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import type {ThreadElement} from '../../../src/elements/thread/thread.js';
import {makeComment} from '../../support/comments.js';
import {ThreadPage} from '../../support/thread-fixture.js';

/** What a page's styles hand down to all that stands in it, and what a thread has instead. */
const INHERITED: Readonly<Record<string, readonly [page: string, thread: string]>> = {
  'white-space': ['nowrap', 'pre-wrap'],
  'text-transform': ['uppercase', 'none'],
  'text-align': ['center', 'start'],
  'text-align-last': ['justify', 'auto'],
  'text-indent': ['40px', '0px'],
  'letter-spacing': ['6px', 'normal'],
  'word-spacing': ['30px', '0px'],
  'word-break': ['break-all', 'normal'],
  hyphens: ['auto', 'manual'],
};

const LONG = 'The last boat home leaves at ten, and whoever misses it sleeps at the harbour. '.repeat(8);

async function threadInPage(style: string): Promise<ThreadPage> {
  const adapter = new MemoryAdapter({
    comments: [makeComment('1', {body: {format: 'text', value: LONG}}), makeComment('2', {parentId: '1'})],
  });
  const around = await fixture(
    html`<div style=${`inline-size: 320px; overflow: auto; ${style}`}>
      <parley-thread page-id="host-styles" loading="eager" .adapter=${adapter}></parley-thread>
    </div>`,
  );
  return new ThreadPage(around.querySelector('parley-thread') as ThreadElement).ready();
}

describe('a page whose styles change text', () => {
  for (const [property, [inPage, inThread]] of Object.entries(INHERITED)) {
    it(`leaves comments as they are: ${property}: ${inPage}`, async () => {
      const page = await threadInPage(`${property}: ${inPage}`);
      const body = page.part('body', page.article('1'));
      const value = getComputedStyle(body).getPropertyValue(property);
      // Engines differ in how they write "no extra space".
      expect([inThread, '0px', 'normal']).to.include(value);
      expect(value).not.to.equal(inPage);
      const {scrollWidth, clientWidth} = page.thread.parentElement as HTMLElement;
      expect(scrollWidth).to.be.at.most(clientWidth);
    });
  }

  it('gives comments its font, size and colour', async () => {
    const page = await threadInPage('font: italic 21px serif; color: rgb(90, 20, 20)');
    const {fontStyle, fontSize, fontFamily, color} = getComputedStyle(page.part('body', page.article('1')));
    expect([fontStyle, fontSize, fontFamily, color]).to.deep.equal([
      'italic',
      '21px',
      'serif',
      'rgb(90, 20, 20)',
    ]);
  });
});
