import {expect} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import {ThreadElement} from '../../../src/elements/thread/thread.js';
import {ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

/** A thread whose form comes only when `release` is called. */
async function openHeld(site: string): Promise<{page: ThreadPage; release: () => Promise<void>}> {
  const {defineForm} = ThreadElement;
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  ThreadElement.defineForm = () => released.then(defineForm);
  const thread = document.createElement('parley-thread');
  Object.assign(thread, {site, pageId: 'line', loading: 'eager', adapter: new MemoryAdapter({comments: []})});
  document.body.append(thread);
  const page = new ThreadPage(thread);
  await waitUntil(() => page.line, 'no line');
  return {
    page,
    release: async () => {
      ThreadElement.defineForm = defineForm;
      release();
      await released;
    },
  };
}

describe('the line below an article', () => {
  it('waits for an input method, whose text is in the form then', async () => {
    const {page, release} = await openHeld(`${crypto.randomUUID()}.example`);
    const {line} = page;
    if (!line) throw new Error('no line');
    line.focus();
    line.dispatchEvent(new FocusEvent('focus'));
    line.dispatchEvent(new CompositionEvent('compositionstart'));
    line.value = '山';
    line.dispatchEvent(new InputEvent('input', {isComposing: true, bubbles: true}));
    await release();
    await page.thread.load();
    await page.settled();
    expect(page.line, 'the line stays while text is composed').to.equal(line);
    line.value = '山田';
    line.dispatchEvent(new CompositionEvent('compositionend'));
    await waitUntil(() => page.line === null, 'the form does not open');
    expect(page.field('body').value).to.equal('山田');
    page.thread.remove();
  });

  it('has its text as a draft in the copy of the page that a router shows later', async () => {
    const site = `${crypto.randomUUID()}.example`;
    const {page, release} = await openHeld(site);
    if (!page.line) throw new Error('no line');
    page.line.value = 'Half a letter';
    page.line.dispatchEvent(new InputEvent('input', {bubbles: true}));
    const copy = page.thread.cloneNode(true) as ThreadElement;
    page.thread.remove();
    await release();
    Object.assign(copy, {site, pageId: 'line', loading: 'eager', adapter: new MemoryAdapter({comments: []})});
    document.body.append(copy);
    const later = await new ThreadPage(copy).ready();
    await waitUntil(
      () => later.findForm()?.shadowRoot?.querySelector('textarea')?.value === 'Half a letter',
      'lost',
    );
    copy.remove();
  });
});
