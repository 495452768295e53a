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
    readonly name?: string;
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

/** Reads the figures of the visit to `url`, of which the trace has exactly one. */
export function figuresOf(events: readonly TraceEvent[], url: string): TraceFigures {
  const start = events.find(
    ({name, args}) => name === 'navigationStart' && args.data?.documentLoaderURL === url,
  );
  if (!start) throw new Error(`The trace has no visit to ${url}`);
  const main = events.find(
    ({name, pid, args}) => pid === start.pid && name === 'thread_name' && args.name === 'CrRendererMain',
  );
  const own = events.filter(
    ({pid, tid, ts}) => pid === start.pid && tid === (main?.tid ?? start.tid) && ts >= start.ts,
  );
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
    first: frame ? (frame - start.ts) / 1000 : null,
  };
}

/**
 * The events that lie within no other one: tasks. Of a task that runs for seconds the trace may lack the event itself; then
 * what it consists of stands for it.
 */
function topLevel(events: readonly TraceEvent[]): readonly TraceEvent[] {
  const sorted = events.toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  let end = 0;
  return sorted.filter(({ts, dur = 0}) => {
    if (ts < end) return false;
    end = ts + dur;
    return true;
  });
}
