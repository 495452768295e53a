import {FIRST_MARK} from './probe.js';

/** An event of Chromium's trace. Times are in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** Wall time, and CPU time of the thread. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: {
    readonly data?: {readonly documentLoaderURL?: string};
  };
}

/** The figures of one visit from a trace, in milliseconds. */
export interface TraceFigures {
  /** CPU time of the main thread, from navigation to the end of the trace. */
  readonly cpu: number;
  /** The sum of the CPU time over 50 ms of each task. */
  readonly blocking: number;
  /** The CPU time of the longest task. */
  readonly longest: number;
  /** Wall time from navigation to the commit of the first frame with the first comment. */
  readonly first: number | null;
}

/** The longest task that a reader does not notice, in milliseconds. */
const UNNOTICED = 50;

/** The required trace categories. */
export const CATEGORIES = ['toplevel', 'devtools.timeline', 'blink.user_timing', '__metadata'];

/** The events of the main thread during the one visit to `url` in the trace, and its start. */
export function visitEvents(
  events: readonly TraceEvent[],
  url: string,
): {readonly start: number; readonly own: readonly TraceEvent[]} {
  const start = events.find(
    ({name, args}) => name === 'navigationStart' && args.data?.documentLoaderURL === url,
  );
  if (!start) throw new Error(`The trace has no visit to ${url}`);
  const {pid, tid, ts} = start;
  return {start: ts, own: events.filter((event) => event.pid === pid && event.tid === tid && event.ts >= ts)};
}

/** Reads the figures of the visit to `url`. */
export function figuresOf(events: readonly TraceEvent[], url: string): TraceFigures {
  const {start, own} = visitEvents(events, url);
  const tasks = topLevel(own.filter(({ph, tdur}) => ph === 'X' && tdur !== undefined)).map(
    ({tdur = 0}) => tdur / 1000,
  );
  const mark = own.find(({name}) => name === FIRST_MARK);
  // The last step of a frame on the main thread: its paint is committed to be shown.
  const frame =
    mark &&
    own
      .filter(({name, ph, ts}) => name === 'Layerize' && ph === 'X' && ts >= mark.ts)
      .reduce<number | null>((least, {ts, dur = 0}) => Math.min(least ?? Infinity, ts + dur), null);
  return {
    cpu: tasks.reduce((sum, task) => sum + task, 0),
    blocking: tasks.reduce((sum, task) => sum + Math.max(0, task - UNNOTICED), 0),
    longest: Math.max(0, ...tasks),
    first: frame ? (frame - start) / 1000 : null,
  };
}

/**
 * The outermost events: tasks. The trace may lack the event of a task that runs for seconds; then the events inside it are
 * returned.
 */
function topLevel(events: readonly TraceEvent[]): readonly TraceEvent[] {
  let end = 0;
  return sortedByStart(events).filter(({ts, dur = 0}) => {
    if (ts < end) return false;
    end = ts + dur;
    return true;
  });
}

/** The longest tasks: start after the first event and CPU time, in milliseconds, and the events in each. */
export function longestTasks(
  events: readonly TraceEvent[],
  count: number,
): readonly {readonly start: number; readonly time: number; readonly events: readonly TraceEvent[]}[] {
  const timed = events.filter(({ph, tdur}) => ph === 'X' && tdur !== undefined);
  const first = Math.min(...timed.map(({ts}) => ts));
  return topLevel(timed)
    .toSorted((a, b) => (b.tdur ?? 0) - (a.tdur ?? 0))
    .slice(0, count)
    .map(({ts, dur = 0, tdur = 0}) => ({
      start: (ts - first) / 1000,
      time: tdur / 1000,
      events: timed.filter((event) => event.ts >= ts && event.ts + (event.dur ?? 0) <= ts + dur),
    }));
}

/** CPU time of each kind of event without nested events, in milliseconds; layouts forced by scripts are separate. */
export function selfTimes(events: readonly TraceEvent[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  const add = (name: string, time: number): void => {
    times.set(name, (times.get(name) ?? 0) + time / 1000);
  };
  const open: {readonly name: string; readonly end: number}[] = [];
  for (const {name, ph, ts, dur = 0, tdur} of sortedByStart(events)) {
    if (ph !== 'X' || tdur === undefined) continue;
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= ts) open.pop();
    const isForced = FORCIBLE.includes(name) && open.some((outer) => SCRIPTS.includes(outer.name));
    const kind = isForced ? `${name}, forced by a script` : name;
    const outer = open.at(-1);
    if (outer) add(outer.name, -tdur);
    add(kind, tdur);
    open.push({name: kind, end: ts + dur});
  }
  return times;
}

const FORCIBLE = ['Layout', 'UpdateLayoutTree'];
const SCRIPTS = [
  'FunctionCall',
  'TimerFire',
  'v8.evaluateModule',
  'BlinkScheduler_PerformMicrotaskCheckpoint',
];

/** Sorted by start; outer events before inner ones. */
function sortedByStart(events: readonly TraceEvent[]): readonly TraceEvent[] {
  return events.toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
}
