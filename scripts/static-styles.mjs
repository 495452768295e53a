/** Writes dist/static.css: the style sheets of the elements, for the HTML that `renderThread` makes. */
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {build, dist} from './paths.mjs';

/** Readers without scripts see everything, and no control that only scripts serve. */
const WITHOUT_SCRIPTS = `
  .next-page {
    display: none;
  }

  @media (scripting: none) {
    .actions,
    .line,
    .more,
    .sort,
    button:not([type='submit']) {
      display: none !important;
    }

    .plain-form {
      margin-block: var(--_parley-space-4, 1rem);
    }

    .plain-form :is(textarea, input:not([type='checkbox'])) {
      box-sizing: border-box;
      inline-size: 100%;
      padding: 0.5rem;
      font: inherit;
    }

    .plain-form .field {
      margin-block: 0.75rem;
    }

    .plain-form .hint {
      display: block;
    }

    .reply-link {
      display: inline-block;
      padding-block: 0.625rem;
    }

    .next-page,
    ol[hidden],
    li[hidden] {
      display: block !important;
      content-visibility: visible;
    }

    .long,
    .brief .text {
      display: block !important;
      max-block-size: none !important;
      mask: none !important;
    }
  }
`;

/** Headings are elements of their own here; their look is that of the elements' headings. */
const HEADINGS = `
  :is(h1, h2, h3, h4, h5, h6) {
    margin: 0;
    font: inherit;
  }
`;

export async function writeStaticStyles() {
  const [
    {controls},
    {submit},
    {tokens},
    {threadStyles},
    {policyNoticeStyles},
    {commentListStyles},
    {avatarStyles},
  ] = await Promise.all(
    [
      'styles/controls.js',
      'styles/submit.js',
      'styles/tokens.js',
      'elements/thread/thread.styles.js',
      'elements/policy-notice/policy-notice.styles.js',
      'elements/comment-list/comment-list.styles.js',
      'elements/comment-list/avatars.styles.js',
    ].map((path) => import(pathToFileURL(join(build, path)).href)),
  );
  const nested = '.parley-list, .parley-policy';
  const sheets = [
    scope('parley-thread, .parley-root', null, HEADINGS, controls, submit, tokens),
    scope('parley-thread, .parley-root', nested, threadStyles),
    scope('.parley-policy', null, policyNoticeStyles),
    scope('.parley-list', null, commentListStyles, avatarStyles),
    scope('parley-thread, .parley-root', null, WITHOUT_SCRIPTS),
  ];
  await writeFile(join(dist, 'static.css'), sheets.join('\n'));
}

/**
 * A style sheet of a shadow root as one of the elements below `root`, without those in `limit`. Styles of the host have no
 * specificity, so that the page can change them as it can those of the element.
 *
 * By nesting: in WebKit (Safari 26) `@scope` matches neither an element with a shadow root, such as a text field, nor anything
 * once its own root has one.
 */
function scope(root, limit, ...sheets) {
  const css = sheets.map(String).join('\n');
  const inside = (limit ? without(limit, css) : css)
    .replace(/:host\(((?:[^()]|\([^()]*\))*)\)/g, '&:where($1)')
    .replaceAll(':host', '&');
  return `:where(${root}) {${inside}}\n`;
}

/** The selectors of a style sheet, of elements that neither match `limit` nor stand in what does. */
function without(limit, css) {
  const elsewhere = `:not(:where(${limit}, :is(${limit}) *))`;
  return css.replace(/(?<=^|[{};])[^{};@]+(?=\{)/g, (selectors) =>
    selectors
      .split(/,(?![^(]*\))/)
      .map((selector) =>
        /^(?::host\S*|from|to)$/.test(selector.trim())
          ? selector
          : selector.trimEnd().replace(/(?:::[\w-]+)?$/, `${elsewhere}$&`),
      )
      .join(),
  );
}
