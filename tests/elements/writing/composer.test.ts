import {expect} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import {ThreadElement} from '../../../src/elements/thread/thread.js';
import {thisDevice} from '../../../src/store/device.js';
import {DraftSession} from '../../../src/store/submissions/draft-session.js';
import type {Place} from '../../../src/store/submissions/submission.js';
import {SubmissionRecords} from '../../../src/store/submissions/submission-records.js';
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

/** The reader types into the line, whose form has not come yet. */
function type({line}: ThreadPage, text: string): void {
  if (!line) throw new Error('no line');
  line.value = text;
  line.dispatchEvent(new InputEvent('input', {bubbles: true}));
}

/** As `type`, with a phone's keyboard, which composes each word; `restored` is in the form before the word ends. */
async function compose(
  page: ThreadPage,
  text: string,
  release: () => Promise<void>,
  restored: string,
): Promise<void> {
  const {line} = page;
  type(page, text);
  line?.dispatchEvent(new CompositionEvent('compositionstart'));
  document.dispatchEvent(new Event('visibilitychange'));
  await release();
  await waitUntil(
    () => page.findForm()?.shadowRoot?.querySelector('textarea')?.value === restored,
    'the draft is not restored',
  );
  line?.dispatchEvent(new CompositionEvent('compositionend'));
  await waitUntil(() => page.line === null, 'the form does not open');
}

const placeOn = (site: string): Place => ({site, pageId: 'line', parentId: null, viewerId: null});

/** The texts of the drafts that the device has for the article. */
async function textsOf(site: string): Promise<string[]> {
  const drafts = await SubmissionRecords.of(thisDevice()).drafts(placeOn(site));
  return drafts.map(({text}) => text);
}

/** Another tab stores a draft. */
async function storeElsewhere(site: string, text: string): Promise<string> {
  const draft = new DraftSession(SubmissionRecords.of(thisDevice()), {
    changed: () => undefined,
    superseded: () => undefined,
    detached: () => undefined,
    postedElsewhere: () => undefined,
  });
  await draft.setPlace(placeOn(site));
  draft.write(text);
  draft.close();
  await draft.restore();
  return text;
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

  it('keeps the draft that another tab has stored meanwhile beside its text', async () => {
    const site = `${crypto.randomUUID()}.example`;
    const {page, release} = await openHeld(site);
    const stored = await storeElsewhere(site, 'From another tab');
    await compose(page, 'From this one', release, stored);
    expect(page.field('body').value).to.equal('From this one');
    page.thread.remove();
    await waitUntil(async () => (await textsOf(site)).includes('From this one'), 'not stored');
    expect(await textsOf(site)).to.have.members(['From this one', stored]);
  });

  it('has its text stored in the form, too, where the page was hidden while the form was coming', async () => {
    const site = `${crypto.randomUUID()}.example`;
    const {page, release} = await openHeld(site);
    await compose(page, 'Half a letter', release, 'Half a letter');
    page.thread.remove();
    await Promise.resolve();
    expect(await textsOf(site)).to.deep.equal(['Half a letter']);
  });

  it('keeps its text where the discussion is closed while the form is coming', async () => {
    const site = `${crypto.randomUUID()}.example`;
    const {page, release} = await openHeld(site);
    type(page, 'Half a letter');
    page.thread.readonly = true;
    await release();
    await page.thread.load();
    await waitUntil(() => page.thread.renderRoot.querySelector('.words'), 'the text is lost');
    expect(page.thread.renderRoot.querySelector('.words')?.textContent).to.equal('Half a letter');
    page.thread.remove();
  });

  it('is continued in the form where the page moves it while the form is coming', async () => {
    const site = `${crypto.randomUUID()}.example`;
    const {page, release} = await openHeld(site);
    type(page, 'Half a letter');
    page.thread.formPosition = 'bottom';
    await page.settled();
    await release();
    await waitUntil(
      () => page.findForm()?.shadowRoot?.querySelector('textarea')?.value === 'Half a letter',
      'the text is lost',
    );
    expect(page.form().hidden).to.equal(false);
    page.thread.remove();
  });
});
