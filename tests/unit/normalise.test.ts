import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {CommentsError} from '../../src/model/errors.js';
import {normaliseComment, normaliseComments} from '../../src/model/normalise.js';
import {normalisePage} from '../../src/model/normalise-page.js';
import {normaliseFacts, normalisePolicy} from '../../src/model/normalise-facts.js';
import {makeComment} from '../support/comments.js';

const RAW = {
  id: 7,
  author: {name: ' Ana '},
  body: {format: 'html', value: '<p>x</p>'},
  createdAt: '2026-03-01T09:00:00+01:00',
};

function comment(input: unknown) {
  const result = normaliseComment(input);
  if ('dropped' in result) throw new Error(result.dropped);
  return result.comment;
}

describe('a comment from a backend', () => {
  it('has text ids, trimmed names and UTC times', () => {
    expect(comment(RAW)).toMatchObject({
      id: '7',
      author: {name: 'Ana'},
      createdAt: '2026-03-01T08:00:00.000Z',
    });
  });

  it('takes milliseconds since 1970 as a time', () => {
    expect(comment({...RAW, createdAt: Date.UTC(2026, 0, 1)}).createdAt).toBe('2026-01-01T00:00:00.000Z');
  });

  it('is returned unchanged if it is valid', () => {
    const right = makeComment('1', {
      score: {up: 2, mine: true},
      replies: {count: 1, next: 'c'},
      can: {reply: true},
    });
    expect(comment(right)).toBe(right);
  });

  it.each([
    ['id', {...RAW, id: ''}],
    ['id', {...RAW, id: {}}],
    ['author', {...RAW, author: 'Ana'}],
    ['author', {...RAW, author: {}}],
    ['body', {...RAW, body: {format: 'rtf', value: 'x'}}],
    ['body', {...RAW, body: {format: 'text', value: 7}}],
    ['createdAt', {...RAW, createdAt: 'yesterday'}],
    ['createdAt', {...RAW, createdAt: null}],
    // Its text would not sort among the others.
    ['createdAt', {...RAW, createdAt: '+012026-01-05T08:00:00.000Z'}],
  ])('is dropped, with a reason that names it, when %s is wrong', (field, input) => {
    const result = normaliseComment(input);
    expect('dropped' in result && result.dropped).toContain(field);
  });

  it.each([
    ['editedAt', 7e20],
    ['editedAt', 'soon'],
    ['editedAt', {date: '2026-03-01'}],
    ['editedAt', []],
    ['editableUntil', true],
    ['featured', 'yes'],
    ['decision', 'spam'],
  ])('is without %s where that is %j, and the ones after it are all there', (field, value) => {
    const {comments, dropped} = normaliseComments([
      {...RAW, [field]: value},
      {...RAW, id: 8},
    ]);
    expect([comments.map(({id}) => id), dropped]).toEqual([['7', '8'], []]);
    expect(comments[0]).not.toHaveProperty(field);
  });

  it.each([
    ['featured', {by: 7, reason: 'Good.'}, {reason: 'Good.'}],
    ['featured', {by: null, reason: ['Good.']}, {}],
    ['decision', {reason: 7, ruleId: 3}, {}],
  ])('reduces %s to what is valid: %j', (field, value, kept) => {
    expect(comment({...RAW, [field]: value})).toHaveProperty(field, kept);
  });

  it.each([null, undefined, 7, 'x', [], () => 0])('is dropped when it is %s', (input) => {
    expect(normaliseComment(input)).toHaveProperty('dropped');
  });

  it('drops invalid optional fields, and keeps the rest', () => {
    const odd = comment({
      ...RAW,
      score: 'high',
      status: 'shadowed',
      lang: 7,
      can: {reply: 'yes', vote: true},
      editedAt: 'x',
    });
    expect(odd).not.toHaveProperty('status');
    expect(odd).not.toHaveProperty('lang');
    expect(odd.can).toEqual({vote: true});
    expect(odd.score?.up ?? 0).toBe(0);
  });

  it('may have a blank name, for which the page shows a word', () => {
    expect(comment({...RAW, author: {name: '   '}}).author.name).toBe('');
  });

  it('has no lone surrogates', () => {
    expect(comment({...RAW, body: {format: 'text', value: 'a\ud800b'}}).body.value).toBe('a\ufffdb');
  });

  it('has no lone surrogates where the platform cannot mend them', () => {
    const native = Object.getOwnPropertyDescriptor(String.prototype, 'toWellFormed');
    Reflect.deleteProperty(String.prototype, 'toWellFormed');
    try {
      expect(comment({...RAW, lang: 'a\ud800b👍'}).lang).toBe('a\ufffdb👍');
    } finally {
      if (native) Object.defineProperty(String.prototype, 'toWellFormed', native);
    }
  });

  it('has no delivery: how far it came is known on the device alone', () => {
    expect(comment({...RAW, delivery: 'sending'})).not.toHaveProperty('delivery');
  });

  it('of a class is copied, or what spreads it would lose its getters', () => {
    class CommentClass {
      readonly author = {name: 'Ana'};
      readonly body = RAW.body;
      readonly createdAt = RAW.createdAt;
      get id(): string {
        return 'letter';
      }
    }
    expect({...comment(new CommentClass())}).toMatchObject({id: 'letter', author: {name: 'Ana'}});
  });

  it('is not changed by being read', () => {
    const input = Object.freeze({...RAW, url: 5});
    expect(comment(input)).not.toHaveProperty('url');
    expect(input.url).toBe(5);
  });

  it('is dropped, not thrown, when it fights back', () => {
    const hostile = {
      get id(): string {
        throw new Error('no');
      },
    };
    expect(normaliseComment(hostile)).toHaveProperty('dropped');
    const cyclic: Record<string, unknown> = {...RAW};
    cyclic['author'] = cyclic;
    expect(normaliseComment(cyclic)).toHaveProperty('dropped');
  });

  it('cannot reach a prototype', () => {
    comment(
      JSON.parse(
        '{"__proto__": {"polluted": 1}, "id": "1", "author": {"name": "A", "__proto__": {"polluted": 1}}, "body": {"format": "text", "value": ""}, "createdAt": 0}',
      ),
    );
    expect({}).not.toHaveProperty('polluted');
  });

  it('never throws, and what it lets through can be drawn', () => {
    fc.assert(
      fc.property(
        fc.anything({withNullPrototype: true}),
        fc.record({id: fc.anything(), author: fc.anything(), body: fc.anything(), createdAt: fc.anything()}),
        (any, record) => {
          for (const input of [any, record, {...RAW, ...record}]) {
            const result = normaliseComment(input);
            if ('dropped' in result) continue;
            expect(typeof result.comment.author.name).toBe('string');
            expect(Number.isNaN(Date.parse(result.comment.createdAt))).toBe(false);
          }
        },
      ),
    );
  });
});

