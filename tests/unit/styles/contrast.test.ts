import {readdir, readFile} from 'node:fs/promises';
import {describe, expect, it} from 'vitest';
import {commentListStyles} from '../../../src/elements/comment-list/comment-list.styles.js';
import {beforeYouPostStyles} from '../../../src/elements/comment-form/before-you-post.styles.js';
import {feedback} from '../../../src/styles/feedback.js';
import {tokens} from '../../../src/styles/tokens.js';

type Colour = readonly [number, number, number];

/** Ink and paper of nine papers; three of them dark. */
const PALETTES = [
  {name: 'white', ink: '#1a1a1a', paper: '#ffffff', dark: false},
  {name: 'black on white', ink: '#000000', paper: '#ffffff', dark: false},
  {name: 'grey text on white', ink: '#555555', paper: '#ffffff', dark: false},
  {name: 'cream', ink: '#2b2520', paper: '#fbf6e9', dark: false},
  {name: 'salmon pink', ink: '#33302e', paper: '#fff1e5', dark: false},
  {name: 'light grey', ink: '#333333', paper: '#f3f3f3', dark: false},
  {name: 'night', ink: '#e6e6e6', paper: '#121212', dark: true},
  {name: 'navy night', ink: '#c9d1d9', paper: '#0d1117', dark: true},
  {name: 'soft night', ink: '#d6d3cd', paper: '#1f2328', dark: true},
];

const LEAST_TEXT = 4.5;
const LEAST_BOUNDARY = 3;

const CSS = `${tokens.cssText} ${feedback.cssText} ${beforeYouPostStyles.cssText}`;

const parse = (hex: string): Colour =>
  [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as unknown as Colour;

/** `share` of `top` over the rest of `below`, as `color-mix(in srgb, top share%, transparent)` is seen over it. */
const mix = (top: Colour, below: Colour, share: number): Colour =>
  top.map((value, channel) => value * share + (below[channel] ?? 0) * (1 - share)) as unknown as Colour;

/** WCAG 2.2, relative luminance. */
function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, contrast ratio. */
function contrast(one: Colour, other: Colour): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** What the styles say of a token: the share of the page's own colour that it takes. */
function shareOf(token: string): number {
  const found = new RegExp(`--parley-${token},\\s*color-mix\\(in srgb, currentColor (\\d+)%`).exec(CSS);
  if (!found) throw new Error(`--parley-${token} is no share of the text's colour`);
  return Number(found[1]) / 100;
}

// What has a hue of its own, an engine must compute: tests/elements/reading/grounds.test.ts.
describe.each(PALETTES)('on a paper that is $name', ({ink, paper}) => {
  const [text, ground] = [parse(ink), parse(paper)];

  it('quiet text can be read', () => {
    const quiet = mix(text, ground, shareOf('color-text-quiet'));
    expect(contrast(quiet, ground)).toBeGreaterThanOrEqual(LEAST_TEXT);
  });

  it('fields and buttons have an edge that can be seen', () => {
    const edge = mix(text, ground, shareOf('color-control-border'));
    expect(contrast(edge, ground)).toBeGreaterThanOrEqual(LEAST_BOUNDARY);
  });

  it('a filled badge can be read', () => {
    expect(commentListStyles.cssText).toContain('var(--parley-color-staff, currentColor) 15%, transparent');
    expect(contrast(text, mix(text, ground, 0.15))).toBeGreaterThanOrEqual(LEAST_TEXT);
  });
});

const themes = (await readdir(new URL('../../../src/themes/', import.meta.url))).sort();

describe.each(themes)('the theme %s', async (file) => {
  const css = await readFile(new URL(`../../../src/themes/${file}`, import.meta.url), 'utf8');
  const colours = new Map(
    [...css.matchAll(/--parley-(color-[\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(
      ([, token = '', light = '', dark = '']) => [token, {light: parse(light), dark: parse(dark)}],
    ),
  );

  it('sets only existing tokens and parts', () => {
    const known = new Set(CSS.match(/--parley-[\w-]+/g));
    for (const token of [
      'font-family',
      'font-size',
      'heading-font-family',
      'comment-gap',
      'indent',
      'indent-narrow',
      'color-on-accent',
      'color-featured',
    ])
      known.add(`--parley-${token}`);
    const set = [...css.matchAll(/^\s*(--parley-[\w-]+):/gm)].map(([, token = '']) => token);
    expect(set.length).toBeGreaterThan(0);
    expect(set.filter((token) => !known.has(token))).toEqual([]);
    expect(css.match(/!important/)).toBe(null);
  });

  it.each(PALETTES)('has links and buttons that can be read on $name', ({paper, dark}) => {
    const accent = colours.get('color-accent');
    const onAccent = colours.get('color-on-accent');
    if (!accent || !onAccent) {
      // A theme without colours leaves them to the page and its browser.
      expect([...colours.keys()].filter((token) => token.includes('accent'))).toEqual([]);
      return;
    }
    const side = dark ? 'dark' : 'light';
    expect(contrast(accent[side], parse(paper))).toBeGreaterThanOrEqual(LEAST_TEXT);
    expect(contrast(onAccent[side], accent[side])).toBeGreaterThanOrEqual(LEAST_TEXT);
    const featured = (colours.get('color-featured') ?? accent)[side];
    expect(contrast(featured, parse(paper))).toBeGreaterThanOrEqual(LEAST_BOUNDARY);
  });
});
