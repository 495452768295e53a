import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {readDisqus} from '../../../src/server/transfer/files/disqus.js';
import {readParley} from '../../../src/server/transfer/files/parley.js';
import type {ImportedComment} from '../../../src/server/transfer/files/records.js';
import {openSourceFile} from '../../../src/server/transfer/files/source-file.js';
import {readWordPress} from '../../../src/server/transfer/files/wordpress.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parley-formats-'));
});
afterAll(() => rm(directory, {recursive: true, force: true}));

let files = 0;
async function save(content: string | Uint8Array): Promise<string> {
  const path = join(directory, String(++files));
  await writeFile(path, content);
  return path;
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const isComment = (record: {kind: string}): record is ImportedComment => record.kind === 'comment';

/** A comment in an export of WordPress. `fields` are its elements without their prefix. */
function wordpressComment(fields: Readonly<Record<string, string>>): string {
  const all = {
    id: '1',
    author: 'Ann',
    date_gmt: '2026-01-01 00:00:00',
    approved: '1',
    content: 'x',
    ...fields,
  };
  const elements = Object.entries(all).map(
    ([name, value]) => `<wp:comment_${name}>${value}</wp:comment_${name}>`,
  );
  return `<wp:comment>${elements.join('')}</wp:comment>`;
}

function wordpress(
  comments: readonly string[],
  declaration = '<?xml version="1.0" encoding="UTF-8"?>',
): string {
  return `${declaration}<rss><channel><link>https://paper.example</link><item><link>https://paper.example/a/</link>
${comments.join('\n')}</item></channel></rss>`;
}

function disqus(message: string, earlier = ''): string {
  return `<disqus><thread dsq:id="1"><link>https://paper.example/a/</link></thread>${earlier}
<post dsq:id="9"><message>${message}</message><createdAt>2026-01-01T00:00:00Z</createdAt>
<author><name>Ann</name></author><thread dsq:id="1"/></post></disqus>`;
}

const fromWordPress = async (content: string) => {
  const path = await save(wordpress([wordpressComment({content})]));
  return (await all(readWordPress(await openSourceFile(path), 'url'))).find(isComment)?.body.value;
};
const fromDisqus = async (message: string, earlier = '') => {
  const records = await all(readDisqus(await openSourceFile(await save(disqus(message, earlier))), 'url'));
  return records.filter(isComment).at(-1)?.body.value;
};

const LINES: readonly (readonly [written: string, kept: string])[] = [
  ['one\ntwo', '<p>one<br>\ntwo</p>'],
  ['one\r\ntwo', '<p>one<br>\ntwo</p>'],
  ['one&#13;&#10;two', '<p>one<br>\ntwo</p>'],
  ['one&#13;two', '<p>one<br>\ntwo</p>'],
  ['one\n\ntwo\nthree', '<p>one</p>\n<p>two<br>\nthree</p>'],
  ['<![CDATA[one\r\n\r\ntwo]]>', '<p>one</p>\n<p>two</p>'],
  ['<![CDATA[one<br>two]]>', 'one<br>two'],
  ['<![CDATA[one<br />\ntwo]]>', 'one<br>two'],
  ['<![CDATA[<p>one</p><p>two</p>]]>', '<p>one</p><p>two</p>'],
  ['<![CDATA[<p>one</p>\n<p>two</p>]]>', '<p>one</p>\n<p>two</p>'],
  ['<![CDATA[<p>one\ntwo</p>]]>', '<p>one<br>\ntwo</p>'],
  [
    '<![CDATA[<blockquote>one\ntwo</blockquote>\nthree\nfour]]>',
    '<blockquote>one<br>\ntwo</blockquote><p>three<br>\nfour</p>',
  ],
  ['<![CDATA[one:\n<ul>\n<li>two</li>\n</ul>]]>', '<p>one:</p>\n<ul>\n<li>two</li>\n</ul>'],
  ['<![CDATA[one\n<pre>a\n  b</pre>\ntwo\nthree]]>', '<p>one</p>\n<pre>a\n  b</pre><p>two<br>\nthree</p>'],
  [
    '<![CDATA[a <a\nhref="https://x.example">b</a>\nc]]>',
    '<p>a <a href="https://x.example">b</a><br>\nc</p>',
  ],
  ['<![CDATA[<p>one\n<p>two\nthree]]>', '<p>one\n<p>two<br>\nthree'],
];

describe('the line breaks of a comment', () => {
  it.each(LINES)('survive from WordPress: %j', async (written, expected) => {
    expect(await fromWordPress(written)).toBe(expected);
  });

  it.each(LINES)('survive from Disqus: %j', async (written, expected) => {
    expect(await fromDisqus(written)).toBe(expected);
  });
});

describe('a message of Disqus', () => {
  const author = `<post dsq:id="8"><message>x</message><createdAt>2026-01-01T00:00:00Z</createdAt><author>
<name>Aram &amp;amp; Co &lt;3</name><username>Aram_K</username></author><thread dsq:id="1"/></post>`;

  it.each([
    ['<strike>a</strike> <s>b</s>', '<s>a</s> <s>b</s>'],
    ['<spoiler>He dies.</spoiler>', '<blockquote><strong>Spoiler:</strong> He dies.</blockquote>'],
    [
      '<a href="http://disq.us/url?url=https%3A%2F%2Fx.example%2F%3Fa%3D1%26b%3D2%3AAbC_dEfGhIjKlMnOpQrStUvWxYz&amp;cuid=9">x</a>',
      '<a href="https://x.example/?a=1&amp;b=2">x</a>',
    ],
    [
      '<a href="https://disq.us/?url=http%3A%2F%2Fx.example%2Fa%3Ab&cuid=9">x</a>',
      '<a href="http://x.example/a:b">x</a>',
    ],
    [
      '<a href="https://disq.us/url?url=javascript%3Aalert(1)">x</a>',
      '<a href="https://disq.us/url?url=javascript%3Aalert(1)">x</a>',
    ],
    ['<a href="https://disq.us/t/abc">x</a>', '<a href="https://disq.us/t/abc">x</a>'],
    ['@aram_k:disqus no', '@Aram &amp; Co &lt;3 no'],
    ['@nobody-1:twitter no', '@nobody-1 no'],
    ['ann@disqus.com: disqus', 'ann@disqus.com: disqus'],
  ])('means the same here: %s', async (written, expected) => {
    expect(await fromDisqus(`<![CDATA[${written}]]>`, author)).toBe(expected);
  });
});

describe('the encoding of a file', () => {
  const utf16 = (text: string, mark: boolean) => Buffer.from(mark ? `\uFEFF${text}` : text, 'utf16le');
  const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();
  const text = (encoding: string) =>
    wordpress([wordpressComment({content: 'Հայերեն é'})], `<?xml version="1.0" encoding="${encoding}"?>`);

  it.each([
    ['UTF-8 that says UTF-16', Buffer.from(text('UTF-16'))],
    ['UTF-8 that says utf-16le', Buffer.from(text('utf-16le'))],
    ['UTF-8 with a mark that says UTF-16', Buffer.from(`\uFEFF${text('UTF-16')}`)],
    ['UTF-8 with a mark that says ISO-8859-1', Buffer.from(`\uFEFF${text('ISO-8859-1')}`)],
    ['UTF-16 that says UTF-8', utf16(text('UTF-8'), true)],
    ['UTF-16 without a mark', utf16(text('UTF-16'), false)],
    ['UTF-16 without a mark that says UTF-8', utf16(text('UTF-8'), false)],
    ['UTF-16, the other way round', swapped(utf16(text('UTF-16'), true))],
    ['UTF-16, the other way round without a mark', swapped(utf16(text('UTF-8'), false))],
  ])('is what its bytes are: %s', async (_, bytes) => {
    const records = await all(readWordPress(await openSourceFile(await save(bytes)), 'url'));
    expect(records.find(isComment)?.body.value).toBe('Հայերեն é');
  });
});

describe('dates of WordPress without UTC', () => {
  const dates = async (
    comments: readonly Readonly<Record<string, string>>[],
    offset: number | null = null,
  ) => {
    const path = await save(
      wordpress(comments.map((fields, index) => wordpressComment({id: String(index + 1), ...fields}))),
    );
    const records = await all(readWordPress(await openSourceFile(path), 'url', offset));
    return records.filter(isComment).map(({createdAt}) => createdAt);
  };
  const zeros = {date_gmt: '0000-00-00 00:00:00'};

  it.each(['0000-00-00 00:00:00', '', '<![CDATA[0000-00-00 00:00:00]]>', '<![CDATA[]]>'])(
    'are in the site’s own time, by the offset of the nearest comment: %j',
    async (date_gmt) => {
      expect(
        await dates([
          {date: '2026-07-02 12:00:00', date_gmt},
          {date: '2026-01-10 12:00:00', date_gmt},
          {date: '2026-07-01 12:00:00', date_gmt: '2026-07-01 10:00:00'},
          {date: '2026-01-01 12:00:00', date_gmt: '2026-01-01 11:00:01'},
        ]),
      ).toEqual([
        '2026-07-02T10:00:00.000Z',
        '2026-01-10T11:00:00.000Z',
        '2026-07-01T10:00:00.000Z',
        '2026-01-01T11:00:01.000Z',
      ]);
    },
  );

  it('are by the offset that is given, if the file has none', async () => {
    const hours = 3_600_000;
    expect(await dates([{date: '2026-07-02 12:00:00', ...zeros}], -3.5 * hours)).toEqual([
      '2026-07-02T15:30:00.000Z',
    ]);
    expect(await dates([{date: '2026-07-02 12:00:00', ...zeros}])).toEqual(['2026-07-02T12:00:00.000Z']);
  });
});

describe('what is wrong in one place of a file', () => {
  const warningsOf = (records: readonly {readonly kind: string}[]) =>
    records
      .filter((record) => record.kind === 'warning')
      .map(
        (record) =>
          `${String((record as unknown as {line: number}).line)} ${(record as unknown as {why: string}).why}`,
      );
  const record = {
    ...{type: 'comment', source: 's', page: 'p', author: {name: 'Ann'}, status: 'published'},
    ...{body: {format: 'text', value: 'Words.'}, createdAt: '2026-01-01T00:00:00.000Z'},
  };

  it.each([
    [{type: '__proto__'}, /^2 nothing is of the type "__proto__"/],
    [{type: 'constructor'}, /^2 nothing is of the type "constructor"/],
    [{type: 'toString'}, /^2 nothing is of the type/],
    [{type: ['comment']}, /^2 nothing is of the type/],
    [{}, /^2 nothing is of the type/],
    [[], /^2 it is no JSON object/],
    [{type: 'site', name: 'x', settings: {bodyLength: 'many'}}, /^2 .*bodyLength/],
    [{type: 'site', name: 'x', settings: {hold: {first: 'yes'}}}, /^2 .*hold\.first/],
    [{type: 'site', name: 'x', settings: {gossip: true}}, /^2 .*gossip/],
    [{type: 'site', name: 'x', settings: {}, defaults: {sorts: 'newest'}}, /^2 .*sorts/],
    [{type: 'site', name: 'x', settings: 7}, /^2 .*settings/],
    [
      {type: 'policy', version: '1', policy: {rules: 'none'}, createdAt: record.createdAt, createdBy: 'x'},
      /^2 policy\.rules must be an array/,
    ],
    [
      {
        type: 'policy',
        version: '1',
        policy: {url: 'javascript:x'},
        createdAt: record.createdAt,
        createdBy: 'x',
      },
      /^2 policy\.url is no address/,
    ],
    [
      {type: 'thread', page: 'q', url: ' java\nscript:alert(1)', title: ''},
      /^2 url is no address of the web/,
    ],
    [{...record, source: 't', author: {name: 'Eve', url: 'javascript:x'}}, /^2 author\.url is no address/],
    [
      {...record, source: 't', author: {name: 'Eve', avatarUrl: 'data:x'}},
      /^2 author\.avatarUrl is no address/,
    ],
    [{...record, source: 't', body: 'Words.'}, /^2 it lacks what every comment has/],
  ])('is reported with its line, and nothing else is lost: %j', async (line, warning) => {
    const lines = [{type: 'parley-comments', version: 1}, line, record, {type: 'end', comments: 1}];
    const path = await save(lines.map((one) => JSON.stringify(one)).join('\r\n'));
    const records = await all(readParley(await openSourceFile(path)));
    expect(warningsOf(records)).toEqual([expect.stringMatching(warning)]);
    expect(records.filter(isComment).map(({source}) => source)).toContain('s');
    expect(JSON.stringify(records.filter(({kind}) => kind !== 'warning'))).not.toMatch(/script:|data:/);
  });

  it('is named in files of other programs', async () => {
    const path = await save(
      wordpress([wordpressComment({author_url: ' JavaScript:alert(1)'}), wordpressComment({id: '2'})]),
    );
    const records = await all(readWordPress(await openSourceFile(path), 'url'));
    expect(warningsOf(records)).toEqual([
      '2 the website of the comment’s author is no address of the web, and left out.',
    ]);
    expect(records.filter(isComment).map(({author}) => author)).toEqual([{name: 'Ann'}, {name: 'Ann'}]);

    const thread = await save(disqus('Words.').replace('https://paper.example/a/', 'javascript:alert(1)'));
    const found = await all(readDisqus(await openSourceFile(thread), 'url'));
    expect(warningsOf(found)).toEqual(['1 the link of the page is no address of the web, and left out.']);
    expect(found.find(({kind}) => kind === 'thread')).toMatchObject({pageId: '', url: ''});
  });
});
