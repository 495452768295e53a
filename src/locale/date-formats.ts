/** The ways in which dates are told; `Intl` has them for most languages. */
export interface DateFormats {
  readonly day: DateFormat;
  /** A day of this year, without the year. */
  readonly dayOfYear: DateFormat;
  readonly time: DateFormat;
  /** Day and time; by `Intl` where absent (`full-date.ts`). */
  readonly moment?: DateFormat;
  /** A negative amount is in the past. */
  readonly distance: {format(amount: number, unit: 'second' | 'minute' | 'hour' | 'day'): string};
}

/** One way of telling a date. */
export interface DateFormat {
  format(date: Date): string;
}
