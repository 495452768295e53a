import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {readDisqus} from '../../../src/server/transfer/files/disqus.js';
import {openSourceFile, type SourceFile} from '../../../src/server/transfer/files/source-file.js';
import {readWordPress} from '../../../src/server/transfer/files/wordpress.js';
import {readXml} from '../../../src/server/transfer/files/xml.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parley-xml-'));
});
afterAll(() => rm(directory, {recursive: true, force: true}));

describe('the text of an XML file', () => {
  it.each([
    ['an address', 'https://a.example/?id=1&ref=b', 'https://a.example/?id=1&ref=b'],
    ['a company', 'Marks & Spencer; and more', 'Marks & Spencer; and more'],
    ['a long way to the semicolon', `a & b${' word'.repeat(50)}; end`, `a & b${' word'.repeat(50)}; end`],
    ['references', '&amp;&lt;&gt;&quot;&apos;&#65;&#x42;&#0000067;', `&<>"'ABC`],
    ['an escaped reference', '&amp;amp; &amp;#65;', '&amp; &#65;'],
    ['two in a row', '&&amp;&', '&&&'],
    ['entities of HTML', '&nbsp;&eacute;&copy; &copy 2024', '&nbsp;&eacute;&copy; &copy 2024'],
    ['a number without its semicolon', '&#65 &#x41 &#;&#x;', '&#65 &#x41 &#;&#x;'],
    ['NUL', '&#0;&#x0;', '&#0;&#x0;'],
    [
      'numbers out of range',
      '&#1114112;&#x110000;&#99999999999999999999999;',
      '&#1114112;&#x110000;&#99999999999999999999999;',
    ],
    ['the last one', '&#1114111;', '\u{10FFFF}'],
    ['only &', '&', '&'],
    ['CDATA', '<![CDATA[a & b &amp; <!-- & --> &#65;]]> & c', 'a & b &amp; <!-- & --> &#65; & c'],
    ['CDATA with brackets', '<![CDATA[]]]]><![CDATA[> & ]]>&lt;', ']]> & <'],
    ['a comment', 'a<!-- & " <![CDATA[ &amp; -->&amp;<![CDATA[&]]>', 'a&&'],
    ['an instruction', 'a<?php echo "&" ?>&amp;&', 'a&&'],
  ])('has %s', async (_, written, text) => {
    expect(await read(`<r>${written}</r>`)).toEqual({text, attributes: {}});
    // Wherever the file is cut into pieces.
    expect(await read(`<r>${written}</r>`, 1)).toEqual({text, attributes: {}});
  });

  it('is in attributes what it is elsewhere', async () => {
    const whole = `<r a="1 & 2; &amp; &#65; &nbsp;" b='"&"' c="<![CDATA["> & <!-- ' & --></r>`;
    const attributes = {a: '1 & 2; & A &nbsp;', b: '"&"', c: '<![CDATA['};
    // What saxes does with the third is its own; that the text goes on after it is ours.
    expect((await read(whole)).attributes).toMatchObject({a: attributes.a, b: attributes.b});
    expect((await read(whole)).text).toBe(' & ');
    expect((await read(whole, 1)).text).toBe(' & ');
  });

  it('is the same in pieces of any length', async () => {
    const parts = fc.constantFrom(
      ...['&', '&amp;', '&#65;', '&#x1F6A2;', '&nbsp;', ';', '#', 'x', ' ', 'a', '<b>', '</b>'],
      ...['<![CDATA[ & ]]>', '<!-- & -->', '<?p & ?>', '<b t="&">', '\u{1F6A2}', ']]', '>', '"', "'"],
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(parts, {maxLength: 30}),
        fc.integer({min: 1, max: 9}),
        async (pieces, size) => {
          const open = balanced(pieces);
          expect(await read(open, size)).toEqual(await read(open));
        },
      ),
      {numRuns: 500},
    );
  });

  it.each([
    ['a text', ['<r>', 'x']],
    ['CDATA', ['<r><![CDATA[', 'x']],
    ['an attribute', ['<r a="', 'x']],
    ['a comment', ['<r><!--', 'x']],
    ['a document type', ['<!DOCTYPE r [', 'x']],
    ['elements in elements', ['<r>', '<r>']],
  ])('does not fill the memory when it has no end: %s', async (_, [beginning = '', piece = '']) => {
    let chunks = 0;
    const endless: SourceFile = {
      path: 'endless.xml',
      size: 1_000_000_000,
      position: 0,
      // As a file of a gigabyte has it.
      async *chunks() {
        yield await Promise.resolve(beginning);
        for (const text = piece.repeat(1_000_000 / piece.length); chunks < 1_000; chunks++) yield text;
      },
    };
    const all = async () => {
      const none = {opened: () => undefined, text: () => undefined, closed: () => undefined};
      for await (const record of readXml(
        endless,
        none,
        () => [],
        () => '',
      ))
        void record;
    };
    await expect(all()).rejects.toThrow(/^endless\.xml is not an export: .* no end\./);
    expect(chunks).toBeLessThan(100);
  });

  it('takes time in proportion to its length', async () => {
    /** The fastest of three, as others use the machine too. */
    const fastest = async (count: number) => {
      const text = `<r>${'a & b &# &#x &nbsp '.repeat(count)}</r>`;
      const times: number[] = [];
      for (let run = 0; run < 3; run++) {
        const start = performance.now();
        await read(text, 4_096);
        times.push(performance.now() - start);
      }
      return Math.min(...times);
    };
    const [short, long] = [await fastest(10_000), await fastest(80_000)];
    // Eight times as long: a quadratic one would take 64 times.
    expect(long / short).toBeLessThan(32);
  });
});

