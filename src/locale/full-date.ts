import type {DateFormat} from './date-formats.js';
import {formattersFor} from './dates.js';

const formats = new Map<string, DateFormat>();

/** "12 March 2026 at 14:05". */
export function fullDate(date: Date, locale: string): string {
  let format = formattersFor(locale).moment ?? formats.get(locale);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, {dateStyle: 'long', timeStyle: 'short'});
    formats.set(locale, format);
  }
  return format.format(date);
}
