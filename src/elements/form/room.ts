import {lengthOf} from './draft-problems.js';

/** The counter shows for the last fifth of the room. */
const COUNTER_FROM = 0.8;

/** Those who listen are told when so many characters are left: not at each key, but in time. */
const TOLD_AT = [100, 20, 0];

/** How many characters may still come; negative when there are too many, `Infinity` without a limit. */
export function roomLeft(text: string, limit: number | null): number {
  return limit === null ? Infinity : limit - lengthOf(text);
}

/** Whether the reader should see how many are left. */
export function isCounted(left: number, limit: number | null): boolean {
  return limit !== null && left < limit * (1 - COUNTER_FROM);
}

/** The number to tell when what was `before` has become `now`, because it was passed on the way; else `null`. */
export function passedMark(before: string, now: string, limit: number | null): number | null {
  if (limit === null) return null;
  const [had, has] = [roomLeft(before, limit), roomLeft(now, limit)];
  return TOLD_AT.filter((mark) => had > mark && has <= mark).at(-1) ?? null;
}
