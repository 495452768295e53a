import {expect} from '@open-wc/testing';
import {isWebKit} from './support/engines.js';
import {runInPage} from './support/frame.js';

const TRUSTED_TYPES = `<!doctype html><meta http-equiv="Content-Security-Policy" content="require-trusted-types-for 'script'">`;
const WITHOUT_POLICY = `<!doctype html><meta http-equiv="Content-Security-Policy" content="require-trusted-types-for 'script'; trusted-types lit-html">`;
/** For a script in a page, which ends at the first `</script`. */
const BODY = JSON.stringify(
  '<p onclick="a()">One <b id="x">letter</b>.<script>b()</script></p><img src="data:,">',
).replaceAll('<', '\\u003c');

/** Runs in the page: whether the policy is in force, then the body with this engine. */
const sanitizing = (engine: string): string => `
  let enforced = false;
  try { document.createElement('div').innerHTML = '<b></b>'; } catch { enforced = true; }
  const {prepareSanitizer, sanitize} = await import(content + 'sanitize.js');
  const warnings = [];
  console.warn = (...words) => warnings.push(words.join(' '));
  await prepareSanitizer('${engine}');
  const html = serialize(sanitize(${BODY}));
  // Warnings are in a module of their own, which has been asked for before if there is one.
  await import(content + '../model/warnings.js');
  return {enforced, html, warnings};
`;

describe('a page that requires Trusted Types', () => {
  for (const engine of ['auto', 'dompurify']) {
    it(`shows sanitized comments with ${engine}`, async () => {
      const result = await runInPage(TRUSTED_TYPES, sanitizing(engine));
      expect(result).to.deep.equal({enforced: true, html: '<p>One <b>letter</b>.</p>', warnings: []});
    });
  }

  it('shows plain text, and warns the developer, if it does not allow the policy of DOMPurify', async () => {
    const result = await runInPage(WITHOUT_POLICY, sanitizing('dompurify'));
    const {html, warnings} = result as {html: string; warnings: string[]};
    expect(html).to.equal('<p>One letter.</p>');
    expect(warnings.filter((words) => words.startsWith('Parley (no-sanitizer)')).length).to.equal(1);
  });

  if (!isWebKit) {
    it('shows sanitized comments with the platform sanitizer though it allows no policy', async () => {
      const result = await runInPage(WITHOUT_POLICY, sanitizing('auto'));
      expect(result).to.deep.equal({enforced: true, html: '<p>One <b>letter</b>.</p>', warnings: []});
    });
  }
});

describe('a page in quirks mode', () => {
  for (const engine of ['auto', 'dompurify']) {
    it(`shows the same comment as any other with ${engine}`, async () => {
      const result = await runInPage(
        null,
        `const {prepareSanitizer, sanitize} = await import(content + 'sanitize.js');
        await prepareSanitizer('${engine}');
        return [document.compatMode, serialize(sanitize('<p>a<table><tr><td>b</table><noscript><p title="</noscript><b>c</b>"></noscript>'))];`,
      );
      expect(result).to.deep.equal(['BackCompat', '<p>a</p><p>b</p>']);
    });
  }
});

describe('a page where DOMPurify does not load', () => {
  it('shows comments as plain text, and warns the developer', async () => {
    const purify = new URL('../../build/content/purify.js', import.meta.url);
    const missing = JSON.stringify({imports: {[purify.href]: 'data:text/javascript,throw 0'}});
    const result = await runInPage(
      `<!doctype html><script type="importmap">${missing}</script>`,
      sanitizing('dompurify'),
    );
    const {html, warnings} = result as {html: string; warnings: string[]};
    expect(html).to.equal('<p>One letter.</p>');
    expect(warnings.length).to.equal(1);
  });
});
