import {expect} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import {expectAccessible} from '../../support/axe.js';
import {makeComment} from '../../support/comments.js';
import {forgetConnection, setConnected} from '../../support/connection.js';
import {openThread, type ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const marked = (page: ThreadPage): Record<string, string | undefined> =>
  Object.fromEntries(
    page.articles.flatMap(({dataset}) =>
      dataset['mark'] === undefined ? [] : [[dataset['commentId'] ?? '', dataset['mark']]],
    ),
  );

describe('a comment that is to be found', () => {
  afterEach(() => {
    history.replaceState(null, '', location.pathname + location.search);
    setConnected(true);
    forgetConnection();
  });

  it('is marked where an address leads to it: the latest alone', async () => {
    location.hash = '#comment-2';
    const page = await openThread({comments: [makeComment('1'), makeComment('2'), makeComment('3')]});
    await waitUntil(() => marked(page)['2'] === 'linked', 'it is not marked');
    const edge = getComputedStyle(page.article('2'));
    expect([edge.borderInlineStartStyle, edge.borderInlineStartWidth]).to.deep.equal(['solid', '3px']);
    expect(edge.animationDuration).to.equal('3s');
    await expectAccessible(page.thread);
    location.hash = '#comment-3';
    await waitUntil(() => marked(page)['3'] === 'linked', 'the next one is not marked');
    expect(marked(page)).to.deep.equal({'3': 'linked'});
  });

  it('is marked as new if it arrived while the page was open', async () => {
    const adapter = new MemoryAdapter({comments: [makeComment('1')]});
    const page = await openThread(adapter, {live: true});
    adapter.arrive('harbour-bridge', makeComment('2'));
    await waitUntil(() => page.list.renderRoot.querySelector('[part=pill]'));
    page.button('1 new comment').click();
    await waitUntil(() => marked(page)['2'] === 'new', 'it is not marked');
    expect(page.article('2').querySelector('.mark')?.textContent).to.equal('New');
    await expectAccessible(page.thread);
  });

  it('is marked as the reader’s own when it is posted', async () => {
    const page = await openThread({comments: [makeComment('1')], viewer: {id: 'ada', name: 'Ada'}});
    await page.openForm();
    page.write('body', 'A letter.');
    page.submit();
    await waitUntil(() => Object.values(marked(page)).includes('own'), 'it is not marked');
    const article = page.articles.find(({dataset}) => dataset['mark'] === 'own');
    expect(article?.querySelector('.mark')?.textContent).to.equal('You');
  });

  it('is marked as the reader’s own when one that has waited is posted', async () => {
    const page = await openThread({comments: [makeComment('1')], viewer: {id: 'ada', name: 'Ada'}});
    await page.openForm();
    setConnected(false);
    page.write('body', 'A letter.');
    page.submit();
    await waitUntil(
      () => page.list.renderRoot.querySelector('[data-action=retry-submission]'),
      'it does not wait',
    );
    setConnected(true);
    await waitUntil(() => Object.values(marked(page)).includes('own'), 'it is not marked');
    expect(marked(page)).to.have.all.keys(page.ids.filter((id) => id !== '1'));
  });

  for (const width of [1200, 390, 320])
    it(`is on screen and stays there, marked, in a thread ${String(width)} px wide`, async () => {
      // WebKitGTK has no window that is narrower.
      await setViewport({width: Math.max(width, 450), height: 800});
      const text = 'The tide tables are on the quay, as they always were. '.repeat(6);
      const comments = Array.from({length: 80}, (_, index) =>
        makeComment(String(index + 1), {
          body: {format: 'text', value: text},
          ...(index === 39 && {featured: {by: 'Ana'}}),
        }),
      );
      const adapter = new MemoryAdapter({comments, viewer: {id: 'ada', name: 'Ada'}});
      const page = await openThread(adapter, {pageSize: 100, live: true});
      page.thread.style.inlineSize = `${String(Math.min(width, innerWidth - 32))}px`;
      // All of it is laid out anew before a link leads anywhere.
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
      const isSeen = (id: string): boolean => {
        const {top} = page.article(id).getBoundingClientRect();
        return top >= 0 && top < innerHeight - 40;
      };
      const staysSeen = async (id: string): Promise<void> => {
        await waitUntil(() => marked(page)[id], `${id} is not marked`);
        // In frames one after the other: what is laid out only near the reader has its height by then.
        let [frames, inARow] = [0, 0];
        while (inARow < 20) {
          expect(frames++, `${id} is not on screen`).to.be.lessThan(600);
          await new Promise(requestAnimationFrame);
          inARow = isSeen(id) ? inARow + 1 : 0;
        }
      };
      location.hash = '#comment-7';
      await staysSeen('7');
      location.hash = '#comment-70';
      await staysSeen('70');
      // The quote above the list.
      const quote = page.thread.renderRoot.querySelector<HTMLElement>('.featured a');
      quote?.scrollIntoView();
      quote?.click();
      await staysSeen('40');
      adapter.arrive('harbour-bridge', makeComment('81', {body: {format: 'text', value: text}}));
      await waitUntil(() => page.list.renderRoot.querySelector('[part=pill]'), 'no word of the new one');
      page.button('1 new comment').click();
      await staysSeen('81');
      const before = page.ids;
      await page.openForm();
      page.write('body', 'A letter.');
      page.submit();
      await waitUntil(() => Object.values(marked(page)).includes('own'), 'the own one is not marked');
      await staysSeen(page.ids.find((id) => !before.includes(id)) ?? '');
    });
});
