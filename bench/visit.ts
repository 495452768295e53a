import type {Browser, CDPSession, Page} from 'playwright-core';
import type {BenchPage, BenchThread} from './pages.js';
import {COMPLETE, probe} from './probe.js';
import type {BenchSite, Fetched} from './site.js';
import {CATEGORIES, figuresOf, type TraceEvent, type TraceFigures} from './trace.js';

/** The emulated processor and network. */
export interface Condition {
  readonly name: '1x' | '4x' | 'slow 4G + 4x';
  /** The slowdown factor of the processor. */
  readonly cpu: number;
  readonly network: {readonly latencyMs: number; readonly bytesPerSecond: number} | null;
}

export const CONDITIONS: readonly Condition[] = [
  {name: '1x', cpu: 1, network: null},
  {name: '4x', cpu: 4, network: null},
  {name: 'slow 4G + 4x', cpu: 4, network: {latencyMs: 150, bytesPerSecond: 200_000}},
];

/** The figures of one visit. Times are in milliseconds, heaps in bytes. */
export interface VisitFigures extends TraceFigures {
  /** Comments in the page at the end. */
  readonly shown: number;
  /** All nodes of the thread in all shadow roots: elements, text nodes, shadow roots, and the comment nodes of templates. */
  readonly nodes: number;
  /** The JavaScript heap and the DOM heap, after garbage collection. */
  readonly jsHeap: number;
  readonly domHeap: number;
  /** The sum of layout shifts, 0 if nothing moves. */
  readonly shift: number;
  readonly fetched: readonly Fetched[];
}

export interface Visit {
  readonly browser: Browser;
  readonly site: BenchSite;
  readonly page: BenchPage;
  readonly thread: BenchThread;
  readonly condition: Condition;
}

/** The network is idle after so many milliseconds without a request. */
const QUIET_MS = 1_000;
const LIMIT_MS = 240_000;

/** Opens a page in a new profile, waits until it is idle, and measures. */
export async function visit(options: Visit): Promise<VisitFigures> {
  return withPage(options, async ({page, device, open, url}) => {
    const {browser} = options;
    await browser.startTracing(page, {categories: CATEGORIES});
    const {shown, fetched} = await open();
    const {traceEvents} = JSON.parse(String(await browser.stopTracing())) as {traceEvents: TraceEvent[]};
    const heaps = await heapsOf(device);
    const {shift, ...nodes} = await page.evaluate(countNodes);

    return {...figuresOf(traceEvents, url), shown, ...nodes, ...heaps, shift, fetched};
  });
}

