import {describe, expect, it} from 'vitest';
import type {Check} from '../../src/policy/check.js';
import {linksIn, tooManyLinks} from '../../src/policy/links.js';
import {publishersWords} from '../../src/policy/publishers-words.js';
import {repeatedCharacters} from '../../src/policy/repeated-characters.js';
import {shouting} from '../../src/policy/shouting.js';

const find = async (check: Check, value: string) =>
  check({parentId: null, body: {format: 'text', value}}, {});
const finds = async (check: Check, value: string) => (await find(check, value)) !== null;

describe('links', () => {
  it('are found as people write them, without the punctuation that follows', () => {
    expect(linksIn('See https://a.example/x?y=1, (http://b.example) and www.c.example.')).toEqual([
      'https://a.example/x?y=1',
      'http://b.example',
      'www.c.example',
    ]);
    expect(linksIn('No link: example.com at 10:30, ftp://x, awww.dear')).toEqual([]);
  });

  it('are too many above the limit, not at it', async () => {
    expect(await find(tooManyLinks(1), 'https://a.example')).toBeNull();
    expect(await find(tooManyLinks(0), 'HTTPS://A.EXAMPLE')).toEqual({
      ruleId: 'links',
      words: ['HTTPS://A.EXAMPLE'],
      severity: 'hold',
    });
  });
});

describe('shouting', () => {
  it('is a letter in capitals, in any script that has them', async () => {
    for (const text of [
      'STOP BUILDING FERRIES IN MY HARBOUR',
      'ХВАТИТ УЖЕ СТРОИТЬ ПАРОМЫ!!!',
      'ԴԱԴԱՐԵՑՐԵՔ ԿԱՌՈՒՑԵԼ ԼԱՍՏԵՐ',
    ])
      expect(await finds(shouting, text), text).toBe(true);
  });

  it('is neither an abbreviation, nor a short word, nor a script without capitals', async () => {
    for (const text of [
      'NATO and the EU met in the UK.',
      'WOW!',
      'مرحبا بالعالم وكل من فيه من الناس',
      '世界你好'.repeat(9),
      '',
    ])
      expect(await finds(shouting, text), text).toBe(false);
  });
});

describe('repeated characters', () => {
  it('are ten or more of the same letter or mark in a row', async () => {
    expect((await find(repeatedCharacters, 'Noooooooooo!'))?.words).toEqual(['oooooooooo']);
    expect(await finds(repeatedCharacters, 'What!!!!!!!!!!!!')).toBe(true);
  });

  it('are not what divides a text, spaces, digits, emoji, or nine', async () => {
    for (const text of [
      'Part one\n-----------------\nPart two',
      'a          b',
      '10000000000000',
      '👍'.repeat(30),
      'Nooooooooo',
    ])
      expect(await finds(repeatedCharacters, text), text).toBe(false);
  });
});

describe('the publisher’s words', () => {
  const check = (...words: string[]) => publishersWords(words, 'block');

  it('are found whatever their case and accents, as typed decomposed or not', async () => {
    for (const text of ['You IDIOT!', 'idiot', '“Ídiot”', 'i\u0301diot', 'id\u00ADiot', 'ｉｄｉｏｔ'])
      expect(await finds(check('idiot'), text), text).toBe(true);
  });

  it('are whole words, in every script', async () => {
    for (const [word, text] of [
      ['ass', 'class'],
      ['ass', 'assassin'],
      ['кот', 'котлета'],
      ['idiot', 'idiotic'],
      ['idiot', 'idiot_1'],
    ] as const)
      expect(await finds(check(word), text), text).toBe(false);
    expect(await finds(check('кот'), 'Это КОТ.')).toBe(true);
    expect(await finds(check('كلب'), 'هذا كلب كبير')).toBe(true);
  });

  it('stand for longer ones with an asterisk, and for phrases over any white space', async () => {
    expect(await finds(check('spam*'), 'Spammers!')).toBe(true);
    expect(await finds(check('*fish'), 'a swordfish')).toBe(true);
    expect(await finds(check('fake news'), 'Fake\n  NEWS')).toBe(true);
    expect((await find(check('spam*', 'fake'), 'spammer, fake spammer'))?.words).toEqual(['spammer', 'fake']);
  });

  it('hold what a pattern would take for its own, and no empty word finds anything', async () => {
    expect(await finds(check('c++ (sucks)'), 'I say c++ (sucks) now')).toBe(true);
    expect(await finds(check('a.c'), 'abc')).toBe(false);
    for (const nothing of ['', '*', '**', ' '])
      expect(await finds(check(nothing), 'anything at all')).toBe(false);
  });
});
