import {expect} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import {ParleyRemoveRequestEvent, ParleyReportRequestEvent} from '../../../src/elements/events.js';
import type {Comment} from '../../../src/model/comment.js';
import {drawAll} from '../../../src/elements/comment-list/navigation.js';
import {expectAccessible} from '../../support/axe.js';
import {makeComment} from '../../support/comments.js';
import {nextEvent, openThread, openThreadToWrite} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const BIDI_OVERRIDE = '\u202e';

describe('<parley-comment-list>', () => {
  describe('a comment', () => {
    it('is an article with author, date and text, and no custom element', async () => {
      const page = await openThread({comments: [makeComment('1', {author: {name: 'Edda Kvist'}})]});
      const article = page.article('1');
      expect(article.getAttribute('part')).to.equal('comment');
      expect(page.part('author', article).textContent).to.equal('Edda Kvist');
      expect(page.wordsOf('1')).to.equal('Letter 1');
      const custom = [...page.list.renderRoot.querySelectorAll('*')].filter(({localName}) =>
        localName.includes('-'),
      );
      expect(custom).to.deep.equal([]);
    });

    it('has its date as a permalink, readable and as datetime', async () => {
      const createdAt = new Date(Date.now() - 3 * 3_600_000).toISOString();
      const page = await openThread({comments: [makeComment('a b', {createdAt})]});
      const time = page.part('timestamp', page.article('a b'));
      expect(time.textContent).to.equal('3 hours ago');
      expect(time.getAttribute('datetime')).to.equal(createdAt);
      // The full date comes with the first sign that a reader points at something.
      time.dispatchEvent(new PointerEvent('pointerover', {bubbles: true, composed: true}));
      await waitUntil(() => /\d{4}/.test(time.title));
      expect(time.closest('a')?.hash).to.equal('#comment-a%20b');
    });

    it('shows its text exactly as it was typed', async () => {
      const value = 'were\\are, "straight" and “curly”, a < b && c > d, <3\nnext line\n\nnext paragraph';
      const page = await openThread({comments: [makeComment('1', {body: {format: 'text', value}})]});
      expect(page.wordsOf('1')).to.equal(value);
    });

    it('sanitizes HTML', async () => {
      const value =
        '<p onclick="alert(1)">Good <img src=x onerror=alert(1)><b>day</b></p><script>alert(1)</script>';
      const page = await openThread({comments: [makeComment('1', {body: {format: 'html', value}})]});
      expect(page.part('body', page.article('1')).innerHTML).to.equal('<p>Good <b>day</b></p>');
    });

    it("cannot end its own box with its markup or reach into the next one's", async () => {
      const page = await openThread({
        comments: [
          makeComment('1', {body: {format: 'html', value: '</div></article></li><b>unclosed <i>'}}),
          makeComment('2'),
        ],
      });
      expect(page.ids).to.have.length(2);
      expect(page.article('2').querySelector('b, i')).to.equal(null);
    });

    it('strips direction overrides from a name and isolates what is left', async () => {
      const page = await openThread({
        comments: [makeComment('1', {author: {name: `Ana${BIDI_OVERRIDE}nimdA`}})],
      });
      const author = page.part('author', page.article('1'));
      expect(author.localName).to.equal('bdi');
      expect(author.textContent).to.equal('AnanimdA');
    });

    it('calls an author without a name Anonymous', async () => {
      const page = await openThread({comments: [makeComment('1', {author: {name: ' \u200b '}})]});
      expect(page.part('author', page.article('1')).textContent).to.equal('Anonymous');
    });

    it("links an author's website only if it is a web address", async () => {
      const page = await openThread({
        comments: [
          makeComment('1', {author: {name: 'Ana', url: 'https://ana.example'}}),
          makeComment('2', {author: {name: 'Bo', url: 'javascript:alert(1)'}}),
        ],
      });
      const link = page.part('author', page.article('1')).closest('a');
      expect(link?.href).to.equal('https://ana.example/');
      expect(link?.rel).to.equal('ugc nofollow noopener noreferrer');
      expect(page.part('author', page.article('2')).closest('a')).to.equal(null);
    });

    it('marks staff beside the name in the heading, where no name can imitate it', async () => {
      const page = await openThread({
        comments: [makeComment('1', {author: {name: 'Ida', isStaff: true, badge: 'Editor'}})],
      });
      const article = page.article('1');
      expect(page.part('badge', article).textContent).to.equal('Editor');
      expect(page.part('author', article).contains(page.part('badge', article))).to.equal(false);
      expect(article.querySelector('[role=heading]')?.textContent).to.equal('Ida Editor');
      expect(article.matches('[part~="comment-staff"]')).to.equal(true);
    });

    it('shows when it was edited', async () => {
      const page = await openThread({comments: [makeComment('1', {editedAt: '2026-03-01T14:05:00.000Z'})]});
      expect(page.article('1').textContent).to.match(/Edited \d/);
    });

    it('keeps its own language and direction', async () => {
      const page = await openThread({
        comments: [makeComment('1', {lang: 'ar', body: {format: 'text', value: 'مرحبا'}})],
      });
      const body = page.part('body', page.article('1'));
      expect(body.lang).to.equal('ar');
      expect(getComputedStyle(body).direction).to.equal('rtl');
    });

    it('waits for review in its place, for its author alone', async () => {
      const page = await openThreadToWrite({comments: [], moderation: 'hold'});
      page.write('body', 'A letter.');
      page.write('name', 'Ana');
      page.submit();
      await waitUntil(
        () => page.articles.length === 1 && page.articles[0]?.matches('[part~="comment-pending"]'),
      );
      expect(page.articles[0]?.textContent).to.contain('Waiting for review. Only you can see this.');
      const actions = [...(page.articles[0]?.querySelectorAll<HTMLElement>('[data-action]') ?? [])];
      expect(actions.map(({dataset}) => dataset['action'])).to.deep.equal(['menu']);
      await expectAccessible(page.thread);
    });

    it('is shown as a tombstone if it has replies', async () => {
      const adapter = new MemoryAdapter({comments: [makeComment('1'), makeComment('2', {parentId: '1'})]});
      const page = await openThread(adapter);
      adapter.removeByModerator('1');
      await page.thread.reload();
      await page.settled();
      expect(page.article('1').matches('[part~="tombstone"]')).to.equal(true);
      expect(page.article('1').textContent.trim()).to.equal('This comment was removed by a moderator.');
      expect(page.ids).to.deep.equal(['1', '2']);
      await expectAccessible(page.thread);
    });

    it('shows the reason of a removal if a moderator has given one', async () => {
      const removed = (id: string, decision: Comment['decision']): Comment[] => [
        makeComment(id, {status: 'removed', ...(decision && {decision})}),
        makeComment(`${id}0`, {parentId: id}),
      ];
      const page = await openThread({
        comments: [
          ...removed('1', {ruleId: 'kind', reason: 'It was about a neighbour.'}),
          ...removed('2', {ruleId: 'kind'}),
          makeComment('3', {status: 'deleted'}),
          makeComment('30', {parentId: '3'}),
        ],
      });
      const wordsOf = (id: string): string => page.article(id).innerText.replace(/\s+/g, ' ').trim();
      expect(wordsOf('1')).to.equal('This comment was removed by a moderator. It was about a neighbour.');
      expect(wordsOf('2')).to.equal('This comment was removed by a moderator.');
      expect(wordsOf('3')).to.equal('This comment was deleted by its author.');
      for (const id of ['10', '20', '30']) expect(page.article(id).checkVisibility()).to.equal(true);
      await expectAccessible(page.thread);
    });

    it('never widens the page, whatever its content', async () => {
      const page = await openThread({
        comments: [
          makeComment('1', {
            author: {name: 'W'.repeat(45)},
            body: {format: 'text', value: `https://example.org/${'x'.repeat(120)} ${'y'.repeat(300)}`},
          }),
        ],
      });
      page.thread.style.inlineSize = '320px';
      await page.settled();
      expect(page.list.scrollWidth).to.be.at.most(320);
      expect(page.article('1').scrollWidth).to.be.at.most(330);
    });
  });

  describe('replies', () => {
    const nested: Comment[] = [
      makeComment('1'),
      makeComment('2', {parentId: '1'}),
      makeComment('3', {parentId: '2'}),
      makeComment('4', {parentId: '3'}),
      makeComment('5', {parentId: '4'}),
      makeComment('6', {parentId: '5'}),
    ];

    it('are nested in lists, and name the author whom they answer', async () => {
      const page = await openThread({comments: nested.slice(0, 2)});
      const list = page.item('2').parentElement;
      expect(list?.localName).to.equal('ol');
      expect(list?.getAttribute('role')).to.equal('list');
      expect(list?.closest('li')).to.equal(page.item('1'));
      expect(page.article('2').querySelector('[role=heading]')?.textContent).to.contain(
        'in reply to Reader 1',
      );
    });

    it('go flat after the third level, and lead to the comment that they answer', async () => {
      const page = await openThread({comments: nested});
      expect(page.ids).to.deep.equal(['1', '2', '3', '4', '5', '6']);
      expect(page.item('6').parentElement).to.equal(page.item('4').parentElement);
      const answered = page.article('6').querySelector<HTMLAnchorElement>('[role=heading] a');
      expect(answered?.textContent).to.equal('in reply to Reader 5');
      expect(answered?.getBoundingClientRect().width).to.be.greaterThan(20);
      const before = location.href;
      answered?.click();
      await waitUntil(() => page.focused === page.article('5'), 'the link does not lead to the comment');
      expect(location.href).to.equal(`${before.split('#')[0] ?? ''}#comment-5`);
      history.replaceState(null, '', before);
    });

    it('stay readable without the comment they answer', async () => {
      const page = await openThread({comments: [makeComment('2', {parentId: 'gone'})]});
      expect(page.article('2').textContent).to.contain('Replying to an unavailable comment');
    });

    it('leave a phone room to read', async () => {
      const page = await openThread({comments: nested});
      page.thread.style.inlineSize = '358px';
      await page.settled();
      expect(page.part('body', page.article('6')).getBoundingClientRect().width).to.be.at.least(320);
      page.thread.style.inlineSize = '290px';
      await page.settled();
      expect(page.part('body', page.article('6')).getBoundingClientRect().width).to.be.at.least(250);
    });
  });

  describe('more', () => {
    const many = Array.from({length: 12}, (_, index) => makeComment(String(index + 1)));

    it('loads by a button, focuses the first new comment and announces how many', async () => {
      const page = await openThread({comments: many}, {pageSize: 5});
      expect(page.ids).to.have.length(5);
      const button = page.button(/Show more comments \(7 left\)/);
      button.focus();
      button.click();
      await waitUntil(() => page.ids.length === 10);
      await waitUntil(() => page.focused?.getAttribute('data-comment-id') === '7');
      await page.waitForAnnouncement('5 more comments.');
      page.button(/Show more/).click();
      await waitUntil(() => page.ids.length === 12);
      expect(page.list.renderRoot.querySelector('[part=more]')).to.equal(null);
    });

    it('leaves the list as it is on failure, and can be retried', async () => {
      let broken = true;
      const page = await openThread(
        {comments: many, fail: ({name}) => (name === 'more' && broken ? 'timeout' : null)},
        {pageSize: 5},
      );
      page.button(/Show more/).click();
      await waitUntil(() => page.list.renderRoot.textContent?.includes('Some comments could not be loaded.'));
      expect(page.ids).to.have.length(5);
      await expectAccessible(page.thread);
      broken = false;
      page.button(/Show more/).click();
      await waitUntil(() => page.ids.length === 10);
    });

    it('shows more replies of one comment', async () => {
      const replies = Array.from({length: 5}, (_, index) => makeComment(String(index + 2), {parentId: '1'}));
      const page = await openThread({comments: [makeComment('1'), ...replies], repliesPerPage: 2});
      expect(page.ids).to.deep.equal(['1', '2', '3']);
      page.button('Show 3 more replies').click();
      await waitUntil(() => page.ids.length === 5);
      page.button('Show 1 more reply').click();
      await waitUntil(() => page.ids.length === 6);
    });
  });

  describe('live', () => {
    it('lets new comments wait behind a button, then focuses the first of them', async () => {
      const adapter = new MemoryAdapter({comments: [makeComment('1')]});
      const page = await openThread(adapter, {live: true});
      adapter.arrive('harbour-bridge', makeComment('2'));
      await waitUntil(() => page.list.renderRoot.querySelector('[part=pill]'));
      expect(page.ids).to.deep.equal(['1']);
      const pill = page.button('1 new comment');
      await expectAccessible(page.thread);
      pill.focus();
      pill.click();
      await waitUntil(() => page.focused?.getAttribute('data-comment-id') === '2');
    });

    it('announces new comments at most once a minute', async () => {
      const adapter = new MemoryAdapter({comments: [makeComment('1')]});
      const page = await openThread(adapter, {live: true});
      const region = page.thread.renderRoot.querySelector('[role=status]');
      const announced: string[] = [];
      new MutationObserver(() => {
        if (page.announced) announced.push(page.announced);
      }).observe(region ?? page.thread, {childList: true});
      const arrive = async (id: string, pill: string): Promise<void> => {
        adapter.arrive('harbour-bridge', makeComment(id));
        await waitUntil(
          () => page.list.renderRoot.querySelector('[part=pill]')?.textContent?.trim() === pill,
        );
      };
      await arrive('2', '1 new comment');
      await page.waitForAnnouncement('1 new comment');
      await arrive('3', '2 new comments');
      // Messages are said in their order: had the second arrival been told, it would come before this one.
      page.thread.late?.announce('Something else.');
      await page.waitForAnnouncement('Something else.');
      expect(announced).to.deep.equal(['1 new comment', 'Something else.']);
      const now = performance.now();
      performance.now = () => now + 60_000;
      try {
        await arrive('4', '3 new comments');
        await page.waitForAnnouncement('3 new comments');
      } finally {
        Reflect.deleteProperty(performance, 'now');
      }
      expect(page.ids).to.deep.equal(['1']);
    });

    it('is off by default', async () => {
      const adapter = new MemoryAdapter({comments: [makeComment('1')]});
      const page = await openThread(adapter);
      adapter.arrive('harbour-bridge', makeComment('2'));
      await page.settled();
      expect(page.thread.store?.state.arrived).to.deep.equal([]);
    });
  });

  describe('recommending', () => {
    it('shows at once, is a toggle, and can be taken back', async () => {
      const page = await openThread({
        comments: [makeComment('1', {score: {up: 41}})],
        viewer: {id: 'v', name: 'Vera'},
      });
      const vote = (): HTMLButtonElement => page.button(/Recommend/);
      expect(vote().ariaPressed).to.equal('false');
      expect(vote().ariaLabel).to.contain('Reader 1');
      const voted = nextEvent('parley-voted');
      vote().click();
      expect((await voted).comment.score).to.deep.equal({up: 42, mine: true});
      await page.settled();
      expect(vote().textContent).to.equal('Recommend 42');
      expect(vote().ariaPressed).to.equal('true');
      vote().click();
      await waitUntil(() => vote().textContent === 'Recommend 41');
    });

    it('is undone on failure, with the reason', async () => {
      const page = await openThread({
        comments: [makeComment('1', {score: {up: 4}})],
        viewer: {id: 'v', name: 'Vera'},
        fail: ({name}) => (name === 'vote' ? 'rate-limited' : null),
      });
      page.button(/Recommend/).click();
      await page.waitForAnnouncement('You are posting too fast. Please wait a moment and try again.');
      expect(page.button(/Recommend/).textContent).to.equal('Recommend 4');
    });
  });

  describe('deeds that a page asks for', () => {
    it("removes a viewer's own comment, announces it and focuses the heading", async () => {
      const viewer = {id: 'v', name: 'Vera'};
      const page = await openThreadToWrite({comments: [], viewer});
      page.write('body', 'Mine.');
      page.submit();
      await waitUntil(() => page.articles[0]?.dataset['commentId']?.startsWith('local:') === false);
      const removed = nextEvent('parley-removed');
      page.list.dispatchEvent(new ParleyRemoveRequestEvent(page.ids[0] ?? ''));
      expect((await removed).comment.status).to.equal('deleted');
      await waitUntil(() => page.articles.length === 0);
      await waitUntil(() => page.focused?.id === 'heading');
    });

    it('reports a comment and announces it', async () => {
      const page = await openThread({comments: [makeComment('1')], viewer: {id: 'v', name: 'Vera'}});
      const reported = nextEvent('parley-reported');
      page.list.dispatchEvent(new ParleyReportRequestEvent('1', {ruleId: 'spam'}));
      expect((await reported).comment.id).to.equal('1');
      await page.waitForAnnouncement('Report sent.');
    });
  });

  describe('long threads', () => {
    it('draws the first comments at once and all of them soon', async () => {
      const many = Array.from({length: 500}, (_, index) => makeComment(String(index + 1)));
      const adapter = new MemoryAdapter({comments: []});
      const page = await openThread(adapter, {pageSize: 500});
      const drawn: number[] = [];
      const observer = new MutationObserver(() => drawn.push(page.articles.length));
      observer.observe(page.list.renderRoot, {
        childList: true,
        subtree: true,
      });
      page.thread.adapter = new MemoryAdapter({comments: many});
      await waitUntil(() => drawn.some((count) => count > 0));
      expect(drawn.find((count) => count > 0)).to.equal(20);
      observer.disconnect();
      await waitUntil(() => page.articles.length === 500, 'not all are drawn');
    });

    it('draws a chain of 10,000 replies without a fault', async () => {
      const chain = Array.from({length: 10_000}, (_, index) =>
        makeComment(String(index), {parentId: index === 0 ? null : String(index - 1)}),
      );
      const page = await openThread({
        open: () =>
          Promise.resolve({comments: chain, next: null, total: chain.length, live: null, facts: {}}),
        more: () => Promise.resolve({comments: [], next: null}),
      });
      // Three show, a hundred wait for the browser to find them; the others are drawn for whoever asks.
      await waitUntil(() => page.articles.length === 106, 'it stops');
      await drawAll(page.list);
      expect(page.articles.length).to.equal(106);
      await drawAll(page.list, ['1200']);
      expect(page.list.viewOf('1200')?.article).to.be.an.instanceOf(HTMLElement);
      expect(page.articles.length).to.be.lessThan(2_000);
    });

    it('costs at most 30 nodes a comment, however many there are', async () => {
      const many = Array.from({length: 40}, (_, index) => {
        const body = {format: 'text', value: 'A paragraph.\n\nAnother one.'} as const;
        return makeComment(String(index + 1), {body, ...(index % 2 && {parentId: String(index)})});
      });
      const page = await openThread({comments: many}, {sort: 'oldest'});
      await drawAll(page.list);
      // A comment of two paragraphs and its reply, as they are read, and after the reader has done something.
      const count = (): number => {
        const walker = document.createTreeWalker(page.item('39'));
        let nodes = 1;
        while (walker.nextNode()) nodes++;
        return nodes;
      };
      expect(count() / 2).to.be.at.most(30);
      page.article('39').dispatchEvent(new PointerEvent('pointerover', {bubbles: true, composed: true}));
      await waitUntil(() => page.article('39').querySelector('time')?.title);
      expect(count() / 2).to.be.at.most(30);
    });

    it('draws again only what changed', async () => {
      const adapter = new MemoryAdapter({
        comments: [makeComment('1'), makeComment('2'), makeComment('3', {parentId: '2'})],
        viewer: {id: 'v', name: 'Vera'},
      });
      const page = await openThread(adapter);
      // What is drawn late has come.
      page.article('3').dispatchEvent(new PointerEvent('pointerover', {bubbles: true, composed: true}));
      await waitUntil(() => page.articles.every((article) => article.querySelector('time')?.title));
      const touched: string[] = [];
      const observer = new MutationObserver((records) => {
        for (const {target} of records) {
          const element = target instanceof Element ? target : target.parentElement;
          touched.push(element?.closest('article')?.dataset['commentId'] ?? '');
        }
      });
      observer.observe(page.list.renderRoot, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
      const voted = nextEvent('parley-voted');
      page.button(/Recommend/, page.article('3')).click();
      await voted;
      await page.settled();
      observer.disconnect();
      expect(new Set(touched)).to.deep.equal(new Set(['3']));
    });
  });
});
