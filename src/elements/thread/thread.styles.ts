import {css} from '@lit/reactive-element';

/**
 * Styles of a thread. The style sheet has no comments, because every reader downloads it.
 *
 * - The skeleton appears only after a delay, so that a fast response causes no flicker.
 * - A forced theme sets its own background and text colour; otherwise both are the page’s.
 * - The heading is as high as the select for sorting beside it, which appears with the comments.
 * - The label of the line is inside it, however many lines it needs, and moves above it on focus, where the form will have it.
 * - Below 16 px phones zoom in when a field is focused.
 * - The form’s code loads after the comments; its space is reserved.
 */
export const threadStyles = css`
  :host {
    container-type: inline-size;
    font-family: var(--parley-font-family, inherit);
    font-size: var(--parley-font-size, inherit);
    color: var(--parley-color-text, inherit);
    background: var(--parley-color-surface, transparent);
  }

  :host(:is([theme='light'], [theme='dark'])) {
    color: var(--parley-color-text, CanvasText);
    background: var(--parley-color-surface, Canvas);
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 1em;
    margin-block: var(--_parley-space) calc(var(--_parley-space) / 2);
  }

  .heading {
    font-family: var(--parley-heading-font-family, inherit);
    font-size: 1.4em;
    font-weight: 700;
    scroll-margin-block-start: var(--parley-scroll-offset, 0px);
  }

  .sort {
    flex: 1 0 6em;
    min-inline-size: 0;
    font-size: 0.9em;
    text-align: end;
  }

  select {
    max-inline-size: 100%;
    field-sizing: content;
    padding-inline: 0.4em;
    font: inherit;
  }

  select,
  .line > textarea {
    border: 1px solid var(--_parley-control);
    border-radius: var(--_parley-radius);
    background: var(--parley-color-surface, transparent);
    color: inherit;
  }

  .line,
  .login {
    margin-block: var(--_parley-space);
  }

  .login {
    min-block-size: 48px;
  }

  .line {
    display: grid;
  }

  .line > * {
    grid-area: 1 / 1;
    padding: max(0.5em, 23px - 0.75em) 0.6em;
    border: 1px solid transparent;
    font-size: max(16px, 1em);
  }

  .line > label {
    z-index: 1;
    color: var(--_parley-quiet);
    pointer-events: none;
  }

  .line > textarea {
    display: block;
    inline-size: 100%;
    min-block-size: 48px;
    font-family: inherit;
    line-height: inherit;
    text-align: start;
    resize: none;
  }

  .opening {
    display: block;
  }

  .opening > label {
    padding: 0;
    font-weight: 600;
  }

  .opening > textarea {
    min-block-size: calc(5 * 1.5em + 1em + 2px);
    margin-block-start: 0.25em;
    padding-block: 0.5em;
  }

  .skeleton {
    block-size: 21em;
    background:
      linear-gradient(var(--_parley-line) 1em, transparent 0) 0 / 30% 7em repeat-y,
      linear-gradient(var(--_parley-line) 1em, transparent 0) 0 2em / 100% 7em repeat-y;
    animation: appear 0s 300ms backwards;
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  .feed a {
    padding-block: 0.8em;
    color: var(--_parley-quiet);
    font-size: 0.9em;
  }

  parley-comment-form {
    display: grid;
    min-block-size: 20em;
  }

  .guest {
    min-block-size: max(27em, 44em - 50cqi);
  }
`;
