import {expect} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';
import type {Comment} from '../../../src/model/comment.js';
import {expectAccessible} from '../../support/axe.js';
import {makeComment} from '../../support/comments.js';
import {press} from '../../support/press.js';
import {openThread, type ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const repliesTo = (parentId: string, count: number): Comment[] =>
  Array.from({length: count}, (_, index) => makeComment(String(Number(parentId) * 100 + index), {parentId}));

const repliesOf = (page: ThreadPage, id: string): HTMLElement => page.part('replies', page.item(id));

const isFolded = (page: ThreadPage, id: string): boolean => repliesOf(page, id).hasAttribute('hidden');

/** A press in the replies to a comment, so far from the outer edge of their line. */
function pressLine(page: ThreadPage, id: string, inset: number): void {
  const list = repliesOf(page, id);
  const {left, right, top} = list.getBoundingClientRect();
  const x = getComputedStyle(list).direction === 'rtl' ? right - inset : left + inset;
  list.dispatchEvent(new MouseEvent('click', {bubbles: true, clientX: x, clientY: top + 20}));
}

describe('the line of a branch', () => {
  for (const dir of ['ltr', 'rtl'])
    it(`folds it when pressed within six pixels, and is no tab stop, ${dir}`, async () => {
      const page = await openThread({comments: [makeComment('1'), ...repliesTo('1', 2)]}, {dir});
      await page.touched();
      pressLine(page, '1', 15);
      await page.settled();
      expect(isFolded(page, '1')).to.equal(false);
      pressLine(page, '1', 6);
      await waitUntil(() => isFolded(page, '1'), 'it is not folded');
      expect(page.article('1').querySelector('[data-action=fold]')?.ariaExpanded).to.equal('false');
      expect(repliesOf(page, '1').hasAttribute('tabindex')).to.equal(false);
    });

  it('goes on beside the button behind which more replies are', async () => {
    const page = await openThread({comments: [makeComment('1'), ...repliesTo('1', 7)]});
    const line = repliesOf(page, '1').getBoundingClientRect();
    const more = page.button(/more replies/).getBoundingClientRect();
    expect(more.left).to.be.closeTo(line.left, 0.5);
    expect(more.top).to.be.closeTo(line.bottom, 1);
  });
});

describe('a long branch', () => {
  const LONG = [makeComment('1'), ...repliesTo('1', 3), ...repliesTo('100', 9), makeComment('2')];

  it('can be folded where it ends: the focus goes to the fold control of its comment, which is in sight', async () => {
    const page = await openThread({comments: LONG}, {sort: 'oldest'});
    await expectAccessible(page.thread);
    const end = page.button('Hide 12 replies to Reader 1');
    expect(repliesOf(page, '1').getBoundingClientRect().bottom).to.be.at.most(
      end.getBoundingClientRect().top + 1,
    );
    end.click();
    await waitUntil(() => isFolded(page, '1'), 'it is not folded');
    expect(page.focused).to.equal(page.article('1').querySelector('[data-action=fold]'));
    expect(page.article('1').getBoundingClientRect().top).to.be.at.least(0);
    expect(end.checkVisibility()).to.equal(false);
  });

  it('has no second control where it is short', async () => {
    const page = await openThread({comments: LONG.slice(0, 4)});
    expect(page.list.renderRoot.querySelector('[data-action=fold-end]')).to.equal(null);
  });
});

describe('on a phone', () => {
  before(() => setViewport({width: 390, height: 500}));
  after(() => setViewport({width: 900, height: 800}));

  /** Of four, each as high as a screen; more would wait behind a button. */
  const long = repliesTo('1', 4).map((reply) => ({
    ...reply,
    body: {format: 'text', value: 'Word '.repeat(180)} as const,
  }));
  const next = (page: ThreadPage): HTMLElement | null =>
    page.list.renderRoot.querySelector<HTMLElement>('[data-action=next]');

  it('after two screens of one discussion a button leads to the next one', async () => {
    const page = await openThread(
      {comments: [makeComment('1'), ...long, makeComment('2')]},
      {sort: 'oldest'},
    );
    await page.touched();
    page.article('100').scrollIntoView({block: 'start'});
    await waitUntil(() => next(page), 'no place for the button');
    expect(next(page)?.checkVisibility()).to.equal(false);
    page.article('103').scrollIntoView({block: 'start'});
    await waitUntil(() => next(page)?.checkVisibility(), 'no button');
    expect(next(page)?.textContent).to.equal('Next discussion');
    expect(next(page)?.getBoundingClientRect().bottom).to.be.within(300, 500);
    await expectAccessible(page.thread);
    next(page)?.click();
    await waitUntil(() => page.focused === page.article('2'), 'it does not lead there');
    expect(page.article('2').getBoundingClientRect().top).to.be.within(-1, 500);
    await waitUntil(() => !next(page)?.checkVisibility(), 'the button stays');
  });

  it('the button stays while it has the focus, and is pressed by a key', async () => {
    const page = await openThread(
      {comments: [makeComment('1'), ...long, makeComment('2')]},
      {sort: 'oldest'},
    );
    await page.touched();
    page.article('103').scrollIntoView({block: 'start'});
    await waitUntil(() => next(page)?.checkVisibility(), 'no button');
    next(page)?.focus();
    expect(page.focused).to.equal(next(page));
    await press('Enter');
    await waitUntil(() => page.focused === page.article('2'), 'it does not lead there');
  });
});
