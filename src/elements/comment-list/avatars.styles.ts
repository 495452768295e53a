import {css} from '@lit/reactive-element';

/** Styles of the initials of authors: drawn only where the browser can keep them from screen readers. */
export const avatarStyles = css`
  [data-initial]::before {
    content: attr(data-initial) / '';
    display: inline-block;
    inline-size: 2em;
    margin-inline-end: 0.4em;
    outline: 1px solid transparent;
    border-radius: 50%;
    background: var(--_parley-line);
    font-size: 0.8em;
    line-height: 2;
    text-align: center;
  }
`;
