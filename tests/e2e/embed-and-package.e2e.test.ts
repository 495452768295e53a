import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {accessibilityTree} from '../support/accessibility-tree.js';
import {launchChromium} from '../support/chromium.mjs';
import {drawnOf, type Drawn} from '../support/drawn.js';
import {startGallery, type Build, type Gallery} from '../support/states.js';

// The gallery draws its states with the modules of the package. Publishers with the script tag have the bundle: what a
// reader sees, hears and presses must be the same, on a phone most of all.

const PHONE = {
  locale: 'en-GB',
  timezoneId: 'UTC',
  viewport: {width: 360, height: 780},
  hasTouch: true,
};
/** Ages are told in minutes, which may pass between one page and the other. */
const NOW = new Date('2026-11-06T09:00:00Z');

let browser: Browser;
let gallery: Gallery;
let embed: Page;
let own: Page;
const problems: string[] = [];

const open = (build: Build): Promise<Page> =>
  gallery.open({}, {...PHONE, build, prepare: (page) => page.clock.setFixedTime(NOW)});

beforeAll(async () => {
  browser = await launchChromium();
  gallery = await startGallery(browser, problems);
  [embed, own] = [await open('embed'), await open('package')];
}, 120_000);

afterAll(async () => {
  await gallery.close();
  await browser.close();
});

/** What every state of the gallery draws, by its name. */
async function drawn(page: Page): Promise<Record<string, readonly Drawn[]>> {
  // Some states move the page to what has the focus, and the button for new comments sticks to its top.
  await page.evaluate(() => scrollTo({top: 0, behavior: 'instant'}));
  // Only comments near the reader have all of their buttons, and those that are pointed at.
  await page.locator('article[data-comment-id]').evaluateAll((articles) => {
    for (const article of articles) article.dispatchEvent(new PointerEvent('pointerover', {bubbles: true}));
  });
  const threads = await page.locator('#gallery > section').all();
  const all = threads.map(async (section) => [
    (await section.getAttribute('id')) ?? '',
    // In what is folded, buttons come late or never: when it was folded decides.
    (await drawnOf(section.locator('parley-thread'))).filter(({isShown}) => isShown),
  ]);
  return Object.fromEntries(await Promise.all(all)) as Record<string, readonly Drawn[]>;
}

/** Half a pixel is what rounding the floats of two layouts may come to. */
function isAlike({box, ...rest}: Drawn, other: Drawn | undefined): boolean {
  if (!other) return false;
  const {box: theirs, ...theirRest} = other;
  return (
    JSON.stringify(rest) === JSON.stringify(theirRest) &&
    box.every((length, at) => Math.abs(length - (theirs[at] ?? 0)) <= 0.5)
  );
}

/** The icons of a comment with replies, which style sheets draw: none may be lost in the bundle. */
const iconsOf = (page: Page): Promise<unknown> =>
  page
    .locator('#discussion article')
    .filter({has: page.locator('[data-action=fold]')})
    .first()
    .evaluate((article) =>
      (
        [
          ['vote', '::before'],
          ['menu', '::before'],
          ['fold', '::after'],
        ] as const
      ).map(([action, pseudo]) => {
        const button = article.querySelector(`[data-action=${action}]`);
        if (!button) return `no ${action}`;
        const {content, width, borderBottomWidth, clipPath} = getComputedStyle(button, pseudo);
        return {action, content, width, borderBottomWidth, clipPath};
      }),
    );

describe('every state of a thread at 360 px, by the script tag and by the package', () => {
  it('has the same controls, links and parts, in the same places', async () => {
    const differing = async (): Promise<Record<string, unknown>> => {
      const [theirs, ours] = [await drawn(embed), await drawn(own)];
      const firstOf = (parts: readonly Drawn[] = [], others: readonly Drawn[] = []): unknown =>
        parts.find((part, at) => !isAlike(part, others[at]));
      const states = Object.keys(ours).filter(
        (state) => firstOf(ours[state], theirs[state]) ?? firstOf(theirs[state], ours[state]),
      );
      return Object.fromEntries(
        states.map((state) => [
          state,
          {embed: firstOf(theirs[state], ours[state]), package: firstOf(ours[state], theirs[state])},
        ]),
      );
    };
    // What may be done to a comment comes last of all, and so do the words on a draft.
    await expect.poll(differing, {timeout: 60_000}).toEqual({});
    expect(Object.values(await drawn(own)).flat().length).toBeGreaterThan(1000);
  });

  it('have the same accessibility tree', async () => {
    const firstDifference = async (): Promise<unknown> => {
      const [theirs = [], ours = []] = await Promise.all(
        [embed, own].map(async (page) => (await accessibilityTree(page)).split('\n')),
      );
      const at = ours.findIndex((line, at) => line !== theirs[at]);
      const around = (lines: readonly string[]): readonly string[] =>
        lines.slice(Math.max(0, at - 3), at + 3);
      return at < 0 && theirs.length === ours.length ? null : {embed: around(theirs), package: around(ours)};
    };
    await expect.poll(firstDifference).toBe(null);
  });

  it('draws the same icons', async () => {
    const icons = await iconsOf(embed);
    expect(icons).toEqual(await iconsOf(own));
    expect(icons).toMatchObject([
      {action: 'vote', clipPath: expect.stringContaining('polygon(') as string},
      {action: 'menu', content: expect.stringContaining('•••') as string},
      // Borders are drawn in whole pixels of the device.
      {action: 'fold', borderBottomWidth: expect.stringMatching(/^[1-9]/) as string},
    ]);
  });

  it('draws the very same Recommend button', async () => {
    const picture = async (page: Page): Promise<string> =>
      (await page.locator('#discussion [data-action=vote]').first().screenshot()).toString('base64');
    expect(await picture(embed)).toBe(await picture(own));
  });

  it('fails nowhere', () => {
    expect(problems).toEqual([]);
  });
});

describe('a page with elements that have the names that Lit looks up', () => {
  const NAMES = [
    'litElementHydrateSupport',
    'litElementPolyfillSupport',
    'litElementVersions',
    'litHtmlPolyfillSupport',
    'litHtmlVersions',
    'litPropertyMetadata',
    'reactiveElementPolyfillSupport',
    'reactiveElementVersions',
    'ShadyCSS',
  ];

  // By the script tag: tests/embed/embed.test.ts.
  it('shows its discussion by the modules of the package', async () => {
    const page = await gallery.open(
      {state: 'discussion'},
      {
        prepare: (page) =>
          page.route('**/states/?*', async (route) => {
            const response = await route.fetch();
            const links = NAMES.map((name) => `<a id="${name}"></a>`).join('');
            await route.fulfill({
              response,
              body: (await response.text()).replace('<body>', `<body>${links}`),
            });
          }),
      },
    );
    expect(await page.locator('#litHtmlVersions').count()).toBe(1);
    expect(await page.locator('article[part~=comment]').count()).toBe(4);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