describe('a list from a backend', () => {
  it('loses one bad comment, never the others', () => {
    const {comments, dropped} = normaliseComments([RAW, null, {...RAW, id: 8}]);
    expect(comments.map(({id}) => id)).toEqual(['7', '8']);
    expect(dropped).toHaveLength(1);
  });

  it('is empty, with a reason, when it is no list', () => {
    expect(normaliseComments({length: 3})).toMatchObject({
      comments: [],
      dropped: [{reason: expect.any(String) as string}],
    });
  });

  it('costs little where there is nothing to do', () => {
    const many = Array.from({length: 5_000}, (_, index) => makeComment(String(index)));
    const {comments} = normaliseComments(many);
    expect(comments.every((one, index) => one === many[index])).toBe(true);
  });
});

describe('a page from a backend', () => {
  it('has what it may lack', () => {
    expect(normalisePage({comments: [RAW]})).toMatchObject({next: null, total: null, live: null, facts: {}});
  });

  it.each([null, 'x', {}, {comments: {}}])('is malformed when it is %j, not an empty thread', (input) => {
    expect(() => normalisePage(input)).toThrow(CommentsError);
  });
});

describe('facts from a backend', () => {
  it('return what is valid unchanged', () => {
    expect(
      normaliseFacts({
        sorts: ['top', 'loudest'],
        posting: 'guest',
        limits: {bodyLength: 10},
        closed: {at: 0},
      }),
    ).toMatchObject({
      sorts: ['top'],
      posting: 'guest',
      limits: {bodyLength: 10},
      closed: {at: '1970-01-01T00:00:00.000Z'},
    });
  });

  it('are empty for missing values', () => {
    for (const input of [null, 7, [], 'x']) expect(normaliseFacts(input)).toEqual({});
  });

  it('may hold a policy', () => {
    expect(
      normalisePolicy({version: '1', text: {format: 'html', value: 'x'}, rules: [{id: 'a', text: 'No.'}, 7]}),
    ).toMatchObject({
      version: '1',
      rules: [{id: 'a', text: 'No.'}],
    });
    expect(normalisePolicy('be nice')).toBeNull();
  });
});
