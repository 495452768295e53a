import {expect, it} from 'vitest';
import {armenianDates, EASTERN, WESTERN} from '../../../src/locale/armenian-dates.js';

const MOMENT = new Date(2026, 2, 12, 9, 5);

it('formats a date in Eastern Armenian', () => {
  const {day, moment, time} = armenianDates(EASTERN);
  expect(day.format(MOMENT)).toBe('12 մարտի, 2026 թ.');
  expect(time.format(MOMENT)).toBe('09:05');
  expect(moment?.format(MOMENT)).toBe('12 մարտի, 2026 թ., 09:05');
});

it('formats the same day as an engine that supports Armenian', () => {
  const intl = new Intl.DateTimeFormat('hy', {dateStyle: 'long'});
  const {day} = armenianDates(EASTERN);
  for (let month = 0; month < 12; month++) {
    const date = new Date(2026, month, 12);
    expect(day.format(date)).toBe(intl.format(date));
  }
});

it('formats relative times in both standards', () => {
  const said = [EASTERN, WESTERN].map((words) => {
    const {distance} = armenianDates(words);
    return [
      distance.format(0, 'second'),
      distance.format(-3, 'minute'),
      distance.format(-1, 'hour'),
      distance.format(-1, 'day'),
      distance.format(-5, 'day'),
    ];
  });
  expect(said).toEqual([
    ['հիմա', '3 րոպե առաջ', '1 ժամ առաջ', 'երեկ', '5 օր առաջ'],
    ['հիմա', '3 վայրկեան առաջ', '1 ժամ առաջ', 'երէկ', '5 օր առաջ'],
  ]);
});
