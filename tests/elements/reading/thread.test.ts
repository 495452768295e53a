import {aTimeout, expect, fixture, html, oneEvent} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import {ParleyReloadRequestEvent, ParleySortRequestEvent} from '../../../src/elements/events.js';
import type {ThreadElement} from '../../../src/elements/thread/thread.js';
import {loadMessages} from '../../../src/locale/languages.js';
import type {CommentsAdapter} from '../../../src/model/adapter.js';
import {threadKey} from '../../../src/model/thread.js';
import {expectAccessible} from '../../support/axe.js';
import {makeComment} from '../../support/comments.js';
import {forgetConnection, setConnected} from '../../support/connection.js';
import {nextEvent, openThread, openThreadToWrite, ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const two = [makeComment('1'), makeComment('2')];

describe('<parley-thread>', () => {
  afterEach(forgetConnection);

  describe('without an adapter', () => {
    it("shows the page's own content", async () => {
      const thread = await fixture<ThreadElement>(
        html`<parley-thread><p>Read the letters</p></parley-thread>`,
      );
      expect(thread.querySelector('p')?.checkVisibility()).to.equal(true);
      thread.adapter = new MemoryAdapter({comments: two});
      await new ThreadPage(thread).ready();
      expect(thread.querySelector('p')?.checkVisibility()).to.equal(false);
    });
  });

  describe('when it opens', () => {
    it('shows heading, policy, form and comments, in this order', async () => {
      const page = await openThread({comments: two});
      const order = [
        ...page.thread.renderRoot.querySelectorAll(
          'header, parley-policy-notice, textarea, parley-comment-form, parley-comment-list',
        ),
      ];
      expect(order.map(({localName}) => localName)).to.deep.equal([
        'header',
        'parley-policy-notice',
        'textarea',
        'parley-comment-list',
      ]);
      expect(page.part('heading').textContent.trim()).to.equal('2 comments');
    });

    it('notifies the page that it is ready, with thread and total', async () => {
      const ready = nextEvent('parley-ready');
      await openThread({comments: two});
      const {thread, total} = await ready;
      expect(thread.pageId).to.equal('harbour-bridge');
      expect(total).to.equal(2);
    });

    it('takes properties that were set before it was connected', async () => {
      const thread = document.createElement('parley-thread');
      thread.adapter = new MemoryAdapter({comments: two});
      thread.pageId = 'early';
      document.body.append(thread);
      const page = await new ThreadPage(thread).ready();
      expect(page.ids).to.have.length(2);
      thread.remove();
    });

    it('has an empty live region from the start', async () => {
      const page = await openThread({comments: two});
      expect(page.announced).to.equal('');
    });

    it('names its section by the heading', async () => {
      const page = await openThread({comments: two});
      const section = page.part('base');
      expect(section.localName).to.equal('section');
      const [id = ''] = (section.getAttribute('aria-labelledby') ?? '').split(' ');
      expect(page.thread.renderRoot.querySelector(`#${id}`)?.textContent).to.contain('2 comments');
    });
  });

  describe('states', () => {
    it('is :state(loading), then not', async () => {
      const thread = await fixture<ThreadElement>(html`<parley-thread page-id="a"></parley-thread>`);
      thread.adapter = new MemoryAdapter({comments: two, delay: 50});
      await waitUntil(() => thread.matches(':state(loading)'));
      await new ThreadPage(thread).ready();
      expect(thread.matches(':state(loading)')).to.equal(false);
    });

    it('is :state(empty) and shows a message', async () => {
      const page = await openThread({comments: []});
      expect(page.thread.matches(':state(empty)')).to.equal(true);
      expect(
        page
          .part('empty', page.thread.renderRoot.querySelector('parley-comment-list')?.renderRoot)
          .checkVisibility(),
      ).to.equal(true);
      await expectAccessible(page.thread);
    });

    it('is :state(error) with a plain sentence, and Try again brings the comments', async () => {
      let broken = true;
      const page = await openThread({
        comments: two,
        fail: ({name}) => (name === 'open' && broken ? 'server' : null),
      });
      expect(page.thread.matches(':state(error)')).to.equal(true);
      expect(page.part('error', page.list.renderRoot).textContent).to.contain(
        'The comments could not be loaded.',
      );
      await expectAccessible(page.thread);
      broken = false;
      page.button('Try again').click();
      await waitUntil(() => page.ids.length === 2);
      expect(page.thread.matches(':state(error)')).to.equal(false);
    });

    it('does not lose focus when Try again is removed', async () => {
      let broken = true;
      const page = await openThread({
        comments: two,
        fail: ({name}) => (name === 'open' && broken ? 'server' : null),
      });
      broken = false;
      const button = page.button('Try again');
      button.focus();
      button.click();
      await waitUntil(() => page.focused?.id === 'heading');
    });

    it('notifies the page why it could not be opened', async () => {
      const failed = nextEvent('parley-failed');
      await openThread({fail: () => 'timeout'});
      const {operation, error} = await failed;
      expect([operation, error.code]).to.deep.equal(['open', 'timeout']);
    });

    it('is :state(closed): one sentence, no form, no replying, comments readable', async () => {
      const page = await openThread({
        comments: two,
        closed: {at: '2026-02-01T00:00:00.000Z', reason: 'Thank you for your letters.'},
      });
      expect(page.thread.matches(':state(closed)')).to.equal(true);
      expect(page.part('notice').textContent).to.match(
        /Comments closed on .*2026.*Thank you for your letters\./s,
      );
      expect(page.findForm()).to.equal(null);
      expect(page.list.renderRoot.querySelector('[data-action=reply]')).to.equal(null);
      expect(page.ids).to.have.length(2);
      await expectAccessible(page.thread);
    });

    it('shows a blocked reader until when and why, instead of a form', async () => {
      const memory = new MemoryAdapter({comments: two});
      const blocked = {until: '2027-01-01T12:00:00.000Z', reason: 'Threats.'};
      const adapter: CommentsAdapter = {
        open: async (...asked) => {
          const found = await memory.open(...asked);
          return {...found, facts: {...found.facts, blocked}};
        },
        more: memory.more.bind(memory),
        post: memory.post.bind(memory),
      };
      const page = await openThread(adapter);
      await waitUntil(() => page.thread.renderRoot.querySelector('[part=notice]'));
      expect(page.part('notice').textContent).to.match(
        /^You have been blocked from commenting until January 1, 2027 at .*\. Reason: Threats\.$/,
      );
      expect(page.findForm()).to.equal(null);
      expect(page.list.renderRoot.querySelector('[data-action=reply]')).to.equal(null);
      expect(page.ids).to.have.length(2);
      await expectAccessible(page.thread);
    });

    it('closes by attribute', async () => {
      const page = await openThread({comments: two}, {closed: true});
      expect(page.part('notice').textContent).to.contain('Comments are closed.');
      expect(page.findForm()).to.equal(null);
    });

    it('is read-only by attribute, without a word of being closed', async () => {
      const page = await openThread({comments: two}, {readonly: true});
      expect(page.findForm()).to.equal(null);
      expect(page.thread.matches(':state(closed)')).to.equal(false);
    });

    it('shows no form where the adapter cannot post', async () => {
      const memory = new MemoryAdapter({comments: two});
      const page = await openThread({open: memory.open.bind(memory), more: memory.more.bind(memory)});
      expect(page.findForm()).to.equal(null);
    });

    it('is :state(offline) while the device is offline, keeps the list and announces the connection', async () => {
      const page = await openThread({comments: two});
      setConnected(false);
      await page.waitForAnnouncement('You are offline. What you see may not be up to date.');
      await page.settled();
      expect(page.thread.matches(':state(offline)')).to.equal(true);
      expect(page.part('notice').textContent).to.contain('You are offline.');
      expect(page.ids).to.have.length(2);
      setConnected(true);
      await page.waitForAnnouncement('You are back online.');
      expect(page.thread.matches(':state(offline)')).to.equal(false);
    });

    it('shows that the device is offline if the connection was lost before the code had loaded', async () => {
      const page = await openThread({comments: two});
      const place = page.thread.parentNode;
      page.thread.remove();
      setConnected(false);
      place?.append(page.thread);
      await page.waitForAnnouncement('You are offline. What you see may not be up to date.');
      expect(page.thread.matches(':state(offline)')).to.equal(true);
    });

    it('announces nothing if the connection has not changed', async () => {
      const page = await openThread({comments: two});
      await waitUntil(() => page.thread.late);
      setConnected(true);
      page.thread.late?.announce('After it.');
      await waitUntil(() => page.announced !== '');
      expect(page.announced).to.equal('After it.');
    });
  });

  describe('while it loads', () => {
    it('is busy, reserves room for comments, and can already be written in', async () => {
      const thread = await fixture<ThreadElement>(html`<parley-thread page-id="a"></parley-thread>`);
      thread.adapter = new MemoryAdapter({comments: two, delay: 100_000});
      await waitUntil(() => thread.matches(':state(loading)'));
      const page = new ThreadPage(thread);
      await page.settled();
      expect(page.part('list', page.list.renderRoot).getAttribute('aria-busy')).to.equal('true');
      expect(page.thread.renderRoot.querySelectorAll('.skeleton')).to.have.length(1);
      await page.openForm();
      page.write('body', 'Already');
      expect(page.field('body').checkVisibility()).to.equal(true);
      await expectAccessible(thread);
    });

    it("leaves the page's own comments until it has others", async () => {
      const thread = await fixture<ThreadElement>(
        html`<parley-thread page-id="a"><p>A letter</p></parley-thread>`,
      );
      thread.adapter = new MemoryAdapter({comments: two, delay: 60});
      await waitUntil(() => thread.matches(':state(loading)'));
      await thread.updateComplete;
      expect(thread.querySelector('p')?.checkVisibility()).to.equal(true);
      await new ThreadPage(thread).ready();
      expect(thread.querySelector('p')?.checkVisibility()).to.equal(false);
    });

    it('never shows the fallback content again, and loses no text, when it is sorted or continued', async () => {
      const page = await openThreadToWrite({comments: two, delay: 150}, {}, html`<p>A letter</p>`);
      page.write('body', 'Half a letter');
      page.list.dispatchEvent(new ParleySortRequestEvent('oldest'));
      await waitUntil(() => page.thread.matches(':state(loading)'));
      await page.settled();
      expect(page.thread.querySelector('p')?.checkVisibility()).to.equal(false);
      await waitUntil(() => page.ids[0] === '1');
      expect(page.field('body').value).to.equal('Half a letter');
      page.thread.pageId = 'another';
      await waitUntil(() => page.thread.matches(':state(loading)'));
      await page.settled();
      expect(page.thread.querySelector('p')?.checkVisibility()).to.equal(false);
    });

    it('shows a notice if the device does not store comments', async () => {
      const page = await openThread({
        open: () =>
          Promise.resolve({comments: [], next: null, total: 0, live: null, facts: {notice: 'not-kept'}}),
        more: () => Promise.resolve({comments: [], next: null}),
      });
      expect(page.part('notice').textContent).to.contain('Comments can’t be saved in this browser');
    });
  });

  describe('sort', () => {
    it('offers the orders of the backend, keeps focus and announces the new order', async () => {
      const page = await openThread({comments: two});
      const select = page.thread.renderRoot.querySelector('select');
      expect(select?.value).to.equal('newest');
      expect(page.ids).to.deep.equal(['2', '1']);
      select?.focus();
      if (select) select.value = 'oldest';
      select?.dispatchEvent(new Event('change', {bubbles: true}));
      await waitUntil(() => page.ids[0] === '1');
      expect(page.focused).to.equal(select);
      await page.waitForAnnouncement('Sorted by oldest.');
    });

    it('sorts by a request from the page', async () => {
      const page = await openThread({comments: two});
      page.list.dispatchEvent(new ParleySortRequestEvent('oldest'));
      await waitUntil(() => page.ids[0] === '1');
    });

    it('falls back from a sort that there is not', async () => {
      const page = await openThread({comments: two}, {sort: 'loudest' as 'top'});
      expect(page.ids).to.deep.equal(['2', '1']);
    });

    it('shows no choice where there is none', async () => {
      const page = await openThread({comments: [makeComment('1')]});
      expect(page.thread.renderRoot.querySelector('select')).to.equal(null);
    });
  });

  describe('page identity', () => {
    it('shows nothing of the old page when page-id changes', async () => {
      const page = await openThreadToWrite(
        {threads: {a: [makeComment('1')], b: [makeComment('8'), makeComment('9')]}},
        {pageId: 'a'},
      );
      page.write('body', 'Half a letter on a');
      page.thread.pageId = 'b';
      await waitUntil(() => page.ids.join() === '9,8');
      expect(page.line?.value).to.equal('');
      await page.openForm();
      expect(page.field('body').value).to.equal('');
      expect(page.part('heading').textContent.trim()).to.equal('2 comments');
    });

    it('drops the slow answer of the page before', async () => {
      const page = await openThread(
        {
          threads: {a: [makeComment('1')], b: [makeComment('8')], c: [makeComment('9')]},
          delay: ({thread}) => (thread?.pageId === 'b' ? 60 : 5),
        },
        {pageId: 'a'},
      );
      page.thread.pageId = 'b';
      await page.thread.updateComplete;
      page.thread.pageId = 'c';
      await waitUntil(() => page.ids.join() === '9');
      await aTimeout(100);
      expect(page.ids).to.deep.equal(['9']);
    });

    it('keeps working when it is moved in the page, with the text in its form', async () => {
      const page = await openThreadToWrite({comments: two});
      page.write('body', 'Half a letter');
      const elsewhere = await fixture<HTMLElement>(html`<aside></aside>`);
      elsewhere.append(page.thread);
      await page.settled();
      expect(page.ids).to.have.length(2);
      expect(page.field('body').value).to.equal('Half a letter');
      page.thread.dispatchEvent(new ParleySortRequestEvent('oldest'));
      await waitUntil(() => page.ids[0] === '1');
    });

    for (const [how, move] of [
      ['moves it', (thread, parent) => parent.prepend(thread)],
      [
        'takes it out and puts it back',
        async (thread, parent) => {
          thread.remove();
          await Promise.resolve();
          parent.append(thread);
        },
      ],
      [
        'takes it out and puts it back a moment later',
        async (thread, parent) => {
          parent.textContent = '';
          await aTimeout(20);
          parent.append(thread);
        },
      ],
    ] as [string, (thread: Element, parent: Element) => unknown][]) {
      it(`leaves the focus where it was when the page ${how}`, async () => {
        const page = await openThreadToWrite({comments: two});
        page.write('body', 'Half a letter');
        await waitUntil(() => page.thread.late, 'the code that looks after readers has not come');
        const box = page.field('body') as HTMLTextAreaElement;
        box.focus();
        // A window that is not the reader's tells of no focus.
        if (!document.hasFocus())
          box.dispatchEvent(new FocusEvent('focusin', {bubbles: true, composed: true}));
        box.setSelectionRange(4, 6);
        const parent = page.thread.parentElement;
        if (!parent) throw new Error('no parent');
        await move(page.thread, parent);
        await waitUntil(() => page.focused === box, 'the focus is elsewhere');
        expect([box.selectionStart, box.selectionEnd]).to.deep.equal([4, 6]);
      });
    }

    it('takes no focus that it had not when the page takes it out and puts it back', async () => {
      const page = await openThreadToWrite({comments: two});
      page.field('body').focus();
      page.field('body').blur();
      await aTimeout(0);
      const parent = page.thread.parentElement;
      page.thread.remove();
      parent?.append(page.thread);
      await page.settled();
      expect(document.activeElement).to.equal(document.body);
    });

    it('reopens when it is added to the page again, with new comments', async () => {
      const adapter = new MemoryAdapter({comments: two});
      const page = await openThread(adapter);
      const parent = page.thread.parentElement;
      page.thread.remove();
      await aTimeout(0);
      adapter.arrive('harbour-bridge', makeComment('3'));
      parent?.append(page.thread);
      await waitUntil(() => page.ids.includes('3'));
    });

    it('opens again when it gets another adapter', async () => {
      const page = await openThread({comments: two});
      page.thread.adapter = new MemoryAdapter({comments: [makeComment('7')]});
      await waitUntil(() => page.ids.join() === '7');
    });
  });

  describe('near the reader', () => {
    it('opens only when it is near the viewport', async () => {
      const spacer = await fixture<HTMLElement>(html`<div></div>`);
      spacer.style.height = '5000px';
      const thread = document.createElement('parley-thread');
      thread.pageId = 'far';
      thread.adapter = new MemoryAdapter({comments: two});
      spacer.after(thread);
      await aTimeout(150);
      expect(thread.store).to.equal(undefined);
      thread.scrollIntoView();
      await new ThreadPage(thread).ready();
      thread.remove();
    });

    it('opens at once where the reader returns to a place in it, and not to one in another thread', async () => {
      const spacer = await fixture<HTMLElement>(html`<div></div>`);
      spacer.style.height = '5000px';
      const before: unknown = history.state;
      const place = {thread: threadKey({site: location.host, pageId: 'left'}), top: 0};
      history.replaceState({parley: place}, '');
      (window as Partial<Pick<Window, 'navigation'>>).navigation?.updateCurrentEntry({
        state: {parley: place},
      });
      const create = (pageId: string): ThreadElement =>
        Object.assign(document.createElement('parley-thread'), {
          pageId,
          adapter: new MemoryAdapter({comments: two}),
        });
      const other = create('other');
      window.scrollTo(0, 0);
      spacer.after(other);
      await aTimeout(150);
      expect(other.store).to.equal(undefined);
      const left = create('left');
      other.replaceWith(left);
      await new ThreadPage(left).ready();
      left.remove();
      history.replaceState(before, '');
    });

    it('opens at once with loading="eager"', async () => {
      const spacer = await fixture<HTMLElement>(html`<div></div>`);
      spacer.style.height = '5000px';
      const thread = document.createElement('parley-thread');
      thread.loading = 'eager';
      thread.pageId = 'far';
      thread.adapter = new MemoryAdapter({comments: two});
      spacer.after(thread);
      await new ThreadPage(thread).ready();
      thread.remove();
    });
  });

  describe('permalinks', () => {
    afterEach(() => {
      history.replaceState(null, '', location.pathname + location.search);
    });

    it('focuses the comment that the address names, wherever in the paging it is', async () => {
      const many = Array.from({length: 30}, (_, index) => makeComment(String(index + 1)));
      location.hash = '#comment-3';
      const page = await openThread({comments: many}, {pageSize: 5});
      await waitUntil(() => page.focused?.getAttribute('data-comment-id') === '3');
    });

    it('follows a link to a comment while the page is open', async () => {
      const page = await openThread({comments: two});
      location.hash = '#comment-1';
      await waitUntil(() => page.focused?.getAttribute('data-comment-id') === '1');
    });

    it('focuses the heading when a link leads to the comments', async () => {
      const page = await openThread({comments: two});
      await waitUntil(() => page.thread.late);
      location.hash = '#comments';
      await waitUntil(() => page.focused?.id === 'heading');
    });

    it('shows a focused message that the comment does not exist', async () => {
      // An article before the thread, as long as articles are.
      const article = await fixture<HTMLElement>(html`<div style="block-size: 4000px"></div>`);
      expect(article.offsetHeight).to.equal(4000);
      location.hash = '#comment-none';
      const page = await openThread({comments: two});
      const words = 'This comment was removed or does not exist.';
      const notice = (): Element | undefined =>
        [...page.thread.renderRoot.querySelectorAll('[part=notice]')].find(
          ({textContent}) => textContent === words,
        );
      await waitUntil(() => {
        const {top = -1, bottom = 0} = notice()?.getBoundingClientRect() ?? {};
        return top >= 0 && bottom <= innerHeight;
      }, 'the notice is out of sight');
      await waitUntil(() => page.focused === notice(), 'the notice has no focus');
    });

    it('shows that the comment does not exist, and the list', async () => {
      location.hash = '#comment-none';
      const page = await openThread({comments: two});
      await waitUntil(
        () =>
          page.thread.renderRoot.textContent?.includes('This comment was removed or does not exist.') ===
          true,
      );
      expect(page.ids).to.have.length(2);
    });
  });

  describe('classic variant', () => {
    it('draws the policy, "One Comment;", "1. NAME said:" and then the form', async () => {
      const comment = makeComment('1', {
        author: {name: 'Edda Kvist'},
        body: {format: 'text', value: 'Sirs,\n\nwere\\are “so”.'},
      });
      const page = await openThread(
        {comments: [comment]},
        {variant: 'classic', publisher: 'The Tidewater Post'},
      );
      const order = [
        ...page.thread.renderRoot.querySelectorAll(
          'header, parley-policy-notice, parley-comment-form, parley-comment-list',
        ),
      ];
      expect(order.map(({localName}) => localName)).to.deep.equal([
        'parley-policy-notice',
        'header',
        'parley-comment-list',
        'parley-comment-form',
      ]);
      expect(page.part('heading').textContent.trim()).to.equal('One Comment;');
      const heading = page.article('1').querySelector('[role=heading]');
      expect(heading?.textContent.trim()).to.equal('1. Edda Kvist said:');
      expect(page.wordsOf('1')).to.equal('Sirs,\n\nwere\\are “so”.');
      await expectAccessible(page.thread);
    });

    it('numbers oldest first, replies unnumbered beneath', async () => {
      const page = await openThread(
        {comments: [...two, makeComment('3', {parentId: '1'})]},
        {variant: 'classic'},
      );
      expect(page.part('heading').textContent.trim()).to.equal('3 Comments;');
      const headings = page.articles.map(
        (article) =>
          article.querySelector('[role=heading]')?.firstChild?.parentElement?.innerText.split('\n')[0],
      );
      expect(headings[0]).to.match(/^1\. Reader 1 said:/);
      expect(headings[1]).to.match(/^Reader 3 said:/);
      expect(headings[2]).to.match(/^2\. Reader 2 said:/);
    });

    it("uses the publisher's own messages", async () => {
      const page = await openThread(
        {comments: two},
        {
          variant: 'classic',
          strings: {headingClassic: () => 'Letters', said: (name: string) => `From ${name}`},
        },
      );
      expect(page.part('heading').textContent.trim()).to.equal('Letters');
      expect(page.article('1').querySelector('[role=heading]')?.textContent.trim()).to.equal(
        '1. From Reader 1',
      );
    });
  });

  describe('in another language', () => {
    it('uses it for messages and dates in every engine', async () => {
      const old = makeComment('1', {createdAt: '2025-03-12T12:00:00.000Z'});
      const page = await openThread({comments: [old]}, {strings: await loadMessages('hy')});
      expect(page.part('heading').textContent.trim()).to.equal('1 մեկնաբանություն');
      expect(page.article('1').querySelector('time')?.textContent).to.equal('12 մարտի, 2025 թ.');
      await waitUntil(() => page.article('1').querySelector('[data-action=reply]'));
      expect(page.article('1').querySelector('[data-action=reply]')?.textContent).to.equal('Պատասխանել');
      await expectAccessible(page.thread);
    });

    it('counts as Arabic does, in six forms', async () => {
      const page = await openThread({comments: two}, {strings: await loadMessages('ar')});
      expect(page.part('heading').textContent.trim()).to.equal('تعليقان');
    });
  });

  describe('what a page can set', () => {
    it('warns the developer of a thread without an adapter, as when React hydrates', async () => {
      const [{warn}, native] = [console, window.setTimeout];
      const warnings: string[] = [];
      console.warn = (warning: string) => warnings.push(warning);
      // The ten seconds are over at once.
      window.setTimeout = ((run: TimerHandler, ms?: number, ...given: unknown[]) =>
        native(run, ms === 10_000 ? 0 : ms, ...given)) as typeof setTimeout;
      try {
        await fixture(html`<parley-thread page-id="a"></parley-thread>`);
        await waitUntil(() => warnings.length > 0, 'no warning');
      } finally {
        console.warn = warn;
        window.setTimeout = native;
      }
      expect(warnings).to.deep.equal([
        'Parley (adapter): A thread has no adapter and shows no comments; set its property "adapter".',
      ]);
    });

    it('warns a developer of a value that makes no sense, and falls back', async () => {
      const warned: string[] = [];
      const {warn} = console;
      console.warn = (words: string) => warned.push(words);
      try {
        const page = await openThread({comments: two}, {headingLevel: 9});
        page.thread.setAttribute('variant', 'baroque');
        page.thread.setAttribute('form-position', 'left');
        page.thread.setAttribute('loading', 'soon');
        expect(page.part('heading').getAttribute('aria-level')).to.equal('2');
        await waitUntil(() => warned.length >= 4, warned.join());
        expect(warned.map((words) => /\((.*?)\)/.exec(words)?.[1]).sort()).to.deep.equal([
          'form-position',
          'heading-level',
          'loading',
          'variant',
        ]);
      } finally {
        console.warn = warn;
      }
    });

    it('puts the form at the bottom', async () => {
      const page = await openThreadToWrite({comments: two}, {formPosition: 'bottom'});
      expect(page.list.compareDocumentPosition(page.form())).to.equal(Node.DOCUMENT_POSITION_FOLLOWING);
    });

    it('sets the level of headings', async () => {
      const page = await openThread({comments: two}, {headingLevel: 4});
      expect(page.part('heading').getAttribute('aria-level')).to.equal('4');
      expect(page.article('1').querySelector('[role=heading]')?.getAttribute('aria-level')).to.equal('5');
    });

    it('forms dates', async () => {
      const page = await openThread(
        {comments: two},
        {formatDate: (date: Date) => `anno ${String(date.getUTCFullYear())}`},
      );
      expect(page.part('timestamp', page.article('1')).textContent).to.equal('anno 2026');
    });

    for (const theme of ['light', 'dark'] as const) {
      it(`forces the ${theme} theme, with text that can be read`, async () => {
        const page = await openThread({comments: two}, {theme});
        expect(getComputedStyle(page.thread).colorScheme).to.equal(theme);
        await expectAccessible(page.thread);
      });
    }

    it("has the page's font, size and colour without any token", async () => {
      const wrapper = await fixture<HTMLElement>(html`<div></div>`);
      Object.assign(wrapper.style, {font: '19px Georgia', color: 'rgb(40, 30, 20)'});
      const page = await openThread({comments: two});
      wrapper.append(page.thread);
      const {fontFamily, fontSize, color} = getComputedStyle(page.part('body', page.article('1')));
      expect([fontFamily, fontSize, color]).to.deep.equal(['Georgia', '19px', 'rgb(40, 30, 20)']);
    });

    const parts = [
      ...[
        'base',
        'header',
        'heading',
        'count',
        'sort',
        'policy',
        'policy-heading',
        'form',
        'label',
        'input',
        'toolbar',
      ],
      ...[
        'button',
        'submit',
        'list',
        'comment',
        'author',
        'timestamp',
        'body',
        'actions',
        'action',
        'replies',
        'more',
      ],
    ];
    for (const part of parts) {
      it(`lets a page style ::part(${part}) from outside`, async () => {
        const style = await fixture<HTMLStyleElement>(html`<style></style>`);
        style.textContent = `parley-thread::part(${part}) {outline: 3px solid rgb(1, 2, 3)}`;
        const comments = [...two, makeComment('3', {parentId: '2'}), makeComment('4')];
        const page = await openThreadToWrite({comments}, {pageSize: 2});
        const roots = [
          page.thread.renderRoot,
          ...[...page.thread.renderRoot.querySelectorAll('*')].flatMap(({shadowRoot}) => shadowRoot ?? []),
        ];
        const styled = roots
          .flatMap((root) => [...root.querySelectorAll('[part]')])
          .filter((other) => getComputedStyle(other).outlineColor === 'rgb(1, 2, 3)');
        expect(styled.length).to.be.greaterThan(0);
      });
    }

    it('fills its slots with what the page brings', async () => {
      const page = await openThread(
        {comments: [], posting: 'signed-in'},
        {},
        html`<h3 slot="heading">Letters</h3>
          <p slot="policy">Be kind.</p>
          <p slot="login">Log in at the desk.</p>
          <p slot="empty">Nobody yet.</p>
          <p slot="footer">Thank you.</p>`,
      );
      for (const child of page.thread.children) {
        expect(child.checkVisibility(), child.outerHTML).to.equal(true);
      }
      expect(page.thread.renderRoot.querySelector('[part=heading]')?.checkVisibility()).to.equal(false);
    });

    it('shows what the page has for a closed discussion', async () => {
      const page = await openThread(
        {comments: two},
        {closed: true},
        html`<p slot="closed">See you tomorrow.</p>`,
      );
      expect(page.thread.querySelector('p')?.checkVisibility()).to.equal(true);
    });
  });

  it('reloads when the page requests it', async () => {
    const adapter = new MemoryAdapter({comments: two});
    const page = await openThread(adapter);
    adapter.arrive('harbour-bridge', makeComment('3'));
    setTimeout(() => page.list.dispatchEvent(new ParleyReloadRequestEvent()));
    await oneEvent(page.thread, 'parley-count-changed');
    await waitUntil(() => page.ids.includes('3'));
  });

  it('moves between comments by j and k if the page enables it', async () => {
    const page = await openThread({comments: two}, {shortcuts: true});
    const press = (key: string): boolean | undefined =>
      page.focused?.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, composed: true}));
    // The code for it comes after the comments.
    await waitUntil(() => {
      page.article('2').focus();
      press('j');
      return page.focused === page.article('1');
    });
    press('k');
    expect(page.focused).to.equal(page.article('2'));
    page.thread.shortcuts = false;
    press('j');
    expect(page.focused).to.equal(page.article('2'));
  });
});
