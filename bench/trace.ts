import {FIRST_MARK} from './probe.js';

/** An event of Chromium's trace. Times are in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** By the clock, and by the thread's own time on a processor. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: {
    readonly data?: {readonly documentLoaderURL?: string};
  };
}

/** What a trace tells of one visit, in milliseconds. */
export interface TraceFigures {
  /** The main thread's time on a processor, from navigation to the trace's end. */
  readonly cpu: number;
  /** What tasks took over 50 ms each, by their time on a processor. */
  readonly blocking: number;
  /** The longest task, by its time on a processor. */
  readonly longest: number;
  /** By the clock, from navigation until the first frame with the first comment was handed over to be shown. */
  readonly first: number | null;
}

/** A task may take so long without a reader noticing, in milliseconds. */
const UNNOTICED = 50;

/** The trace's categories that are needed. */
export const CATEGORIES = ['toplevel', 'devtools.timeline', 'blink.user_timing', '__metadata'];

/** What the main thread of the visit to `url` did, of which the trace has exactly one, and when that began. */
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
  // The last step of a frame on the main thread: what is painted in it is then handed over to be shown.
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
 * The events that lie within no other one: tasks. Of a task that runs for seconds the trace may lack the event itself; then
 * what it consists of stands for it.
 */
function topLevel(events: readonly TraceEvent[]): readonly TraceEvent[] {
  let end = 0;
  return inOrder(events).filter(({ts, dur = 0}) => {
    if (ts < end) return false;
    end = ts + dur;
    return true;
  });
}

/** The thread time of each kind of event without what lies within it, in milliseconds; a layout that a script forces is told apart. */
export function selfTimes(events: readonly TraceEvent[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  const add = (name: string, time: number): void => {
    times.set(name, (times.get(name) ?? 0) + time / 1000);
  };
  const open: {readonly name: string; readonly end: number}[] = [];
  for (const {name, ph, ts, dur = 0, tdur} of inOrder(events)) {
    if (ph !== 'X' || tdur === undefined) continue;
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= ts) open.pop();
    const isForced = FORCIBLE.includes(name) && open.some((outer) => SCRIPTS.includes(outer.name));
    const told = isForced ? `${name}, forced by a script` : name;
    const outer = open.at(-1);
    if (outer) add(outer.name, -tdur);
    add(told, tdur);
    open.push({name: told, end: ts + dur});
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

/** By when they begin; the outer before the inner. */
function inOrder(events: readonly TraceEvent[]): readonly TraceEvent[] {
  return events.toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
}
