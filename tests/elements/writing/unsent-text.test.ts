import {expect} from '@open-wc/testing';
import {MemoryAdapter, type MemoryAdapterOptions} from '../../../src/adapters/memory.js';
import {enWriting} from '../../../src/locale/en/writing.js';
import {thisDevice} from '../../../src/store/device.js';
import {finished} from '../../../src/store/submissions/submission.js';
import {SubmissionRecords} from '../../../src/store/submissions/submission-records.js';
import {expectAccessible} from '../../support/axe.js';
import {makeComment} from '../../support/comments.js';
import {openThreadToWrite, type ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const TEXT = 'Half a letter\n\nabout the “bridge\\ferry”';
const {unsentText, notOpened, draftRestored, postedElsewhere} = enWriting;

/** A site whose pages come and go, each over an adapter as that visit finds it. */
function visits() {
  const site = `${crypto.randomUUID()}.example`;
  return (
    options: MemoryAdapterOptions = {},
    settings: Parameters<typeof openThreadToWrite>[1] = {},
  ): Promise<ThreadPage> =>
    openThreadToWrite(new MemoryAdapter({comments: [makeComment('1'), makeComment('2')], ...options}), {
      site,
      ...settings,
    });
}

const broken: MemoryAdapterOptions = {fail: ({name}) => (name === 'open' ? 'server' : null)};

const panel = (page: ThreadPage): HTMLElement | null =>
  page.thread.renderRoot.querySelector<HTMLElement>('[aria-labelledby=unsent-text]');

const wordsIn = (page: ThreadPage): (string | null)[] =>
  [...(panel(page)?.querySelectorAll('.words') ?? [])].map(({textContent}) => textContent);

async function leaveDraft(page: ThreadPage): Promise<void> {
  page.write('body', TEXT);
  await page.settled();
  page.thread.remove();
}

/** Lets a page write to the clipboard, or not; gives what was written. */
function clipboard(): string[] {
  const written: string[] = [];
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: {writeText: async (text: string) => void written.push(text)},
  });
  return written;
}

afterEach(() => {
  delete (navigator as {clipboard?: unknown}).clipboard;
});

describe('a draft in a thread that cannot be opened', () => {
  it('are in the form, with a sentence about posting, and are said once', async () => {
    const visit = visits();
    await leaveDraft(await visit());
    const page = await visit(broken);
    await waitUntil(() => page.field('body').value === TEXT);
    await page.waitForAnnouncement(draftRestored);
    expect(page.form().renderRoot.textContent).to.contain(notOpened);
    expect(page.list.renderRoot.textContent).to.contain(enWriting.loadFailed);
    await expectAccessible(page.thread);
  });

  it('are shown to a signed-in reader, too, whom only the backend knows', async () => {
    const visit = visits();
    const viewer = {id: 'vera', name: 'Vera'};
    await leaveDraft(await visit({viewer}));
    const page = await visit({viewer, ...broken});
    await waitUntil(() => page.field('body').value === TEXT);
  });

  it('stays with its author when it opens for another reader', async () => {
    const visit = visits();
    await leaveDraft(await visit());
    let isBroken = true;
    const page = await visit({
      viewer: {id: 'vera', name: 'Vera'},
      fail: ({name}) => (name === 'open' && isBroken ? 'server' : null),
    });
    await waitUntil(() => page.field('body').value === TEXT);
    isBroken = false;
    await page.thread.reload();
    await waitUntil(() => page.field('body').value === '');
    page.thread.remove();
    const guest = await visit();
    await waitUntil(() => guest.field('body').value === TEXT);
  });

  it('are not hidden by a sentence about posting where there are none', async () => {
    const page = await visits()(broken);
    expect(page.form().renderRoot.textContent).not.to.contain(notOpened);
  });
});

