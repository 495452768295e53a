import {expect, it} from 'vitest';
import {englishDates} from '../../../src/locale/english-dates.js';

const DAYS = Array.from({length: 366}, (_, day) => new Date(2024, 0, 1 + day, 12));

it.each([
  ['a day', englishDates.day, new Intl.DateTimeFormat('en', {dateStyle: 'long'})],
  [
    'a day of this year',
    englishDates.dayOfYear,
    new Intl.DateTimeFormat('en', {day: 'numeric', month: 'long'}),
  ],
])('formats %s like Intl', (_, told, intl) => {
  expect(DAYS.map((day) => told.format(day))).toEqual(DAYS.map((day) => intl.format(day)));
});

it.each([
  ['second', 1],
  ['minute', 60],
  ['hour', 24],
  ['day', 7],
] as const)('tells a distance in %ss as Intl does', (unit, most) => {
  const intl = new Intl.RelativeTimeFormat('en', {numeric: 'auto'});
  const amounts = Array.from({length: most}, (_, index) => (unit === 'second' ? 0 : -1 - index));
  expect(amounts.map((amount) => englishDates.distance.format(amount, unit))).toEqual(
    amounts.map((amount) => intl.format(amount, unit)),
  );
});
