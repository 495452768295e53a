import {expect, fixture, html} from '@open-wc/testing';
import '../../../src/define.js';
import {CommentCountElement} from '../../../src/elements/comment-count/comment-count.js';
import {PolicyNoticeElement} from '../../../src/elements/policy-notice/policy-notice.js';
import {waitUntil} from '../../support/wait-until.js';

describe('define() of an element class', () => {
  it('registers it by its own tag, once', () => {
    PolicyNoticeElement.define();
    PolicyNoticeElement.define();
    expect(customElements.get('parley-policy-notice')).to.equal(PolicyNoticeElement);
  });

  it('registers a class of the page under a tag of its own', () => {
    class OwnCount extends CommentCountElement {}
    OwnCount.define('packet-count');
    expect(document.createElement('packet-count')).to.be.instanceOf(CommentCountElement);
  });

  it('registers it in another registry', () => {
    const defined: unknown[] = [];
    const registry = {
      get: () => undefined,
      define: (...given: unknown[]) => defined.push(given),
    } as unknown as CustomElementRegistry;
    PolicyNoticeElement.define('packet-policy', registry);
    expect(defined).to.deep.equal([['packet-policy', PolicyNoticeElement]]);
    expect(customElements.get('packet-policy')).to.equal(undefined);
  });

  it('leaves a tag that is taken as it is, with one warning', async () => {
    class Other extends HTMLElement {}
    customElements.define('packet-taken', Other);
    const {warn} = console;
    const warnings: unknown[] = [];
    console.warn = (text: unknown) => warnings.push(text);
    try {
      PolicyNoticeElement.define('packet-taken');
      await waitUntil(() => warnings.length > 0, 'no warning');
    } finally {
      console.warn = warn;
    }
    expect(customElements.get('packet-taken')).to.equal(Other);
    expect(warnings).to.deep.equal([
      'Parley (tag-taken): <packet-taken> is already defined; skipping registration.',
    ]);
  });
});

describe('an attribute `backend` without the script tag', () => {
  it('tells the developer which adapter to import', async () => {
    const [{warn}, native] = [console, window.setTimeout];
    const warnings: unknown[] = [];
    console.warn = (text: unknown) => warnings.push(text);
    // The ten seconds are over at once.
    window.setTimeout = ((run: TimerHandler, ms?: number, ...given: unknown[]) =>
      native(run, ms === 10_000 ? 0 : ms, ...given)) as typeof setTimeout;
    try {
      await fixture(html`<parley-thread backend="rest" page-id="a"></parley-thread>`);
      await waitUntil(() => warnings.length > 0, 'no warning');
    } finally {
      console.warn = warn;
      window.setTimeout = native;
    }
    expect(warnings).to.deep.equal([
      'Parley (adapter): backend="rest" works with the script tag only; import RestAdapter from "parley-comments/adapters/rest.js" and set the property "adapter".',
    ]);
  });
});
