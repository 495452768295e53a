import type {BrowserContext, Page} from 'playwright-core';

interface Watch {
  readonly entries: LayoutShift[];
  readonly observer: PerformanceObserver;
}

/** https://wicg.github.io/layout-instability/ */
interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly sources: readonly {
    node: Node | null;
    previousRect: DOMRectReadOnly;
    currentRect: DOMRectReadOnly;
  }[];
}

/** From now on every page of this context notes what moves on it. */
export async function watchLayoutShifts(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const entries: LayoutShift[] = [];
    const observer = new PerformanceObserver((list) => {
      entries.push(...(list.getEntries() as LayoutShift[]));
    });
    observer.observe({type: 'layout-shift', buffered: true});
    (window as unknown as {watch: Watch}).watch = {entries, observer};
  });
}

/** All that has moved until the page has fetched nothing for a second, each with how much and from where to where. */
export function layoutShifts(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const fetched = (): number => performance.getEntriesByType('resource').length;
    let before: number;
    do {
      before = fetched();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    } while (fetched() > before);
    const {entries, observer} = (window as unknown as {watch: Watch}).watch;
    return [...entries, ...(observer.takeRecords() as LayoutShift[])].map(({value, sources}) => {
      const places = sources.map(({node, previousRect: from, currentRect: to}) => {
        const element = node instanceof Element ? node : node?.parentElement;
        const name = element ? `${element.localName}.${element.className}` : 'what is gone';
        return `${name} from ${from.x},${from.y} ${from.width}x${from.height} to ${to.x},${to.y} ${to.width}x${to.height}`;
      });
      return `${value.toFixed(5)}: ${places.join('; ')}`;
    });
  });
}
