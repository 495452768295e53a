import {expect, fixture, html} from '@open-wc/testing';
import {waitUntil} from '../../support/wait-until.js';

describe('a thread far below the reader', () => {
  it('opens at once where the code that looks out for the reader cannot be fetched', async () => {
    const frame = await fixture<HTMLIFrameElement>(
      html`<iframe title="Page" src="/tests/support/faults/without-nearness.html"></iframe>`,
    );
    const thread = (): Element | null | undefined => frame.contentDocument?.querySelector('parley-thread');
    await waitUntil(() => thread()?.matches(':state(empty)'), 'the thread is not open');
    expect(frame.contentWindow?.scrollY).to.equal(0);
  });
});

describe('a thread whose code for writing cannot be fetched', () => {
  it('keeps the typed text, shows a message, and retries on request, in the end by reloading the page', async () => {
    const frame = await fixture<HTMLIFrameElement>(
      html`<iframe title="Page" src="/tests/support/faults/without-writing.html"></iframe>`,
    );
    const notice = (): Element | null | undefined =>
      frame.contentDocument?.querySelector('parley-thread')?.shadowRoot?.querySelector('[part=notice]');
    const line = (): HTMLTextAreaElement | null | undefined =>
      frame.contentDocument?.querySelector('parley-thread')?.shadowRoot?.querySelector('textarea');
    await waitUntil(() => line(), 'nothing is shown');
    expect(notice() ?? null).to.equal(null);
    const box = line() as HTMLTextAreaElement;
    box.value = 'Half a letter';
    box.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
    await waitUntil(() => notice(), 'nothing is said');
    // In the form, if that is there: only what the thread does is not.
    const form = (): HTMLTextAreaElement | null | undefined =>
      frame.contentDocument
        ?.querySelector('parley-thread')
        ?.shadowRoot?.querySelector('parley-comment-form')
        ?.shadowRoot?.querySelector('textarea');
    await waitUntil(() => (line() ?? form())?.value === 'Half a letter', 'what was typed is gone');
    expect(notice()?.textContent.replace(/\s+/g, ' ').trim()).to.equal(
      'Part of this discussion could not be loaded. Try again',
    );
    const {rejections} = frame.contentWindow as unknown as {rejections: string[]};
    // A button that the missing code would have served.
    frame.contentDocument?.querySelector('parley-thread')?.dispatchEvent(new Event('parley-reload-request'));
    const reloaded = new Promise((resolve) => frame.addEventListener('load', resolve, {once: true}));
    notice()?.querySelector('button')?.click();
    expect(rejections).to.deep.equal([]);
    await reloaded;
  });
});