/** The heaps of an article page without a thread, in bytes: the naive page before it fetches anything. */
export async function emptyHeaps({
  browser,
  site,
}: Pick<Visit, 'browser' | 'site'>): Promise<{js: number; dom: number}> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.url}/empty`);
  const {jsHeap, domHeap} = await heapsOf(await context.newCDPSession(page));
  await context.close();
  return {js: jsHeap, dom: domHeap};
}

/** A page to visit. */
export interface OpenPage {
  readonly page: Page;
  readonly device: CDPSession;
  readonly url: string;
  /** Navigates, then waits until all comments are rendered and network and scripts are idle. */
  open(): Promise<{shown: number; fetched: readonly Fetched[]}>;
}

/** Creates a browser context and a page under a condition, calls `work`, and closes both. */
export async function withPage<Result>(
  {browser, site, page: {name, comment, body, rowsOnDevice}, thread, condition}: Visit,
  work: (opened: OpenPage) => Promise<Result>,
): Promise<Result> {
  const context = await browser.newContext({viewport: {width: 1200, height: 900}, locale: 'en-GB'});
  try {
    const page = await context.newPage();
    const base = `${site.url}/${name}/${String(thread.comments.length)}/`;
    if (rowsOnDevice) {
      await page.goto(`${site.url}/empty`);
      await page.evaluate(storeRows, rowsOnDevice(thread) as object[]);
    }
    const device = await context.newCDPSession(page);
    await device.send('Runtime.addBinding', {name: COMPLETE});
    const complete = new Promise<number>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`${name} did not show its ${String(thread.comments.length)} comments`));
      }, LIMIT_MS);
      device.on('Runtime.bindingCalled', ({name: called, payload}) => {
        if (called !== COMPLETE) return;
        clearTimeout(timer);
        resolve(Number(payload));
      });
    });
    complete.catch(() => undefined);
    await device.send('Runtime.enable');
    const expected = thread.comments.length;
    const interval = expected > 1_000 ? 1_000 : 100;
    await page.addInitScript(probe, {comment, body, expected, interval});
    await device.send('Emulation.setCPUThrottlingRate', {rate: condition.cpu});
    const pending = await watchNetwork(device, condition);
    return await work({
      page,
      device,
      url: base,
      async open() {
        site.fetched.length = 0;
        await page.goto(base, {waitUntil: 'commit'});
        const shown = await complete;
        for (let isIdle = false; !isIdle;) {
          await pending.quiet(QUIET_MS);
          await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
          isIdle = pending.count() === 0;
        }
        return {shown, fetched: [...site.fetched]};
      },
    });
  } finally {
    await context.close();
  }
}

interface Pending {
  /** The number of pending requests. */
  count(): number;
  /** Resolves when there has been none for so many milliseconds. */
  quiet(ms: number): Promise<void>;
}

async function watchNetwork(device: CDPSession, {network}: Condition): Promise<Pending> {
  const running = new Set<string>();
  let last = Date.now();
  device.on('Network.requestWillBeSent', ({requestId}) => {
    running.add(requestId);
    last = Date.now();
  });
  const end = ({requestId}: {requestId: string}): void => {
    running.delete(requestId);
    last = Date.now();
  };
  device.on('Network.loadingFinished', end);
  device.on('Network.loadingFailed', end);
  await device.send('Network.enable');
  if (network) {
    await device.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: network.latencyMs,
      downloadThroughput: network.bytesPerSecond,
      uploadThroughput: network.bytesPerSecond,
    });
  }
  return {
    count: () => running.size,
    async quiet(ms) {
      for (let left = ms; left > 0; left = running.size > 0 ? ms : last + ms - Date.now())
        await new Promise((resolve) => setTimeout(resolve, left));
    },
  };
}

async function heapsOf(device: CDPSession): Promise<{jsHeap: number; domHeap: number}> {
  // Twice: the first collection may make more objects collectable.
  await device.send('HeapProfiler.collectGarbage');
  await device.send('HeapProfiler.collectGarbage');
  const usage = (await device.send('Runtime.getHeapUsage')) as {
    usedSize: number;
    embedderHeapUsedSize?: number;
  };
  return {jsHeap: usage.usedSize, domHeap: usage.embedderHeapUsedSize ?? 0};
}

/** Runs in the page. */
function countNodes(): {nodes: number; shift: number} {
  let nodes = 0;
  const count = (node: Node): void => {
    nodes++;
    const root = node instanceof Element ? node.shadowRoot : null;
    if (root) count(root);
    for (let child = node.firstChild; child; child = child.nextSibling) count(child);
  };
  count(document.querySelector('main') as Node);
  return {nodes, shift: (globalThis as unknown as {benchShift: number}).benchShift};
}

/** Runs in a page of the same origin: stores rows for the adapter `local`. */
async function storeRows(rows: readonly object[]): Promise<void> {
  const opening = indexedDB.open('parley-comments', 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('rows', {keyPath: ['thread', 'comment.id']});
    opening.result.createObjectStore('device');
  };
  await new Promise((resolve, reject) => {
    opening.onsuccess = resolve;
    opening.onerror = reject;
  });
  const transaction = opening.result.transaction('rows', 'readwrite');
  for (const row of rows) transaction.objectStore('rows').put(row);
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = reject;
  });
  opening.result.close();
}
