import {css} from 'lit';

export const threadStyles = css`
  :host {
    container-type: inline-size;
    font-family: var(--parley-font-family, inherit);
    font-size: var(--parley-font-size, inherit);
    color: var(--parley-color-text, inherit);
    background: var(--parley-color-surface, transparent);
  }

  /* A forced theme brings its own ground and ink; otherwise both are the page's. */
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
    justify-content: space-between;
    gap: 0 1em;
    margin-block: var(--_parley-space) calc(var(--_parley-space) / 2);
  }

  .heading {
    font-family: var(--parley-heading-font-family, inherit);
    font-size: 1.4em;
    font-weight: 700;
    /* As high as the choice of an order beside it, which comes with the comments. */
    line-height: 1.5;
    scroll-margin-block-start: var(--parley-scroll-offset, 0px);
  }

  .sort {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.5em;
    color: var(--_parley-quiet);
    font-size: 0.9em;
  }

  select {
    max-inline-size: 100%;
    padding-inline: 0.4em;
    border: 1px solid var(--_parley-control);
    border-radius: var(--_parley-radius);
    background: var(--_parley-raised);
    color: CanvasText;
    font: inherit;
  }

  /* The form's code comes after the comments; its room is kept, so that nothing on the page jumps. */
  parley-comment-form {
    display: grid;
    min-block-size: 18em;
  }

  .guest {
    min-block-size: max(25em, 42em - 50cqi);
  }
`;
