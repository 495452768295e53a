import {aTimeout, expect, fixture, html} from '@open-wc/testing';
import {RestAdapter} from '../../../src/adapters/rest.js';
import type {Comment} from '../../../src/model/comment.js';
import type {ViewerAnswer} from '../../../src/model/protocol.js';
import type {ThreadPage as Page} from '../../../src/model/thread.js';
import {makeComment} from '../../support/comments.js';
import {viewer as viewerAnswer} from '../../support/rest-fake.js';
import {ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

// The first page of a thread stands in the article, as data: docs/static-rendering.md.

const ENDPOINT = 'https://comments.example/';

function pageOf(comments: readonly Comment[], more: Partial<Page> = {}): Page {
  return {comments, next: null, total: comments.length, live: null, facts: {}, ...more};
}

interface Carried {
  readonly data?: unknown;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What the server answers. */
  readonly answer?: Page;
  /** For a reader who has signed in: what the server answers about them. */
  readonly viewer?: ViewerAnswer;
}

/** A thread whose article carries a page, and the addresses that it requests. */
async function open({data, attributes, settings, answer = pageOf([]), viewer}: Carried): Promise<{
  page: ThreadPage;
  requests: string[];
}> {
  const requests: string[] = [];
  const script = document.createElement('script');
  script.type = 'application/json';
  script.setAttribute('data-parley-page', '');
  for (const [name, value] of Object.entries({
    'data-made': new Date().toISOString(),
    'data-max-age': '60',
    'data-sort': 'newest',
    'data-page-size': '50',
    ...attributes,
  }))
    script.setAttribute(name, value);
  script.textContent = typeof data === 'string' ? data : JSON.stringify(data);
  const place = await fixture<HTMLElement>(html`<div></div>`);
  const thread = document.createElement('parley-thread');
  thread.append(script);
  const adapter = new RestAdapter({
    endpoint: ENDPOINT,
    fetch: (address) => {
      const {pathname} = new URL(address as string);
      requests.push(pathname);
      return Promise.resolve(Response.json(pathname === '/v1/viewer' ? viewer : answer));
    },
    ...(viewer && {getToken: () => 'a token'}),
  });
  Object.assign(thread, {pageId: crypto.randomUUID(), loading: 'eager', adapter, ...settings});
  place.append(thread);
  return {page: await new ThreadPage(thread).ready(), requests};
}

const warned: string[] = [];
const {warn} = console;
beforeEach(() => {
  warned.length = 0;
  console.warn = (...words: unknown[]) => warned.push(words.join(' '));
});
afterEach(() => {
  console.warn = warn;
});

describe('a page that the article carries', () => {
  it('is shown without a request', async () => {
    const {page, requests} = await open({data: pageOf([makeComment('1'), makeComment('2')])});
    expect(page.ids).to.deep.equal(['2', '1']);
    await aTimeout(50);
    expect(requests).to.deep.equal([]);
  });

  it('is asked for again if it is old: new comments wait, removed ones go, changed ones change', async () => {
    const changed = makeComment('2', {body: {format: 'text', value: 'Changed'}});
    const {page, requests} = await open({
      data: pageOf([makeComment('1'), makeComment('2')]),
      attributes: {'data-made': new Date(Date.now() - 3_600_000).toISOString()},
      answer: pageOf([changed, makeComment('3')]),
    });
    await waitUntil(() => page.ids.join() === '2', 'the removed comment stays');
    expect(requests).to.deep.equal(['/v1/thread']);
    expect(page.wordsOf('2')).to.equal('Changed');
    await waitUntil(() => !!page.list.renderRoot.querySelector('.pill'), 'the new one does not wait');
    page.button(/1 new comment/).click();
    await waitUntil(() => page.ids.join() === '3,2', 'the new one does not come');
  });

  it('keeps comments that newer ones may have pushed off its end', async () => {
    const {page} = await open({
      data: pageOf([makeComment('1'), makeComment('2')], {next: 'a', total: 9}),
      attributes: {'data-made': ''},
      answer: pageOf([makeComment('3'), makeComment('2')], {next: 'b', total: 10}),
    });
    await waitUntil(() => !!page.list.renderRoot.querySelector('.pill'), 'the new one does not wait');
    expect(page.ids).to.deep.equal(['2', '1']);
    expect(page.thread.store?.state.next).to.equal('b');
  });

  it('is old if nothing says when it was made, or it was made in the future', async () => {
    for (const made of ['', 'yesterday', new Date(Date.now() + 86_400_000).toISOString()]) {
      const {requests} = await open({
        data: pageOf([makeComment('1')]),
        attributes: {'data-made': made},
        answer: pageOf([makeComment('1')]),
      });
      await waitUntil(() => requests.length === 1, `not asked for: ${made}`);
    }
  });

  it('stays if it is old and the server does not answer', async () => {
    const {page, requests} = await open({
      data: pageOf([makeComment('1')]),
      attributes: {'data-made': ''},
      answer: 'nothing' as never,
    });
    await waitUntil(() => requests.length > 0, 'not asked for');
    await aTimeout(50);
    expect(page.ids).to.deep.equal(['1']);
    expect(page.thread.store?.state.phase).to.equal('ready');
  });

  it('closes the discussion within one request if it was closed since', async () => {
    const {page, requests} = await open({
      data: pageOf([makeComment('1')]),
      attributes: {'data-made': new Date(Date.now() - 2 * 86_400_000).toISOString()},
      answer: pageOf([makeComment('1')], {facts: {closed: {reason: 'The end'}}}),
    });
    await waitUntil(() => page.thread.renderRoot.textContent.includes('The end'), 'not closed');
    expect(page.line).to.equal(null);
    expect(requests).to.deep.equal(['/v1/thread']);
  });

  it('opens the discussion within one request if it was closed then', async () => {
    const {page, requests} = await open({
      data: pageOf([makeComment('1')], {facts: {closed: {reason: 'The end'}}}),
      attributes: {'data-made': new Date(Date.now() - 2 * 86_400_000).toISOString()},
      answer: pageOf([makeComment('1')]),
    });
    await waitUntil(() => page.line !== null, 'not opened');
    expect(page.thread.renderRoot.textContent).not.to.include('The end');
    expect(requests).to.deep.equal(['/v1/thread']);
  });

  it('has what is the reader’s own after one request for it, though it was made for another', async () => {
    const {page, requests} = await open({
      data: pageOf([makeComment('1', {score: {up: 1}}), makeComment('2')]),
      viewer: viewerAnswer({
        viewer: {id: 'ada', name: 'Ada Quill'},
        may: {post: true, vote: true, report: true, moderate: false},
        votes: ['1'],
      }),
    });
    const votes = page.articles.map((article) =>
      article.querySelector('[data-action=vote]')?.getAttribute('aria-pressed'),
    );
    expect(votes).to.deep.equal(['false', 'true']);
    expect(requests).to.deep.equal(['/v1/viewer']);
  });

  it('goes on in the language in which it was made, whatever the page around it speaks', async () => {
    const {page, requests} = await open({
      data: pageOf([makeComment('1')]),
      settings: {lang: 'de'},
    });
    await waitUntil(() => page.thread.renderRoot.textContent.includes('1 Kommentar'), 'not in German');
    expect(requests).to.deep.equal([]);
  });

  const unusable: readonly [string, Carried][] = [
    ['in another order', {data: pageOf([makeComment('1')]), attributes: {'data-sort': 'top'}}],
    ['of another size', {data: pageOf([makeComment('1')]), attributes: {'data-page-size': '20'}}],
    ['that is no JSON', {data: '{"comments":'}],
    ['that is no page', {data: {lists: []}}],
    ['that is nothing', {data: ''}],
  ];
  for (const [name, carried] of unusable) {
    it(`is requested instead of one ${name}`, async () => {
      const {page, requests} = await open({...carried, answer: pageOf([makeComment('7')])});
      await waitUntil(() => page.ids.join() === '7', 'not requested');
      expect(requests).to.deep.equal(['/v1/thread']);
    });
  }

  it('warns of malformed data once', async () => {
    await open({data: '<html>', answer: pageOf([makeComment('7')])});
    await open({data: '<html>', answer: pageOf([makeComment('7')])});
    await aTimeout(50);
    expect(warned.filter((words) => words.includes('data-parley-page')).length).to.be.at.most(1);
  });

  it('leaves out comments that are none, and shows the others', async () => {
    const {page} = await open({data: pageOf([makeComment('1'), {id: '2'} as Comment])});
    expect(page.ids).to.deep.equal(['1']);
  });

  it('is requested when the thread is reloaded', async () => {
    const {page} = await open({data: pageOf([makeComment('1')]), answer: pageOf([])});
    await page.thread.reload();
    await waitUntil(() => page.ids.length === 0, 'a reload shows the carried page again');
  });
});
