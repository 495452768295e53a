import {expect} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import type {Comment} from '../../../src/model/comment.js';
import type {ThreadFacts} from '../../../src/model/thread.js';
import {renderThread, type RenderOptions} from '../../../src/static.js';
import {makeComment} from '../../support/comments.js';
import {openThread} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

// Static rendering and the elements write the same tree: when the elements take over, nothing changes.

const REPLIES = ['2', '3', '4', '5', '6', '7'].map((id) => makeComment(id, {parentId: '1'}));
const CHAIN = ['2', '3', '4', '5', '6'].map((id) => makeComment(id, {parentId: String(Number(id) - 1)}));
const LONG = 'A sentence about the ferry and the harbour that goes on and on. '.repeat(120);

const STATES: readonly [string, readonly Comment[], RenderOptions?, ThreadFacts?][] = [
  ['nothing', []],
  ['one comment', [makeComment('1')]],
  ['the classic variant', [makeComment('1'), makeComment('2', {parentId: '1'})], {variant: 'classic'}],
  ['a long list of replies', [makeComment('1'), ...REPLIES]],
  ['a chain of replies', [makeComment('1'), ...CHAIN]],
  ['a long comment', [makeComment('1', {body: {format: 'text', value: LONG}})]],
  [
    'staff with a badge and a website',
    [makeComment('1', {author: {name: 'Desk', isStaff: true, url: 'https://desk.example/'}})],
  ],
  ['a featured comment', [makeComment('1', {featured: {by: 'The desk', reason: 'Well said'}})]],
  [
    'removed and deleted comments',
    [
      makeComment('1', {status: 'removed', decision: {reason: 'Rude'}}),
      makeComment('2', {status: 'deleted'}),
    ],
  ],
  ['an orphan', [makeComment('1', {parentId: 'gone'})]],
  [
    'recommended and edited comments',
    [makeComment('1', {score: {up: 4}, editedAt: '2026-03-01T09:00:00.000Z'})],
  ],
  ['another language', [makeComment('1', {lang: 'he'})], {lang: 'ar'}],
  [
    'initials of authors',
    [makeComment('1', {author: {name: 'Hester Vane'}}), makeComment('2', {author: {name: '🐈'}})],
    {avatars: true},
  ],
  ['a deeper heading', [makeComment('1')], {headingLevel: 4}],
  ['a closed discussion', [makeComment('1')], {}, {closed: {reason: 'The end'}}],
  ['text with links', [makeComment('1', {body: {format: 'text', value: 'One\ntwo\n\nwww.ferry.example/a'}})]],
  [
    'HTML',
    [
      makeComment('1', {
        body: {
          format: 'html',
          value:
            '<p>One <b>bold</b>\nline<br />\nand <a href="https://ferry.example/">ferry.example</a></p>\n<blockquote>said</blockquote>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<pre>x\n  y</pre><h2>Head</h2><u>kept</u><script>gone</script> <a href="https://other.example/">ferry.example</a>',
        },
      }),
    ],
  ],
  [
    'Markdown',
    [
      makeComment('1', {
        body: {
          format: 'markdown',
          value: 'A **word** for https://ferry.example/\n\n> said\n\n- a\n- b\n\n`code`',
        },
      }),
    ],
  ],
];

describe('a thread that was rendered statically', () => {
  for (const [name, comments, options = {}, facts = {}] of STATES) {
    it(`has the tree of the elements: ${name}`, async () => {
      const adapter = new MemoryAdapter({
        comments: [...comments],
        ...(facts.closed && {closed: facts.closed}),
      });
      const page = await openThread(adapter, {pageUrl: location.href, ...(options as object)});
      const opened = await adapter.open(
        {site: 'a', pageId: 'a', url: '', title: ''},
        {sort: options.variant === 'classic' ? 'oldest' : 'newest', limit: 50},
        new AbortController().signal,
      );
      const place = document.createElement('template');
      place.innerHTML = renderThread(opened, {
        canVote: true,
        pageUrl: location.href,
        now: page.thread.store?.now ?? 0,
        ...options,
      });
      const {content} = place;
      const {thread, list} = page;
      // Addresses become links once the code for that is loaded.
      if (content.querySelector('.body a'))
        await waitUntil(() => list.renderRoot.querySelector('.body a'), 'no link');
      const same = (selector: string, element: Element | null | undefined): void => {
        expect(treeOf(content.querySelector(selector))).to.equal(treeOf(element ?? null));
      };
      same('.comments', list.renderRoot.querySelector('.comments'));
      same('.parley-list .empty', list.renderRoot.querySelector('.empty'));
      same(
        '.parley-policy > .base',
        thread.renderRoot.querySelector('parley-policy-notice')?.shadowRoot?.querySelector('.base'),
      );
      same('header [part=heading]', thread.renderRoot.querySelector('header [part=heading]'));
      same('.sort', thread.renderRoot.querySelector('.sort'));
      same('.notice', thread.renderRoot.querySelector('.notice'));
    });
  }
});

/** What only one of both needs: the targets of fragments, loading, late code, fields. */
const IGNORED = ['id', 'aria-labelledby', 'aria-busy', 'title', 'selected', 'type'];

/** An element as text: headings by their level, slots as what is in them, white space between tags left out. */
function treeOf(element: Element | null): string {
  if (!element) return 'nothing';
  if (element.localName === 'slot') return childrenOf(element);
  const heading = /^h(\d)$/.exec(element.localName);
  const attributes = new Map([...element.attributes].map(({name, value}) => [name, value]));
  if (heading) attributes.set('role', 'heading').set('aria-level', heading[1] ?? '');
  for (const name of IGNORED) attributes.delete(name);
  // Late code gives the links of dates the time.
  if (element.matches('a.meta')) attributes.delete('aria-label');
  const written = [...attributes].map(([name, value]) => ` ${name}="${value.trim()}"`).sort();
  return `<${heading ? 'div' : element.localName}${written.join('')}>${childrenOf(element)}\n`;
}

function childrenOf(element: Element): string {
  return [...element.childNodes]
    .map((node) => {
      if (node instanceof Element) return node.localName === 'noscript' ? '' : treeOf(node);
      return node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '').trim() : '';
    })
    .join('');
}
