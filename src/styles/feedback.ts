import {css} from '@lit/reactive-element';
import {submit} from './submit.js';

/** How controls answer, and what tells of a failure. Nothing of it is needed to read, and nothing moves by it. */
export const feedback = css`
  ${submit}

  .base {
    --_parley-danger: var(--parley-color-danger, color-mix(in oklab, currentColor 60%, #d22));
    --_parley-highlight: var(
      --parley-color-highlight,
      color-mix(in srgb, var(--_parley-accent) 12%, transparent)
    );
  }

  @supports (color: oklch(from currentColor l c h)) {
    .base {
      --_parley-danger: var(
        --parley-color-danger,
        oklch(
          from currentColor clamp(0.34, (l - 0.57) * 999, 0.94) clamp(0.045, (0.57 - l) * 999, 0.13) 28 / 1
        )
      );
    }
  }

  /* Inside: a column that clips ends where the thread ends. */
  :focus-visible {
    outline: var(--parley-focus-width, 3px) solid var(--parley-focus-color, currentColor);
    outline-offset: var(--parley-focus-offset, calc(-1 * var(--parley-focus-width, 3px)));
  }

  /* What is text alone has no room at its sides: its ring is as narrow as may be. */
  :is(a, .plain, summary):focus-visible {
    outline-width: var(--parley-focus-width, 2px);
    outline-offset: var(--parley-focus-offset, calc(-1 * var(--parley-focus-width, 2px)));
  }

  a:focus-visible {
    padding-block: 2px;
  }

  /* The browser's own list stands on a ground of the browser's. */
  option {
    background: var(--_parley-raised);
    color: CanvasText;
  }

  /* No word of a control is broken while there is room on the next line. */
  button {
    overflow-wrap: break-word;
    cursor: pointer;
  }

  @media (hover: hover) {
    button:hover {
      background: var(--_parley-highlight);
    }

    .submit:hover {
      background: color-mix(in srgb, var(--_parley-accent) 85%, currentColor);
    }
  }

  button[aria-disabled='true'] {
    cursor: default;
    opacity: 0.7;
  }

  .danger {
    border-color: var(--_parley-danger);
    background: color-mix(in srgb, var(--_parley-danger) 8%, transparent);
  }

  .notice > p {
    margin: 0;
  }

  .words {
    margin-block: 0.5em;
    text-align: start;
    white-space: pre-wrap;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 1em;
  }

  .notice > button {
    margin-block-start: 0.5em;
  }
`;
