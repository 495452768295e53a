import {expect} from '@open-wc/testing';
import {MemoryAdapter, type MemoryAdapterOptions} from '../../../src/adapters/memory.js';
import type {CommentsErrorCode} from '../../../src/model/error-codes.js';
import {CommentsError} from '../../../src/model/errors.js';
import {expectAccessible} from '../../support/axe.js';
import {makeComment} from '../../support/comments.js';
import {forgetConnection, setConnected} from '../../support/connection.js';
import {nextEvent, openThreadToWrite, type ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const TEXT = 'Sirs, the “bridge\\ferry” question';
const WAITS = 'Will be sent when you are back online.';
/** A reader's visits to one page, and the backend behind it. */
function visits(options: MemoryAdapterOptions = {}) {
  const site = `${crypto.randomUUID()}.example`;
  const adapter = new MemoryAdapter({comments: [makeComment('1')], ...options});
  const visit = (settings: Parameters<typeof openThreadToWrite>[1] = {}): Promise<ThreadPage> =>
    openThreadToWrite(adapter, {site, ...settings});
  /** How often these words stand in the backend. */
  const count = async (text = TEXT): Promise<number> => {
    const thread = {site, pageId: 'harbour-bridge', url: '', title: ''};
    const {comments} = await adapter.open(thread, {sort: 'newest', limit: 99}, new AbortController().signal);
    return comments.filter(({body}) => body.value === text).length;
  };
  return {adapter, visit, count};
}

function post(page: ThreadPage, text = TEXT): void {
  page.write('body', text);
  page.write('name', 'Ana Ruiz');
  page.submit();
}

const card = (page: ThreadPage): HTMLElement | undefined =>
  page.articles.find(({dataset}) => dataset['commentId']?.startsWith('local:'));

async function cardSaying(page: ThreadPage, text: string): Promise<HTMLElement> {
  await waitUntil(() => card(page)?.textContent.includes(text), `no card says "${text}"`);
  const found = card(page);
  if (!found) throw new Error('the card is gone');
  return found;
}

describe('a comment that is posted offline', () => {
  afterEach(() => {
    setConnected(true);
    forgetConnection();
  });

  it('waits in the list, shows for what, has focus, and leaves the form', async () => {
    const {visit, count} = visits();
    const page = await visit();
    setConnected(false);
    post(page);
    const waiting = await cardSaying(page, WAITS);
    await waitUntil(() => page.focused === waiting);
    await page.waitForAnnouncement(WAITS);
    expect(page.field('body').value).to.equal('');
    expect(page.part('author', waiting).textContent).to.equal('Ana Ruiz');
    await expectAccessible(page.thread);
    setConnected(true);
    await waitUntil(() => !card(page) && page.articles.length === 2, 'not sent');
    await page.waitForAnnouncement('Comment posted.');
    expect(await count()).to.equal(1);
  });

  it('can be withdrawn: its text is in the form again, with focus', async () => {
    const {visit, count} = visits();
    const page = await visit();
    setConnected(false);
    post(page);
    await cardSaying(page, WAITS);
    page.button('Take back').click();
    await waitUntil(() => page.field('body').value === TEXT, 'not back');
    await waitUntil(() => page.focused?.localName === 'textarea');
    const text = 'It will not be sent. Your text is back in the form.';
    await waitUntil(() => page.announced === text, 'not said');
    expect(card(page)).to.equal(undefined);
    setConnected(true);
    await waitUntil(() => page.announced === 'You are back online.', 'not said');
    expect(await count()).to.equal(0);
  });

  it('is taken back beside what has been written since', async () => {
    const {visit} = visits();
    const page = await visit();
    setConnected(false);
    post(page);
    await cardSaying(page, WAITS);
    page.write('body', 'Other words');
    page.button('Take back').click();
    await waitUntil(() => page.field('body').value === TEXT, 'not back');
    page.button('Show your other draft', page.form().renderRoot).click();
    await waitUntil(() => page.field('body').value === 'Other words', 'not there');
  });

  it('is sent, once, by the next visit', async () => {
    const {visit, count} = visits();
    const first = await visit();
    setConnected(false);
    post(first);
    await cardSaying(first, WAITS);
    first.thread.remove();
    setConnected(true);
    const second = await visit();
    await waitUntil(() => !card(second) && second.articles.length === 2, 'not sent');
    expect(second.field('body').value).to.equal('');
    expect(await count()).to.equal(1);
  });

  it('as a reply is taken back into its form', async () => {
    const {visit} = visits();
    const page = await visit();
    page.button('Reply', page.article('1')).click();
    await waitUntil(() => page.focused?.localName === 'textarea');
    setConnected(false);
    page.write('body', TEXT, page.form('1'));
    page.write('name', 'Ana Ruiz', page.form('1'));
    page.submit(page.form('1'));
    await cardSaying(page, WAITS);
    page.button('Take back').click();
    await waitUntil(() => page.focused?.localName === 'textarea', 'no form');
    await waitUntil(() => page.field('body', page.form('1')).value === TEXT, 'not back');
  });
});

describe('a comment whose response was lost', () => {
  it('is looked for by the next visit, and shown once', async () => {
    const {visit, count} = visits({
      failAfter: ({name, attempt}) => (name === 'post' && attempt === 1 ? 'timeout' : null),
    });
    const first = await visit();
    post(first);
    await waitUntil(() => first.focused?.id === 'failure');
    first.thread.remove();
    const second = await visit();
    await waitUntil(() => second.articles.length === 2 && !card(second), 'not settled');
    await waitUntil(() => second.field('body').value === '', 'still in the form');
    expect(await count()).to.equal(1);
  });

  it('is tried again by the next visit when it has not arrived', async () => {
    const {visit, count} = visits({
      fail: ({name, attempt}) => (name === 'post' && attempt === 1 ? 'server' : null),
    });
    const first = await visit();
    post(first);
    await waitUntil(() => first.focused?.id === 'failure');
    first.thread.remove();
    const second = await visit();
    await waitUntil(() => second.articles.length === 2 && !card(second), 'not sent');
    expect(await count()).to.equal(1);
  });

  it('is not shown twice when a live update is first', async () => {
    // The answer does not come while this lasts: it would bring a second comment, for here nobody knows the key.
    const {adapter, visit} = visits({delay: ({name}) => (name === 'post' ? 60_000 : 0)});
    const page = await visit({live: true});
    post(page);
    await waitUntil(() => card(page));
    const arrived = adapter.arrive('harbour-bridge', {body: TEXT, author: 'Ana Ruiz', parentId: null});
    await waitUntil(() => page.ids.includes(arrived.id));
    expect(page.articles.filter(({textContent}) => textContent.includes(TEXT))).to.have.length(1);
  });
});

describe('a comment that was rejected', () => {
  const REFUSALS: readonly (readonly [CommentsErrorCode, RegExp])[] = [
    ['validation', /Please check what you entered/],
    ['duplicate', /already posted this comment/],
    ['rate-limited', /You can post again at \d/],
    ['closed', /closed in the meantime/],
    ['blocked-words', /words that this paper does not publish/],
    ['login-required', /Please sign in/],
    ['forbidden', /You don’t have permission to do this/],
    ['captcha-required', /not a robot/],
    ['gone', /removed in the meantime/],
    ['conflict', /changed in the meantime/],
    ['unsupported', /does not offer that/],
  ];

  for (const [code, sentence] of REFUSALS) {
    it(`as ${code} shows a plain sentence, and the text stays`, async () => {
      const retryAt = new Date(Date.now() + 3_600_000).toISOString();
      const options = code === 'rate-limited' ? {retryAt} : {};
      const {visit, count} = visits({
        fail: ({name}) => (name === 'post' ? new CommentsError(code, 'no', options) : null),
      });
      const page = await visit();
      post(page);
      await waitUntil(() => sentence.test(page.form().renderRoot.textContent), `${code} is not told`);
      expect(page.field('body').value).to.equal(TEXT);
      await waitUntil(() => ['failure', 'body'].includes(page.focused?.id ?? ''));
      expect(card(page)).to.equal(undefined);
      await expectAccessible(page.thread);
      expect(await count()).to.equal(0);
    });
  }

  it('waits in the list on the next visit, where it can be sent again', async () => {
    const {visit, count} = visits({
      fail: ({name, attempt}) => (name === 'post' && attempt === 1 ? 'closed' : null),
    });
    const first = await visit();
    post(first);
    await waitUntil(() => first.focused?.id === 'failure');
    first.thread.remove();
    const second = await visit();
    const stopped = await cardSaying(second, 'It was not sent. Your text is kept.');
    expect(stopped.textContent).to.contain(TEXT);
    await expectAccessible(second.thread);
    const posted = nextEvent('parley-posted');
    second.button('Retry').click();
    await posted;
    await waitUntil(() => !card(second));
    expect(await count()).to.equal(1);
  });

  it('by a rate limit announces once when it may be sent', async () => {
    let isEarly = true;
    const {visit} = visits({
      fail: ({name}) =>
        name === 'post' && isEarly
          ? new CommentsError('rate-limited', 'no', {retryAt: new Date(Date.now() + 3000).toISOString()})
          : null,
    });
    const page = await visit();
    post(page);
    await waitUntil(() => page.focused?.id === 'failure');
    isEarly = false;
    await waitUntil(() => page.announced === 'You can post again now.', 'not told');
    const posted = nextEvent('parley-posted');
    page.button('Retry', page.form().renderRoot).click();
    await posted;
  });

  it('is another comment once its author has another name', async () => {
    const {visit} = visits({fail: ({name, attempt}) => (name === 'post' && attempt === 1 ? 'server' : null)});
    const page = await visit();
    post(page);
    await waitUntil(() => page.focused?.id === 'failure');
    page.write('name', 'Ana Ruiz de León');
    const posted = nextEvent('parley-posted');
    page.submit();
    expect((await posted).comment.author.name).to.equal('Ana Ruiz de León');
  });
});
