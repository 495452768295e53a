import {expect, fixture} from '@open-wc/testing';
import {makeComment} from '../../support/comments.js';
import {openThread, type ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

// Pages of a hash router: which article they show stands in the hash, and what points into it behind a second `#`.

const two = [
  makeComment('1', {featured: {by: 'Ana'}}),
  makeComment('2', {createdAt: '2026-01-02T00:00:00Z', url: location.href.replace(/#.*/, '') + '#comment-2'}),
];

const dateOf = (page: ThreadPage, id: string): HTMLAnchorElement =>
  page.article(id).querySelector('.byline > a') as HTMLAnchorElement;

function featuredLink(page: ThreadPage): HTMLAnchorElement | null {
  return page.thread.renderRoot.querySelector<HTMLAnchorElement>('.featured a');
}

describe('a permalink', () => {
  let base: HTMLBaseElement | undefined;

  afterEach(() => {
    base?.remove();
    history.replaceState(null, '', location.pathname + location.search);
  });

  function addBase(attributes: Record<string, string>): void {
    base = document.createElement('base');
    for (const [name, value] of Object.entries(attributes)) base.setAttribute(name, value);
    document.head.append(base);
  }

  for (const route of ['#/article/3', '#!/article/3']) {
    for (const settings of [
      {},
      {pageUrl: `/article/${route}`},
      {pageUrl: location.pathname + location.search},
    ]) {
      it(`preserves the route ${route} where page-url is ${settings.pageUrl ?? 'not set'}`, async () => {
        location.hash = route;
        const page = await openThread({comments: two}, settings);
        expect(new URL(dateOf(page, '1').href).hash).to.equal(`${route}#comment-1`);
        // As a backend writes it, which knows nothing of routes.
        expect(new URL(dateOf(page, '2').href).hash).to.equal(`${route}#comment-2`);
      });
    }
  }

  it('leads to its comment on the page of a route, which it does not leave', async () => {
    location.hash = '#/article/3';
    const page = await openThread({comments: two});
    await waitUntil(() => page.thread.late);
    dateOf(page, '1').click();
    await waitUntil(() => location.hash === '#/article/3#comment-1');
    await waitUntil(() => page.focused?.getAttribute('data-comment-id') === '1');
  });

  it('is found in the address of a route when the page opens', async () => {
    const many = Array.from({length: 30}, (_, index) => makeComment(String(index + 1)));
    location.hash = '#/article/3#comment-3';
    const page = await openThread({comments: many}, {pageSize: 5});
    await waitUntil(() => page.focused?.getAttribute('data-comment-id') === '3');
    expect(new URL(dateOf(page, '3').href).hash).to.equal('#/article/3#comment-3');
  });

  it('leads to its comment from above the list too, with any route', async () => {
    location.hash = '#/article/3';
    const page = await openThread({comments: two});
    await waitUntil(() => featuredLink(page));
    featuredLink(page)?.click();
    await waitUntil(() => location.hash === '#/article/3#comment-1');
    await waitUntil(() => page.focused?.getAttribute('data-comment-id') === '1');
  });

  it('leads to its comment from above the list too, with any base address', async () => {
    addBase({href: 'https://cdn.example/'});
    const page = await openThread({comments: two});
    await waitUntil(() => featuredLink(page));
    expect(featuredLink(page)?.href).to.equal(`${location.href}#comment-1`);
  });

  it('gives each route of a page without an id a discussion of its own', async () => {
    location.hash = '#/article/3';
    const page = await openThread({comments: two}, {pageId: ''});
    await waitUntil(() => page.thread.late);
    const {thread} = page.thread.store?.state ?? {};
    location.hash = '#/article/4';
    await waitUntil(() => page.thread.store?.state.thread?.pageId !== thread?.pageId);
    expect(page.thread.store?.state.thread?.url).to.equal(location.href);
  });

  it('stays in its window where the page opens links in another', async () => {
    addBase({target: '_blank'});
    await fixture('<p></p>');
    const page = await openThread({comments: two});
    await waitUntil(() => page.thread.late && featuredLink(page));
    for (const link of [dateOf(page, '1'), dateOf(page, '2'), featuredLink(page)])
      expect(link?.getAttribute('target')).to.equal('_self');
    dateOf(page, '1').click();
    await waitUntil(() => page.focused?.getAttribute('data-comment-id') === '1');
  });

  it('opens where the page opens links, where it leads to another page', async () => {
    addBase({target: '_parent'});
    const page = await openThread({comments: two}, {pageUrl: 'https://paper.example/ferry'});
    expect(dateOf(page, '1').hasAttribute('target')).to.equal(false);
  });
});
