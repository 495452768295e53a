import {css} from '@lit/reactive-element';

/**
 * The button that posts, which no reader sees who does nothing. Its border is unseen until forced colours take its background
 * away. Its text has the ground's lightness, so that its background, which goes by the colour of that, has the lightness of the
 * page's text.
 */
export const submit = css`
  .submit {
    --_parley-accent: var(--parley-color-accent, LinkText);

    border-color: transparent;
    background: var(--_parley-accent);
    color: var(--parley-color-on-accent, Canvas);
    font-weight: 600;
  }

  @supports (color: oklch(from currentColor l c h)) {
    .submit {
      --_parley-accent: var(
        --parley-color-accent,
        oklch(
          from currentColor clamp(0.34, (0.57 - l) * 999, 0.94) clamp(0.045, (l - 0.57) * 999, 0.16) 264 / 1
        )
      );

      color: var(--parley-color-on-accent, oklch(from currentColor clamp(0.15, (0.57 - l) * 999, 1) 0 0 / 1));
    }
  }
`;
