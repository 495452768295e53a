import {css} from '@lit/reactive-element';

/**
 * What every element's shadow root needs: the host box, buttons, links, and text for the ear alone. No comment stands in the
 * style sheet, for each reader fetches it.
 */
export const controls = css`
  :host {
    display: block;
  }

  :host([hidden]),
  [hidden]:not([hidden='until-found']) {
    display: none !important;
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  a {
    color: var(--_parley-link);
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }

  button,
  select {
    min-block-size: 2.25em;
  }

  button {
    padding: 0.25em 0.85em;
    border: 1px solid var(--_parley-control);
    border-radius: var(--_parley-radius);
    background: transparent;
    color: inherit;
    font: inherit;
  }

  .plain {
    padding-inline: 0;
    border-color: transparent;
    color: var(--_parley-quiet);
  }

  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .notice {
    margin-block: var(--_parley-space);
    padding: 0.6em 0.9em;
    border-inline-start: 4px solid var(--_parley-control);
    background: color-mix(in srgb, currentColor 6%, transparent);
  }

  @media (pointer: coarse) {
    button,
    select,
    input {
      min-block-size: 44px;
    }
  }

  @media print {
    .feed,
    .line,
    .sort,
    button,
    parley-comment-form {
      display: none !important;
    }
  }
`;
