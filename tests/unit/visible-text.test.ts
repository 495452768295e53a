import {describe, expect, it} from 'vitest';
import {displayName} from '../../src/content/name.js';
import type {BodyFormat} from '../../src/model/comment.js';
import {bodyFaults, guestFaults} from '../../src/model/draft-faults.js';
import {isVisible, isVisibleBody} from '../../src/model/visible-text.js';
import {INVISIBLE_TEXTS, VISIBLE_TEXTS} from '../support/invisible-texts.js';

describe.each(Object.entries(INVISIBLE_TEXTS))('%s', (_, text) => {
  it('is invisible, and neither a comment nor a name', () => {
    expect(isVisible(text)).toBe(false);
    for (const format of ['text', 'html', 'markdown'] as const)
      expect(bodyFaults({format, value: text}, 100, ['text', 'html', 'markdown'])).toEqual({body: 'missing'});
    expect(guestFaults({name: text}, {name: 'required'})).toEqual({name: 'missing'});
    expect(guestFaults({name: text}, {name: 'optional'})).toEqual({});
    expect(displayName(text)).toBe('');
  });
});

describe.each(VISIBLE_TEXTS)('%s', (text) => {
  it('has something to be seen', () => {
    expect(isVisible(text)).toBe(true);
    expect(isVisibleBody({format: 'html', value: `<p>${text}</p>`})).toBe(true);
    expect(isVisibleBody({format: 'markdown', value: text})).toBe(true);
    expect(displayName(text)).not.toBe('');
  });
});

describe('markup', () => {
  it.each<[BodyFormat, string]>([
    ['html', '<p></p>'],
    ['html', '<p>&nbsp;&#8203;&#x3164;<br></p>'],
    ['html', '<a href="https://a.example"></a>'],
    ['markdown', '> >'],
    ['markdown', '```\n```'],
    ['markdown', '# '],
    ['markdown', '[\u200B](https://a.example)'],
  ])('as %s is invisible: %s', (format, value) => {
    expect(isVisibleBody({format, value})).toBe(false);
  });

  it.each<[BodyFormat, string]>([
    ['text', '<p></p>'],
    ['text', '&nbsp;'],
    ['text', '> >'],
    ['html', '<p>&#65;</p>'],
    ['html', '&lt;'],
    ['html', '&#x110000;'],
    ['markdown', '- a'],
    ['markdown', '[a](https://a.example)'],
    ['markdown', '`a`'],
  ])('as %s has something to be seen: %s', (format, value) => {
    expect(isVisibleBody({format, value})).toBe(true);
  });
});
