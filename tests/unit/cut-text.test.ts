import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {textOf} from '../../src/adapters/wordpress/errors.js';
import {cutText} from '../../src/model/cut-text.js';
import {ownThread} from '../../src/server/http/own-page.js';

const FAMILY = '👩‍👩‍👧';

const charactersOf = (text: string): string[] =>
  Array.from(new Intl.Segmenter(undefined, {granularity: 'grapheme'}).segment(text), ({segment}) => segment);

describe('cutting a text', () => {
  it.each([
    ['short', 5, 'short'],
    ['shorter', 5, 'short'],
    ['𐍈𐍈𐍈', 2, '𐍈𐍈'],
    [`ab${FAMILY}`, 6, 'ab'],
    [`ab${FAMILY}`, 7, `ab${FAMILY}`],
    ['e\u0301e\u0301', 3, 'e\u0301'],
    ['🇦🇲🇦🇲', 3, '🇦🇲'],
    ['👩👩👩', 2, '👩👩'],
    ['a👍🏽', 2, 'a'],
    ['नि', 1, 'न'],
    ['', 0, ''],
    ['ab', 0, ''],
  ])('%j to %i gives %j', (text, most, expected) => {
    expect(cutText(text, most)).toBe(expected);
  });

  it('cuts a pile of marks all the same: the limit holds', () => {
    expect(cutText(`e${'\u0301'.repeat(20)}`, 5)).toBe(`e${'\u0301'.repeat(4)}`);
  });

  it('gives the beginning, no longer than asked for, of whole characters', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'բ', '𐍈', '\u0301', '\u200D', '👩', '🇦', '한', '\r', '\n', ' '),
    });
    fc.assert(
      fc.property(text, fc.nat(12), (whole, most) => {
        const cut = cutText(whole, most);
        expect(whole.startsWith(cut)).toBe(true);
        expect([...cut].length).toBeLessThanOrEqual(most);
        const [first = ''] = charactersOf(whole);
        if ([...first].length > most) return;
        expect(charactersOf(whole).slice(0, charactersOf(cut).length).join('')).toBe(cut);
        const next = charactersOf(whole)[charactersOf(cut).length] ?? '';
        if (next !== '') expect([...cut, ...next].length).toBeGreaterThan(most);
      }),
    );
  });
});

describe('where texts are cut', () => {
  it('a page’s title is, on the server', () => {
    const thread = (title: string) =>
      ownThread({site: 's', pageId: 'p', url: 'https://paper.example/', title}, {isOwnPage: () => true})
        .title;
    expect(thread(`${'a'.repeat(499)}𐍈𐍈`)).toBe(`${'a'.repeat(499)}𐍈`);
    expect(thread(`${'a'.repeat(499)}${FAMILY}`)).toBe('a'.repeat(499));
  });

  it('what WordPress marks is', () => {
    expect(textOf(`${'a'.repeat(499)}𐍈`)).toBe(`${'a'.repeat(499)}𐍈`);
    expect(textOf(`<p>${'a'.repeat(499)}${FAMILY}</p>`)).toBe('a'.repeat(499));
  });
});
