import {expect, html} from '@open-wc/testing';
import type {Policy} from '../../../src/model/policy.js';
import {rememberGuest} from '../../../src/store/remembered-guest.js';
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

const textOf = (page: ThreadPage): string => notice(page).renderRoot.textContent?.replace(/\s+/g, ' ') ?? '';

describe('<parley-policy-notice>', () => {
  it("shows built-in rules with the publisher's name", async () => {
    const page = await openThread({comments: []}, {publisher: 'The Tidewater Post'});
    expect(textOf(page)).to.contain('Discussion Policy');
    expect(textOf(page)).to.contain('The Tidewater Post may block users who break these rules.');
    await expectAccessible(page.thread);
  });

  it('shows them without a name, too', async () => {
    const page = await openThread({comments: []});
    expect(textOf(page)).to.contain('The publisher may block users');
  });

  it("shows the backend's policy, sanitized, with its rules", async () => {
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
    expect(textOf(page)).to.contain('Ours.');
    expect(textOf(page)).not.to.contain('Theirs.');
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

  it('links the full policy if it is a web address', async () => {
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

  describe('on a phone', () => {
    const text = {format: 'text', value: 'Comments are welcome. '.repeat(20)} as const;
    const rules = [
      {id: 'a', text: 'No insults.'},
      {id: 'b', text: 'No advertising.'},
    ];

    async function openNarrow(
      policy: Policy,
      settings: {variant?: 'classic'; site?: string} = {},
      width = '360px',
    ): Promise<ThreadPage> {
      const page = await openThread({comments: [], policy}, settings);
      page.thread.style.inlineSize = width;
      await notice(page).updateComplete;
      return page;
    }
    const textOf = (page: ThreadPage): HTMLElement =>
      page.part('policy', notice(page).renderRoot).querySelector('.text') as HTMLElement;
    const lines = (page: ThreadPage): number =>
      textOf(page).getBoundingClientRect().height / parseFloat(getComputedStyle(textOf(page)).lineHeight);
    const button = (page: ThreadPage): HTMLButtonElement | null =>
      notice(page).renderRoot.querySelector<HTMLButtonElement>('button');

    it('shows two lines, and everything when the reader opens the rules', async () => {
      const page = await openNarrow({text, rules});
      expect(lines(page)).to.be.closeTo(2, 0.1);
      expect(button(page)?.textContent?.trim()).to.equal('Rules');
      expect(button(page)?.ariaExpanded).to.equal('false');
      button(page)?.click();
      await notice(page).updateComplete;
      expect(button(page)?.ariaExpanded).to.equal('true');
      expect(lines(page)).to.be.greaterThan(8);
      await expectAccessible(page.thread);
    });

    it('has two lines of what the page puts into it', async () => {
      const page = await openThread(
        {comments: []},
        {},
        html`<parley-policy-notice slot="policy"
          ><p>${text.value}</p>
          <p>${text.value}</p></parley-policy-notice
        >`,
      );
      page.thread.style.inlineSize = '360px';
      expect(lines(page)).to.be.closeTo(2, 0.1);
    });

    it('has its heading alone for a guest whom the device remembers, until they ask', async () => {
      const site = `${crypto.randomUUID()}.example`;
      rememberGuest(site, {name: 'Ida Marl', email: '', url: ''}, true);
      const page = await openNarrow({text, rules}, {site});
      expect(textOf(page).checkVisibility()).to.equal(false);
      button(page)?.click();
      await notice(page).updateComplete;
      expect(textOf(page).checkVisibility()).to.equal(true);
    });

    it('is whole where two lines are enough, in the classic variant, and in a wide thread', async () => {
      const short = await openNarrow({rules: [{id: 'a', text: 'Be kind.'}]});
      expect(button(short)).to.equal(null);
      const classic = await openNarrow({text, rules}, {variant: 'classic'});
      expect(button(classic)).to.equal(null);
      expect(lines(classic)).to.be.greaterThan(8);
      const wide = await openNarrow({text, rules}, {}, '600px');
      expect(button(wide)?.checkVisibility()).to.equal(false);
      expect(lines(wide)).to.be.greaterThan(5);
    });
  });
});
