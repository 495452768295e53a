import {expect, fixture, html} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import '../../../src/define.js';
import type {CommentCountElement} from '../../../src/elements/comment-count/comment-count.js';
import type {CommentsAdapter} from '../../../src/model/adapter.js';
import {expectAccessible} from '../../support/axe.js';
import {makeComment} from '../../support/comments.js';
import {openThread, openThreadToWrite} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const textOf = ({renderRoot}: CommentCountElement): string => renderRoot.textContent?.trim() ?? '';

function count(pageId: string, adapter: CommentsAdapter | null = null): Promise<CommentCountElement> {
  return fixture(
    html`<parley-comment-count page-id=${pageId} .adapter=${adapter}>Comments</parley-comment-count>`,
  );
}

describe('<parley-comment-count>', () => {
  const adapter = new MemoryAdapter({
    threads: {none: [], one: [makeComment('1')], two: [makeComment('1'), makeComment('2')]},
  });

  it("shows the page's own text until the count is known", async () => {
    const element = await count('one');
    expect(element.renderRoot.querySelector('slot')).not.to.equal(null);
    expect(textOf(element)).to.equal('');
  });

  it('shows a message with the count', async () => {
    for (const [pageId, expected] of [
      ['none', 'Be the first to comment'],
      ['one', '1 comment'],
      ['two', '2 comments'],
    ] as const) {
      const element = await count(pageId, adapter);
      await waitUntil(() => textOf(element) === expected, `${pageId}: ${textOf(element)}`);
      await expectAccessible(element);
    }
  });

  for (const [what, comments, expected, number] of [
    ['nobody has written', [], 'Comments are closed.', '0'],
    ['one has', [makeComment('1')], '1 comment, closed', '1'],
  ] as const) {
    it(`does not invite to a closed discussion to which ${what}, from another page`, async () => {
      const element = await count('ended', new MemoryAdapter({comments, closed: true}));
      await waitUntil(() => textOf(element) === expected, `"${textOf(element)}" is said`);
      element.numberOnly = true;
      await waitUntil(() => textOf(element) === number);
    });
  }

  it('shows the bare number', async () => {
    const element = await count('two', adapter);
    element.numberOnly = true;
    await waitUntil(() => textOf(element) === '2');
  });

  it('shows "Comments", never 0, when the count is unknown', async () => {
    const broken = new MemoryAdapter({comments: [], fail: () => 'server'});
    const element = await count('one', broken);
    await waitUntil(() => textOf(element) === 'Comments');
  });

  it('requests all counts of a page at once', async () => {
    const requests: number[] = [];
    const counting: CommentsAdapter = {
      open: adapter.open.bind(adapter),
      more: adapter.more.bind(adapter),
      counts: (threads) => {
        requests.push(threads.length);
        return Promise.resolve(new Map(threads.map(({pageId}) => [pageId, 3])));
      },
    };
    const elements = await fixture<HTMLElement>(
      html`<div>
        ${['a', 'b', 'c'].map((id) => html`<parley-comment-count page-id=${id} .adapter=${counting}></parley-comment-count>`)}
      </div>`,
    );
    const all = [...elements.querySelectorAll('parley-comment-count')];
    await waitUntil(() => all.every((element) => textOf(element) === '3 comments'));
    expect(requests).to.deep.equal([3]);
  });

  it('follows the thread of its page', async () => {
    const element = await count('harbour-bridge');
    element.site = 'packet.example';
    const page = await openThreadToWrite({comments: [makeComment('1')]}, {site: 'packet.example'});
    await waitUntil(() => textOf(element) === '1 comment');
    page.write('body', 'Another');
    page.write('name', 'Ana');
    page.submit();
    await waitUntil(() => textOf(element) === '2 comments', textOf(element));
  });

  it('shows the count of the thread it is in', async () => {
    const page = await openThread(
      {comments: [makeComment('1')]},
      {},
      html`<parley-comment-count slot="footer"></parley-comment-count>`,
    );
    const element = page.thread.querySelector('parley-comment-count');
    if (!element) throw new Error('no count');
    await waitUntil(() => textOf(element) === '1 comment');
    page.thread.closed = true;
    await waitUntil(() => textOf(element) === '1 comment, closed');
  });

  for (const [what, settings, expected] of [
    ['is closed', {closed: true}, 'Comments are closed.'],
    ['can only be read', {readonly: true}, 'No comments yet.'],
  ] as const) {
    it(`does not invite readers to write where the discussion ${what}`, async () => {
      const page = await openThread(
        {comments: []},
        settings,
        html`<parley-comment-count slot="footer"></parley-comment-count>`,
      );
      const element = page.thread.querySelector('parley-comment-count');
      if (!element) throw new Error('no count');
      await waitUntil(() => textOf(element) === expected, `"${textOf(element)}" is said`);
    });
  }
});
