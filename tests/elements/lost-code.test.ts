import {expect, fixture, html, waitUntil} from '@open-wc/testing';

describe('a thread far below the reader', () => {
  it('opens at once where the code that looks out for the reader cannot be fetched', async () => {
    const frame = await fixture<HTMLIFrameElement>(
      html`<iframe title="Page" src="/tests/support/faults/without-nearness.html"></iframe>`,
    );
    const thread = (): Element | null | undefined => frame.contentDocument?.querySelector('parley-thread');
    await waitUntil(() => thread()?.matches(':state(empty)'), 'the thread is not open', {timeout: 10_000});
    expect(frame.contentWindow?.scrollY).to.equal(0);
  });
});
