import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {launchChromium} from '../support/chromium.mjs';
import {startGallery, type Gallery} from '../support/states.js';

// Criteria of WCAG 2.2 that axe does not look for; docs/accessibility.md has all of them.

let browser: Browser;
let gallery: Gallery;

beforeAll(async () => {
  browser = await launchChromium();
  gallery = await startGallery(browser, []);
});

afterAll(async () => {
  await gallery.close();
  await browser.close();
});

describe('every state of a thread', () => {
  it('has the visible text of each control in its name (2.5.3)', async () => {
    const page = await gallery.open({});
    const named = await page.evaluate(() => {
      const found: {text: string; name: string}[] = [];
      const search = (root: Document | ShadowRoot): void => {
        for (const element of root.querySelectorAll('*')) {
          if (element.matches('button, a[href]') && element.hasAttribute('aria-label'))
            found.push({
              text: (element as HTMLElement).innerText,
              name: element.getAttribute('aria-label') ?? '',
            });
          if (element.shadowRoot) search(element.shadowRoot);
        }
      };
      search(document);
      return found;
    });
    const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter(({text, name}) => !plain(name).includes(plain(text)))).toEqual([]);
    await page.context().close();
  });

  it('has no place in the order of focus but its own (2.4.3)', async () => {
    const page = await gallery.open({});
    const moved = await page.evaluate(() => {
      const found: string[] = [];
      const search = (root: Document | ShadowRoot): void => {
        for (const element of root.querySelectorAll('*')) {
          if (Number(element.getAttribute('tabindex')) > 0) found.push(element.outerHTML.slice(0, 80));
          if (element.shadowRoot) search(element.shadowRoot);
        }
      };
      search(document);
      return found;
    });
    expect(moved).toEqual([]);
    await page.context().close();
  });

  it('is shown whole on a phone, however it is turned (1.3.4)', async () => {
    for (const viewport of [
      {width: 390, height: 844},
      {width: 844, height: 390},
    ]) {
      const page = await gallery.open({}, {viewport});
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        viewport.width,
      );
      const hidden = await page
        .locator('parley-thread')
        .evaluateAll(
          (threads) => threads.filter((thread) => !thread.checkVisibility({visibilityProperty: true})).length,
        );
      expect(hidden).toBe(0);
      await page.context().close();
    }
  });
});

describe('a reader who moves through a thread by Tab', () => {
  // A focus that is out of view, behind something, or without a ring is as good as none.
  it.each(['deep', 'reply'])(
    'always sees the focus, and leaves at the end: %s (2.1.2, 2.4.7, 2.4.11)',
    async (state) => {
      const page = await gallery.open({state}, {viewport: {width: 390, height: 600}});
      // So that the thread has an end to come out at.
      await page.evaluate(() => {
        const after = document.createElement('button');
        after.textContent = 'After the thread';
        document.body.append(after);
      });
      const stops: Stop[] = [];
      for (let presses = 0; presses < 300 && stops.at(-1)?.text !== 'After the thread'; presses++) {
        await page.keyboard.press('Tab');
        stops.push(await focused(page));
      }
      expect(stops.at(-1)?.text).toBe('After the thread');
      const inThread = stops.filter(({isInThread}) => isInThread);
      expect(inThread.length).toBeGreaterThan(10);
      expect(inThread.filter(({hasRing, isSeen}) => !hasRing || !isSeen)).toEqual([]);
      await page.context().close();
    },
  );
});

interface Stop {
  readonly text: string;
  readonly isInThread: boolean;
  readonly hasRing: boolean;
  /** Some of it is in the window, with nothing in front of it. */
  readonly isSeen: boolean;
}

/** What has the focus once the page has drawn it. */
function focused(page: Page): Promise<Stop> {
  return page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    let element = document.activeElement;
    const isInThread = !!element?.closest('parley-thread');
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element) return {text: '', isInThread, hasRing: false, isSeen: false};
    const {outlineStyle, outlineWidth} = getComputedStyle(element);
    // A link may be broken over two lines: each has a box.
    const isSeen = [...element.getClientRects()].some(({left, right, top, bottom}) => {
      // The middle of what is in the window.
      const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
      const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
      let hit = document.elementFromPoint(x, y);
      while (hit?.shadowRoot) {
        const inner = hit.shadowRoot.elementFromPoint(x, y);
        if (!inner || inner === hit) break;
        hit = inner;
      }
      return hit !== null && (element.contains(hit) || hit.contains(element));
    });
    return {
      text: (element.getAttribute('aria-label') || element.textContent.trim() || element.outerHTML).slice(
        0,
        160,
      ),
      isInThread,
      hasRing: outlineStyle !== 'none' && outlineWidth !== '0px',
      isSeen,
    };
  });
}
