import type {SourceFile} from './source-file.js';
import {moment} from './texts.js';
import {readXml} from './xml.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The range of existing offsets from UTC, in minutes. */
const MIN_OFFSET = -12 * 60;
const MAX_OFFSET = 14 * 60;

/** A WordPress comment without a UTC date: the element is empty, or has zeros. */
const NO_UTC = /<wp:comment_date_gmt(?:\/>|>(?:<!\[CDATA\[)?\s*(?:0000-00-00|\]|<))/;
/** The maximum length of such a match, so that none is missed between two pieces of a file. */
const MAX_MARK_LENGTH = 80;
const PAIRS: Readonly<Record<string, string>> = {
  'wp:comment': 'wp:comment_date',
  item: 'wp:post_date',
};

/** A site's offset from UTC in milliseconds, at a time in the site's own zone; null if unknown. */
export type OffsetAt = (local: string) => number | null;

/** Parses `+02:00`, `-0330` or `Z` to milliseconds; null if invalid. */
export function readOffset(text: string): number | null {
  const match = /^(?:z|([+-])(\d\d):?(\d\d))$/i.exec(text.trim());
  if (!match) return null;
  const [, sign = '+', hours = '0', minutes = '0'] = match;
  const all = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return Number(minutes) < 60 && all >= MIN_OFFSET && all <= MAX_OFFSET ? all * MINUTE_MS : null;
}

/**
 * Derives a site's offset from UTC from comments and articles of a WordPress file that have both dates; the nearest
 * pair applies, because clocks change twice a year. The file is read for this only if a comment needs it.
 */
export async function offsetsOf(file: SourceFile): Promise<OffsetAt> {
  if (!(await lacksUtc(file))) return () => null;
  /** One per day: milliseconds by day number. */
  const days = new Map<number, number>();
  for await (const {local, offset} of datesOf(file)) days.set(Math.floor(local / DAY_MS), offset);
  const known = [...days].sort(([a], [b]) => a - b);
  return (local) => {
    const at = moment(local);
    if (at === null || known.length === 0) return null;
    const day = Math.floor(Date.parse(at) / DAY_MS);
    let [low, high] = [0, known.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((known[middle]?.[0] ?? 0) < day) low = middle + 1;
      else high = middle;
    }
    const [after, before] = [known[low], known[low - 1]];
    const isBeforeNearer = before && after && day - before[0] <= Math.abs(after[0] - day);
    return (isBeforeNearer ? before : after)?.[1] ?? null;
  };
}

async function lacksUtc(file: SourceFile): Promise<boolean> {
  let rest = '';
  for await (const chunk of file.chunks()) {
    const text = rest + chunk;
    if (NO_UTC.test(text)) return true;
    rest = text.slice(-MAX_MARK_LENGTH);
  }
  return false;
}

/** All pairs of dates in a file: the site's own time, and its offset from UTC. */
async function* datesOf(file: SourceFile): AsyncGenerator<{readonly local: number; readonly offset: number}> {
  const path: string[] = [];
  const dates = new Map<string, string>();
  let found: {local: number; offset: number}[] = [];
  const isDate = () => {
    const [parent = '', name = ''] = path.slice(-2);
    const base = PAIRS[parent];
    return base !== undefined && (name === base || name === `${base}_gmt`) ? name : null;
  };
  const handler = {
    opened(name: string) {
      path.push(name);
      const date = isDate();
      if (date) dates.set(date, '');
    },
    text(part: string) {
      const date = isDate();
      if (date) dates.set(date, (dates.get(date) ?? '') + part);
    },
    closed(name: string) {
      path.pop();
      const base = PAIRS[name];
      if (base === undefined) return;
      const [local, utc] = [base, `${base}_gmt`].map((key) => moment(dates.get(key)));
      dates.delete(base);
      dates.delete(`${base}_gmt`);
      if (!local || !utc) return;
      // The two dates of a comment may differ by a second.
      const minutes = Math.round((Date.parse(local) - Date.parse(utc)) / MINUTE_MS);
      if (minutes < MIN_OFFSET || minutes > MAX_OFFSET || minutes % 15 !== 0) return;
      found.push({local: Date.parse(local), offset: minutes * MINUTE_MS});
    },
  };
  const taken = () => {
    const made = found;
    found = [];
    return made;
  };
  yield* readXml(file, handler, taken, () => '');
}
