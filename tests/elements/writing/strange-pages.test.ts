import {expect} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import {thisDevice} from '../../../src/store/device.js';
import {SubmissionRecords} from '../../../src/store/submissions/submission-records.js';
import {makeComment} from '../../support/comments.js';
import {openThreadToWrite, type ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

// Pages and devices that nobody has made for comments: no text may be lost, and none posted twice.

const TEXT = 'Half a letter about the bell';

const newSite = (): string => `${crypto.randomUUID()}.example`;

/** An adapter that counts what it is asked to post, and the answers that it has not given yet. */
function countingAdapter(): {adapter: MemoryAdapter; posted: string[]; answer: () => void} {
  const adapter = new MemoryAdapter({comments: [makeComment('1')]});
  const posted: string[] = [];
  let answer = (): void => undefined;
  const isAnswered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const post = adapter.post.bind(adapter);
  adapter.post = async (thread, draft, intent) => {
    posted.push(draft.body.value);
    await isAnswered;
    return post(thread, draft, intent);
  };
  return {adapter, posted, answer};
}

async function textsOf(site: string, pageId = 'harbour-bridge'): Promise<string[]> {
  const drafts = await SubmissionRecords.of(thisDevice()).drafts({
    site,
    pageId,
    parentId: null,
    viewerId: null,
  });
  return drafts.map(({text}) => text);
}

/** The form's text is stored: half a second after it was written. */
const isSaved = (site: string): Promise<unknown> =>
  waitUntil(async () => (await textsOf(site)).includes(TEXT), 'not saved');

function post(page: ThreadPage): void {
  page.write('name', 'Ana');
  page.submit();
}

/** The page is hidden, as by a switch to another tab, and shown again. */
function turnAwayAndBack(): void {
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('a page with two threads', () => {
  it('of one discussion posts a text once, though its button is pressed in both', async () => {
    const site = newSite();
    const {adapter, posted, answer} = countingAdapter();
    const one = await openThreadToWrite(adapter, {site});
    one.write('body', TEXT);
    await isSaved(site);
    const other = await openThreadToWrite(adapter, {site});
    await waitUntil(() => other.field('body').value === TEXT, 'not restored');
    post(one);
    post(other);
    answer();
    await waitUntil(() => one.field('body').value === '' && other.field('body').value === '', 'not posted');
    expect(posted).to.deep.equal([TEXT]);
  });

  it('of two discussions keeps a text in each', async () => {
    const site = newSite();
    const one = await openThreadToWrite({comments: []}, {site, pageId: 'one'});
    const other = await openThreadToWrite({comments: []}, {site, pageId: 'other'});
    one.write('body', 'For one');
    other.write('body', 'For the other');
    one.thread.remove();
    other.thread.remove();
    await Promise.resolve();
    expect(await textsOf(site, 'one')).to.deep.equal(['For one']);
    expect(await textsOf(site, 'other')).to.deep.equal(['For the other']);
  });
});

describe('a thread that the page', () => {
  it('moves while a reader types keeps every text', async () => {
    const site = newSite();
    const page = await openThreadToWrite({comments: []}, {site});
    page.write('body', TEXT);
    const place = document.createElement('div');
    document.body.append(place);
    place.append(page.thread);
    page.write('body', `${TEXT}, continued`);
    page.thread.remove();
    place.append(page.thread);
    await page.settled();
    expect(page.field('body').value).to.equal(`${TEXT}, continued`);
    place.remove();
    await Promise.resolve();
    expect(await textsOf(site)).to.deep.equal([`${TEXT}, continued`]);
  });

  it('takes to another discussion and back has its text again', async () => {
    const site = newSite();
    const page = await openThreadToWrite({comments: []}, {site});
    page.write('body', TEXT);
    page.thread.pageId = 'other';
    await page.settled();
    page.thread.pageId = 'harbour-bridge';
    await waitUntil(() => page.findForm()?.shadowRoot?.querySelector('textarea')?.value === TEXT, 'lost');
    expect(await textsOf(site, 'other')).to.deep.equal([]);
  });

  it('gives another adapter while a text is being posted posts it once', async () => {
    const site = newSite();
    const {adapter, posted, answer} = countingAdapter();
    const page = await openThreadToWrite(adapter, {site});
    page.write('body', TEXT);
    post(page);
    await waitUntil(() => posted.length === 1, 'not sent');
    // As a framework does that makes one with each rendering.
    page.thread.adapter = {
      open: adapter.open.bind(adapter),
      more: adapter.more.bind(adapter),
      post: adapter.post.bind(adapter),
      findPosted: adapter.findPosted.bind(adapter),
    };
    await page.settled();
    answer();
    await waitUntil(() => page.ids.length === 2, 'not shown');
    await waitUntil(() => page.field('body').value === '', 'the text is still in the form');
    expect(posted).to.deep.equal([TEXT]);
  });
});

describe('a device', () => {
  it('whose storage is cleared under the page has the text on the next visit', async () => {
    const site = newSite();
    const page = await openThreadToWrite({comments: []}, {site});
    page.write('body', TEXT);
    await isSaved(site);
    localStorage.clear();
    await new Promise((resolve) => {
      indexedDB.deleteDatabase('parley').addEventListener('success', resolve);
    });
    turnAwayAndBack();
    await waitUntil(async () => (await textsOf(site)).length > 0, 'lost');
    page.thread.remove();
    const later = await openThreadToWrite({comments: []}, {site});
    await waitUntil(() => later.field('body').value === TEXT, 'lost');
  });

  it('that is full half way has the last text on the next visit', async () => {
    const site = newSite();
    const page = await openThreadToWrite({comments: []}, {site});
    page.write('body', TEXT);
    await isSaved(site);
    const {put} = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('There is no room.', 'QuotaExceededError');
    };
    try {
      page.write('body', `${TEXT}, continued`);
      page.thread.remove();
      await Promise.resolve();
      const later = await openThreadToWrite({comments: []}, {site});
      await waitUntil(() => later.field('body').value === `${TEXT}, continued`, 'lost');
      later.thread.remove();
    } finally {
      IDBObjectStore.prototype.put = put;
    }
    expect(await textsOf(site)).to.deep.equal([`${TEXT}, continued`]);
  });
});
