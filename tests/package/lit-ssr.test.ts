import {render} from '@lit-labs/ssr';
import {collectResult} from '@lit-labs/ssr/lib/render-result.js';
import {html, type TemplateResult} from 'lit';
import {beforeAll, describe, expect, it} from 'vitest';

/** Without the comments by which Lit finds its places when it hydrates. */
async function rendered(template: TemplateResult): Promise<string> {
  return (await collectResult(render(template))).replace(/<!--[^>]*-->/g, '');
}

// Each page is rendered by a package that knows the elements, as by one of Lit's servers.
beforeAll(async () => {
  const define = 'parley-comments/define.js';
  await import(define);
});

describe('rendered by @lit-labs/ssr', () => {
  it('a thread is its attributes and what stands in it, without a shadow root', async () => {
    const policy = {text: {format: 'text', value: 'Be brief.'}};
    const thread = html`<parley-thread
      backend="rest"
      page-id=${'the "ferry"'}
      ?live=${true}
      .policy=${policy}
      @parley-posted=${() => undefined}
      ><p>Write to us.</p></parley-thread
    >`;
    const markup = await rendered(thread);
    expect(markup).toMatch(/^<parley-thread\s/);
    expect(markup).toContain(' backend="rest"');
    expect(markup).toContain(' page-id="the &quot;ferry&quot;"');
    expect(markup).toContain(' live');
    expect(markup).toMatch(/><p>Write to us\.<\/p><\/parley-thread\s*>$/);
    expect(markup).not.toContain('<template');
  });

  it.each([
    ['a list', html`<parley-comment-list><p>Inside.</p></parley-comment-list>`],
    ['a form', html`<parley-comment-form><p>Inside.</p></parley-comment-form>`],
    ['a policy notice', html`<parley-policy-notice><p>Inside.</p></parley-policy-notice>`],
    ['a count', html`<parley-comment-count page-id="ferry"><p>Inside.</p></parley-comment-count>`],
  ])('%s is what stands in it', async (_, template) => {
    expect(await rendered(template)).toMatch(/^<parley-[^>]*><p>Inside\.<\/p><\/parley-[\w-]+>$/);
  });
});
