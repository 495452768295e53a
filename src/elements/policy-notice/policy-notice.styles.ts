import {css} from 'lit';

export const policyNoticeStyles = css`
  .base {
    margin-block: var(--_parley-space);
  }

  .heading {
    margin-block-end: 0.25em;
    font-family: var(--parley-heading-font-family, inherit);
    font-size: 1.15em;
    font-weight: 700;
  }

  .text {
    color: var(--_parley-quiet);
  }

  p,
  ul {
    margin-block: 0.5em;
  }

  ul {
    padding-inline-start: 1.25em;
  }

  .base > :last-child {
    margin-block-end: 0;
  }

  .classic {
    margin-block-end: calc(2 * var(--_parley-space));
    padding: 0.9em 1.1em;
    border: var(--_parley-line-width) solid var(--_parley-line);
    border-radius: var(--_parley-radius);
  }
`;
