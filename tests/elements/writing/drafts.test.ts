import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {MemoryAdapter, type MemoryAdapterOptions} from '../../../src/adapters/memory.js';
import {expectAccessible} from '../../support/axe.js';
import {makeComment} from '../../support/comments.js';
import {nextEvent, openThreadToWrite, type ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const TEXT = 'Half a letter\n\nabout the “bridge\\ferry”';
const SAVED = 'Draft saved on this device';
const RESTORED = 'Your draft was restored.';

/** One site whose pages come and go, as visits of the same reader do. */
function visits(options: MemoryAdapterOptions = {}) {
  const site = `${crypto.randomUUID()}.example`;
  const adapter = new MemoryAdapter({comments: [makeComment('1'), makeComment('2')], ...options});
  return (settings: Parameters<typeof openThreadToWrite>[1] = {}): Promise<ThreadPage> =>
    openThreadToWrite(adapter, {site, ...settings});
}

const standing = (page: ThreadPage, form = page.form()): string =>
  page.part('toolbar', form.renderRoot).textContent.replace(/\s+/g, ' ');

async function writeAndWait(page: ThreadPage, text = TEXT): Promise<void> {
  page.write('body', text);
  await waitUntil(() => standing(page).includes(SAVED), 'the draft is not kept');
}

describe('a draft', () => {
  it('is saved when the reader pauses, which is shown and not announced', async () => {
    const visit = visits();
    const page = await visit();
    page.write('body', TEXT);
    await page.settled();
    expect(standing(page)).not.to.contain(SAVED);
    await waitUntil(() => standing(page).includes(SAVED), 'the draft is not kept');
    expect(page.announced).to.equal('');
    await expectAccessible(page.thread);
  });

  it('is stored as soon as it is to be posted, before any check of it has ended', async () => {
    const page = await visits()({checks: [() => new Promise(() => {})]});
    const copies = (): number => Object.values(localStorage).join(' ').split('Half a letter').length;
    // Pages of tests before may still be storing the same text.
    const before = copies();
    const begun = performance.now();
    page.write('body', TEXT);
    page.write('name', 'Ana');
    // On a busy machine the time after which a draft is saved may be over already.
    if (performance.now() - begun < 400) expect(copies()).to.equal(before);
    page.submit();
    expect(copies()).to.equal(before + 1);
  });

  it('is restored on the next visit, announced once, and removed by Discard', async () => {
    const visit = visits();
    const first = await visit();
    await writeAndWait(first);
    first.thread.remove();

    const second = await visit();
    await waitUntil(() => second.field('body').value === TEXT);
    await second.waitForAnnouncement(RESTORED);
    expect(standing(second)).to.contain(RESTORED);
    await expectAccessible(second.thread);
    second.button('Discard', second.form().renderRoot).click();
    await waitUntil(() => second.focused?.localName === 'textarea');
    expect(second.field('body').value).to.equal('');
    await second.waitForAnnouncement('Draft discarded.');
    second.thread.remove();

    const third = await visit();
    await third.waitForAnnouncement('');
    expect(third.field('body').value).to.equal('');
  });

  it('is saved at once when the page is left', async () => {
    const visit = visits();
    const first = await visit();
    first.write('body', TEXT);
    window.dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}));
    const stored = Object.entries(localStorage).some(([, value]) => String(value).includes('Half a letter'));
    expect(stored).to.equal(true);
    first.thread.remove();
    const second = await visit();
    await waitUntil(() => second.field('body').value === TEXT);
  });

  it('is saved when the element is removed in the middle of a word', async () => {
    const visit = visits();
    const first = await visit();
    first.write('body', TEXT);
    first.thread.remove();
    const second = await visit();
    await waitUntil(() => second.field('body').value === TEXT);
  });

  it('belongs to its page', async () => {
    const visit = visits();
    const page = await visit();
    await writeAndWait(page);
    page.thread.pageId = 'another-page';
    await waitUntil(() => page.line?.value === '');
    await page.openForm();
    expect(page.field('body').value).to.equal('');
    page.write('body', 'Other words');
    page.thread.pageId = 'harbour-bridge';
    await waitUntil(() => page.findForm() && page.field('body').value === TEXT);
    page.thread.pageId = 'another-page';
    await waitUntil(() => page.findForm() && page.field('body').value === 'Other words');
  });

  it('of a reply waits behind "Continue reply" on the next visit', async () => {
    const visit = visits();
    const first = await visit();
    first.button('Reply', first.article('2')).click();
    await waitUntil(() => first.focused?.localName === 'textarea');
    await sendKeys({type: 'Half a rep'});
    await waitUntil(() => standing(first, first.form('2')).includes(SAVED), 'not kept');
    first.thread.remove();

    const second = await visit();
    await waitUntil(() => /Continue reply/.test(second.article('2').textContent));
    expect(second.article('1').textContent).not.to.contain('Continue reply');
    second.button('Continue reply').click();
    await waitUntil(() => second.focused?.localName === 'textarea');
    expect(second.field('body', second.form('2')).value).to.equal('Half a rep');
    await expectAccessible(second.thread);
  });

  it('is gone once it is posted', async () => {
    const visit = visits({comments: []});
    const first = await visit();
    await writeAndWait(first);
    first.write('name', 'Ana');
    const posted = nextEvent('parley-posted');
    first.submit();
    await posted;
    await first.waitForAnnouncement('Comment posted.');
    first.thread.remove();
    const second = await visit();
    await second.settled();
    expect(second.field('body').value).to.equal('');
  });

  it('follows its reader through a sign-in on another page', async () => {
    const visit = visits({posting: 'signed-in', viewer: null});
    const first = await visit();
    first.write('body', TEXT);
    const login = nextEvent('parley-login-request');
    first.submit();
    await login;
    expect(first.field('body').value).to.equal(TEXT);
    window.dispatchEvent(new PageTransitionEvent('pagehide'));
    first.thread.remove();

    const second = await visit({viewer: {id: 'vera', name: 'Vera'}});
    await waitUntil(() => second.field('body').value === TEXT);
    await writeAndWait(second, `${TEXT}, signed`);
    second.thread.remove();
    const third = await visit();
    await third.waitForAnnouncement('');
    expect(third.field('body').value, 'it is hers alone from then on').to.equal('');
  });

  it('follows its reader through a sign-in on this page', async () => {
    const visit = visits();
    const page = await visit();
    await writeAndWait(page);
    page.thread.viewer = {id: 'vera', name: 'Vera'};
    await waitUntil(() => page.form().renderRoot.textContent.includes('Posting as Vera'));
    expect(page.field('body').value).to.equal(TEXT);
  });

  it('is taken away by signing out', async () => {
    const viewer = {id: 'vera', name: 'Vera'};
    const visit = visits();
    const page = await visit({viewer});
    await writeAndWait(page);
    page.thread.viewer = null;
    await waitUntil(() => page.field('body').value === '');
    page.thread.viewer = viewer;
    await page.settled();
    await page.waitForAnnouncement('');
    expect(page.field('body').value).to.equal('');
  });

  it('shows a message if the device stores nothing', async () => {
    const put = IDBObjectStore.prototype.put;
    const setItem = Storage.prototype.setItem;
    const refuse = (): never => {
      throw new DOMException('No room.', 'QuotaExceededError');
    };
    IDBObjectStore.prototype.put = refuse;
    Storage.prototype.setItem = refuse;
    try {
      const visit = visits();
      const page = await visit();
      page.write('body', TEXT);
      await waitUntil(() => standing(page).includes('can’t be saved in this browser'), 'not said');
      await expectAccessible(page.thread);
      page.thread.remove();
      const second = await visit();
      await waitUntil(() => second.field('body').value === TEXT);
    } finally {
      IDBObjectStore.prototype.put = put;
      Storage.prototype.setItem = setItem;
    }
  });
});

