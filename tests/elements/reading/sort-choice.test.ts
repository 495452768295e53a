import {expect} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import {ParleySortRequestEvent} from '../../../src/elements/events.js';
import {CommentsError} from '../../../src/model/errors.js';
import {SORT_CHOICE} from '../../../src/storage/families.js';
import {readStored} from '../../../src/storage/stored-value.js';
import {storeValue} from '../../../src/storage/store-value.js';
import {makeComment} from '../../support/comments.js';
import {openThread, type ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const two = [makeComment('1'), makeComment('2')];

/** The site of a test, on which the reader has chosen this before; anything may be kept. */
function siteWith(stored: string | null): string {
  const site = `${crypto.randomUUID()}.example`;
  if (stored !== null) storeValue(SORT_CHOICE, site, stored);
  return site;
}

async function choose(page: ThreadPage, sort: string): Promise<void> {
  const select = page.thread.renderRoot.querySelector('select');
  if (!select) throw new Error('There is no choice.');
  select.value = sort;
  select.dispatchEvent(new Event('change', {bubbles: true}));
  await waitUntil(() => page.thread.store?.state.sort === sort);
  await waitUntil(() => page.thread.store?.state.phase === 'ready');
}

describe('the order that a reader has chosen', () => {
  it('is remembered for all threads of a site, and forgotten for what the publisher has chosen', async () => {
    const site = siteWith(null);
    const first = await openThread({comments: two}, {site});
    await choose(first, 'oldest');
    // Or the next ones are too far down the page to be loaded.
    first.thread.remove();
    const requested: string[] = [];
    const other = new MemoryAdapter({comments: two});
    const open = other.open.bind(other);
    other.open = (thread, query, signal) => {
      requested.push(query.sort);
      return open(thread, query, signal);
    };
    const page = await openThread(other, {site, pageId: 'another-bridge', sort: 'top'});
    expect(requested).to.deep.equal(['oldest']);
    expect(page.thread.renderRoot.querySelector('select')?.value).to.equal('oldest');
    await choose(page, 'top');
    page.thread.remove();
    expect((await openThread({comments: two}, {site})).ids).to.deep.equal(['2', '1']);
    const elsewhere = await openThread({comments: two}, {site: siteWith(null)});
    expect(elsewhere.ids).to.deep.equal(['2', '1']);
  });

  it('is not asked for again when something else of the thread changes', async () => {
    const page = await openThread({comments: two}, {site: siteWith(null)});
    await choose(page, 'oldest');
    const {store} = page.thread;
    const before = store?.signal;
    page.thread.publisher = 'The Packet';
    await page.settled();
    expect(store?.signal).to.equal(before);
    expect(page.ids).to.deep.equal(['1', '2']);
  });

  it("is the publisher's in the classic variant, which shows no choice", async () => {
    const site = siteWith('newest');
    const page = await openThread({comments: two}, {site, variant: 'classic'});
    expect(page.ids).to.deep.equal(['1', '2']);
    page.list.dispatchEvent(new ParleySortRequestEvent('newest'));
    await waitUntil(() => page.ids[0] === '2');
    expect(readStored(SORT_CHOICE, site)).to.equal('newest');
    page.list.dispatchEvent(new ParleySortRequestEvent('top'));
    await page.waitForAnnouncement('Sorted by most recommended.');
    expect(readStored(SORT_CHOICE, site)).to.equal('newest');
  });

  it("is the publisher's where what is kept is no order, or storage refuses", async () => {
    expect((await openThread({comments: two}, {site: siteWith('loudest')})).ids).to.deep.equal(['2', '1']);
    const storage = Object.getOwnPropertyDescriptor(window, 'localStorage');
    Object.defineProperty(window, 'localStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('no', 'SecurityError');
      },
    });
    try {
      const page = await openThread({comments: two});
      await choose(page, 'oldest');
      await page.waitForAnnouncement('Sorted by oldest.');
      expect(page.ids).to.deep.equal(['1', '2']);
    } finally {
      if (storage) Object.defineProperty(window, 'localStorage', storage);
    }
  });

  it("is the publisher's where the backend cannot do what is remembered, which is forgotten", async () => {
    const site = siteWith('top');
    const page = await openThread({comments: two, sorts: ['newest', 'oldest']}, {site, sort: 'oldest'});
    await waitUntil(() => page.thread.store?.state.sort === 'oldest');
    await waitUntil(() => page.ids[0] === '1');
    expect(readStored(SORT_CHOICE, site)).to.equal(null);
    const refused = siteWith('top');
    const other = new MemoryAdapter({comments: two});
    const open = other.open.bind(other);
    other.open = (thread, query, signal) =>
      query.sort === 'top'
        ? Promise.reject(new CommentsError('unsupported', 'no votes here'))
        : open(thread, query, signal);
    const second = await openThread(other, {site: refused});
    await waitUntil(() => second.ids[0] === '2', 'it stays broken');
  });
});
