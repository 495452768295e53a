import type {DateFormats} from './date-formats.js';

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/**
 * Dates in American English, which is that of a page that names no language, as `Intl` tells them (CLDR 48): "March 12, 2026",
 * "3 hours ago". The first `Intl` formatter of a page costs its main thread 15 ms, a tenth of all that 50 comments cost
 * (Chromium 156), and most readers need no other.
 */
export const englishDates: Pick<DateFormats, 'day' | 'dayOfYear' | 'distance'> = {
  day: {format: (date) => `${dayOfYear(date)}, ${String(date.getFullYear())}`},
  dayOfYear: {format: dayOfYear},
  distance: {
    format: (amount, unit) => {
      if (!amount) return 'now';
      if (amount === -1 && unit === 'day') return 'yesterday';
      return `${String(-amount)} ${unit}${amount === -1 ? '' : 's'} ago`;
    },
  },
};

function dayOfYear(date: Date): string {
  return `${MONTHS[date.getMonth()] ?? ''} ${String(date.getDate())}`;
}
