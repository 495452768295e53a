import {expect, fixture} from '@open-wc/testing';
import '../../../src/define.js';
import type {CommentCountElement} from '../../../src/elements/comment-count/comment-count.js';
import type {ThreadElement} from '../../../src/elements/thread/thread.js';
import {postingTerms} from '../../../src/elements/thread/writing/posting-terms.js';
import {MemoryAdapter} from '../../../src/adapters/memory.js';
import {makeComment} from '../../support/comments.js';
import {ThreadPage} from '../../support/thread-fixture.js';
import {waitUntil} from '../../support/wait-until.js';

// React 18 and templates of servers write `closed="false"` for what is not so.

const THREAD_ATTRIBUTES = ['closed', 'readonly', 'shortcuts', 'live'] as const;

async function threadWith(attributes: string): Promise<ThreadPage> {
  const site = crypto.randomUUID();
  const thread = await fixture<ThreadElement>(
    `<parley-thread site="${site}.example" page-id="a" loading="eager" ${attributes}></parley-thread>`,
  );
  thread.adapter = new MemoryAdapter({comments: [makeComment('1')]});
  return new ThreadPage(thread).ready();
}

describe('an attribute that is there or not', () => {
  for (const name of THREAD_ATTRIBUTES) {
    for (const [value, isOn] of [
      ['false', false],
      ['FALSE', false],
      ['off', false],
      ['true', true],
      ['', true],
      [name, true],
    ] as const) {
      it(`is ${isOn ? 'on' : 'off'}: ${name}="${value}"`, async () => {
        const {thread} = await threadWith(`${name}="${value}"`);
        expect(thread[name]).to.equal(isOn);
      });
    }
  }

  for (const value of ['poll', 'push'])
    it(`is on: live="${value}", as it was written before it was a boolean`, async () => {
      const {thread} = await threadWith(`live="${value}"`);
      expect(thread.live).to.equal(true);
    });

  it('leaves a discussion open that is closed="false" readonly="false"', async () => {
    const page = await threadWith('closed="false" readonly="false"');
    expect(page.thread.matches(':state(closed)')).to.equal(false);
    expect(page.line).not.to.equal(null);
  });

  it('shows text in a count with number-only="false"', async () => {
    const count = await fixture<CommentCountElement>(
      '<parley-comment-count page-id="a" number-only="false"></parley-comment-count>',
    );
    expect(count.numberOnly).to.equal(false);
  });

  it('writes nothing into the head with structured-data="false", and takes away what is there', async () => {
    const page = await threadWith('structured-data="true"');
    const described = (): Element | null => document.head.querySelector('script[type="application/ld+json"]');
    await waitUntil(described, 'not described');
    page.thread.setAttribute('structured-data', 'false');
    await waitUntil(() => !described(), 'still described');
  });

  it('requires no acknowledgement with policy-acknowledge="false"', async () => {
    const page = await threadWith('policy-acknowledge="false"');
    expect(postingTerms(page.thread).mustAcknowledge).to.equal(false);
  });
});
