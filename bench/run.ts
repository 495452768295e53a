import type {Browser} from 'playwright-core';
import {launchChromium} from '../tests/support/chromium.mjs';
import {benchThread, NAIVE, OWN_PAGES, PARLEY_CODE, type BenchPage, type BenchThread} from './pages.js';
import {installPeers, PEER_PAGES} from './peers.js';
import {startBenchSite, type BenchSite} from './site.js';
import {seededThread} from './thread.js';
import {CONDITIONS, visit, type Condition, type VisitFigures} from './visit.js';

/** A number of comments and a condition. */
export interface Cell {
  readonly count: number;
  readonly condition: Condition;
}

/** The results of the visits to a page in one cell. */
export interface Result {
  readonly page: BenchPage;
  readonly cell: Cell;
  readonly visits: readonly VisitFigures[];
  /** The median of a figure, `null` if no visit has it. */
  median(figure: (visit: VisitFigures) => number | null): number | null;
}

/** Browser, server, pages and threads of a run. */
export interface Stage {
  readonly browser: Browser;
  readonly site: BenchSite;
  readonly pages: readonly BenchPage[];
  readonly threads: ReadonlyMap<number, BenchThread>;
  close(): Promise<void>;
}

/** The cells that have a budget. */
export const BUDGETED = '50@1x,50@slow4g,500@1x,500@4x,5000@1x';

/** Parses cells, such as `50@1x,500@slow4g`. */
export function parseCells(text: string): readonly Cell[] {
  return text.split(',').map((part) => {
    const [count = '', name = '1x'] = part.trim().split('@');
    const condition = CONDITIONS.find((one) => one.name === (name === 'slow4g' ? 'slow 4G + 4x' : name));
    if (!condition || !/^\d+$/.test(count))
      throw new Error(`Invalid cell "${part}"; expected COUNT@1x, COUNT@4x or COUNT@slow4g.`);
    return {count: Number(count), condition};
  });
}

/** Starts browser and server, creates the threads, and installs the peers if they are requested. */
export async function openStage({
  counts,
  names,
  peers = false,
  code = {},
}: {
  /** The numbers of comments. */
  readonly counts: Iterable<number>;
  /** The pages besides the naive one. Default: all. */
  readonly names?: readonly string[] | undefined;
  readonly peers?: boolean;
  /** Folders with code, instead of the usual ones. */
  readonly code?: Readonly<Record<string, string>>;
}): Promise<Stage> {
  const folders = {parley: PARLEY_CODE, ...(peers ? await installPeers() : {}), ...code};
  const all = [...OWN_PAGES, ...(peers ? PEER_PAGES : [])];
  const unknown = names?.find((name) => !all.some((page) => page.name === name));
  if (unknown !== undefined)
    throw new Error(`Invalid page "${unknown}"; expected ${all.map(({name}) => name).join(', ')}.`);
  const pages = all.filter(({name}) => name === NAIVE || !names || names.includes(name));
  const threads = new Map([...counts].map((count) => [count, benchThread(seededThread(count))]));
  // Created before the visits, which would otherwise wait for them.
  for (const thread of threads.values()) for (const page of pages) await page.serve('v1/thread', thread);
  const [site, browser] = await Promise.all([
    startBenchSite({pages, threads, code: folders}),
    launchChromium({isWhole: true}),
  ]);
  return {
    browser,
    site,
    pages,
    threads,
    async close() {
      await browser.close();
      await site.close();
    },
  };
}

/** Visits every page in every cell once per round, in random order, after one warm-up visit each. */
export async function measure(
  {browser, site, pages, threads}: Stage,
  cells: readonly Cell[],
  rounds: number,
  tell: (what: string) => void = () => undefined,
): Promise<readonly Result[]> {
  const places = cells.flatMap((cell) =>
    pages
      .filter(({most = Infinity}) => cell.count <= most)
      .map((page) => ({page, cell, visits: [] as VisitFigures[]})),
  );
  const go = async ({page, cell}: (typeof places)[number]): Promise<VisitFigures> => {
    const thread = threads.get(cell.count);
    if (!thread) throw new Error(`No thread of ${String(cell.count)} comments`);
    return visit({browser, site, page, thread, condition: cell.condition});
  };
  // The server compresses each file on its first request.
  const [first] = cells;
  for (const place of places) {
    if (place.cell !== first) continue;
    tell(`warming up ${place.page.name}`);
    await go(place);
  }
  for (let round = 1; round <= rounds; round++) {
    for (const place of shuffled(places)) {
      const {page, cell} = place;
      const what = `${page.name}, ${String(cell.count)} at ${cell.condition.name}`;
      tell(`round ${String(round)} of ${String(rounds)}: ${what}`);
      try {
        place.visits.push(await go(place));
      } catch (reason) {
        // A page that takes minutes gets no figure; the others keep theirs.
        tell(`no figures of ${what}: ${String(reason)}`);
      }
    }
  }
  return places.map(({page, cell, visits}) => ({
    page,
    cell,
    visits,
    median: (figure) => median(visits.map(figure).filter((value) => value !== null)),
  }));
}

/** The median; `null` for no values. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function shuffled<Item>(items: readonly Item[]): readonly Item[] {
  return items
    .map((item) => ({item, key: Math.random()}))
    .toSorted((a, b) => a.key - b.key)
    .map(({item}) => item);
}
