import {describe, expect, it} from 'vitest';
import {initialOf} from '../../src/content/initial.js';

describe('the initial of a name', () => {
  it.each([
    ['Hester Vane', 'H'],
    ['işıl', 'i'],
    ['ليلى حداد', 'ل'],
    ['Փիլիպոս', 'Փ'],
    ['𐐔𐐯𐑅𐐨𐑉𐐯𐐻', '𐐔'],
    ['山田 太郎', '山'],
    ['हिन्दी', 'हि'],
    ['E\u0301mile', 'E\u0301'],
    ['홍길동', '홍'],
    ['“Anna”', 'A'],
    ['@bo', 'b'],
    ['7 of nine', '7'],
  ])('of %j is %j', (name, initial) => {
    expect(initialOf(name)).toBe(initial);
  });

  it.each(['', '🐈', '…'])('of %j, which has neither letter nor digit, is none', (name) => {
    expect(initialOf(name)).toBe(null);
  });
});
