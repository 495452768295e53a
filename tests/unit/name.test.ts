import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {displayName} from '../../src/content/name.js';

describe('a name as it is shown', () => {
  it.each([
    'Ana',
    "Seán O'Brien",
    'José-María Núñez',
    'Արամ Խաչատրյան',
    'محمد',
    '山田 太郎',
    'Mehmet Öztürk 🐈',
    'नीता',
    '',
  ])('leaves %j alone', (name) => {
    expect(displayName(name)).toBe(name);
  });

  it('drops bidi controls, so that it cannot turn its surroundings round', () => {
    expect(displayName('\u202Enimda\u202C \u2066x\u2069\u200F\u061C')).toBe('nimda x');
  });

  it('removes invisible characters', () => {
    expect(displayName('Ed\u200Bit\u00ADor\uFEFF\u{E0041}\u3164\u2060\uFFF9')).toBe('Editor');
  });

  it('becomes empty when nothing visible is left, so that the element can show "Anonymous"', () => {
    for (const name of [' ', '\u200B', '\u2800', '\u3164\u115F', '\r\n', '\u0301\u0302'])
      expect(displayName(name)).toBe('');
  });

  it('stays on one line, with single spaces and none at the ends', () => {
    expect(displayName('  Ana\r\n\u2028\tMaria\0\u0085\u3000de\u00A0la  Cruz ')).toBe('Ana Maria de la Cruz');
  });

  it('keeps at most four combining marks on a base', () => {
    expect(displayName('Z\u0301\u0302\u0303\u0304\u0305\u0306\u0307a\u0301l')).toBe(
      'Z\u0301\u0302\u0303\u0304a\u0301l',
    );
  });

  it('does not get around the four by hiding characters between the marks', () => {
    expect(displayName(`Z${'\u0301\u200B\u034F'.repeat(50)}`)).toBe('Z\u0301\u0301\u0301\u0301');
  });

  it('does not begin with marks that would join what the page shows before it', () => {
    expect(displayName('\u0301\u20DDAna \u0301Maria')).toBe('Ana Maria');
  });

  it('is cut at 200 code points, never within one', () => {
    expect(displayName('a'.repeat(200))).toBe('a'.repeat(200));
    expect(displayName('a'.repeat(10_000))).toBe(`${'a'.repeat(200)}…`);
    expect(displayName('🐈'.repeat(200))).toBe('🐈'.repeat(200));
    expect(displayName('🐈'.repeat(10_000))).toBe(`${'🐈'.repeat(200)}…`);
  });

  it('does not change when it is cleaned again', () => {
    const odd = fc.constantFrom(
      ' ',
      '\n',
      '\u0301',
      '\u200B',
      '\u202E',
      '\u2800',
      'a',
      'é',
      '🐈',
      '\u034F',
      '\0',
    );
    const names = fc.oneof(
      fc.array(odd, {maxLength: 300}).map((parts) => parts.join('')),
      fc.string({unit: 'binary'}),
    );
    fc.assert(
      fc.property(names, (name) => {
        const shown = displayName(name);
        expect(displayName(shown)).toBe(shown);
        expect(shown).not.toMatch(
          /\p{Default_Ignorable_Code_Point}|\p{Bidi_Control}|\p{Cc}|\p{M}{5}|^\s|\s$|\s\s/u,
        );
      }),
      {numRuns: 500},
    );
  });
});