describe('an & that begins no reference', () => {
  const ann = {id: 1, url: 'https://a.example/?id=1&ref=b', name: 'Ann & Co', body: 'First & foremost'};
  const ben = {id: 2, url: 'https://b.example/?x=1&y=2', name: 'Ben', body: 'Second; &amp; last'};

  it('loses nothing in a WordPress export', async () => {
    const comment = ({id, url, name, body}: typeof ann, approved: string) =>
      `<wp:comment><wp:comment_id>${id}</wp:comment_id><wp:comment_author><![CDATA[${name}]]></wp:comment_author>
       <wp:comment_author_email>${name.slice(0, 3).toLowerCase()}@reader.example</wp:comment_author_email>
       <wp:comment_author_url>${url}</wp:comment_author_url>
       <wp:comment_date_gmt>2026-01-0${id} 00:00:00</wp:comment_date_gmt>
       <wp:comment_content><![CDATA[${body}]]></wp:comment_content>
       <wp:comment_approved>${approved}</wp:comment_approved><wp:comment_parent>0</wp:comment_parent></wp:comment>`;
    const path = join(directory, 'wordpress.xml');
    await writeFile(
      path,
      `<rss><channel><link>https://lantern.example</link><item><title>Fish & chips</title>
       <link>https://lantern.example/?p=1&lang=en</link>${comment(ann, '1')}${comment(ben, '0')}</item></channel></rss>`,
    );
    const records = await all(readWordPress(await openSourceFile(path), 'url'));
    expect(records).toMatchObject([
      {
        author: {name: 'Ann & Co', email: 'ann@reader.example', url: ann.url},
        body: {value: ann.body},
        status: 'published',
      },
      {
        author: {name: 'Ben', email: 'ben@reader.example', url: ben.url},
        body: {value: ben.body},
        status: 'held',
      },
      {kind: 'thread', url: 'https://lantern.example/?p=1&lang=en', title: 'Fish & chips'},
    ]);
  });

  it('loses nothing in a Disqus export', async () => {
    const post = ({id, name, body}: typeof ann) =>
      `<post dsq:id="${id}"><message>${body}</message><createdAt>2026-01-0${id}T00:00:00Z</createdAt>
       <author><name>${name}</name><isAnonymous>true</isAnonymous></author><thread dsq:id="7&8"/></post>`;
    const path = join(directory, 'disqus.xml');
    await writeFile(
      path,
      `<disqus><thread dsq:id="7&8"><link>https://lantern.example/?p=1&lang=en</link><title>Fish & chips</title>
       </thread>${post(ann)}${post(ben)}</disqus>`,
    );
    expect(await all(readDisqus(await openSourceFile(path), 'url'))).toMatchObject([
      {kind: 'thread', source: '7&8', url: 'https://lantern.example/?p=1&lang=en', title: 'Fish & chips'},
      {thread: '7&8', author: {name: 'Ann & Co'}, body: {value: 'First & foremost'}},
      {thread: '7&8', author: {name: 'Ben'}, body: {value: 'Second; & last'}},
    ]);
  });
});

/** The text and the root's attributes of a document that comes in pieces. */
async function read(document: string, size = document.length) {
  const found = {text: '', attributes: {} as Readonly<Record<string, string>>};
  const file: SourceFile = {
    path: 'pieces.xml',
    size: document.length,
    position: 0,
    async *chunks() {
      for (let start = 0; start < document.length; start += size) yield document.slice(start, start + size);
    },
  };
  let depth = 0;
  const handler = {
    opened: (_: string, attributes: Readonly<Record<string, string>>) => {
      if (depth++ === 0) found.attributes = attributes;
    },
    text: (text: string) => {
      found.text += text;
    },
    closed: () => {
      depth--;
    },
  };
  await all(
    readXml(
      file,
      handler,
      () => [],
      () => '',
    ),
  );
  return found;
}

/** Pieces as a document, without end tags that nothing begins, and with those that are missing. */
function balanced(pieces: readonly string[]): string {
  let depth = 0;
  const remaining = pieces.filter((piece) => {
    if (piece.startsWith('<b')) depth++;
    if (piece === '</b>' && depth === 0) return false;
    if (piece === '</b>') depth--;
    return true;
  });
  return `<r>${remaining.join('')}${'</b>'.repeat(depth)}</r>`;
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
