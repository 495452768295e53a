import {css} from 'lit';

/** For what may be done to a comment; it comes long after the comments. */
export const controlsStyles = css`
  /* All that comes late stands in the room that the row has left, so that nothing moves by it. */
  .actions {
    position: relative;
  }

  .late {
    display: flex;
    flex: 1 1 0;
    flex-wrap: wrap;
    gap: 0 0.9em;
    min-inline-size: min(100%, 11em);
    white-space: nowrap;
  }

  .late > * {
    flex: none;
  }

  .late .meta {
    align-self: center;
    font-size: 1em;
  }

  /* As much of its words as there is room for; all of them are read out. */
  .late > .branch {
    flex: 1 1 4em;
    max-inline-size: max-content;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .late .toggle {
    min-inline-size: 2.25em;
    text-decoration: none;
  }

  .late .mark,
  .branch[aria-expanded='true'] > .word + .word,
  .branch[aria-expanded='false'] > .word:first-child {
    display: none;
  }

  .below {
    display: flex;
    flex-basis: 100%;
    flex-wrap: wrap;
    gap: 0 0.9em;
    align-items: baseline;
  }

  .below:empty {
    display: none;
  }

  .pending .toggle,
  .pending .cramped {
    display: none;
  }

  .pending > .actions {
    padding: 0;
  }

  @container (min-width: 600.02px) {
    .cramped {
      display: none;
    }
  }

  @container (max-width: 800px) {
    .late .meta {
      display: none;
    }
  }

  @container (max-width: 600px) {
    article:not(.pending) > .actions .roomy {
      display: none;
    }
  }

  /* As narrow as the list keeps the end of the row free. */
  @container (max-width: 480px) {
    article:not(.pending) > .actions > .late {
      position: absolute;
      inset-block-start: 0;
      inset-inline-end: 0;
      flex-wrap: nowrap;
      gap: 0;
      min-inline-size: 0;
    }

    article:not(.pending) .late > button {
      flex: none;
      min-inline-size: max(2.25em, 32px);
      max-inline-size: none;
      text-decoration: none;
    }

    .late .word {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    .late .mark {
      display: inline-block;
      vertical-align: -0.125em;
    }
  }

  .late svg {
    inline-size: 1.1em;
    block-size: 1.1em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
  }

  /* An angle that points down to what is shown, and to the side of what is folded away. */
  .branch .mark::before {
    content: '';
    display: inline-block;
    inline-size: 0.45em;
    block-size: 0.45em;
    margin-inline-end: 0.4em;
    border: solid currentColor;
    border-width: 0 2px 2px 0;
    vertical-align: 0.2em;
    rotate: 45deg;
  }

  .branch[aria-expanded='false'] .mark::before {
    rotate: -45deg;
  }

  .branch[aria-expanded='false']:dir(rtl) .mark::before {
    rotate: 135deg;
  }

  .below .rule,
  .below .wrong {
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
    article:not(.pending) .late > button {
      min-inline-size: 44px;
    }

    .dialog .reason {
      min-block-size: 44px;
    }
  }

  @media print {
    .fold button {
      display: none;
    }
  }
`;
