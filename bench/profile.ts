import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {SourceMap, type SourceMapPayload} from 'node:module';
import {tmpdir} from 'node:os';
import {basename, join, relative} from 'node:path';
import {rollup, type Plugin, type RollupOptions} from 'rollup';
import rollupConfig from '../rollup.config.mjs';
import {build, root} from '../scripts/paths.mjs';
import {table} from './report.js';
import {openStage, parseCells} from './run.js';
import {CATEGORIES, longestTasks, selfTimes, visitEvents, type TraceEvent} from './trace.js';
import {withPage, type Visit} from './visit.js';

interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: CallFrame;
    readonly children?: readonly number[];
  }[];
  readonly samples?: readonly number[];
  readonly timeDeltas?: readonly number[];
}

/** Time in milliseconds of a function itself, and with the functions it called. */
interface Cost {
  self: number;
  total: number;
}

/** The sampling interval, in microseconds. */
const INTERVAL = 100;
const MAX_ROWS = 30;
const MAX_TASKS = 12;

/**
 * The main thread's time during a visit, as Markdown: by kind of work, and by function with its source file. Parley's bundle
 * is built again without minification. Times of functions are wall times of a profile, so other load on the machine adds to
 * them.
 */
export async function profilePages({
  cells,
  names,
  rounds,
}: {
  readonly cells: string;
  readonly names: readonly string[];
  readonly rounds: number;
}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-profile-'));
  const parsed = parseCells(cells);
  const counts = new Set(parsed.map(({count}) => count));
  await bundleReadable(join(folder, 'embed'));
  const stage = await openStage({counts, names, code: {parley: folder}});
  try {
    const parts: string[] = [];
    for (const cell of parsed) {
      const thread = stage.threads.get(cell.count);
      if (!thread) continue;
      for (const page of stage.pages) {
        const visit: Visit = {...stage, page, thread, condition: cell.condition};
        const works = new Map<string, number>();
        const costs = new Map<string, Cost>();
        const modules = new Map<string, number>();
        let last: readonly TraceEvent[] = [];
        // During the first one the server compresses its files.
        for (let round = 0; round <= rounds; round++) {
          const {events, profile} = await profileVisit(visit);
          if (round === 0) continue;
          last = events;
          for (const [name, time] of selfTimes(events))
            works.set(name, (works.get(name) ?? 0) + time / rounds);
          await addCosts(costs, modules, profile, folder, rounds);
        }
        const title = `${page.title}, N=${String(cell.count)}, ${cell.condition.name}, mean of ${String(rounds)}`;
        parts.push(`### ${title}`, workTable(works), taskTable(last), moduleTable(modules), costTable(costs));
      }
    }
    return parts.join('\n\n');
  } finally {
    await stage.close();
    await rm(folder, {recursive: true, force: true});
  }
}

/** The bundle as published, but with full names and source maps. */
async function bundleReadable(dir: string): Promise<void> {
  const {output, plugins, ...options} = rollupConfig as RollupOptions & {plugins: Plugin[]};
  const kept = plugins.filter(({name}) => name === 'node-resolve' || name === 'copy-modules');
  const bundle = await rollup({...options, plugins: kept});
  await bundle.write({...output, dir, sourcemap: true});
  await bundle.close();
}

async function profileVisit(options: Visit): Promise<{events: readonly TraceEvent[]; profile: Profile}> {
  return withPage(options, async ({page, device, open, url}) => {
    await device.send('Profiler.enable');
    await device.send('Profiler.setSamplingInterval', {interval: INTERVAL});
    await options.browser.startTracing(page, {categories: CATEGORIES});
    await device.send('Profiler.start');
    await open();
    const {profile} = await device.send('Profiler.stop');
    const {traceEvents} = JSON.parse(String(await options.browser.stopTracing())) as {
      traceEvents: TraceEvent[];
    };
    return {events: visitEvents(traceEvents, url).own, profile};
  });
}

