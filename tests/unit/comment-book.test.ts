import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {CommentBook} from '../../src/adapters/shared/comment-book.js';
import {completeRules} from '../../src/adapters/shared/thread-rules.js';
import type {Cursor} from '../../src/model/comment.js';
import {SORTS} from '../../src/model/thread.js';
import {makeComment} from '../support/comments.js';

function bookOf(count: number, repliesPerPage = 50): CommentBook {
  let id = 1_000;
  const book = new CommentBook([], {
    name: 'thread',
    rules: completeRules({}),
    me: 'me',
    newId: () => String(id++),
    repliesPerPage,
  });
  for (let index = 1; index <= count; index++) book.put(makeComment(String(index), {score: {up: index % 4}}));
  return book;
}

describe('paging', () => {
  it('gives each comment once, in order, however pages and arrivals interleave', () => {
    const steps = fc.array(fc.oneof(fc.constant('page'), fc.constant('arrival')), {maxLength: 30});
    fc.assert(
      fc.property(
        fc.nat(25),
        fc.integer({min: 1, max: 7}),
        fc.constantFrom(...SORTS),
        steps,
        (count, limit, sort, order) => {
          const book = bookOf(count);
          const first = book.open({sort, limit});
          const ids = first.comments.map(({id}) => id);
          let next: Cursor | null = first.next;
          let arrivals = count;
          const goOn = (): void => {
            if (next === null) return;
            const page = book.more(next);
            ids.push(...page.comments.map(({id}) => id));
            next = page.next;
          };
          for (const step of order) {
            if (step === 'page') goOn();
            else book.put(makeComment(String(++arrivals)));
          }
          while (next !== null) goOn();
          expect(new Set(ids).size).toBe(ids.length);
          // What was there from the start is all there; what came later may be ahead of the reader.
          for (let index = 1; index <= count; index++) expect(ids).toContain(String(index));
        },
      ),
    );
  });

  it('gives each reply once', () => {
    const book = bookOf(1, 3);
    for (let index = 2; index <= 11; index++)
      book.put(makeComment(String(index), {parentId: index % 2 ? '1' : String(Math.max(1, index - 1))}));
    const {comments} = book.open({sort: 'oldest', limit: 5});
    const ids = comments.slice(1).map(({id}) => id);
    let next = comments[0]?.replies?.next ?? null;
    while (next !== null) {
      const page = book.more(next);
      ids.push(...page.comments.map(({id}) => id));
      next = page.next;
    }
    expect(ids.map(Number).sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(comments[0]?.replies?.count).toBe(10);
  });

  it('reaches a comment wherever it is, and goes on from there', () => {
    const book = bookOf(30);
    const page = book.open({sort: 'oldest', limit: 5, around: '17'});
    expect(page.comments.map(({id}) => id)).toContain('17');
    const rest = book.more(page.next ?? '');
    expect(rest.comments[0]?.id).toBe('18');
  });

  it('brings with a reply all that it answers', () => {
    const book = bookOf(1, 2);
    for (let index = 2; index <= 20; index++)
      book.put(makeComment(String(index), {parentId: String(index - 1)}));
    const ids = book.open({sort: 'oldest', limit: 5, around: '15'}).comments.map(({id}) => id);
    expect(ids).toEqual(Array.from({length: 15}, (_, index) => String(index + 1)));
  });

  it.each(['', 'x', 'null', '{}', '["other",1]'])('refuses the cursor %j', (cursor) => {
    expect(() => bookOf(3).more(cursor)).toThrow(expect.objectContaining({code: 'malformed'}) as Error);
  });
});

describe('an edit window', () => {
  it('may have no end', () => {
    const book = new CommentBook([], {
      name: 't',
      rules: completeRules({editWindow: Infinity}),
      me: 'me',
      newId: () => '1',
    });
    const posted = book.post({parentId: null, body: {format: 'text', value: 'x'}, guest: {name: 'Ana'}}, 'k');
    expect(posted).toMatchObject({can: {edit: true}, editableUntil: null});
  });
});
