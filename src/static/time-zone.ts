/** By time zone: a formatter's creation costs far more than its use. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The date whose clock in this process's time zone shows what a clock in `timeZone` shows at `date`, so that what is told of it is
 * told in that zone. Throws `RangeError` for a zone that is not in the IANA database.
 */
export function asShownIn(date: Date, timeZone: string): Date {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  if (Number.isNaN(date.getTime())) return date;
  const parts = new Map(format.formatToParts(date).map(({type, value}) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return new Date(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

/** The same for a moment in ISO 8601; one that is invalid stays as it is. */
export function timeAsShownIn(time: string, timeZone: string): string {
  const shown = asShownIn(new Date(time), timeZone);
  return Number.isNaN(shown.getTime()) ? time : shown.toISOString();
}
