import {css} from '@lit/reactive-element';

/** The panel with the findings of checks, and the acknowledgement of the policy. */
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
    padding-inline: min(0.9em, 4cqi);
    border-color: var(--parley-color-warning, color-mix(in oklab, currentColor 60%, #c80));
  }

  @supports (color: oklch(from currentColor l c h)) {
    .asked {
      border-color: var(
        --parley-color-warning,
        oklch(
          from currentColor clamp(0.34, (l - 0.57) * 999, 0.94) clamp(0.06, (0.57 - l) * 999, 0.07) 75 / 1
        )
      );
    }
  }
`;
