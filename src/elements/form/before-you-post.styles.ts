import {css} from 'lit';

/** The panel that asks before a letter is posted, and the confirmation of the policy. */
export const beforeYouPostStyles = css`
  .title {
    font-weight: 700;
  }

  .notice > ul,
  .notice > ul + p {
    margin: 0.4em 0;
  }

  .notice > ul {
    padding-inline-start: 1.2em;
  }

  .notice li + li {
    margin-block-start: 0.3em;
  }

  .notice q {
    font-weight: 600;
  }

  .asked {
    border-color: var(--parley-color-warning, light-dark(#7a5200, #ffd479));
  }
`;
