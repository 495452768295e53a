import {expect, fixture, html} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import type {ThreadElement} from '../../../src/elements/thread/thread.js';
import {makeComment} from '../../support/comments.js';
import {ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

// WebKit anchors no scrolling, and a page may have turned that off elsewhere: what comes late above a comment must not take it away
// from a reader whom a link has led there.

const comments = Array.from({length: 30}, (_, index) =>
  makeComment(String(index + 1), {body: {format: 'text', value: 'Words. '.repeat(60)}}),
);

/** A picture of this height, which the page did not reserve. */
const picture = (height: number): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="100" height="${height}"/>`)}`;

const twoFrames = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

interface Scene {
  readonly page: ThreadPage;
  readonly scroller: Element;
  /** Where the comment stands in its window. */
  top(): number;
  /** The picture above the thread comes. */
  loadPicture(): Promise<void>;
}

async function openAtComment(anchoring: string, style = ''): Promise<Scene> {
  location.hash = '#comment-20';
  document.documentElement.style.setProperty('overflow-anchor', anchoring);
  const around = await fixture(
    html`<div class="around" style=${style}>
      <img alt="" />
      <parley-thread page-id="late" .adapter=${new MemoryAdapter({comments})}></parley-thread>
    </div>`,
  );
  const page = new ThreadPage(around.querySelector('parley-thread') as ThreadElement);
  await waitUntil(() => page.focused?.getAttribute('data-comment-id') === '20', 'not focused');
  // All that comes late into the thread is there: nothing but the picture moves anything.
  await waitUntil(() => page.thread.late, 'the thread is not whole');
  await twoFrames();
  await twoFrames();
  const image = around.querySelector('img') as HTMLImageElement;
  return {
    page,
    scroller: style ? around : (document.scrollingElement as Element),
    top: () => page.article('20').getBoundingClientRect().top,
    async loadPicture() {
      image.src = picture(900);
      await waitUntil(() => image.height === 900, 'no picture');
      await twoFrames();
    },
  };
}

describe('a comment that a link has led to', () => {
  afterEach(() => {
    document.documentElement.style.removeProperty('overflow-anchor');
    history.replaceState(null, '', location.pathname + location.search);
  });

  for (const anchoring of ['none', 'auto']) {
    for (const [where, style] of [
      ['the page', ''],
      ['a box of the page', `block-size: 500px; overflow: auto; overflow-anchor: ${anchoring}`],
    ] as const) {
      it(`does not move in ${where} when an image above loads late (overflow-anchor: ${anchoring})`, async () => {
        const {page, top, loadPicture} = await openAtComment(anchoring, style);
        const before = top();
        await loadPicture();
        await waitUntil(() => Math.abs(top() - before) < 2, 'pushed away');
        await twoFrames();
        expect(top()).to.be.closeTo(before, 2);
        expect(page.article('20').dataset['mark']).to.equal('linked');
      });
    }
  }

  it('stays where a scroll has put it', async () => {
    const {scroller, top, loadPicture} = await openAtComment('none');
    scroller.scrollTop -= 120;
    await twoFrames();
    const before = top();
    await loadPicture();
    await waitUntil(() => Math.abs(top() - before) < 2, 'pushed away');
  });

  it('stops when the reader interacts with the page', async () => {
    const {top, loadPicture} = await openAtComment('none');
    document.body.dispatchEvent(new WheelEvent('wheel', {bubbles: true}));
    const before = top();
    await loadPicture();
    expect(top()).to.be.greaterThan(before + 500);
  });
});
