import {css} from '@lit/reactive-element';

/**
 * Styles of a policy notice. The style sheet has no comments, because every reader downloads it. In a narrow thread a
 * `brief` policy has two lines, and a `known` one none, except in print and while something in it has focus; in wider
 * threads there is no button.
 */
export const policyNoticeStyles = css`
  .base {
    margin-block: var(--_parley-space);
  }

  .heading {
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

  .plain {
    display: none;
    padding-inline: 3px 1em;
  }

  .plain::after {
    content: ' ▾' / '';
  }

  [aria-expanded='true']::after {
    content: ' ▴' / '';
  }

  @container (max-width: 480px) {
    .plain,
    .plain + p {
      display: inline-block;
      margin-block: 0;
    }

    @media screen {
      .brief .text:not(:focus-within) {
        display: -webkit-box;
        overflow: hidden;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
      }

      .brief .text *,
      .brief ::slotted(*) {
        margin-block: 0;
      }

      .known .text {
        display: none;
      }
    }
  }

  .classic {
    margin-block-end: calc(2 * var(--_parley-space));
    padding: 0.9em min(1.1em, 4cqi) 0.4em;
    border: var(--_parley-line-width) solid var(--_parley-line);
    border-radius: var(--_parley-radius);
  }
`;
