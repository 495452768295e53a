import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {NewComment} from '../../../src/model/comment.js';
import type {RuleSeverity} from '../../../src/model/policy.js';
import type {Check, Finding} from '../../../src/policy/check.js';
import {contactDetails, contactDetailsIn} from '../../../src/policy/contact-details.js';
import {tooLong, tooShort} from '../../../src/policy/length.js';
import {typedAddresses} from '../../../src/model/typed-addresses.js';
import {tooManyLinks} from '../../../src/policy/links.js';
import {personalAttacks} from '../../../src/policy/personal-attacks.js';
import {profanity} from '../../../src/policy/profanity.js';
import {wordList} from '../../../src/policy/word-list.js';
import {remoteCheck} from '../../../src/policy/remote-check.js';
import {repeatedCharacters} from '../../../src/policy/repeated-characters.js';
import {runChecks} from '../../../src/policy/run-checks.js';
import {shouting} from '../../../src/policy/shouting.js';

const draft = (value: string): NewComment => ({parentId: null, body: {format: 'text', value}});
const find = async (check: Check, value: string) => check(draft(value), {});
const finds = async (check: Check, value: string) => (await find(check, value)) !== null;

const addressesIn = (text: string): string[] => Array.from(typedAddresses(text), ({address}) => address);

describe('links', () => {
  it('are found as people write them, without the punctuation that follows', () => {
    expect(addressesIn('See https://a.example/x?y=1, (http://b.example) and www.c.example.')).toEqual([
      'https://a.example/x?y=1',
      'http://b.example',
      'www.c.example',
    ]);
    expect(addressesIn('No link: example.com at 10:30, ftp://x, awww.dear')).toEqual([]);
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
  it('is a text in capitals, in any script that has them', async () => {
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
  it('are ten or more of the same character in a row', async () => {
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
  const check = (...words: string[]) => wordList(words, 'block');

  it('are found in any case and with any accents, decomposed or not', async () => {
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

describe('words', () => {
  it('are listed as typed, each once', async () => {
    const {words} = (await find(wordList(['café', 'straße*'], 'hold'), 'CAFÉ, cafe; Straßenlärm!')) ?? {};
    expect(words).toEqual(['CAFÉ', 'Straßenlärm']);
    expect((await find(profanity(), 'A $hit day, such a Ѕhit day; sh\u00ADit'))?.words).toEqual([
      '$hit',
      'Ѕhit',
      'sh\u00ADit',
    ]);
    expect((await find(personalAttacks(), 'You,  such a complete IDIOT!'))?.words).toEqual([
      'You,  such a complete IDIOT',
    ]);
  });
});

describe('profanity', () => {
  it('is searched in the languages that a publisher chooses, and in the publisher’s own words', async () => {
    const german = profanity({languages: ['de']});
    expect(await finds(german, 'So eine Scheiße')).toBe(true);
    expect(await finds(german, 'What the fuck')).toBe(false);
    const own = profanity({
      languages: [],
      words: {pt: () => Promise.resolve(['caralho*', 'porra']), nl: ['klootzak']},
    });
    expect((await find(own, 'Que porra, klootzak!'))?.words).toEqual(['porra', 'klootzak']);
    expect(await finds(own, 'What the fuck')).toBe(false);
  });

  it('retries loading words that failed to load', async () => {
    let attempts = 0;
    const check = profanity({
      languages: [],
      words: {
        pt: () => (++attempts === 1 ? Promise.reject(new Error('offline')) : Promise.resolve(['porra'])),
      },
    });
    await expect(find(check, 'porra')).rejects.toThrow('offline');
    expect(await finds(check, 'porra')).toBe(true);
  });
});

describe('contact details', () => {
  it('are addresses and telephone numbers', () => {
    for (const [text, words] of [
      ['Write to Ada.Byron+letters@packet.co.example, please.', ['Ada.Byron+letters@packet.co.example']],
      ['+44 20 7946 0958 or (555) 234-5678', ['+44 20 7946 0958', '(555) 234-5678']],
      ['06 12 34 56 78', ['06 12 34 56 78']],
      ['8-912-345-67-89', ['8-912-345-67-89']],
    ] as const)
      expect(contactDetailsIn(text), text).toEqual(words);
  });

  it('are neither dates, prices, years, ISBNs nor a name with an @', () => {
    for (const text of [
      'On 2026-11-25 at 10:30, or 25.11.2026, or 11/25/2026.',
      '1,250,000 of 3.500.000',
      '1939-1945, 2019–2024',
      'ISBN 978-0-306-40615-7, ISBN 0-306-40615-2',
      '@packet, meet @ the pier at 7',
      '52.5200, 13.4050',
      '1 000 000 000 stars',
      'Psalm 119:105, line 0042',
    ])
      expect(contactDetailsIn(text), text).toEqual([]);
  });

  it('only nudge', async () => {
    expect(await find(contactDetails, 'ada@packet.example')).toEqual({
      ruleId: 'contact-details',
      words: ['ada@packet.example'],
      severity: 'nudge',
    });
  });
});

describe('length', () => {
  it('counts characters and digits for too short, code points for too long', async () => {
    expect(await finds(tooShort(3), '+1 👍!')).toBe(true);
    expect(await finds(tooShort(3), 'Yes')).toBe(false);
    expect(await finds(tooLong(3), '👍👍👍')).toBe(false);
    expect(await find(tooLong(3, 'hold'), '👍👍👍👍')).toEqual({
      ruleId: 'too-long',
      words: [],
      severity: 'hold',
    });
  });
});

describe('checks together', () => {
  const found = (ruleId: string, severity: RuleSeverity): Finding => ({ruleId, severity, words: []});
  const never = () => new Promise<null>(() => undefined);

  it('put the strictest finding first, as strict as the policy’s rule', async () => {
    const checks: Check[] = [
      () => found('a', 'nudge'),
      () => found('b', 'nudge'),
      () => found('c', 'hold'),
      () => null,
    ];
    const rules = [
      {id: 'b', text: 'B', severity: 'block'},
      {id: 'c', text: 'C'},
    ] as const;
    expect(await runChecks(draft('x'), {checks, policy: {rules}})).toEqual([
      found('b', 'block'),
      found('c', 'hold'),
      found('a', 'nudge'),
    ]);
  });

  it('end after their time limit, and one that fails has no finding', async () => {
    const aborted: boolean[] = [];
    const checks: Check[] = [
      (_draft, {signal}) => {
        signal?.addEventListener('abort', () => aborted.push(true));
        return never();
      },
      () => Promise.reject(new Error('broken')),
      () => {
        throw new Error('broken too');
      },
      () => found('quick', 'hold'),
    ];
    expect(await runChecks(draft('x'), {checks, timeLimit: 20})).toEqual([found('quick', 'hold')]);
    expect(aborted).toEqual([true]);
  });

  it('receive the language', async () => {
    const langs: unknown[] = [];
    const check: Check = (_draft, {lang}) => {
      langs.push(lang);
      return null;
    };
    await runChecks(draft('x'), {checks: [check], lang: 'hy'});
    await runChecks(draft('x'), {checks: [check]});
    expect(langs).toEqual(['hy', undefined]);
  });
});

describe('a remote check', () => {
  let server: Server;
  let url: string;
  let answer: (body: unknown) => {status?: number; body?: string} | null;
  const requests: {body: unknown; headers: Record<string, unknown>}[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        const body: unknown = JSON.parse(text);
        requests.push({body, headers: request.headers});
        const reply = answer(body);
        if (reply) response.writeHead(reply.status ?? 200).end(reply.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/check`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('receives the text and nothing about its author, and returns its finding', async () => {
    answer = () => ({body: '{"ruleId": "toxicity", "words": ["rotten", 7], "severity": "nudge"}'});
    const comment = {...draft('A rotten letter'), guest: {name: 'Ada', email: 'ada@packet.example'}};
    expect(await remoteCheck(url, {headers: {'x-key': 'k'}})(comment, {lang: 'en'})).toEqual({
      ruleId: 'toxicity',
      words: ['rotten'],
      severity: 'nudge',
    });
    expect(requests.at(-1)?.body).toEqual({text: 'A rotten letter', format: 'text', lang: 'en'});
    expect(requests.at(-1)?.headers).toMatchObject({'x-key': 'k', 'content-type': 'application/json'});
    expect(JSON.stringify(requests.at(-1))).not.toContain('Ada');
  });

  it('cannot block: that is for the publisher’s policy', async () => {
    answer = () => ({body: '{"ruleId": "toxicity", "severity": "block"}'});
    expect((await find(remoteCheck(url), 'x'))?.severity).toBe('hold');
  });

  it('has no finding if it returns none, fails, returns nonsense, is missing or takes too long', async () => {
    for (const reply of [
      {status: 204},
      {body: 'null'},
      {status: 500, body: '{"ruleId": "toxicity"}'},
      {body: '<html>'},
      {body: '{"ruleId": 7}'},
    ]) {
      answer = () => reply;
      expect(await find(remoteCheck(url), 'x'), JSON.stringify(reply)).toBeNull();
    }
    answer = () => null;
    expect(await find(remoteCheck(url, {timeLimit: 30}), 'x')).toBeNull();
    expect(await find(remoteCheck('http://127.0.0.1:9/'), 'x')).toBeNull();
    expect(await find(remoteCheck('no address'), 'x')).toBeNull();
  });

  it('stops when its request is aborted', async () => {
    answer = () => null;
    const check = remoteCheck(url, {timeLimit: 60_000});
    expect(await check(draft('x'), {signal: AbortSignal.timeout(20)})).toBeNull();
  });
});
