import {css} from 'lit';

/** For what may be done to a comment; it comes long after the comments. */
export const controlsStyles = css`
  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.9em;
    align-items: baseline;
  }

  article > .controls {
    margin-block-start: 0.25em;
    font-size: 0.9em;
  }

  /* In the row of buttons as if they had always been there. */
  .actions > .controls,
  .others {
    display: contents;
  }

  .controls .toggle {
    display: none;
    min-inline-size: 24px;
    text-decoration: none;
  }

  @container (max-width: 600px) {
    .controls .toggle {
      display: inline-block;
    }

    .others:not([data-open]) {
      display: none;
    }
  }

  .controls .rule,
  .controls .wrong {
    flex-basis: 100%;
    margin: 0;
  }

  .wrong:empty {
    display: none;
  }

  .wrong {
    color: var(--_parley-danger);
    font-weight: 600;
  }

  .fold > p {
    margin: 0;
    color: var(--_parley-quiet);
    font-style: italic;
  }

  .folded > :not(.fold),
  .editing > .body {
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
    min-block-size: 0;
    accent-color: var(--_parley-accent);
  }

  .dialog .text {
    font-weight: 600;
  }

  .dialog .choice {
    margin-block-start: 0.5em;
  }

  @media (pointer: coarse) {
    .controls .toggle {
      min-inline-size: 44px;
    }

    .dialog .reason {
      min-block-size: 44px;
    }
  }

  @media print {
    .controls,
    .fold button {
      display: none;
    }
  }
`;
