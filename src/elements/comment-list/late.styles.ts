import {css} from '@lit/reactive-element';

/** Styles of what a list shows after events. They cause no layout shift. */
export const lateStyles = css`
  @media (hover: hover) {
    :is(a.meta, .plain):hover {
      color: inherit;
      text-decoration: underline;
    }
  }

  /* Beside its icon, where the text is so large that it needs two lines. */
  article .plain {
    text-align: start;
  }

  [data-action='fold'][aria-expanded='false']::after {
    translate: 0;
    rotate: -45deg;
  }

  [data-action='fold'][aria-expanded='false']:dir(rtl)::after {
    rotate: 135deg;
  }

  /* A reply is written where it will stand. */
  .inside {
    border-inline-start: 2px solid var(--_parley-line);
    padding-inline-start: var(--parley-indent, 24px);
  }

  li > parley-comment-form {
    scroll-margin-block: calc(var(--parley-scroll-offset, 0px) + 1em) 1em;
  }

  @container (max-width: 480px) {
    .inside {
      padding-inline-start: var(--parley-indent-narrow, 8px);
    }

    .replies .replies .inside {
      border: 0;
      padding-inline-start: 0;
    }
  }

  .sending {
    opacity: 0.75;
  }

  /* A comment that waits, or was not sent: nobody else sees it. */
  .unsent,
  .failed {
    border: 1px dashed var(--_parley-control);
    border-radius: var(--_parley-radius);
    padding: 0.75em;
  }

  .posted > p {
    margin: 0;
  }

  .posted .plain {
    text-decoration: underline;
  }

  :is(.fold, .posted, .submission, .below) .plain {
    padding-inline: 0.4em;
  }

  .submission > p {
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
  @media (hover: hover) {
    .pill:hover {
      background: color-mix(in srgb, currentColor 12%, var(--_parley-raised));
    }
  }

  /* Over the end of the window, with no room of its own. */
  .next {
    position: sticky;
    inset-block-end: 0;
    z-index: 1;
    display: grid;
    align-content: end;
    block-size: 0;
  }

  .next > .pill {
    position: static;
    margin-block-end: 1em;
    justify-self: center;
  }

  /* The thread line can be pressed over twelve pixels. */
  .replies {
    position: relative;
  }

  .replies::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: -7px;
    inline-size: 12px;
    cursor: pointer;
  }

  /* In a narrow thread the words keep their room. */
  [data-mark] {
    padding-inline-start: min(0.75em, 2cqi);
    border-inline-start: 3px solid var(--_parley-accent);
    animation: tint 3s;
  }

  @keyframes tint {
    from,
    70% {
      background: var(--_parley-highlight);
    }
  }

  .mark {
    color: var(--_parley-accent);
    font-size: 0.9em;
    font-weight: 600;
  }

  @media (prefers-reduced-motion: reduce) {
    [data-mark] {
      animation: none;
    }
  }

  /* Folded, a list has no room of its own, and nothing more to show below it. */
  ol[hidden] {
    border: 0;
    margin: 0;
  }

  ol[hidden] ~ .plain {
    display: none;
  }

  .wrong {
    margin: 0;
    color: var(--_parley-danger);
    font-weight: 600;
  }

  .missing {
    font-size: 0.9em;
  }

  .byline {
    scroll-margin-block: calc(var(--parley-scroll-offset, 0px) + 1em) 1em;
  }

  /* Where colours are few, a half seen line is only hard to read. */
  @media (forced-colors: active), (prefers-contrast: more) {
    .long:not(.open) {
      mask: none;
    }
  }

  @media (forced-colors: active) {
    .replies ~ .plain {
      border: 1px solid !important;
    }
  }

  @media print {
    .pill {
      display: none !important;
    }
  }
`;
