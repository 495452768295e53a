import {css} from 'lit';

/** For what a list shows only later, for the reader's hand in it, and for paper. Nothing on the page moves by it. */
export const extrasStyles = css`
  /* The whole card is only ever focused by us, to say where the reader is now. */
  article:focus {
    outline-offset: -1px;
  }

  /* It comes only when loading lasts, so that a quick answer never flickers. */
  .skeleton {
    background:
      linear-gradient(var(--_parley-line) 1em, transparent 0) 0 / 30% no-repeat,
      linear-gradient(var(--_parley-line) 1em, transparent 0) 0 2em / 100% no-repeat,
      linear-gradient(var(--_parley-line) 1em, transparent 0) 0 3.6em / 85% no-repeat;
    animation: appear 0s 300ms backwards;
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  a.meta:hover {
    text-decoration-color: currentColor;
  }

  .sending {
    opacity: 0.75;
  }

  /* A letter that waits, or was not sent: nobody else sees it. */
  .unsent,
  .failed {
    border: 1px dashed var(--_parley-control);
    border-radius: var(--_parley-radius);
    padding: 0.75em;
  }

  .unsent > p,
  .failed > p {
    margin: 0;
    font-weight: 600;
  }

  .choice {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em 1em;
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

  .branch[aria-expanded='true'] > :last-child,
  .branch[aria-expanded='false'] > :first-child {
    display: none;
  }

  .tools {
    display: contents;
  }

  .branch {
    text-align: start;
  }

  @media print {
    ol[hidden] {
      display: block !important;
    }

    a.meta::after {
      content: ' (' attr(href) ')';
      overflow-wrap: anywhere;
    }

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