describe('text in a thread that closes', () => {
  it('is shown instead of the form, gets focus and is announced', async () => {
    const page = await visits()();
    page.field('body').focus();
    page.write('body', TEXT);
    await page.settled();
    page.thread.closed = true;
    await waitUntil(() => page.focused?.id === 'unsent-text');
    await page.waitForAnnouncement(unsentText);
    expect(page.findForm()).to.equal(null);
    expect(wordsIn(page)).to.deep.equal([TEXT]);
    expect(panel(page)?.textContent).to.contain(unsentText);
    await expectAccessible(page.thread);
  });

  it('are shown for a reply, too, whose form is removed', async () => {
    const page = await visits()();
    page.button('Reply', page.article('1')).click();
    await waitUntil(() => page.focused?.localName === 'textarea');
    page.write('body', 'Half a reply', page.form('1'));
    await page.form('1').updateComplete;
    page.thread.closed = true;
    await waitUntil(() => page.focused?.id === 'unsent-text');
    expect(page.list.renderRoot.querySelector('parley-comment-form')).to.equal(null);
    expect(wordsIn(page)).to.deep.equal(['Half a reply']);
  });

  it('can be copied', async () => {
    const written = clipboard();
    const page = await visits()();
    page.write('body', TEXT);
    await page.settled();
    page.thread.closed = true;
    await waitUntil(() => panel(page));
    page.button('Copy text', page.thread.renderRoot).click();
    await page.waitForAnnouncement('Text copied.');
    expect(written).to.deep.equal([TEXT]);
  });

  it('are in the form again when it opens again', async () => {
    const page = await visits()();
    page.write('body', TEXT);
    await page.settled();
    page.thread.closed = true;
    await waitUntil(() => panel(page));
    page.thread.closed = false;
    await waitUntil(() => page.findForm() && page.field('body').value === TEXT);
    expect(panel(page)).to.equal(null);
  });
});

describe('a draft in a thread that has closed since', () => {
  it('are shown, not announced, until the reader discards them', async () => {
    const visit = visits();
    await leaveDraft(await visit());
    const page = await visit({closed: true});
    await waitUntil(() => wordsIn(page)[0] === TEXT);
    expect(page.announced).to.equal('');
    page.button('Discard', page.thread.renderRoot).click();
    await waitUntil(() => page.focused?.id === 'heading');
    await page.waitForAnnouncement('Draft discarded.');
    expect(panel(page)).to.equal(null);
    page.thread.remove();
    const later = await visit();
    await later.settled();
    expect(later.field('body').value).to.equal('');
  });

  it('are another reader’s no more than in a form', async () => {
    const visit = visits();
    await leaveDraft(await visit({viewer: {id: 'vera', name: 'Vera'}}));
    const page = await visit({closed: true});
    await page.settled();
    expect(panel(page)).to.equal(null);
  });

  it('is absent without text: neither an inert form nor a panel', async () => {
    const page = await visits()({closed: true});
    expect(page.findForm()).to.equal(null);
    expect(panel(page)).to.equal(null);
  });
});

describe('a form whose text was posted in another tab', () => {
  it('is empty, announces it once and shows it until the reader types', async () => {
    const page = await visits()();
    page.write('body', TEXT);
    await waitUntil(() => page.form().renderRoot.textContent.includes('Draft saved'), 'kept');
    const {thread} = page.thread.store?.state ?? {};
    if (!thread) throw new Error('no thread');
    // As another tab does it; its messages reach this one.
    const records = SubmissionRecords.of(thisDevice());
    const [draft] = await records.drafts({...thread, parentId: null, viewerId: null});
    if (!draft) throw new Error('no draft');
    await records.change(draft, (stored) => finished(stored ?? draft, 'posted', Date.now()));
    window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));
    await waitUntil(() => page.field('body').value === '');
    await page.waitForAnnouncement(postedElsewhere);
    expect(page.form().renderRoot.textContent).to.contain(postedElsewhere);
    page.write('body', 'More');
    await page.settled();
    expect(page.form().renderRoot.textContent).not.to.contain(postedElsewhere);
  });
});
