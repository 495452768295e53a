import {css} from '@lit/reactive-element';

/** Styles of the preview, which match the list, and of the formatting help. */
export const formattingStyles = css`
  .preview :is(p, ul, ol, pre, blockquote) {
    margin-block: 0.75em;
  }

  .preview > :first-child {
    margin-block-start: 0;
  }

  .preview > :last-child {
    margin-block-end: 0;
  }

  .preview pre {
    white-space: pre-wrap;
  }

  blockquote {
    margin-inline: 0;
    padding-inline-start: 1em;
    border-inline-start: 3px solid var(--_parley-line);
    color: var(--_parley-quiet);
  }

  .preview :is(ul, ol) {
    padding-inline-start: 1.5em;
  }

  .formatting {
    justify-self: start;
    max-inline-size: 100%;
    font-size: 0.9em;
  }

  summary {
    min-block-size: 24px;
    inline-size: fit-content;
    color: var(--_parley-quiet);
    cursor: pointer;
  }

  table {
    margin-block: 0.4em;
    border-collapse: collapse;
    text-align: start;
  }

  th {
    font-weight: 600;
  }

  th,
  td {
    padding-block: 0.3em;
    padding-inline-end: 0.9em;
    border-block-end: var(--_parley-line-width) solid var(--_parley-line);
    text-align: start;
    vertical-align: baseline;
  }

  /* Words stay whole; what is typed need not. */
  th,
  td:last-child {
    overflow-wrap: normal;
  }

  :is(th, td):last-child {
    padding-inline-end: 0;
  }

  td :is(blockquote, ul) {
    margin-block: 0;
  }

  td blockquote {
    padding-inline-start: 0.4em;
  }

  td ul {
    padding-inline-start: 1.2em;
  }

  .link {
    color: var(--_parley-link);
    text-decoration: underline;
  }

  @media (pointer: coarse) {
    summary {
      min-block-size: 44px;
      align-content: center;
    }
  }
`;
