import {css} from '@lit/reactive-element';

/**
 * Styles of menu, dialog and editor, loaded after the comments. The menu has an explicit height: for `fit-content`
 * WebKitGTK makes a grid as high as the window.
 */
export const controlsStyles = css`
  .menu {
    display: none;
    position: absolute;
    inset: auto;
    z-index: 2;
    inline-size: max(200px, 10em);
    block-size: auto;
    max-inline-size: 100vw;
    margin: 0;
    padding: 0.25em;
    border: 1px solid var(--_parley-control);
    border-radius: var(--_parley-radius);
    background: var(--_parley-raised);
    color: CanvasText;
    font-size: 0.9em;
    overflow: visible;
  }

  .menu.shown {
    display: grid;
  }

  .menu > button {
    display: block;
    min-block-size: 40px;
    padding: 0.4em 0.75em;
    border-color: transparent;
    text-align: start;
  }

  .menu > button:hover {
    background: transparent;
  }

  .menu > button:focus {
    background: color-mix(in srgb, currentColor 12%, transparent);
  }

  .menu > .serious {
    color: var(--_parley-danger);
  }

  .menu .meta {
    display: block;
    color: inherit;
  }

  [data-action='menu'][aria-expanded='true'] {
    anchor-name: --parley-menu-button;
  }

  /* Placed by its button, where the browser can do so from left to right; elsewhere measured when it is opened. */
  @supports (anchor-name: --menu) {
    .menu:dir(ltr):popover-open {
      position: fixed;
      position-anchor: --parley-menu-button;
      position-area: bottom span-left;
      position-try-fallbacks:
        flip-block,
        flip-inline,
        flip-block flip-inline;
    }
  }

  .below .rule {
    margin: 0;
  }

  .fold > p {
    margin: 0;
    color: var(--_parley-quiet);
    font-style: italic;
  }

  .folded > :not(.fold),
  .editing > :is(.body, [data-action='read']) {
    display: none;
  }

  .editor,
  .dialog {
    display: grid;
    gap: 0.5em;
  }

  .editor {
    margin-block-start: 0.35em;
  }

  .editor textarea,
  .dialog textarea {
    display: block;
    inline-size: 100%;
    padding: 0.5em 0.6em;
    border: 1px solid var(--_parley-control);
    border-radius: var(--_parley-radius);
    background: var(--parley-color-surface, transparent);
    color: inherit;
    font: inherit;
    font-size: max(16px, 1em);
    text-align: start;
    field-sizing: content;
    min-block-size: 5em;
    max-block-size: 60vh;
  }

  dialog {
    inline-size: min(32em, calc(100vw - 2em));
    max-block-size: calc(100vh - 2em);
    padding: 1.25em;
    border: 1px solid var(--_parley-control);
    border-radius: var(--_parley-radius);
    background: var(--_parley-raised);
    color: CanvasText;
    text-align: start;
    overflow: auto;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }

  .dialog h2 {
    margin: 0;
    font-family: var(--parley-heading-font-family, inherit);
    font-size: 1.2em;
  }

  .dialog p {
    margin: 0;
  }

  .dialog fieldset {
    display: grid;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .dialog legend {
    margin-block-end: 0.25em;
    padding: 0;
    font-weight: 600;
  }

  .dialog .reason {
    display: flex;
    gap: 0.6em;
    align-items: baseline;
    min-block-size: 32px;
  }

  .dialog .reason input {
    flex: none;
    inline-size: 1em;
    block-size: 1em;
    min-block-size: 0;
    font-size: inherit;
    color: inherit;
    accent-color: var(--_parley-accent);
  }

  .dialog .text {
    font-weight: 600;
  }

  .dialog .choice {
    margin-block-start: 0.5em;
  }

  @media (pointer: coarse) {
    .menu > button,
    .dialog .reason {
      min-block-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .menu > button:focus {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }

  @media print {
    .fold button,
    .menu {
      display: none;
    }
  }
`;
