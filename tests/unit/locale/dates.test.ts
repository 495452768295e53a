import {expect, it} from 'vitest';
import {shortDate} from '../../../src/locale/dates.js';

const NOW = new Date(2026, 10, 30, 12).getTime();

it.each([
  ['an hour ago', new Date(2026, 10, 30, 11), '1 hour ago'],
  ['in this year, without the year', new Date(2026, 2, 12), 'March 12'],
  ['in another year, with it', new Date(2025, 11, 31), 'December 31, 2025'],
])('formats a date %s', (_, date, said) => {
  expect(shortDate(date, NOW, 'en')).toBe(said);
});
