import fc from 'fast-check';
import {SaxesParser} from 'saxes';
import {describe, expect, it} from 'vitest';
import type {Comment} from '../../../src/model/comment.js';
import {atomFeed} from '../../../src/server/http/atom.js';

const THREAD = {
  site: 'paper.example',
  pageId: 'ferry',
  url: 'https://paper.example/ferry',
  title: 'The ferry',
};
const COMMENT: Comment = {
  id: '7',
  parentId: null,
  author: {name: 'Ada Quill', url: 'https://ada.example/'},
  body: {format: 'text', value: 'One letter'},
  createdAt: '2026-11-20T10:00:00.000Z',
};

function feed(...comments: Comment[]): string {
  return atomFeed({
    site: 'paper.example',
    pageId: null,
    title: 'The Packet',
    self: 'https://comments.example/v1/feed.atom?site=paper.example',
    entries: comments.map((comment) => ({comment, thread: THREAD})),
  });
}

/** Texts of elements by name, in order. Throws when the document is not well-formed. */
function parse(xml: string): {
  texts: Map<string, string[]>;
  attributes: Map<string, Record<string, string>[]>;
} {
  const texts = new Map<string, string[]>();
  const attributes = new Map<string, Record<string, string>[]>();
  const open: string[] = [];
  const parser = new SaxesParser({xmlns: false});
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({name, attributes: own}) => {
    open.push('');
    attributes.set(name, [...(attributes.get(name) ?? []), own]);
  });
  parser.on('text', (text) => {
    open[open.length - 1] += text;
  });
  parser.on('closetag', ({name}) => {
    texts.set(name, [...(texts.get(name) ?? []), open.pop() ?? '']);
  });
  parser.write(xml).close();
  return {texts, attributes};
}

describe('a feed', () => {
  it('contains what RFC 4287 requires', () => {
    const {texts, attributes} = parse(
      feed(COMMENT, {...COMMENT, id: '8', parentId: '7', editedAt: '2026-11-21T10:00:00.000Z'}),
    );
    expect(texts.get('id')).toEqual([
      'urn:parley:site:paper.example',
      'urn:parley:site:paper.example:comment:7',
      'urn:parley:site:paper.example:comment:8',
    ]);
    expect(texts.get('updated')).toEqual([
      '2026-11-21T10:00:00.000Z',
      '2026-11-20T10:00:00.000Z',
      '2026-11-21T10:00:00.000Z',
    ]);
    expect(texts.get('name')).toEqual(['Ada Quill', 'Ada Quill']);
    expect(texts.get('title')).toContain('Ada Quill · The ferry');
    expect(attributes.get('link')?.map(({rel, href}) => [rel, href])).toEqual([
      ['self', 'https://comments.example/v1/feed.atom?site=paper.example'],
      ['alternate', 'https://paper.example/ferry'],
      ['alternate', 'https://paper.example/ferry'],
    ]);
    expect(attributes.get('thr:in-reply-to')).toEqual([{ref: 'urn:parley:site:paper.example:comment:7'}]);
  });

  it('is a feed without entries too, the same each time', () => {
    expect(parse(feed()).texts.get('updated')).toHaveLength(1);
    expect(feed()).toBe(feed());
  });

  it('keeps markup of readers as text', () => {
    const value = '<script>alert("1")</script> & ]]> were\\are';
    const xml = feed({...COMMENT, body: {format: 'text', value}});
    expect(xml).not.toContain('<script');
    expect(parse(xml).texts.get('content')).toEqual([value]);
  });

  it('links to no other address than one of the web', () => {
    const xml = feed({
      ...COMMENT,
      url: 'javascript:alert(1)',
      author: {name: 'Ada', url: 'data:text/html,x'},
    });
    expect(xml).not.toContain('javascript:');
    expect(xml).not.toContain('data:');
  });

  it('is well-formed for any text, including NUL and lone surrogates', () => {
    const anything = fc
      .string({unit: 'binary', maxLength: 50})
      .chain((text) => fc.constantFrom(text, `${text}\0\ufffe\ud800<&"'>]]>`, `\udc00${text}\u0008`));
    fc.assert(
      fc.property(anything, anything, anything, fc.string(), (name, value, lang, id) => {
        const comment = {...COMMENT, id, lang, author: {name}, body: {format: 'html', value} as const};
        expect(parse(feed(comment)).texts.get('content')).toHaveLength(1);
      }),
      {numRuns: 200},
    );
  });
});
