import {expect} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import type {Comment} from '../../../src/model/comment.js';
import {makeComment} from '../../support/comments.js';
import {openThread, type ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const URL = 'https://packet.example/ferry';

interface Item {
  readonly [name: string]: unknown;
  readonly '@id': string;
  readonly text: string;
  readonly comment?: readonly Item[];
}

const script = (): HTMLScriptElement | null =>
  document.head.querySelector('script[type="application/ld+json"]');

const items = (): readonly Item[] =>
  (JSON.parse(script()?.textContent ?? '{}') as {'@graph': readonly Item[]})['@graph'];

async function open(
  comments: readonly Comment[],
  adapter = new MemoryAdapter({comments}),
): Promise<ThreadPage> {
  const page = await openThread(adapter, {pageUrl: URL, live: true, sort: 'oldest'});
  page.thread.setAttribute('structured-data', '');
  return page;
}

describe('structured data', () => {
  it('describes the comments that are published, each reply in what it answers', async () => {
    await open([
      makeComment('1', {
        author: {name: ' Ana\u202E ', url: 'https://ana.example/'},
        editedAt: '2026-03-02T08:00:00.000Z',
        lang: 'en',
        score: {up: 4},
      }),
      makeComment('2', {parentId: '1', author: {name: 'Bo', url: 'javascript:alert(1)'}}),
    ]);
    await waitUntil(script);
    const data = JSON.parse(script()?.textContent ?? '') as Record<string, unknown>;
    expect(data['@context']).to.equal('https://schema.org');
    const reply = {
      '@type': 'Comment',
      '@id': `${URL}#comment-2`,
      url: `${URL}#comment-2`,
      author: {'@type': 'Person', name: 'Bo'},
      dateCreated: '2026-03-01T08:02:00.000Z',
      text: 'Letter 2',
      upvoteCount: 0,
      parentItem: {'@type': 'Comment', '@id': `${URL}#comment-1`},
    };
    expect(data['@graph']).to.deep.equal([
      {
        '@type': 'Comment',
        '@id': `${URL}#comment-1`,
        url: `${URL}#comment-1`,
        author: {'@type': 'Person', name: 'Ana', url: 'https://ana.example/'},
        dateCreated: '2026-03-01T08:01:00.000Z',
        dateModified: '2026-03-02T08:00:00.000Z',
        inLanguage: 'en',
        text: 'Letter 1',
        upvoteCount: 4,
        comment: [reply],
        about: {'@id': URL},
      },
    ]);
  });

  it('omits comments that others do not see, and names of removed ones', async () => {
    const own = {id: 'ada', name: 'Ada'};
    const comments = [
      makeComment('1'),
      makeComment('2', {author: own, status: 'held'}),
      makeComment('3', {author: own, status: 'rejected'}),
      makeComment('4', {status: 'removed'}),
      makeComment('5', {parentId: '4'}),
    ];
    await open(comments, new MemoryAdapter({comments, viewer: own}));
    await waitUntil(script);
    expect(items().map(({text}) => text)).to.deep.equal(['Letter 1', 'Letter 5']);
    expect(items()[1]?.['parentItem']).to.equal(undefined);
    expect(items()[1]?.['about']).to.deep.equal({'@id': URL});
  });

  it('contains only the visible text of HTML, and ends no script', async () => {
    await open([
      makeComment('1', {
        body: {format: 'html', value: '<p>One <b>two</b><script>bad()</script></p><p>Three<br>four</p>'},
      }),
      makeComment('3', {
        body: {format: 'html', value: 'A<p>b</p>c<ul>\n<li>two\n <ul>\n <li>nested</li></ul>\n</li>\n</ul>'},
      }),
      makeComment('2', {body: {format: 'text', value: '</script><img src=x> & "so"'}}),
    ]);
    await waitUntil(script);
    expect(items().map(({text}) => text)).to.deep.equal([
      'One two\n\nThree\nfour',
      '</script><img src=x> & "so"',
      'A\n\nb\n\nc\n\ntwo\n\nnested',
    ]);
    expect(script()?.textContent).not.to.contain('<');
  });

  it('follows changes, is removed with the attribute and the element, and returns with both', async () => {
    const adapter = new MemoryAdapter({comments: [makeComment('1'), makeComment('2')]});
    const page = await open([], adapter);
    await waitUntil(() => script() && items().length === 2);
    adapter.removeByModerator('2');
    await waitUntil(() => items().length === 1);
    adapter.change('1', {body: {format: 'text', value: 'Other words.'}});
    await waitUntil(() => items()[0]?.text === 'Other words.');

    page.thread.removeAttribute('structured-data');
    await waitUntil(() => script() === null);
    page.thread.setAttribute('structured-data', '');
    await waitUntil(script);
    const {parentNode} = page.thread;
    page.thread.remove();
    await waitUntil(() => script() === null);
    parentNode?.append(page.thread);
    await waitUntil(script);
  });

  it('is absent by default', async () => {
    const page = await openThread({comments: [makeComment('1')]});
    await waitUntil(() => page.thread.late);
    await page.settled();
    expect(script()).to.equal(null);
  });

  it('bears a chain of thousands, and replies in a circle', async () => {
    const chain = Array.from({length: 3_000}, (_, index) =>
      makeComment(String(index), index > 0 ? {parentId: String(index - 1)} : {}),
    );
    const circle = [makeComment('a1', {parentId: 'b2'}), makeComment('b2', {parentId: 'a1'})];
    const adapter = {
      open: () =>
        Promise.resolve({comments: [...chain, ...circle], next: null, total: null, live: null, facts: {}}),
      more: () => Promise.reject(new Error('There is no more.')),
    };
    const page = await openThread(adapter, {pageUrl: URL});
    page.thread.setAttribute('structured-data', '');
    await waitUntil(script, 'no structured data');
    const ids = new Set<string>();
    const collect = (list: readonly Item[], level: number): number =>
      Math.max(
        level,
        ...list.map((item) => {
          ids.add(item['@id']);
          return collect(item.comment ?? [], level + 1);
        }),
      );
    expect(collect(items(), 0)).to.be.lessThan(30);
    expect(ids.size).to.equal(3_002);
  });
});
