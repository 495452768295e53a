import {expect, fixture, html} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import type {ThreadElement} from '../../../src/elements/thread/thread.js';
import {makeComment} from '../../support/comments.js';
import {ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

/** A thread that takes its page from the address, over a backend that notes which pages it was asked for. */
async function openHere(): Promise<{page: ThreadPage; opened: string[]}> {
  const adapter = new MemoryAdapter({comments: [makeComment('1')]});
  const opened: string[] = [];
  const open = adapter.open.bind(adapter);
  adapter.open = (thread, query, signal) => {
    opened.push(thread.pageId);
    return open(thread, query, signal);
  };
  const thread = await fixture<ThreadElement>(
    html`<parley-thread loading="eager" .adapter=${adapter}></parley-thread>`,
  );
  const page = await new ThreadPage(thread).ready();
  return {page, opened};
}

describe('a page that becomes another article without a reload', () => {
  const {href} = location;
  const other = new URL('/another-article', href).href;

  afterEach(() => {
    history.replaceState(null, '', href);
    for (const link of document.querySelectorAll('link[rel=canonical]')) link.remove();
  });

  it('has the discussion of the article whose address a router has set, once the reader turns to it', async () => {
    const {page, opened} = await openHere();
    history.pushState(null, '', other);
    page.line?.dispatchEvent(new FocusEvent('focusin', {bubbles: true, composed: true}));
    await waitUntil(() => opened.at(-1) === other, `asked for ${opened.join()}`);
    expect(page.thread.store?.state.thread?.pageId).to.equal(other);
  });

  it('has the discussion of the article whose canonical link a router has set', async () => {
    const {opened} = await openHere();
    const link = document.createElement('link');
    link.rel = 'canonical';
    link.href = other;
    document.head.append(link);
    await waitUntil(() => opened.at(-1) === other, `asked for ${opened.join()}`);
  });

  it('has the discussion of the address that a router has set where the canonical link is still the first article’s', async () => {
    const link = document.createElement('link');
    link.rel = 'canonical';
    link.href = location.pathname;
    document.head.append(link);
    const {page, opened} = await openHere();
    expect(opened).to.deep.equal([link.href]);
    history.pushState(null, '', other);
    page.line?.dispatchEvent(new FocusEvent('focusin', {bubbles: true, composed: true}));
    await waitUntil(() => opened.at(-1) === other, `asked for ${opened.join()}`);
    expect(page.thread.store?.state.thread?.url).to.equal(other);
    history.replaceState(null, '', href);
    page.line?.dispatchEvent(new FocusEvent('focusin', {bubbles: true, composed: true}));
    await waitUntil(() => opened.at(-1) === link.href, `asked for ${opened.join()}`);
  });

  it('believes a canonical link that never named the address of the document', async () => {
    const link = document.createElement('link');
    link.rel = 'canonical';
    link.href = '/the-article';
    document.head.append(link);
    const {page, opened} = await openHere();
    history.pushState(null, '', other);
    page.line?.dispatchEvent(new FocusEvent('focusin', {bubbles: true, composed: true}));
    await page.thread.updateComplete;
    expect(opened).to.deep.equal([link.href]);
  });

  it('stays the same discussion when only the hash or the query of its address changes', async () => {
    const {page, opened} = await openHere();
    history.pushState(null, '', `${location.pathname}?page=2#comments`);
    page.line?.dispatchEvent(new FocusEvent('focusin', {bubbles: true, composed: true}));
    await page.thread.updateComplete;
    expect(opened).to.have.length(1);
  });
});
