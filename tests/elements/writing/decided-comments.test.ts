import {expect} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';
import {html} from 'lit';
import {MemoryAdapter, type MemoryAdapterOptions} from '../../../src/adapters/memory.js';
import type {Comment} from '../../../src/model/comment.js';
import {rememberGuest} from '../../../src/store/remembered-guest.js';
import {reduce} from '../../../src/store/reduce.js';
import {expectAccessible} from '../../support/axe.js';
import {makeComment} from '../../support/comments.js';
import {control, openMenuOf} from '../../support/controls.js';
import {openThread, openThreadToWrite, type ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const VIEWER = {id: 'ada', name: 'Ada'};
const POLICY = {
  rules: [
    {id: 'kind', text: 'Be kind.'},
    {id: 'topic', text: 'Keep to the matter.'},
  ],
};
const own = (id: string, more: Partial<Comment>): Comment =>
  makeComment(id, {author: {id: 'ada', name: 'Ada'}, ...more});
const rejected = (more: Partial<Comment> = {}): Comment =>
  own('2', {status: 'rejected', decision: {ruleId: 'kind', reason: 'Too sharp.'}, ...more});

const open = (
  comment: Comment,
  more: MemoryAdapterOptions = {},
  settings: Parameters<typeof openThread>[1] = {},
  content: unknown = '',
): Promise<ThreadPage> =>
  openThread(
    {viewer: VIEWER, policy: POLICY, comments: [makeComment('1'), comment], ...more},
    settings,
    content,
  );

const link = (page: ThreadPage): HTMLAnchorElement | null => page.article('2').querySelector('.rule a');
const boxOf = (page: ThreadPage, id?: string): HTMLTextAreaElement =>
  page.field('body', page.form(id)) as HTMLTextAreaElement;

describe('a comment that was rejected', () => {
  before(() => setViewport({width: 900, height: 800}));

  it('shows the reason and the rule, with a link to it in the notice', async () => {
    const page = await open(rejected());
    await control(page, '2', 'copy');
    const {textContent} = page.article('2');
    expect(textContent).to.contain('This comment was not published. Too sharp.');
    expect(page.article('2').querySelector('.rule')?.textContent.trim()).to.equal(
      'It breaks this rule: Be kind.',
    );
    await expectAccessible(page.thread);
    link(page)?.click();
    expect(page.focused?.localName).to.equal('li');
    expect(page.focused?.textContent.trim()).to.equal('Be kind.');
    expect(location.hash).to.equal('');
    await expectAccessible(page.thread);
  });

  it('leads to its rule in a notice that is folded on a phone', async () => {
    const site = `${crypto.randomUUID()}.example`;
    rememberGuest(site, {name: 'Ada', email: '', url: ''}, true);
    const rules = [...POLICY.rules, {id: 'brief', text: 'Be brief. '.repeat(20)}];
    const page = await open(rejected(), {policy: {rules}}, {site});
    page.thread.style.inlineSize = '360px';
    await control(page, '2', 'copy');
    link(page)?.click();
    await waitUntil(() => page.focused?.localName === 'li', 'the rule has no focus');
    expect(page.focused?.checkVisibility()).to.equal(true);
  });

  it('links to the paper’s policy if the page has its own notice', async () => {
    const policyText = html`<p slot="policy">Sign your letters.</p>`;
    const page = await open(rejected(), {}, {policyUrl: 'https://packet.example/policy'}, policyText);
    await control(page, '2', 'copy');
    expect(link(page)?.href).to.equal('https://packet.example/policy');
    let isTaken = true;
    page.thread.addEventListener(
      'click',
      (event) => {
        isTaken = event.defaultPrevented;
        event.preventDefault();
      },
      {once: true},
    );
    link(page)?.click();
    expect(isTaken).to.equal(false);
  });

  it('shows the rule without a link if it is not listed, and no unknown rule', async () => {
    const page = await open(rejected(), {}, {}, html`<p slot="policy">Sign your letters.</p>`);
    await control(page, '2', 'copy');
    expect(page.article('2').querySelector('.rule')?.textContent).to.contain('Be kind.');
    expect(link(page)).to.equal(null);

    const other = await open(rejected({decision: {ruleId: 'gone', reason: 'Too sharp.'}}));
    other.thread.scrollIntoView();
    await control(other, '2', 'copy');
    expect(other.article('2').querySelector('.rule')).to.equal(null);
  });

  it('returns to the form below the article to be posted again', async () => {
    const page = await open(rejected());
    (await control(page, '2', 'resubmit')).click();
    await page.waitForAnnouncement('The text is in the form. Change it, then post it again.');
    expect(page.focused).to.equal(boxOf(page));
    expect(boxOf(page).value).to.equal('Letter 2');
    page.write('body', 'A kinder letter.');
    page.submit();
    await page.waitForAnnouncement('Comment posted.');
    expect(page.articles.some(({textContent}) => textContent.includes('A kinder letter.'))).to.equal(true);
  });

  it('returns to the form below the comment that it answers', async () => {
    const page = await open(rejected({parentId: '1'}));
    (await control(page, '2', 'resubmit')).click();
    await page.waitForAnnouncement('The text is in the form. Change it, then post it again.');
    expect(page.focused).to.equal(boxOf(page, '1'));
    expect(boxOf(page, '1').value).to.equal('Letter 2');
    expect(page.line?.value).to.equal('');
  });

  it('returns to the thread’s form if its parent is gone', async () => {
    const page = await openThread({
      viewer: VIEWER,
      comments: [makeComment('1', {status: 'removed'}), rejected({parentId: '1'})],
    });
    (await control(page, '2', 'resubmit')).click();
    await page.waitForAnnouncement('The text is in the form. Change it, then post it again.');
    expect(page.focused).to.equal(boxOf(page));
  });

  it('is shown beside the draft in the form, which returns on request', async () => {
    const page = await (await open(rejected())).openForm();
    page.write('body', 'Begun before.');
    (await control(page, '2', 'resubmit')).click();
    await page.waitForAnnouncement('Draft kept.');
    expect(boxOf(page).value).to.equal('Letter 2');
    page.button('Show your other draft', page.form().renderRoot).click();
    await waitUntil(() => boxOf(page).value === 'Begun before.');
    page.button('Show your other draft', page.form().renderRoot).click();
    await waitUntil(() => boxOf(page).value === 'Letter 2');
  });

  it('is shown beside the reply stored on an earlier visit', async () => {
    const settings = {site: 'resubmit.example', pageId: 'kept-reply'};
    const first = await open(rejected({parentId: '1'}), {}, settings);
    first.button('Reply', first.article('1')).click();
    await waitUntil(() => first.focused?.id === 'body');
    first.write('body', 'A reply begun before.', first.form('1'));
    // It is kept half a second after the last key at the earliest.
    await waitUntil(
      () => first.form('1').renderRoot.textContent.includes('Draft saved on this device'),
      'the draft is not kept',
    );
    first.thread.remove();

    const page = await open(rejected({parentId: '1'}), {}, settings);
    (await control(page, '2', 'resubmit')).click();
    await page.waitForAnnouncement('Draft kept.');
    expect(boxOf(page, '1').value).to.equal('Letter 2');
    page.button('Show your other draft', page.form('1').renderRoot).click();
    await waitUntil(() => boxOf(page, '1').value === 'A reply begun before.');
  });

  it('cannot be posted again where writing is closed', async () => {
    const page = await open(rejected(), {closed: true});
    await control(page, '2', 'copy');
    expect(page.article('2').querySelector('[data-action=resubmit]')).to.equal(null);
  });
});

describe('a comment that was posted here and rejected', () => {
  it('is stored as a draft although its text was posted before', async () => {
    const adapter = new MemoryAdapter({viewer: VIEWER, moderation: 'hold'});
    const settings = {site: 'resubmit.example', pageId: crypto.randomUUID(), live: true};
    const page = await openThreadToWrite(adapter, settings);
    page.write('body', 'The same words.');
    page.submit();
    await page.waitForAnnouncement('Your comment is waiting for review. Only you can see it.');
    const [id = ''] = page.ids;
    adapter.reject(id);
    (await control(page, id, 'resubmit')).click();
    await page.waitForAnnouncement('The text is in the form. Change it, then post it again.');
    await waitUntil(() => page.form().renderRoot.textContent.includes('Draft saved on this device'));
    page.thread.remove();

    const later = await openThreadToWrite(adapter, settings);
    await waitUntil(() => boxOf(later).value === 'The same words.');
    later.write('body', 'The same words, but kinder.', later.form());
    later.submit();
    await later.waitForAnnouncement('Your comment is waiting for review. Only you can see it.');
    expect(later.ids.length).to.equal(2);
    expect(boxOf(later).value).to.equal('');
  });
});

describe('a comment that waits for review', () => {
  it('has a row of controls only as long as its author may do something with it', async () => {
    const page = await open(own('2', {status: 'held'}));
    expect(page.article('2').textContent).to.contain('Waiting for review');
    expect(page.article('2').querySelector('[part=actions]')).to.equal(null);

    const late = await open(own('2', {status: 'held', createdAt: new Date().toISOString()}));
    expect(late.article('2').querySelector('[part=actions]')).not.to.equal(null);
    expect(await openMenuOf(late, '2')).to.include('edit');
  });
});

describe('a decision while the page is open', () => {
  it('is said once: published', async () => {
    const adapter = new MemoryAdapter({viewer: VIEWER, comments: [own('2', {status: 'held'})]});
    const page = await openThread(adapter, {live: true});
    await waitUntil(() => page.article('2').textContent.includes('Waiting for review'));
    adapter.publish('2');
    await page.waitForAnnouncement('Your comment was published.');
    expect(page.article('2').textContent).not.to.contain('Waiting for review');
    await page.waitForAnnouncement('');
    adapter.change('2', {body: {format: 'text', value: 'Other words.'}});
    await waitUntil(() => page.wordsOf('2') === 'Other words.');
    expect(page.announced).to.equal('');
  });

  it('is said once: rejected, with the reason', async () => {
    const adapter = new MemoryAdapter({viewer: VIEWER, comments: [own('2', {status: 'held'})]});
    const page = await openThread(adapter, {live: true});
    await waitUntil(() => page.article('2').textContent.includes('Waiting for review'));
    adapter.reject('2', {reason: 'Too sharp.'});
    await page.waitForAnnouncement('Your comment was not published. Too sharp.');
    await control(page, '2', 'copy');
    await page.waitForAnnouncement('');
  });

  it('keeps focus at the comment when its control is removed', async () => {
    const comment = own('2', {status: 'held', createdAt: new Date().toISOString()});
    const adapter = new MemoryAdapter({viewer: VIEWER, comments: [comment]});
    const page = await openThread(adapter, {live: true});
    (await control(page, '2', 'menu')).focus();
    adapter.publish('2');
    await page.waitForAnnouncement('Your comment was published.');
    await waitUntil(() => page.focused === page.article('2').querySelector('[data-action=menu]'));
    adapter.change('2', {status: 'held'});
    await waitUntil(() => page.article('2').textContent.includes('Waiting for review'));
    adapter.reject('2');
    await page.waitForAnnouncement('Your comment was not published.');
    await waitUntil(() => page.focused === page.article('2'));
  });

  it('keeps focus at the comment also in a window that is not the active one', async () => {
    const held = own('2', {status: 'held', createdAt: new Date().toISOString()});
    const page = await openThread({viewer: VIEWER, comments: [held]});
    // As WebKit answers there.
    const matches = Object.getOwnPropertyDescriptor(Element.prototype, 'matches') ?? {};
    Object.defineProperty(Element.prototype, 'matches', {
      ...matches,
      value(this: Element, selector: string) {
        return selector !== ':focus-within' && (matches.value as Element['matches']).call(this, selector);
      },
    });
    try {
      (await control(page, '2', 'menu')).focus();
      page.thread.store?.dispatch({type: 'changed', comment: {...held, status: 'rejected'}}, reduce);
      await waitUntil(() => !page.article('2').querySelector('[data-action=menu]'), 'the control stays');
      expect(page.focused).to.equal(page.article('2'));
    } finally {
      Object.defineProperty(Element.prototype, 'matches', matches);
    }
  });
});
