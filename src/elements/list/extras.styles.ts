import {css} from 'lit';

/** For what a list shows only later, for the reader's hand in it, and for paper. Nothing on the page moves by it. */
export const extrasStyles = css`
  /* The whole card is only ever focused by us, to say where the reader is now. */
  article:focus {
    outline-offset: -1px;
  }

  a.meta:hover {
    text-decoration-color: currentColor;
  }

  .sending {
    opacity: 0.75;
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

  @media print {
    .actions,
    .more,
    .pill {
      display: none;
    }

    .comments > li:nth-child(n) article {
      content-visibility: visible;
    }
  }
`;
