import type {Messages} from '../../../locale/en.js';
import {lengthOf} from '../draft-problems.js';

/** The counter shows for the last fifth of the room. */
const COUNTER_FROM = 0.8;

/** Those who listen are told when so many characters are left: not at each key, but in time. */
const ANNOUNCED_AT = [100, 20, 0];

/** How many characters may still come; negative when there are too many, `Infinity` without a limit. */
export function roomLeft(text: string, limit: number | null): number {
  return limit === null ? Infinity : limit - lengthOf(text);
}

/** Whether the reader should see how many are left. */
export function isCounted(left: number, limit: number | null): boolean {
  return limit !== null && left < limit * (1 - COUNTER_FROM);
}

/** Whether screen-reader users are to be told how many are left, now that what was `before` has become `now`. */
export function crossesMark(before: string, now: string, limit: number | null): boolean {
  if (limit === null) return false;
  const [had, has] = [roomLeft(before, limit), roomLeft(now, limit)];
  return ANNOUNCED_AT.some((mark) => had > mark && has <= mark);
}

/** How many characters are left, or too many, in words. */
export function roomMessage(left: number, messages: Messages): string {
  return left < 0 ? messages.charactersOver(-left) : messages.charactersLeft(left);
}
