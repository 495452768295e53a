import {css} from 'lit';

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

  /* Laid out when the reader comes near. Not the first ones: they are seen at once, and a guessed height would
     make the page jump. */
  .comments > li:nth-child(n + 6) article {
    content-visibility: auto;
    contain-intrinsic-size: auto 10em;
    /* Room for focus rings at the edge of what is drawn. */
    overflow-clip-margin: 8px;
  }

  /* The whole card is only ever focused by us, to say where the reader is now. */
  article:focus {
    outline-offset: -1px;
  }

  /* Replies: a thread line, indented. On narrow containers the third level keeps the second one's edge. */
  .replies {
    border-inline-start: 2px solid var(--_parley-line);
    padding-inline-start: var(--parley-indent, 24px);
    margin-block-end: var(--parley-comment-gap, 1.25em);
  }

  .replies article {
    padding-block: 0.6em;
  }

  .replies .replies {
    margin-block-end: 0;
  }

  @container (max-width: 480px) {
    .replies {
      padding-inline-start: var(--parley-indent-narrow, 8px);
    }

    .replies .replies .replies {
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

  .author > .meta {
    font-weight: 400;
  }

  .author a {
    color: inherit;
  }

  .badge {
    padding-inline: 0.4em;
    border: 1px solid var(--parley-color-staff, var(--_parley-control));
    border-radius: var(--_parley-radius);
    font-size: 0.8em;
  }

  .meta {
    color: var(--_parley-quiet);
    font-size: 0.9em;
    text-decoration-color: transparent;
  }

  a.meta:hover {
    text-decoration-color: currentColor;
  }

  .body {
    margin-block-start: 0.35em;
    text-align: start;
  }

  .body > :first-child {
    margin-block-start: 0;
  }

  .body > :last-child {
    margin-block-end: 0;
  }

  .body p,
  .body ul,
  .body ol,
  .body pre,
  /* An override before a link cannot turn it round. */
  .body a {
    unicode-bidi: isolate;
  }

  .body blockquote {
    margin-block: 0.75em;
  }

  .body blockquote {
    margin-inline: 0;
    padding-inline-start: 1em;
    border-inline-start: 3px solid var(--_parley-line);
    color: var(--_parley-quiet);
  }

  .body ul,
  .body ol {
    padding-inline-start: 1.5em;
  }

  .body pre {
    overflow-x: auto;
    white-space: pre-wrap;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.9em;
    margin-block-start: 0.25em;
    font-size: 0.9em;
  }

  [aria-pressed='true'] {
    color: var(--_parley-accent);
    font-weight: 700;
  }

  .pending {
    padding-inline: 0.9em;
    border: 2px dashed var(--_parley-control);
    margin-block: 0.5em;
  }

  .pending > p,
  .tombstone > p {
    margin: 0;
    font-style: italic;
  }

  .tombstone {
    color: var(--_parley-quiet);
  }

  .sending {
    opacity: 0.75;
  }

  .featured {
    border-inline-start: 3px solid var(--parley-color-featured, var(--_parley-accent));
    padding-inline-start: 0.9em;
  }

  .empty {
    margin-block: var(--_parley-space);
    color: var(--_parley-quiet);
  }

  .more {
    margin-block: var(--_parley-space);
  }

  .replies .more {
    margin-block: 0.25em 0.75em;
  }

  .pill {
    position: sticky;
    inset-block-start: calc(var(--parley-scroll-offset, 0px) + 0.5em);
    z-index: 1;
    display: block;
    margin: 0.5em auto;
    border-radius: 2em;
    background: var(--_parley-raised);
    color: CanvasText;
  }

  /* Skeletons come only when loading lasts, so that a quick answer never flickers. */
  .skeleton {
    block-size: 6em;
    margin-block: var(--parley-comment-gap, 1.25em);
    border-radius: var(--_parley-radius);
    background:
      linear-gradient(var(--_parley-line), var(--_parley-line)) 0 0 / 30% 1em no-repeat,
      linear-gradient(var(--_parley-line), var(--_parley-line)) 0 2em / 100% 1em no-repeat,
      linear-gradient(var(--_parley-line), var(--_parley-line)) 0 3.6em / 85% 1em no-repeat;
    animation: appear 0s 300ms backwards;
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  @media print {
    .actions,
    .more,
    .pill {
      display: none;
    }

    .comments > li article {
      content-visibility: visible;
    }
  }
`;
