import {css} from '@lit/reactive-element';

export const commentFormStyles = css`
  /* The thread keeps room for a form before its code is there: the box for the words takes what is left of it. */
  :host {
    display: grid;
  }

  form {
    display: flex;
    flex-direction: column;
    gap: 0.75em;
    margin-block: var(--_parley-space);
  }

  .heading {
    font-family: var(--parley-heading-font-family, inherit);
    font-size: 1.15em;
    font-weight: 700;
  }

  .field {
    display: grid;
    gap: 0.25em;
    align-content: start;
    min-inline-size: 0;
  }

  .text {
    flex: auto;
    grid-template-rows: auto 1fr;
    align-content: stretch;
  }

  .guest {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 13em), 1fr));
    gap: 0.75em;
  }

  label {
    font-weight: 600;
  }

  .choice {
    display: flex;
    align-items: center;
    gap: 0.5em;
    justify-self: start;
    min-block-size: 24px;
    font-weight: 400;
  }

  .choice > input {
    flex: none;
    inline-size: 1em;
    block-size: 1em;
    font-size: inherit;
    margin: 0;
    color: inherit;
    accent-color: var(--_parley-accent);
  }

  .preview {
    min-block-size: 7.5em;
    padding: 0.5em 0.6em;
    border: 1px dashed var(--_parley-control);
    border-radius: var(--_parley-radius);
    overflow-wrap: anywhere;
    text-align: start;
  }

  [hidden] {
    display: none;
  }

  .optional,
  .hint {
    margin: 0;
    color: var(--_parley-quiet);
    font-size: 0.9em;
    font-weight: 400;
  }

  /* Below 16 px a phone zooms in when a field takes the keyboard, and the page is gone from view. */
  input:not([type='checkbox']),
  textarea {
    inline-size: 100%;
    padding: 0.5em 0.6em;
    border: 1px solid var(--_parley-control);
    border-radius: var(--_parley-radius);
    background: var(--parley-color-surface, transparent);
    color: inherit;
    font: inherit;
    font-size: max(16px, 1em);
    text-align: start;
  }

  textarea {
    display: block;
    align-self: stretch;
    /* Five rows. */
    min-block-size: calc(5 * 1.5em + 1em + 2px);
    max-block-size: 70vh;
    resize: vertical;
    field-sizing: content;
  }

  [aria-invalid='true'] {
    border-color: var(--_parley-danger);
    border-width: 2px;
  }

  .wrong {
    color: var(--_parley-danger);
    font-size: 0.9em;
    font-weight: 600;
  }

  .hint > .plain {
    min-block-size: 24px;
    padding: 0 0.4em;
    text-decoration: underline;
  }

  @media (pointer: coarse) {
    .hint > .plain {
      min-block-size: 44px;
    }
  }

  .toolbar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em 1em;
  }

  .notice {
    margin-block: 0;
  }
`;
