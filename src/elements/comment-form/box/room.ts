import type {Messages} from '../../../locale/en.js';
import {lengthOf} from '../draft-problems.js';

/** The counter is shown for the last fifth of the limit. */
const COUNTER_FROM = 0.8;

/** Screen-reader users are told when this many characters are left, not at each key press. */
const ANNOUNCED_AT = [100, 20, 0];

/** The number of characters left; negative if there are too many, `Infinity` without a limit. */
export function roomLeft(text: string, limit: number | null): number {
  return limit === null ? Infinity : limit - lengthOf(text);
}

/** Whether the counter should be shown. */
export function isCounted(left: number, limit: number | null): boolean {
  return limit !== null && left < limit * (1 - COUNTER_FROM);
}

/** Whether screen-reader users are to be told how many are left, now that what was `before` has become `now`. */
export function crossesMark(before: string, now: string, limit: number | null): boolean {
  if (limit === null) return false;
  const [had, has] = [roomLeft(before, limit), roomLeft(now, limit)];
  return ANNOUNCED_AT.some((mark) => had > mark && has <= mark);
}

/** The message about characters left or too many. */
export function roomMessage(left: number, messages: Messages): string {
  return left < 0 ? messages.charactersOver(-left) : messages.charactersLeft(left);
}
