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

    /* What comes late is marks here. */
    .actions {
      padding-inline-end: 120px;
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

  .body {
    margin-block-start: 0.35em;
    text-align: start;
  }

  /* Of what may be a long letter so much is shown until its button has come, so that nothing moves. */
  .long {
    max-block-size: 12lh;
    overflow: hidden;
  }

  .body :is(p, ul, ol, pre, blockquote) {
    margin-block: 0.75em;
  }

  /* Of many paragraphs each stretch has an element around it. */
  .body > :first-child,
  .body > div:first-child > :first-child {
    margin-block-start: 0;
  }

  .body > :last-child,
  .body > div:last-child > :last-child {
    margin-block-end: 0;
  }

  /* An override before a link cannot turn it round. */
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
    gap: 0 0.9em;
    min-block-size: 2.25em;
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

  article > p {
    margin: 0;
    font-style: italic;
  }

  .featured {
    border-inline-start: 3px solid var(--parley-color-featured, var(--_parley-accent));
    padding-inline-start: 0.9em;
  }

  .empty,
  .more {
    margin-block: var(--_parley-space);
  }

  .replies .more {
    margin-block: 0.25em 0.75em;
  }

  /* Its look comes with the code for writing: only what lasts needs one. */
  .skeleton {
    block-size: 7em;
  }
`;
