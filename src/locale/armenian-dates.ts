import type {DateFormats} from './date-formats.js';

/** The words by which a standard of Armenian tells dates. */
interface DateWords {
  /** In the genitive, as after a day's number. */
  readonly months: readonly string[];
  readonly now: string;
  readonly ago: (distance: string) => string;
  readonly yesterday: string;
  readonly units: {readonly minute: string; readonly hour: string; readonly day: string};
}

/** Eastern Armenian (CLDR 45, `hy`). */
export const EASTERN: DateWords = {
  months: [
    'հունվարի',
    'փետրվարի',
    'մարտի',
    'ապրիլի',
    'մայիսի',
    'հունիսի',
    'հուլիսի',
    'օգոստոսի',
    'սեպտեմբերի',
    'հոկտեմբերի',
    'նոյեմբերի',
    'դեկտեմբերի',
  ],
  now: 'հիմա',
  ago: (distance) => `${distance} առաջ`,
  yesterday: 'երեկ',
  units: {minute: 'րոպե', hour: 'ժամ', day: 'օր'},
};

/** Western Armenian, which no engine knows. */
export const WESTERN: DateWords = {
  months: [
    'Յունուար',
    'Փետրուար',
    'Մարտ',
    'Ապրիլ',
    'Մայիս',
    'Յունիս',
    'Յուլիս',
    'Օգոստոս',
    'Սեպտեմբեր',
    'Հոկտեմբեր',
    'Նոյեմբեր',
    'Դեկտեմբեր',
  ],
  now: 'հիմա',
  ago: (distance) => `${distance} առաջ`,
  yesterday: 'երէկ',
  units: {minute: 'վայրկեան', hour: 'ժամ', day: 'օր'},
};

/** Dates in Armenian, for engines whose `Intl` does not have it, as Debian's Chromium: "12 մարտի, 2026 թ.". */
export function armenianDates({months, now, ago, yesterday, units}: DateWords): DateFormats {
  const dayOfYear = (date: Date): string => `${String(date.getDate())} ${months[date.getMonth()] ?? ''}`;
  const day = (date: Date): string => `${dayOfYear(date)}, ${String(date.getFullYear())} թ.`;
  const time = (date: Date): string =>
    [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  return {
    day: {format: day},
    dayOfYear: {format: dayOfYear},
    time: {format: time},
    moment: {format: (date) => `${day(date)}, ${time(date)}`},
    distance: {
      format(amount, unit) {
        if (unit === 'second') return now;
        const distance = Math.abs(amount);
        return unit === 'day' && distance === 1 ? yesterday : ago(`${String(distance)} ${units[unit]}`);
      },
    },
  };
}
