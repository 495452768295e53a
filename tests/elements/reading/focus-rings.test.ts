import {expect, fixture, html} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import type {ThreadElement} from '../../../src/elements/thread/thread.js';
import {makeComment} from '../../support/comments.js';
import {press} from '../../support/press.js';
import {ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

// Columns that clip (`overflow: hidden`) end where the thread ends: a ring must not reach over its edge.

const comments = [
  makeComment('1', {
    author: {id: 'u1', name: 'Ana', url: 'https://ana.example/'},
    body: {format: 'text', value: 'https://paper.example/ferry says more. '.repeat(30)},
    can: {vote: true, edit: true, remove: true},
  }),
  makeComment('2', {parentId: '1', can: {vote: true}}),
];

async function threadInColumn(attributes: {dir?: string; width: string}): Promise<ThreadPage> {
  const around = await fixture(
    html`<div dir=${attributes.dir ?? 'ltr'} style=${`inline-size: ${attributes.width}; overflow: hidden`}>
      <a href="#before">Before</a>
      <parley-thread
        page-id="rings"
        loading="eager"
        policy-url="https://paper.example/policy"
        .adapter=${new MemoryAdapter({comments})}
      ></parley-thread>
    </div>`,
  );
  const page = await new ThreadPage(around.querySelector('parley-thread') as ThreadElement).ready();
  await waitUntil(() => page.article('1').querySelector('.body a'), 'the thread is not whole');
  await page.openForm();
  return page.touched();
}

/** How far a ring reaches over the edges of what it is clipped by: the nearest ancestors that clip, in all shadow roots. */
function cutOff(element: Element, edge: DOMRect): number {
  const {outlineStyle, outlineWidth, outlineOffset} = getComputedStyle(element);
  // An engine need not show a ring for what a script has focused.
  const reach =
    outlineStyle === 'none' ? 0 : Math.max(0, parseFloat(outlineWidth) + parseFloat(outlineOffset));
  return Math.max(
    ...[...element.getClientRects()].map(({left, right}) =>
      Math.max(edge.left - (left - reach), right + reach - edge.right),
    ),
  );
}

describe('focus rings', () => {
  for (const width of ['700px', '320px'])
    for (const dir of ['ltr', 'rtl'])
      it(`are not cut off where a column of ${width} clips, ${dir}`, async () => {
        const page = await threadInColumn({dir, width});
        const edge = (page.thread.parentElement as Element).getBoundingClientRect();
        page.thread.parentElement?.querySelector('a')?.focus();
        const seen = new Set<Element>();
        for (;;) {
          await press('Tab');
          const {focused} = page;
          if (!focused || seen.has(focused) || !isIn(page.thread, focused)) break;
          seen.add(focused);
          expect(cutOff(focused, edge), focused.outerHTML.slice(0, 200)).to.be.at.most(0.5);
        }
        expect(seen.size).to.be.greaterThan(8);
        // What is only focused by us.
        for (const id of ['1', '2']) {
          page.article(id).focus();
          expect(cutOff(page.article(id), edge)).to.be.at.most(0.5);
        }
        const heading = page.thread.renderRoot.querySelector<HTMLElement>('#heading') as HTMLElement;
        heading.focus();
        expect(cutOff(heading, edge)).to.be.at.most(0.5);
      });
});

function isIn(thread: Element, element: Element): boolean {
  for (let at: Node | null = element; at; at = at instanceof ShadowRoot ? at.host : at.parentNode)
    if (at === thread) return true;
  return false;
}
