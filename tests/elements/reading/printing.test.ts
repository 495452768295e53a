import {expect, fixture, html} from '@open-wc/testing';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import type {ThreadElement} from '../../../src/elements/thread/thread.js';
import {makeComment} from '../../support/comments.js';
import {ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

const comments = [makeComment('1', {body: {format: 'text', value: 'The last boat is at ten.'}})];

/** A thread far below the reader, who has not come near it. */
async function farThread(content: unknown = ''): Promise<ThreadElement> {
  const around = await fixture(
    html`<div style="padding-block-start: 5000px">
      <parley-thread page-id="printed" .adapter=${new MemoryAdapter({comments})}>${content}</parley-thread>
    </div>`,
  );
  const thread = around.querySelector('parley-thread') as ThreadElement;
  await thread.updateComplete;
  // It waits for the reader by now, with code that was fetched for that.
  await import('../../../src/elements/thread/nearness.js');
  return thread;
}

describe('a page that is printed before the thread was loaded', () => {
  it('prints where the comments are, and loads them for the next time', async () => {
    const thread = await farThread();
    window.dispatchEvent(new Event('beforeprint'));
    expect(thread.innerText).to.equal(`${location.href.replace(/#.*/, '')}#comments`);
    window.dispatchEvent(new Event('afterprint'));
    expect(thread.childElementCount).to.equal(0);
    const page = await new ThreadPage(thread).ready();
    await waitUntil(() => page.ids.length === 1, 'not loaded');
    expect(page.wordsOf('1')).to.equal('The last boat is at ten.');
    window.dispatchEvent(new Event('beforeprint'));
    expect(thread.childElementCount).to.equal(0);
    window.dispatchEvent(new Event('afterprint'));
  });

  it("prints what the page has in the thread's place", async () => {
    const thread = await farThread(html`<a href="/letters">The letters</a>`);
    window.dispatchEvent(new Event('beforeprint'));
    expect(thread.innerText.trim()).to.equal('The letters');
    window.dispatchEvent(new Event('afterprint'));
    expect(thread.innerText.trim()).to.equal('The letters');
  });
});