describe('the form', () => {
  it('shows the comment as it will look', async () => {
    const page = await visits()();
    page.write('body', 'One\n\nTwo');
    await page.settled();
    const toggle = page.button('Preview', page.form().renderRoot);
    toggle.focus();
    toggle.click();
    await page.settled();
    expect(toggle.textContent?.trim()).to.equal('Write');
    expect(page.focused).to.equal(toggle);
    const paragraphs = page.part('preview', page.form().renderRoot).querySelectorAll('p');
    expect([...paragraphs].map(({textContent}) => textContent)).to.deep.equal(['One', 'Two']);
    await expectAccessible(page.thread);
    toggle.click();
    await page.settled();
    expect(page.field('body').checkVisibility()).to.equal(true);
    expect(page.field('body').value).to.equal('One\n\nTwo');
  });

  it('announces when few characters are left', async () => {
    const page = await visits({limits: {bodyLength: 200}})();
    page.write('body', 'a'.repeat(99));
    await page.settled();
    expect(page.announced).to.equal('');
    page.write('body', 'a'.repeat(101));
    await page.waitForAnnouncement('99 characters left');
    page.write('body', 'a'.repeat(200));
    await page.waitForAnnouncement('0 characters left');
  });

  it('remembers a guest who agrees, and forgets them when they do not', async () => {
    const visit = visits({comments: []});
    const first = await visit();
    const remember = (page: ThreadPage): HTMLInputElement => {
      const box = page.form().renderRoot.querySelector<HTMLInputElement>('[name=remember]');
      if (!box) throw new Error('no box');
      return box;
    };
    first.write('body', 'A letter');
    first.write('name', 'Ana Ruiz');
    first.write('email', 'ana@example.com');
    remember(first).click();
    const posted = nextEvent('parley-posted');
    first.submit();
    await posted;
    expect(Object.values(localStorage).join(' ')).to.contain('ana@example.com');
    first.thread.remove();

    const second = await visit();
    await waitUntil(() => second.form().renderRoot.textContent.includes('Posting as Ana Ruiz'));
    expect(second.field('name').value).to.equal('Ana Ruiz');
    expect(second.field('email').value).to.equal('ana@example.com');
    await waitUntil(() => remember(second).checked);
    await expectAccessible(second.thread);
    remember(second).click();
    expect(Object.values(localStorage).join(' ')).not.to.contain('ana@example.com');
  });

  it('keeps line breaks of pasted text, and no styles', async () => {
    const page = await visits()();
    const field = page.field('body');
    field.focus();
    document.execCommand('insertText', false, 'One\nTwo');
    await page.settled();
    expect(field.value).to.equal('One\nTwo');
    expect(page.form().hasDraft).to.equal(true);
  });

  it('makes the box as large as the text', async () => {
    const page = await visits()();
    const before = page.field('body').getBoundingClientRect().height;
    page.write('body', 'line\n'.repeat(14));
    await page.settled();
    await waitUntil(() => page.field('body').getBoundingClientRect().height > before + 40);
  });
});
