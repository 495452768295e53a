import {describe, expect, it} from 'vitest';
import {en, type Messages} from '../../../src/locale/en.js';
import {languageOf, loadMessages} from '../../../src/locale/languages.js';

const LANGUAGES = ['ar', 'de', 'en', 'es', 'fr', 'he', 'hy', 'hyw', 'ru', 'tr'];
const SCRIPTS: Readonly<Record<string, RegExp>> = {
  ar: /\p{Script=Arabic}/u,
  he: /\p{Script=Hebrew}/u,
  hy: /\p{Script=Armenian}/u,
  hyw: /\p{Script=Armenian}/u,
  ru: /\p{Script=Cyrillic}/u,
};

/** Every message with its path, called with what its parameters may be. */
function* said(messages: object, path = ''): Generator<{path: string; text: string}> {
  for (const [key, message] of Object.entries(messages)) {
    const here = path + key;
    if (typeof message === 'string') yield {path: here, text: message};
    else if (typeof message === 'function') {
      for (const given of ARGUMENTS[here] ?? ARGUMENTS['']!) {
        yield {
          path: `${here}(${given.join(', ')})`,
          text: (message as (...given: readonly unknown[]) => string)(...given),
        };
      }
    } else yield* said(message, `${here}.`);
  }
}

const COUNTS = [0, 1, 2, 3, 5, 11, 21, 100, 101].map((count) => [count]);
/** By message, where one count is not what it takes. */
const ARGUMENTS: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  '': COUNTS,
  heading: [...COUNTS, [null]],
  headingClassic: [...COUNTS, [null]],
  showMore: [...COUNTS, [null]],
  count: [...COUNTS, [null]],
  policyText: [['The Quillmere Packet']],
  said: [['Ana']],
  muteAuthor: [['Ana']],
  hideReplies: [
    [1, 'Ana'],
    [5, 'Ana'],
  ],
  unfoldReplies: [
    [1, 'Ana'],
    [5, 'Ana'],
  ],
  featured: [[null], ['The letters desk']],
  inReplyTo: [['Ana']],
  edited: [['14:05']],
  replyTo: [['Ana']],
  continueReplyTo: [['Ana']],
  recommendBy: [
    ['Ana', 0],
    ['Ana', 42],
  ],
  closed: [[null], ['12 March 2026']],
  postingAs: [['Ana']],
  rateLimitedUntil: [['14:07']],
};

describe.each(LANGUAGES)('the messages in %s', (language) => {
  it('are the same ones as in English, each with a text', async () => {
    const messages = await loadMessages(language);
    expect(messages.locale).toBe(language);
    expect([...said(messages)].map(({path}) => path).sort()).toEqual(
      [...said(en)].map(({path}) => path).sort(),
    );
    for (const {path, text} of said(messages)) {
      expect(text.trim(), path).not.toBe('');
      expect(text, path).not.toMatch(/undefined|null|NaN|\[object/);
    }
  });

  it('contain the names, times and numbers that they are given', async () => {
    const messages = await loadMessages(language);
    const {said, inReplyTo, replyTo, continueReplyTo, recommendBy, postingAs, policyText} = messages;
    for (const text of [said, inReplyTo, replyTo, continueReplyTo, postingAs, policyText]) {
      expect(text('Ana')).toContain('Ana');
    }
    expect(recommendBy('Ana', 42)).toMatch(/42.*Ana/);
    expect(messages.rateLimitedUntil('14:07')).toContain('14:07');
    expect(messages.edited('14:05')).toContain('14:05');
    expect(messages.closed('12.3.2026')).toContain('12.3.2026');
    for (const count of [
      'heading',
      'count',
      'newComments',
      'showReplies',
      'replies',
      'recommendations',
      'moreShown',
      'charactersLeft',
    ] as const)
      expect(messages[count](21), count).toContain('21');
  });

  it('begin a control’s accessible name with its visible text (WCAG 2.5.3)', async () => {
    const {reply, replyTo, continueReply, continueReplyTo, recommend, recommendBy, ...more} =
      await loadMessages(language);
    const {replies, hideReplies, unfoldReplies} = more;
    expect(replyTo('Ana').startsWith(reply)).toBe(true);
    expect(continueReplyTo('Ana').startsWith(continueReply)).toBe(true);
    for (const count of [0, 42]) expect(recommendBy('Ana', count).startsWith(recommend(count))).toBe(true);
    for (const count of [1, 2, 3, 5, 11, 21, 100]) {
      for (const label of [hideReplies, unfoldReplies]) expect(label(count, 'Ana')).toContain(replies(count));
    }
  });

  it('are written in its own script', async () => {
    const script = SCRIPTS[language];
    if (!script) return;
    for (const {path, text} of said(await loadMessages(language))) {
      if (path !== 'locale') expect(text, path).toMatch(script);
    }
  });
});

describe('plurals', () => {
  const heading = async (language: string, counts: readonly number[]): Promise<string[]> => {
    const messages: Messages = await loadMessages(language);
    return counts.map((count) => messages.heading(count));
  };

  it('has Russian’s four forms of a word', async () => {
    expect(await heading('ru', [1, 2, 5, 11, 21, 22, 111])).toEqual([
      '1 комментарий',
      '2 комментария',
      '5 комментариев',
      '11 комментариев',
      '21 комментарий',
      '22 комментария',
      '111 комментариев',
    ]);
  });

  it('has Arabic’s six', async () => {
    const {count} = await loadMessages('ar');
    expect([1, 2, 3, 11, 100].map(count)).toEqual([
      'تعليق واحد',
      'تعليقان',
      '3 تعليقات',
      '11 تعليقًا',
      '100 تعليق',
    ]);
  });

  it('uses the singular after numbers in Armenian and Turkish', async () => {
    expect(await heading('hy', [1, 8])).toEqual(['1 մեկնաբանություն', '8 մեկնաբանություն']);
    expect(await heading('tr', [1, 8])).toEqual(['1 yorum', '8 yorum']);
  });
});

describe('the language of a page', () => {
  it.each([
    ['de-AT', 'de'],
    ['hy', 'hy'],
    ['hy-AM', 'hy'],
    ['hyw', 'hyw'],
    ['hy-arevmda', 'hyw'],
    ['HY-Arevmda-AM', 'hyw'],
    ['iw-IL', 'he'],
    ['en-GB', 'en'],
    ['fr-Latn-CA', 'fr'],
    ['ja', 'en'],
    ['', 'en'],
    ['constructor', 'en'],
  ])('with the tag %s is %s', (tag, language) => {
    expect(languageOf(tag)).toBe(language);
  });

  it('keeps its dialect, for its dates', async () => {
    expect((await loadMessages('de-AT')).locale).toBe('de-AT');
    expect((await loadMessages('en-GB')).locale).toBe('en-GB');
    expect((await loadMessages('not a tag')).locale).toBe('en');
  });
});
