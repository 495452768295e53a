import {css} from '@lit/reactive-element';

/**
 * Styles of a list and its comments. The style sheet has no comments, because every reader downloads it.
 *
 * - From the sixth top-level comment on, layout is deferred until the reader is near. Not for the first ones: they are
 *   visible at once, and an estimated height would shift the page.
 * - Replies have a thread line and are indented. In narrow containers the third level is not indented further.
 * - A long body shows as many lines as markup/is-long.ts has for these widths. Each part of a body with many paragraphs has an
 *   element around it. Links are isolated, so that a bidi override before one cannot reverse it.
 * - The row of controls aligns with the text except for its focus ring, which a clipping column would cut off.
 * - Buttons that show or fold replies are inside the thread line.
 * - The icons are drawn here, not in each comment: two SVG elements are a quarter of a comment's memory. They are a border and
 *   text, whose colors forced colors replace.
 * - The arrow of a fold control points down to shown replies; late.styles.ts turns it sideways for folded ones.
 */
export const commentListStyles = css`
  .comments,
  .replies {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .comments > li + li {
    border-block-start: var(--_parley-line-width) solid var(--_parley-line);
  }

  article {
    padding-block: var(--parley-comment-gap, 1.25em);
    scroll-margin-block-start: var(--parley-scroll-offset, 0px);
  }

  .comments > li:nth-child(n + 6) article {
    content-visibility: auto;
    contain-intrinsic-size: auto 10em;
  }

  .replies {
    border-inline-start: 2px solid var(--_parley-line);
    padding-inline-start: var(--parley-indent, 24px);
    margin-block-end: var(--parley-comment-gap, 1.25em);
  }

  .replies article {
    padding-block: 0.6em;
  }

  .replies .replies,
  .replies:has(+ .plain) {
    margin-block-end: 0;
  }

  .replies ~ .plain {
    display: block;
    border-width: 0;
    border-radius: 0;
    border-inline-start: 2px solid var(--_parley-line);
    margin-block: 0;
    padding-inline-start: var(--parley-indent, 24px);
    text-align: start;
  }

  @container (max-width: 480px) {
    .replies,
    .replies ~ .plain {
      padding-inline-start: var(--parley-indent-narrow, 8px);
    }

    .replies .replies .replies,
    .replies .replies .replies ~ .plain {
      border: 0;
      padding-inline-start: 0;
    }
  }

  .byline {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: 0.6em;
  }

  .author {
    font-weight: 700;
  }

  .author > :is(span, .meta) {
    font-weight: 400;
  }

  .author a:not(.meta) {
    color: inherit;
  }

  .badge {
    padding-inline: 0.4em;
    border: 1px solid transparent;
    border-radius: var(--_parley-radius);
    background: color-mix(in srgb, var(--parley-color-staff, currentColor) 15%, transparent);
    font-size: 0.8em;
  }

  .meta {
    color: var(--_parley-quiet);
    font-size: 0.9em;
    text-decoration: none;
  }

  .byline > a {
    white-space: nowrap;
  }

  .body {
    margin-block-start: 0.35em;
    text-align: start;
  }

  .long:not(.open) {
    max-block-size: 15lh;
    overflow: hidden;
    mask: linear-gradient(#000 calc(100% - 3lh), transparent);
  }

  @container (min-width: 480.02px) {
    .long:not(.open) {
      max-block-size: 10lh;
    }
  }

  @container (min-width: 800.02px) {
    .long:not(.open) {
      max-block-size: 7lh;
    }
  }

  .body :is(p, ul, ol, pre, blockquote) {
    margin-block: 0.75em;
  }

  .body > :first-child,
  .body > div:first-child > :first-child {
    margin-block-start: 0;
  }

  .body > :last-child,
  .body > div:last-child > :last-child {
    margin-block-end: 0;
  }

  .body a {
    unicode-bidi: isolate;
  }

  .body blockquote {
    margin-inline: 0;
    padding-inline-start: 1em;
    border-inline-start: 3px solid var(--_parley-line);
    color: var(--_parley-quiet);
  }

  .body :is(ul, ol) {
    padding-inline-start: 1.5em;
  }

  .body pre {
    white-space: pre-wrap;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.2em;
    align-items: center;
    margin-block-start: 0.25em;
    font-size: 0.9em;
    overflow-wrap: break-word;
  }

  .actions > * {
    padding-inline: 0.3em;
  }

  @container (max-width: 300px) {
    .actions {
      font-size: 0.8em;
    }
  }

  .actions > :first-child,
  [data-action='read'] {
    padding-inline-start: 3px;
  }

  article .plain {
    display: inline-flex;
    align-items: center;
    gap: 0.35em;
    min-inline-size: 2.25em;
  }

  [data-action='menu'] {
    justify-content: center;
    margin-inline-start: auto;
  }

  [data-action='read'] {
    padding-inline-end: 0.5em;
    font-size: 0.9em;
    font-weight: 600;
  }

  [data-action='vote']::before {
    content: '';
    border: 0.55em solid;
    clip-path: polygon(
      var(--_parley-fill, evenodd),
      50% 5%,
      95% 60%,
      70% 60%,
      70% 95%,
      30% 95%,
      30% 60%,
      5% 60%,
      50% 5%,
      50% 20%,
      75% 50%,
      60% 50%,
      60% 85%,
      40% 85%,
      40% 50%,
      25% 50%,
      50% 20%
    );
  }

  [data-action='menu']::before {
    content: '•••';
    content: '•••' / '';
    font-size: 0.65em;
    letter-spacing: 0.25em;
  }

  [aria-pressed='true'] {
    --_parley-fill: nonzero;

    color: var(--_parley-accent);
    font-weight: 700;
  }

  [data-action='fold']::after {
    content: '';
    inline-size: 0.4em;
    block-size: 0.4em;
    border: solid currentColor;
    border-width: 0 1.5px 1.5px 0;
    translate: 0 -0.1em;
    rotate: 45deg;
  }

  .pending {
    padding-inline: min(0.9em, 3cqi);
    border: 2px dashed var(--_parley-control);
    margin-block: 0.5em;
  }

  article > p {
    margin: 0;
    font-style: italic;
  }

  .featured {
    border-inline-start: 3px solid var(--parley-color-featured, var(--_parley-accent));
    padding-inline-start: min(0.9em, 3cqi);
  }

  .empty,
  .more {
    margin-block: var(--_parley-space);
  }

  .empty,
  .tombstone {
    color: var(--_parley-quiet);
  }

  @media (pointer: coarse) {
    article .plain {
      min-inline-size: 44px;
    }
  }

  @media print {
    ol[hidden],
    li[hidden] {
      display: block !important;
      content-visibility: visible;
    }

    a.meta::after {
      content: ' (' attr(href) ')';
      overflow-wrap: anywhere;
    }

    .long {
      max-block-size: none !important;
      overflow: visible !important;
      mask: none !important;
    }

    .comments > li:nth-child(n) article {
      content-visibility: visible;
    }
  }
`;
