import {expect} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import {ParleyMoreRequestEvent} from '../../../src/elements/events.js';
import type {Comment} from '../../../src/model/comment.js';
import {expectAccessible} from '../../support/axe.js';
import {makeComment} from '../../support/comments.js';
import {openThread, type ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

/** `count` replies to `parentId`; their numbers begin at `from`. */
const replies = (parentId: string, count: number, from: number): Comment[] =>
  Array.from({length: count}, (_, index) => makeComment(String(from + index), {parentId}));

/** One comment with seven replies, 11 to 17, and one without any. */
const SEVEN = [makeComment('1'), ...replies('1', 7, 11), makeComment('2')];

/** The comments that a reader sees, in their order. */
const visible = (page: ThreadPage): string[] =>
  page.articles.filter((article) => article.checkVisibility()).map(({dataset}) => dataset['commentId'] ?? '');

const press = (page: ThreadPage, key: string): void => {
  const event = new KeyboardEvent('keydown', {key, bubbles: true, composed: true});
  page.focused?.dispatchEvent(event);
};

/** What a browser does before it scrolls to what it has found, and then. */
function find(element: HTMLElement | null): void {
  element?.dispatchEvent(new Event('beforematch', {bubbles: true}));
  element?.removeAttribute('hidden');
}

describe('more than four replies to a comment', () => {
  afterEach(() => {
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('are three at first, and the others wait in the page for the browser to find', async () => {
    const page = await openThread({comments: SEVEN}, {sort: 'oldest'});
    expect(visible(page)).to.deep.equal(['1', '11', '12', '13', '2']);
    expect(page.ids).to.have.length(9);
    const waiting = page.ids
      .map((id) => page.item(id).getAttribute('hidden'))
      .filter((value) => value !== null);
    expect(waiting).to.have.length(4);
    expect(new Set(waiting)).to.deep.equal(new Set(['onbeforematch' in document ? 'until-found' : '']));
    await expectAccessible(page.thread);
  });

  it('take no room as long as they wait', async () => {
    const page = await openThread({comments: SEVEN}, {sort: 'oldest'});
    expect(page.item('14').getBoundingClientRect().height).to.equal(0);
    const list = page.item('13').parentElement;
    expect(list?.getBoundingClientRect().bottom).to.be.closeTo(
      page.item('13').getBoundingClientRect().bottom,
      1,
    );
  });

  it('are shown by a button, which focuses the first one and announces their number', async () => {
    const page = await openThread({comments: SEVEN}, {sort: 'oldest'});
    const button = page.button('Show 4 more replies');
    button.focus();
    button.click();
    await waitUntil(() => page.focused === page.article('14'));
    await page.waitForAnnouncement('4 more comments.');
    expect(visible(page)).to.deep.equal(['1', '11', '12', '13', '14', '15', '16', '17', '2']);
    expect(page.list.renderRoot.querySelector('[part=more]')).to.equal(null);
    await expectAccessible(page.thread);
  });

  it('are all shown where they are four: a button would take as much room as the fourth', async () => {
    const page = await openThread({comments: [makeComment('1'), ...replies('1', 4, 11)]});
    expect(visible(page)).to.deep.equal(['1', '11', '12', '13', '14']);
    expect(page.list.renderRoot.querySelector('[part=more]')).to.equal(null);
  });

  it('count with the replies to them, and wait in their own lists too', async () => {
    const page = await openThread(
      {comments: [...SEVEN, makeComment('20', {parentId: '14'}), ...replies('15', 5, 31)]},
      {sort: 'oldest'},
    );
    page.button('Show 10 more replies').click();
    await waitUntil(() => page.article('17').checkVisibility());
    await page.waitForAnnouncement('8 more comments.');
    expect(visible(page)).to.include('20').and.to.include('33').and.not.to.include('34');
    expect(page.button('Show 2 more replies').checkVisibility()).to.equal(true);
  });

  it('count with those that the backend has still, which are asked for when none waits here', async () => {
    const page = await openThread({comments: SEVEN, repliesPerPage: 5}, {sort: 'oldest'});
    expect(visible(page)).to.deep.equal(['1', '11', '12', '13', '2']);
    const button = page.button('Show 4 more replies');
    button.focus();
    button.click();
    await waitUntil(() => page.focused === page.article('14'));
    expect(visible(page)).to.deep.equal(['1', '11', '12', '13', '14', '15', '2']);
    page.button('Show 2 more replies').click();
    await waitUntil(() => page.ids.includes('16') && page.focused === page.article('16'));
    expect(visible(page)).to.include('17');
    expect(page.list.renderRoot.querySelector('[part=more]')).to.equal(null);
  });

  it('do not wait when the page itself has asked for them', async () => {
    const page = await openThread({comments: SEVEN, repliesPerPage: 3}, {sort: 'oldest'});
    page.list.dispatchEvent(new ParleyMoreRequestEvent('1'));
    await waitUntil(() => page.ids.includes('16'));
    await waitUntil(() => visible(page).includes('16'), 'they wait');
  });

  it('are shown when the browser finds one of them, and the button is removed', async () => {
    const page = await openThread({comments: SEVEN}, {sort: 'oldest'});
    await waitUntil(() => page.thread.late);
    find(page.item('16'));
    await waitUntil(() => visible(page).length === 9, 'the others stay hidden');
    expect(visible(page)).to.deep.equal(['1', '11', '12', '13', '14', '15', '16', '17', '2']);
    expect(page.list.renderRoot.querySelector('[part=more]')).to.equal(null);
  });

  it('are shown when an address leads to one of them, at once or later', async () => {
    const page = await openThread({comments: SEVEN}, {sort: 'oldest'});
    location.hash = '#comment-15';
    await waitUntil(() => page.focused === page.article('15'));
    expect(visible(page)).to.include('17');
    page.thread.remove();
    const other = await openThread({comments: SEVEN}, {sort: 'oldest'});
    await waitUntil(() => visible(other).includes('17'));
  });

  it('are walked into by j, and not by k before they show', async () => {
    const page = await openThread({comments: SEVEN}, {sort: 'oldest', shortcuts: true});
    await waitUntil(() => page.thread.late);
    page.article('13').focus();
    press(page, 'j');
    await waitUntil(() => page.focused === page.article('14'));
    expect(visible(page)).to.include('17');
    press(page, 'k');
    await waitUntil(() => page.focused === page.article('13'));
  });

  it("do not hide the reader's own new reply", async () => {
    const page = await openThread({comments: SEVEN, viewer: {id: 'v', name: 'Vera'}}, {sort: 'oldest'});
    page.button('Reply', page.article('1')).click();
    await waitUntil(() => page.focused?.localName === 'textarea');
    page.write('body', 'Mine.', page.form('1'));
    page.submit(page.form('1'));
    await waitUntil(() => page.focused?.textContent.includes('Mine.'), 'it has not the keyboard');
    expect(page.focused?.checkVisibility()).to.equal(true);
    expect(visible(page)).to.have.length(10);
  });

  it("do not hide the reader's own held comments", async () => {
    const viewer = {id: 'v', name: 'Vera'};
    const mine = makeComment('18', {parentId: '1', author: viewer, status: 'held'});
    const page = await openThread({comments: [...SEVEN, mine], viewer});
    expect(visible(page)).to.include('18');
  });

  it('do not hide what the reader asked for when it arrived', async () => {
    const adapter = new MemoryAdapter({comments: SEVEN});
    const page = await openThread(adapter, {live: true, sort: 'oldest'});
    adapter.arrive('harbour-bridge', makeComment('18', {parentId: '1'}));
    await waitUntil(() => page.list.renderRoot.querySelector('[part=pill]'));
    expect(visible(page)).to.have.length(5);
    const pill = page.button('1 new comment');
    pill.focus();
    pill.click();
    await waitUntil(() => page.ids.includes('18') && page.focused === page.article('18'));
    expect(page.article('18').checkVisibility()).to.equal(true);
  });

  it('stay as they are when comments come and go, and when the thread is sorted', async () => {
    const page = await openThread({comments: SEVEN}, {sort: 'oldest'});
    await page.thread.reload();
    await page.settled();
    expect(visible(page)).to.deep.equal(['1', '11', '12', '13', '2']);
    page.button('Show 4 more replies').click();
    await waitUntil(() => visible(page).length === 9);
    await page.thread.store?.reopen({sort: 'newest'});
    await page.settled();
    expect(visible(page)).to.deep.equal(['2', '1', '11', '12', '13', '14', '15', '16', '17']);
  });

  it('wait in another discussion again', async () => {
    const page = await openThread({comments: SEVEN}, {sort: 'oldest'});
    page.button('Show 4 more replies').click();
    await waitUntil(() => visible(page).length === 9);
    page.thread.pageId = 'another-bridge';
    page.thread.adapter = new MemoryAdapter({comments: SEVEN});
    await waitUntil(() => visible(page).length === 5, 'they do not wait');
  });

  it('do not keep others out of the first frame', async () => {
    const adapter = new MemoryAdapter({comments: []});
    const page = await openThread(adapter, {sort: 'oldest'});
    const first: string[][] = [];
    const observer = new MutationObserver(() => first.push(visible(page)));
    observer.observe(page.list.renderRoot, {childList: true, subtree: true});
    const comments = [
      makeComment('1'),
      ...replies('1', 60, 100),
      ...Array.from({length: 12}, (_, index) => makeComment(String(200 + index))),
    ];
    page.thread.adapter = {
      open: () => Promise.resolve({comments, next: null, total: comments.length, live: null, facts: {}}),
      more: () => Promise.resolve({comments: [], next: null}),
    };
    await waitUntil(() => first.some((ids) => ids.length > 0), 'it stays empty');
    observer.disconnect();
    expect(first.find((ids) => ids.length > 0)).to.have.length(16);
    await waitUntil(() => page.articles.length === 73, 'not all are drawn');
    expect(visible(page)).to.have.length(16);
  });
});
