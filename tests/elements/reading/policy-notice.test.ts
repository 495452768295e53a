import {expect, html} from '@open-wc/testing';
import type {PolicyNoticeElement} from '../../../src/elements/policy-notice/policy-notice.js';
import {expectAccessible} from '../../support/axe.js';
import {openThread, type ThreadPage} from '../../support/thread-fixture.js';

function notice(page: ThreadPage): PolicyNoticeElement {
  const found =
    page.thread.querySelector('parley-policy-notice') ??
    page.thread.renderRoot.querySelector('parley-policy-notice');
  if (!found) throw new Error('no notice');
  return found;
}

const words = (page: ThreadPage): string => notice(page).renderRoot.textContent?.replace(/\s+/g, ' ') ?? '';

describe('<parley-policy-notice>', () => {
  it("says built-in rules with the publisher's name", async () => {
    const page = await openThread({comments: []}, {publisher: 'The Tidewater Post'});
    expect(words(page)).to.contain('Discussion Policy');
    expect(words(page)).to.contain('The Tidewater Post may block users who break these rules.');
    await expectAccessible(page.thread);
  });

  it('says them without a name too', async () => {
    const page = await openThread({comments: []});
    expect(words(page)).to.contain('The publisher may block users');
  });

  it("says the backend's policy, sanitized, with its rules", async () => {
    const text = {format: 'html', value: '<p>Be <b>kind</b>.<script>alert(1)</script></p>'} as const;
    const page = await openThread({comments: [], policy: {text, rules: [{id: 'a', text: 'No insults.'}]}});
    expect(notice(page).renderRoot.querySelector('b')?.textContent).to.equal('kind');
    expect(notice(page).renderRoot.querySelector('script')).to.equal(null);
    expect(notice(page).renderRoot.querySelector('li')?.textContent).to.equal('No insults.');
  });

  it('leaves room for the marks of rules on the side on which these begin', async () => {
    document.documentElement.dir = 'rtl';
    try {
      const rules = [{id: 'a', text: 'No insults.'}];
      const page = await openThread({comments: [], policy: {rules}});
      const list = notice(page).renderRoot.querySelector('ul');
      const [item] = list?.children ?? [];
      expect(item?.getBoundingClientRect().left).to.be.greaterThan(
        list?.getBoundingClientRect().left ?? Infinity,
      );
    } finally {
      document.documentElement.removeAttribute('dir');
    }
  });

  it("prefers the page's policy to the backend's", async () => {
    const page = await openThread(
      {comments: [], policy: {text: {format: 'text', value: 'Theirs.'}}},
      {policy: {text: {format: 'text', value: 'Ours.'}}},
    );
    expect(words(page)).to.contain('Ours.');
    expect(words(page)).not.to.contain('Theirs.');
  });

  it('shows what the page puts into it', async () => {
    const page = await openThread(
      {comments: []},
      {},
      html`<parley-policy-notice slot="policy"><p>Sign your letter.</p></parley-policy-notice>`,
    );
    expect(notice(page).querySelector('p')?.checkVisibility()).to.equal(true);
    expect(notice(page).renderRoot.querySelector('slot p')?.checkVisibility()).to.equal(false);
  });

  it('links the full policy, and nothing that is no web address', async () => {
    const page = await openThread({comments: []}, {policyUrl: '/policy'});
    expect(notice(page).renderRoot.querySelector('a')?.href).to.equal(`${location.origin}/policy`);
    for (const policyUrl of [
      'javascript:alert(1)',
      'data:text/html,x',
      'undefined',
      '[object Object]',
      '() => 1',
    ]) {
      page.thread.policyUrl = policyUrl;
      await page.settled();
      await notice(page).updateComplete;
      expect(notice(page).renderRoot.querySelector('a'), policyUrl).to.equal(null);
    }
  });

  it("falls back to the backend's link where the page's is no address", async () => {
    const page = await openThread(
      {comments: [], policy: {url: 'https://packet.example/rules'}},
      {policyUrl: 'null'},
    );
    expect(notice(page).renderRoot.querySelector('a')?.href).to.equal('https://packet.example/rules');
  });
});
