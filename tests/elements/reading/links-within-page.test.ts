import {expect, fixture, html} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import '../../../src/define.js';
import {makeComment} from '../../support/comments.js';
import {openThread, ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const comments = [makeComment('1'), makeComment('2')];

afterEach(() => {
  history.replaceState(null, '', location.pathname + location.search);
});

describe('a link within the page', () => {
  /** A thread far below, which nobody has come near. */
  async function openFar(): Promise<{page: ThreadPage; close: () => void}> {
    const spacer = await fixture<HTMLElement>(html`<div style="block-size: 5000px"></div>`);
    const thread = document.createElement('parley-thread');
    thread.pageId = crypto.randomUUID();
    thread.adapter = new MemoryAdapter({comments});
    window.scrollTo(0, 0);
    spacer.after(thread);
    await thread.updateComplete;
    expect(thread.store).to.equal(undefined);
    return {
      page: new ThreadPage(thread),
      close: () => {
        thread.remove();
      },
    };
  }

  it('to the comments loads a thread that is far away, and its heading has the focus', async () => {
    const {page, close} = await openFar();
    location.hash = '#comments';
    await page.ready();
    await waitUntil(() => page.focused?.id === 'heading', 'the heading has no focus');
    const {top, bottom} = page.part('heading').getBoundingClientRect();
    expect(top).to.be.at.least(0);
    expect(bottom).to.be.at.most(innerHeight);
    close();
  });

  it('to a comment loads a thread that is far away, and leads to it', async () => {
    const {page, close} = await openFar();
    location.hash = '#comment-1';
    await page.ready();
    await waitUntil(() => page.focused === page.article('1'), 'the comment has no focus');
    close();
  });

  it('to something else does not', async () => {
    const {page, close} = await openFar();
    const heard = new Promise((resolve) => window.addEventListener('hashchange', resolve, {once: true}));
    location.hash = '#elsewhere';
    await heard;
    await page.thread.updateComplete;
    expect(page.thread.store).to.equal(undefined);
    close();
  });
});

describe('the date of a comment', () => {
  let canonical: HTMLLinkElement;

  beforeEach(() => {
    canonical = document.createElement('link');
    canonical.rel = 'canonical';
    document.head.append(canonical);
  });

  afterEach(() => {
    canonical.remove();
  });

  const linkOf = (page: ThreadPage, id: string): HTMLAnchorElement =>
    page.article(id).querySelector('.byline > a') as HTMLAnchorElement;

  it('leads within the document where the canonical address is the document’s, and keeps that to be shared', async () => {
    canonical.href = 'https://paper.example/ferry';
    const page = await openThread({comments});
    await page.touched();
    const link = linkOf(page, '1');
    expect(link.href).to.equal('https://paper.example/ferry#comment-1');
    link.click();
    await waitUntil(() => location.hash === '#comment-1', 'the address is not the comment’s');
    await waitUntil(() => page.focused === page.article('1'), 'the comment has no focus');
  });

  it('leads to the other page where the comment belongs to one', async () => {
    canonical.href = 'https://paper.example/front';
    const page = await openThread({comments}, {pageUrl: 'https://paper.example/ferry'});
    await page.touched();
    let wasStopped: boolean | undefined;
    page.thread.addEventListener('click', (event) => {
      wasStopped = event.defaultPrevented;
      // The test stays where it is.
      event.preventDefault();
    });
    linkOf(page, '1').click();
    expect(wasStopped).to.equal(false);
  });
});