/** Adds the times of a profile by function, with name and source, and by module. */
async function addCosts(
  costs: Map<string, Cost>,
  modules: Map<string, number>,
  {nodes, samples = [], timeDeltas = []}: Profile,
  folder: string,
  rounds: number,
): Promise<void> {
  const selfOf = new Map<number, number>();
  samples.forEach((id, index) => {
    selfOf.set(id, (selfOf.get(id) ?? 0) + (timeDeltas[index] ?? 0) / 1000 / rounds);
  });
  const parents = new Map(nodes.flatMap(({id, children = []}) => children.map((child) => [child, id])));
  const names = new Map<number, string>();
  for (const {id, callFrame} of nodes) names.set(id, await nameOf(callFrame, folder));
  for (const {id} of nodes) {
    const self = selfOf.get(id) ?? 0;
    const counted = new Set<string>();
    let isOwned = false;
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const name = names.get(at) ?? '';
      const [, module] = / ([^ ]+\.js):\d+$/.exec(name) ?? [];
      if (!isOwned && module) {
        isOwned = true;
        modules.set(module, (modules.get(module) ?? 0) + self);
      }
      // Once, however deep the recursion.
      if (counted.has(name)) continue;
      counted.add(name);
      const cost = costs.get(name) ?? {self: 0, total: 0};
      if (at === id) cost.self += self;
      cost.total += self;
      costs.set(name, cost);
    }
  }
}

const maps = new Map<string, Promise<SourceMap | null>>();

/** A function's name and source module. */
async function nameOf(
  {functionName, url, lineNumber, columnNumber}: CallFrame,
  folder: string,
): Promise<string> {
  const name = functionName || '(anonymous)';
  const [, path] = url.split('/code/parley/');
  if (path === undefined) return url === '' ? name : `${name} ${basename(new URL(url, 'http://x').pathname)}`;
  const file = join(folder, path);
  const map =
    maps.get(file) ??
    readFile(`${file}.map`, 'utf8').then(
      (text) => new SourceMap(JSON.parse(text) as SourceMapPayload),
      () => null,
    );
  maps.set(file, map);
  const entry = (await map)?.findEntry(lineNumber, columnNumber);
  if (!entry || !('originalSource' in entry)) return `${name} ${basename(path)}`;
  const source = join(file, '..', entry.originalSource);
  const short = relative(source.startsWith(build) ? build : root, source).replace('node_modules/', '');
  return `${name} ${short}:${String(entry.originalLine + 1)}`;
}

function workTable(works: ReadonlyMap<string, number>): string {
  const rows = [...works].toSorted(([, a], [, b]) => b - a).filter(([, time]) => time >= 0.3);
  const sum = [...works.values()].reduce((total, time) => total + time, 0);
  return table(
    ['kind of work', 'thread time, ms'],
    [...rows.map(([name, time]) => [name, time.toFixed(1)]), ['all', sum.toFixed(1)]],
  );
}

/** The longest tasks of a visit, in the order in which they ran. */
function taskTable(events: readonly TraceEvent[]): string {
  return table(
    ['longest tasks of the last visit: start, ms', 'thread time, ms', 'most of it'],
    longestTasks(events, MAX_TASKS)
      .toSorted((a, b) => a.start - b.start)
      .map(({start, time, events}) => [
        start.toFixed(0),
        time.toFixed(1),
        [...selfTimes(events)]
          .toSorted(([, a], [, b]) => b - a)
          .slice(0, 4)
          .map(([name, own]) => `${name} ${own.toFixed(1)}`)
          .join(', '),
      ]),
  );
}

/** Time of each module with the browser functions that it calls, as a share of all modules. */
function moduleTable(modules: ReadonlyMap<string, number>): string {
  const sum = [...modules.values()].reduce((total, time) => total + time, 0);
  const rows = [...modules].toSorted(([, a], [, b]) => b - a).slice(0, MAX_ROWS);
  return table(
    ['module, with the browser’s functions that it calls', 'share', 'ms'],
    rows.map(([name, time]) => [`\`${name}\``, `${((time / sum) * 100).toFixed(1)} %`, time.toFixed(1)]),
  );
}

function costTable(costs: ReadonlyMap<string, Cost>): string {
  const listed = (by: keyof Cost): [string, Cost][] =>
    [...costs].toSorted(([, a], [, b]) => b[by] - a[by]).slice(0, MAX_ROWS);
  const rows = new Map([...listed('total'), ...listed('self')]);
  for (const name of ['(root)', '(idle)']) rows.delete(name);
  return table(
    ['function', 'self ms', 'total ms'],
    [...rows]
      .toSorted(([, a], [, b]) => b.total - a.total)
      .map(([name, {self, total}]) => [`\`${name}\``, self.toFixed(1), total.toFixed(1)]),
  );
}
