import {css} from 'lit';

/** For what a list shows only later, for the reader's hand in it, and for paper. Nothing on the page moves by it. */
export const extrasStyles = css`
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

  .empty,
  .tombstone {
    color: var(--_parley-quiet);
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

  /* Not through it: the page's own ground may be another. */
  .pill:hover {
    background: color-mix(in srgb, currentColor 12%, var(--_parley-raised));
  }

  /* Folded, a list has no room of its own, and nothing more to show below it. */
  ol[hidden] {
    border: 0;
    margin: 0;
  }

  ol[hidden] + .more {
    display: none;
  }

  /* A long letter fades out, and its button stands where nothing is seen of it any more. */
  .cut:not(.open) {
    mask: linear-gradient(#000 calc(100% - 5em), transparent calc(100% - max(2.25em, 44px)));
  }

  .long.open {
    max-block-size: none;
    overflow: visible;
  }

  .unfold {
    position: relative;
    inline-size: fit-content;
    font-size: 0.9em;
  }

  .unfold > button {
    font-weight: 600;
  }

  .cut:not(.open) + .unfold {
    display: flex;
    align-items: end;
    block-size: max(2.5em, 44px);
    margin-block-start: calc(-1 * max(2.5em, 44px));
  }

  .byline {
    scroll-margin-block: calc(var(--parley-scroll-offset, 0px) + 1em) 1em;
  }

  /* Where colours are few, a half seen line is only hard to read. */
  @media (forced-colors: active), (prefers-contrast: more) {
    .cut:not(.open) {
      mask: none;
    }

    .cut:not(.open) + .unfold {
      inline-size: auto;
      background: Canvas;
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

    .actions,
    .more,
    .pill,
    .unfold {
      display: none !important;
    }

    .comments > li:nth-child(n) article {
      content-visibility: visible;
    }
  }
`;
