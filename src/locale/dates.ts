import type {DateFormats} from './date-formats.js';
import {englishDates} from './english-dates.js';

/**
 * Dates as readers read them. Making the first `Intl` formatter of a page costs milliseconds, using one under a microsecond, so
 * each is made once per locale, and only when it is used.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Up to this age a date is told as a distance, in the largest of these units. */
const RELATIVE_FOR = 7 * DAY;
const UNITS = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
] as const;

const formatters = new Map<string, DateFormats>();

/** Tells dates of this locale so from now on: for one that the engine does not know. */
export function addDateFormats(locale: string, formats: DateFormats): void {
  formatters.set(locale, formats);
}

/** How dates of a locale are told; made once. */
export function formattersFor(locale: string): DateFormats {
  let made = formatters.get(locale);
  if (!made) {
    made = {
      day: whenUsed(() => new Intl.DateTimeFormat(locale, {dateStyle: 'long'})),
      dayOfYear: whenUsed(() => new Intl.DateTimeFormat(locale, {day: 'numeric', month: 'long'})),
      time: whenUsed(() => new Intl.DateTimeFormat(locale, {timeStyle: 'short'})),
      distance: whenUsed(() => new Intl.RelativeTimeFormat(locale, {numeric: 'auto'})),
      ...(/^en(-US)?$/.test(locale) && englishDates),
    };
    formatters.set(locale, made);
  }
  return made;
}

function whenUsed<Args extends unknown[]>(
  make: () => {format(...args: Args): string},
): {format(...args: Args): string} {
  let made: ReturnType<typeof make> | undefined;
  return {format: (...args) => (made ??= make()).format(...args)};
}

/** "3 hours ago" within a week, else "12 March", with the year where that is another one. A moment in the future, by a wrong clock, is "now". */
export function shortDate(date: Date, now: number, locale: string): string {
  const age = Math.max(0, now - date.getTime());
  const {day, dayOfYear, distance} = formattersFor(locale);
  if (age >= RELATIVE_FOR)
    return (date.getFullYear() === new Date(now).getFullYear() ? dayOfYear : day).format(date);
  for (const [unit, length] of UNITS) {
    if (age >= length) return distance.format(-Math.floor(age / length), unit);
  }
  return distance.format(0, 'second');
}

/** "12 March 2026". */
export function dayDate(date: Date, locale: string): string {
  return formattersFor(locale).day.format(date);
}

/** "14:05". */
export function clockTime(date: Date, locale: string): string {
  return formattersFor(locale).time.format(date);
}
