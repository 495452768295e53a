import {css} from '@lit/reactive-element';

/**
 * The private names by which all styles speak of a publisher's tokens, each with its fallback: without any token
 * the thread has the host page's font, size and colours, and nothing else that a page's styles hand down: what changes
 * words or breaks lines does not reach readers' text. On `.base`, never on `:host`, so that a page cannot set them by
 * accident.
 *
 * What has a hue of its own goes by the text's colour alone, for that tells the ground where a page that is dark by a class
 * does not tell its `color-scheme`: text of a lightness under 0.57 (luminance 0.18) can only be read on a light ground, any
 * other only on a dark one. So these colours are nearly as dark, or as light, as text can be: they keep 4.5:1 on every
 * ground from white to #a8a8a8 and from black to #666 (`tests/elements/reading/grounds.test.ts`). Browsers that cannot
 * compute that mix text and hue.
 *
 * What somebody has written shows as typed, each paragraph in its own direction; markup that says one is obeyed. A list's
 * lines begin beside their marks, where the list begins.
 */
export const tokens = css`
  .base {
    --_parley-quiet: var(--parley-color-text-quiet, color-mix(in srgb, currentColor 82%, transparent));
    --_parley-line: var(--parley-color-line, color-mix(in srgb, currentColor 18%, transparent));
    --_parley-control: var(--parley-color-control-border, color-mix(in srgb, currentColor 65%, transparent));
    --_parley-raised: var(--parley-color-surface-raised, Canvas);
    --_parley-accent: var(--parley-color-accent, color-mix(in oklab, currentColor 60%, LinkText));
    --_parley-link: var(--parley-color-link, var(--_parley-accent));
    --_parley-space: var(--parley-space, 1em);
    --_parley-radius: var(--parley-radius, 4px);
    --_parley-line-width: var(--parley-line-width, 1px);

    hyphens: manual;
    letter-spacing: normal;
    line-break: auto;
    line-height: var(--parley-line-height, 1.5);
    text-align: start;
    text-align-last: auto;
    text-indent: 0;
    text-transform: none;
    text-wrap: wrap;
    white-space: normal;
    word-break: normal;
    word-spacing: normal;
    overflow-wrap: anywhere;
  }

  [dir='auto']:not(ul, ol, input) {
    white-space: pre-wrap;
  }

  [dir='auto'],
  [dir='auto'] :is(p, li, pre, blockquote):not([dir='rtl'], [dir='ltr'], [dir='rtl'] *, [dir='ltr'] *) {
    unicode-bidi: plaintext;
  }

  [dir='auto'] > li {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }

  @supports (color: oklch(from currentColor l c h)) {
    .base {
      --_parley-accent: var(
        --parley-color-accent,
        oklch(
          from currentColor clamp(0.34, (l - 0.57) * 999, 0.94) clamp(0.045, (0.57 - l) * 999, 0.16) 264 / 1
        )
      );
    }
  }

  @media (prefers-contrast: more) {
    .base {
      --_parley-quiet: currentColor;
      --_parley-control: currentColor;
      --_parley-line: color-mix(in srgb, currentColor 60%, transparent);
    }
  }
`;
