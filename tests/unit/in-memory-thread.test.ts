import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {InMemoryActions} from '../../src/adapters/shared/in-memory-actions.js';
import {InMemoryThread} from '../../src/adapters/shared/in-memory-thread.js';
import type {Row} from '../../src/adapters/shared/rows.js';
import {resolveRules, type ThreadRules} from '../../src/adapters/shared/thread-rules.js';
import type {BodyFormat, Comment, CommentId, Cursor, NewComment} from '../../src/model/comment.js';
import {CommentsError} from '../../src/model/errors.js';
import {SORTS, type CommentPage, type Sort} from '../../src/model/thread.js';

/** The actions of the thread’s own reader. */
const actionsOf = (thread: InMemoryThread): InMemoryActions => new InMemoryActions(thread);

const START = Date.UTC(2026, 0, 5, 8);

interface ThreadOptions extends Omit<ThreadRules, 'now'> {
  comments?: readonly Comment[];
  rows?: readonly Row[];
  me?: string;
  repliesPerPage?: number;
}

/** A thread with a clock that a test moves. */
function threadWith({
  comments = [],
  rows = [],
  me = 'me',
  repliesPerPage = 50,
  ...rules
}: ThreadOptions = {}) {
  const clock = {now: START};
  let ids = 0;
  const thread = new InMemoryThread(rows, {
    name: 'article',
    rules: resolveRules({...rules, now: () => clock.now}),
    readerId: me,
    newId: () => `new-${String(++ids)}`,
    acceptsReports: true,
    repliesPerPage,
  });
  for (const comment of comments) thread.put(comment);
  return {thread, clock};
}

function comment(id: CommentId, fields: Partial<Comment> = {}): Comment {
  return {
    id,
    author: {name: `Reader ${id}`},
    body: {format: 'text', value: `Text of ${id}`},
    createdAt: new Date(START - 3_600_000).toISOString(),
    ...fields,
  };
}

function at(minute: number): string {
  return new Date(START + minute * 60_000).toISOString();
}

function draft(value: string, fields: Partial<NewComment> = {}): NewComment {
  return {parentId: null, body: {format: 'text', value}, guest: {name: 'Ann'}, ...fields};
}

function ids({comments}: CommentPage): CommentId[] {
  return comments.map(({id}) => id);
}

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (reason) {
    if (reason instanceof CommentsError) return reason.code;
    throw reason;
  }
  return 'none';
}

describe('InMemoryThread: order', () => {
  const comments = [
    comment('b', {createdAt: at(2), score: {up: 1}}),
    comment('a', {createdAt: at(1), score: {up: 5}}),
    comment('c', {createdAt: at(3), score: {up: 1}}),
  ];

  it.each<[Sort, string]>([
    ['oldest', 'abc'],
    ['newest', 'cba'],
    ['top', 'acb'],
  ])('%s', (sort, order) => {
    expect(ids(threadWith({comments}).thread.open({sort, limit: 9})).join('')).toBe(order);
  });

  it('of comments of the same time is that in which they were added', () => {
    const {thread} = threadWith();
    for (const text of ['One', 'Two', 'Three']) actionsOf(thread).post(draft(text), text);
    expect(ids(thread.open({sort: 'newest', limit: 9}))).toEqual(['new-3', 'new-2', 'new-1']);
  });

  it('that the thread does not support is its first one', () => {
    const {thread} = threadWith({comments, sorts: ['oldest', 'newest']});
    expect(ids(thread.open({sort: 'top', limit: 9})).join('')).toBe('abc');
  });

  it('lists replies after their root, oldest first, at any depth', () => {
    const {thread} = threadWith({
      comments: [
        comment('deep', {parentId: 'reply', createdAt: at(9)}),
        comment('root', {createdAt: at(1)}),
        comment('late', {parentId: 'root', createdAt: at(12)}),
        comment('reply', {parentId: 'root', createdAt: at(5)}),
      ],
    });
    expect(ids(thread.open({sort: 'newest', limit: 9}))).toEqual(['root', 'reply', 'deep', 'late']);
  });
});

describe('InMemoryThread: odd threads', () => {
  it('lists orphans as roots', () => {
    const {thread} = threadWith({comments: [comment('a', {parentId: 'nobody'})]});
    expect(ids(thread.open({sort: 'oldest', limit: 9}))).toEqual(['a']);
  });

  it('lists every member of a cycle once', () => {
    const {thread} = threadWith({
      comments: [
        comment('a', {parentId: 'c'}),
        comment('b', {parentId: 'a'}),
        comment('c', {parentId: 'b'}),
        comment('self', {parentId: 'self'}),
        comment('tail', {parentId: 'c'}),
      ],
    });
    expect(ids(thread.open({sort: 'oldest', limit: 9})).sort()).toEqual(['a', 'b', 'c', 'self', 'tail']);
  });

  it('opens a chain of 10,000 replies around its end', () => {
    const comments = Array.from({length: 10_000}, (_, index) =>
      comment(String(index), {parentId: index > 0 ? String(index - 1) : null, createdAt: at(index)}),
    );
    const {thread} = threadWith({comments});
    const page = thread.open({sort: 'oldest', limit: 1});
    expect(page.comments[0]?.replies?.count).toBe(9_999);
    expect(page.comments.length).toBe(51);
    expect(thread.open({sort: 'oldest', limit: 1, around: '9999'}).comments.length).toBe(10_000);
  });
});

describe('InMemoryThread: paging', () => {
  const arbitrarySort = fc.constantFrom(...SORTS);
  /** A comment: its minute (many share one), which of the earlier ones it answers if any, and its score. */
  const arbitraryComments = fc.array(
    fc.record({minute: fc.nat(20), answers: fc.option(fc.nat(30)), up: fc.nat(3)}),
    {maxLength: 40},
  );

  function build(seeds: readonly {minute: number; answers: number | null; up: number}[]): Comment[] {
    return seeds.map(({minute, answers, up}, index) =>
      comment(`c${String(index)}`, {
        parentId: answers !== null && index > 0 ? `c${String(answers % index)}` : null,
        createdAt: at(minute),
        score: {up},
      }),
    );
  }

  /** Every page, and every page of replies, `between` being called before each but the first. */
  function readAll(
    thread: InMemoryThread,
    query: {sort: Sort; limit: number; around?: CommentId},
    between = () => {},
  ) {
    const all: CommentId[] = [];
    const cursors: Cursor[] = [];
    const take = (page: CommentPage): void => {
      all.push(...ids(page));
      if (page.next !== null) cursors.push(page.next);
      cursors.push(...page.comments.flatMap(({replies}) => replies?.next ?? []));
    };
    take(thread.open(query));
    for (let cursor = cursors.pop(); cursor !== undefined; cursor = cursors.pop()) {
      between();
      take(thread.more(cursor));
    }
    return all;
  }

  it('lists every comment once, with any sort order and page sizes', () => {
    fc.assert(
      fc.property(
        arbitraryComments,
        arbitrarySort,
        fc.integer({min: 1, max: 5}),
        fc.integer({min: 1, max: 5}),
        (seeds, sort, limit, repliesPerPage) => {
          const comments = build(seeds);
          const {thread} = threadWith({comments, repliesPerPage});
          expect(readAll(thread, {sort, limit}).sort()).toEqual(comments.map(({id}) => id).sort());
        },
      ),
    );
  });

  it('neither loses nor repeats comments while others arrive between the pages', () => {
    fc.assert(
      fc.property(
        arbitraryComments,
        arbitraryComments,
        arbitrarySort,
        fc.integer({min: 1, max: 4}),
        (seeds, late, sort, limit) => {
          const comments = build(seeds);
          const arrivals = build(late).map((arrival) => ({...arrival, id: `late-${arrival.id}`}));
          const {thread} = threadWith({comments, repliesPerPage: 2});
          const found = readAll(thread, {sort, limit}, () => {
            const arrival = arrivals.pop();
            if (arrival) thread.put(arrival);
          });
          expect(found.length).toBe(new Set(found).size);
          expect(comments.filter(({id}) => !found.includes(id))).toEqual([]);
        },
      ),
    );
  });

  it('around any comment neither loses nor repeats one, and the first page has it with its ancestors', () => {
    fc.assert(
      fc.property(
        arbitraryComments,
        arbitrarySort,
        fc.nat(),
        fc.integer({min: 1, max: 3}),
        (seeds, sort, pick, limit) => {
          fc.pre(seeds.length > 0);
          const comments = build(seeds);
          const {thread} = threadWith({comments, repliesPerPage: 2});
          const around = comments[pick % comments.length]?.id ?? '';
          const first = ids(thread.open({sort, limit, around}));
          for (let id: CommentId | null | undefined = around; id; id = thread.get(id).parentId)
            expect(first).toContain(id);
          expect(readAll(thread, {sort, limit, around}).sort()).toEqual(comments.map(({id}) => id).sort());
        },
      ),
    );
  });

  it('continues after a removed comment', () => {
    const comments = [1, 2, 3].map((minute) =>
      comment(`c${String(minute)}`, {createdAt: at(minute), author: {name: 'Me', id: 'me'}}),
    );
    const {thread} = threadWith({comments});
    const {next} = thread.open({sort: 'oldest', limit: 1});
    actionsOf(thread).remove('c1');
    expect(ids(thread.more(next ?? ''))).toEqual(['c2']);
  });

  it('rejects another thread’s cursor, and any other text, as malformed', () => {
    const other = new InMemoryThread([], {
      name: 'other',
      rules: resolveRules({}),
      readerId: 'me',
      newId: () => 'x',
    });
    other.put(comment('a'));
    other.put(comment('b'));
    const {next, live} = other.open({sort: 'oldest', limit: 1});
    const {thread} = threadWith();
    for (const cursor of [
      next ?? '',
      live ?? '',
      '',
      '[]',
      '["article"]',
      '["article","best",null,1,"",1,1]',
      'x',
    ]) {
      expect([cursor, codeOf(() => thread.more(cursor))]).toEqual([cursor, 'malformed']);
      expect([cursor, codeOf(() => thread.changesSince(cursor))]).toEqual([cursor, 'malformed']);
    }
  });
});

describe('InMemoryThread: counting', () => {
  it('counts only published comments', () => {
    const {thread} = threadWith({
      comments: [
        comment('a'),
        comment('b', {parentId: 'a'}),
        comment('c', {status: 'held'}),
        comment('d', {status: 'rejected'}),
        comment('e', {status: 'removed'}),
      ],
    });
    expect(thread.total()).toBe(2);
  });

  it('counts the readable descendants of a comment', () => {
    const {thread} = threadWith({
      comments: [
        comment('a'),
        comment('b', {parentId: 'a', status: 'deleted'}),
        comment('c', {parentId: 'b'}),
        comment('d', {parentId: 'c', status: 'held'}),
        comment('e', {parentId: 'c', status: 'held', author: {name: 'Me', id: 'me'}}),
      ],
    });
    const counts = thread
      .open({sort: 'oldest', limit: 9})
      .comments.map(({id, replies}) => [id, replies?.count]);
    expect(Object.fromEntries(counts)).toEqual({a: 2, b: 2, c: 1, e: 0});
  });
});

describe('InMemoryThread: posting', () => {
  it('returns the comment of a repeated key, even if the thread has closed since', () => {
    const {thread} = threadWith();
    const posted = new InMemoryActions(thread).post(draft('Once'), 'key');
    const rows = thread.rowsChangedSince(0);
    expect(actionsOf(threadWith({rows, closed: true}).thread).post(draft('Once'), 'key').id).toBe(posted.id);
  });

  it('does not return the comment of another reader’s key', () => {
    const {thread} = threadWith();
    actionsOf(thread).post(draft('Once'), 'key');
    const other = threadWith({rows: thread.rowsChangedSince(0), me: 'you'}).thread;
    expect(other.findPosted('key')).toBeNull();
  });

  it('accepts plain text and the thread’s format, and rejects others', () => {
    const bodyOf = (format: BodyFormat) => ({format, value: `In ${format}`});
    const formats = ['text', 'markdown', 'html'] as const;
    const outcome = ({thread}: {thread: InMemoryThread}, format: BodyFormat) =>
      codeOf(() => actionsOf(thread).post({...draft(''), body: bodyOf(format)}, format));
    const taken = (written?: BodyFormat) =>
      formats.map((format) => outcome(threadWith(written && {bodyFormat: written}), format));
    expect(taken()).toEqual(['none', 'validation', 'validation']);
    expect(taken('markdown')).toEqual(['none', 'none', 'validation']);
    expect(taken('html')).toEqual(['none', 'validation', 'none']);

    const {thread} = threadWith();
    const {id} = actionsOf(thread).post(draft('Once'), 'key');
    expect(codeOf(() => actionsOf(thread).edit(id, bodyOf('markdown')))).toBe('validation');
    // What was written before the thread was written otherwise can be mended.
    const before = threadWith({bodyFormat: 'markdown'}).thread;
    const posted = actionsOf(before).post({...draft(''), body: bodyOf('markdown')}, 'key');
    const since = threadWith({rows: before.rowsChangedSince(0)}).thread;
    expect(codeOf(() => actionsOf(since).edit(posted.id, bodyOf('markdown')))).toBe('none');
    expect(codeOf(() => actionsOf(since).edit(posted.id, bodyOf('html')))).toBe('validation');
  });

  it('accepts the same text again after a minute', () => {
    const {thread, clock} = threadWith();
    const {id} = actionsOf(thread).post(draft('Again'), '1');
    clock.now += 59_999;
    expect(() => actionsOf(thread).post(draft('Again'), '2')).toThrow(
      expect.objectContaining({code: 'duplicate', existingId: id}),
    );
    clock.now += 1;
    expect(actionsOf(thread).post(draft('Again'), '3').id).not.toBe(id);
  });

  it('accepts the same text as a reply to another comment', () => {
    const {thread} = threadWith({comments: [comment('a'), comment('b')]});
    actionsOf(thread).post(draft('Thanks', {parentId: 'a'}), '1');
    expect(actionsOf(thread).post(draft('Thanks', {parentId: 'b'}), '2').parentId).toBe('b');
  });

  it('counts the limit in code points', () => {
    const {thread} = threadWith({limits: {bodyLength: 3}});
    expect(actionsOf(thread).post(draft('👍👍👍'), '1').body.value).toBe('👍👍👍');
    expect(codeOf(() => actionsOf(thread).post(draft('👍👍👍👍'), '2'))).toBe('validation');
  });

  it.each([
    ['a name that is missing', {name: 'required'}, {name: ' '}, ['name']],
    ['an e-mail address that is missing', {email: 'required'}, {name: 'Ann'}, ['email']],
    ['an e-mail address that is none', {}, {name: 'Ann', email: 'ann at home'}, ['email']],
    ['a website that is missing', {url: 'required'}, {name: 'Ann'}, ['url']],
    ['a website that is none', {}, {name: 'Ann', url: 'my site'}, ['url']],
    ['a website that is a script', {}, {name: 'Ann', url: 'javascript:alert(1)'}, ['url']],
    ['several at once', {name: 'required', email: 'required'}, {name: ''}, ['name', 'email']],
  ] as const)('points at %s', (_, guestFields, guest, fields) => {
    const {thread} = threadWith({guestFields});
    try {
      actionsOf(thread).post(draft('Hello', {guest}), 'key');
      expect.unreachable();
    } catch (reason) {
      expect(reason).toMatchObject({code: 'validation'});
      expect(Object.keys((reason as CommentsError).fields)).toEqual(fields);
    }
  });

  it('neither requires nor stores hidden guest fields', () => {
    const {thread} = threadWith({guestFields: {url: 'hidden', email: 'hidden'}});
    const posted = new InMemoryActions(thread).post(
      draft('Hello', {guest: {name: 'Ann', url: 'my site', email: 'x'}}),
      'key',
    );
    expect(posted.author).toEqual({name: 'Ann'});
  });

  it('never stores a guest’s e-mail address', () => {
    const {thread} = threadWith();
    actionsOf(thread).post(draft('Hello', {guest: {name: 'Ann', email: 'ann@reader.example'}}), 'key');
    expect(JSON.stringify(thread.rowsChangedSince(0))).not.toContain('reader.example');
  });

  it('uses the viewer’s name, and the staff mark of the role', () => {
    const {thread} = threadWith({me: 'bea', viewer: {id: 'bea', name: 'Bea', role: 'moderator'}});
    expect(actionsOf(thread).post(draft('Hello'), 'key').author).toEqual({
      id: 'bea',
      name: 'Bea',
      isStaff: true,
    });
  });

  it('rejects replies to held and removed comments', () => {
    const {thread} = threadWith({
      comments: [comment('held', {status: 'held'}), comment('removed', {status: 'removed'})],
    });
    expect(codeOf(() => actionsOf(thread).post(draft('A', {parentId: 'held'}), '1'))).toBe('not-found');
    expect(codeOf(() => actionsOf(thread).post(draft('A', {parentId: 'removed'}), '1'))).toBe('gone');
  });
});

describe('InMemoryThread: rights', () => {
  it('are those of the author within the window, and end with it', () => {
    const {thread, clock} = threadWith({editWindow: 1_000});
    const posted = new InMemoryActions(thread).post(draft('Mine'), 'key');
    expect(posted.can).toEqual({reply: true, edit: true, remove: true, vote: false, report: false});
    expect(posted.editableUntil).toBe(new Date(START + 1_000).toISOString());
    clock.now += 1_000;
    const [later] = thread.open({sort: 'oldest', limit: 1}).comments;
    expect(later).toMatchObject({can: {edit: false, remove: false}, editableUntil: null});
    expect(codeOf(() => actionsOf(thread).edit(posted.id, draft('x').body))).toBe('edit-window-closed');
    expect(codeOf(() => actionsOf(thread).remove(posted.id))).toBe('edit-window-closed');
  });

  it('of a reader are to reply, vote and report', () => {
    const [seen] = threadWith({comments: [comment('a')]}).thread.open({sort: 'oldest', limit: 1}).comments;
    expect(seen?.can).toEqual({reply: true, edit: false, remove: false, vote: true, report: true});
  });

  it('of a guest where posting needs an account are to write a reply, which is posted after a sign-in, and to report', () => {
    const {thread} = threadWith({comments: [comment('a')], posting: 'signed-in'});
    expect(thread.open({sort: 'oldest', limit: 1}).comments[0]?.can).toMatchObject({
      reply: true,
      vote: false,
      report: true,
    });
    expect(codeOf(() => actionsOf(thread).vote('a', true))).toBe('login-required');
  });

  it('do not include a reply in a closed thread', () => {
    const {thread} = threadWith({comments: [comment('a')], closed: true});
    expect(thread.open({sort: 'oldest', limit: 1}).comments[0]?.can?.reply).toBe(false);
  });

  it('do not include a second report', () => {
    const {thread} = threadWith({comments: [comment('a')]});
    expect(actionsOf(thread).report('a', {ruleId: 'kind'}).can?.report).toBe(false);
  });
});

describe('InMemoryThread: removing', () => {
  const mine = {author: {name: 'Me', id: 'me'}, createdAt: at(0)};

  it('again returns the same tombstone, because the response may have been lost', () => {
    const {thread} = threadWith({comments: [comment('a', mine)]});
    const left = actionsOf(thread).remove('a');
    expect(actionsOf(thread).remove('a')).toEqual(left);
  });

  it('leaves no text, also without replies', () => {
    const {thread} = threadWith({comments: [comment('a', mine)]});
    actionsOf(thread).remove('a');
    expect(JSON.stringify(thread.rowsChangedSince(0))).not.toContain('Text of a');
    expect(ids(thread.open({sort: 'oldest', limit: 9}))).toEqual([]);
  });

  it('cannot be undone by an edit', () => {
    const {thread} = threadWith({comments: [comment('a', mine), comment('b', {parentId: 'a'})]});
    actionsOf(thread).remove('a');
    expect(codeOf(() => actionsOf(thread).edit('a', draft('x').body))).toBe('gone');
  });
});

describe('InMemoryThread: voting', () => {
  it('keeps the votes of an added comment', () => {
    const {thread} = threadWith({comments: [comment('a', {score: {up: 7, mine: true}})]});
    expect(actionsOf(thread).vote('a', true).score).toEqual({up: 7, mine: true});
    expect(actionsOf(thread).vote('a', false).score).toEqual({up: 6, mine: false});
  });

  it('is separate for each reader', () => {
    const {thread} = threadWith({comments: [comment('a')]});
    actionsOf(thread).vote('a', true);
    const other = threadWith({rows: thread.rowsChangedSince(0), me: 'you'}).thread;
    expect(actionsOf(other).vote('a', true).score).toEqual({up: 2, mine: true});
  });
});

describe('InMemoryThread: changes', () => {
  it('since a revision are those after it', () => {
    const {thread} = threadWith({comments: [comment('a'), comment('b'), comment('c', {status: 'held'})]});
    const since = thread.revision;
    thread.put({...thread.get('a'), status: 'removed'});
    thread.put({...thread.get('b'), status: 'held'});
    thread.put({...thread.get('c'), lang: 'en'});
    actionsOf(thread).post(draft('New'), 'key');
    const changes = thread
      .changesSince(since)
      .map((change) => [change.type, 'id' in change ? change.id : change.comment.id]);
    expect(changes).toEqual([
      ['changed', 'a'],
      ['removed', 'b'],
      ['added', 'new-1'],
    ]);
  });

  it('of a comment that is public again are `added`', () => {
    const {thread} = threadWith({comments: [comment('a')]});
    thread.put({...thread.get('a'), status: 'held'});
    const since = thread.revision;
    thread.put({...thread.get('a'), status: 'published'});
    expect(thread.changesSince(since)).toMatchObject([{type: 'added', comment: {id: 'a'}}]);
  });

  it('of a comment that was hidden, shown and hidden again are `removed`', () => {
    const {thread} = threadWith({comments: [comment('a')]});
    const since = thread.revision;
    for (const status of ['held', 'published', 'held'] as const) thread.put({...thread.get('a'), status});
    expect(thread.changesSince(since)).toMatchObject([{type: 'removed', id: 'a'}]);
  });

  it('applied to the list of a revision result in the current list', () => {
    const action = fc.record({
      what: fc.constantFrom('post', 'arrive', 'hold', 'publish', 'remove', 'edit'),
      which: fc.nat(12),
    });
    fc.assert(
      fc.property(fc.array(action, {maxLength: 12}), fc.array(action, {maxLength: 12}), (before, after) => {
        const {thread} = threadWith();
        let count = 0;
        const perform = ({what, which}: {what: string; which: number}): void => {
          const all = thread
            .rowsChangedSince(0)
            .map((row) => row.comment.id)
            .sort();
          const id = all[which % all.length];
          if (what === 'post') actionsOf(thread).post(draft(`Text ${String(++count)}`), String(count));
          else if (what === 'arrive') thread.put(comment(`x${String(++count)}`));
          else if (id !== undefined) {
            const known = thread.get(id);
            if (known.status === 'deleted') return;
            if (what === 'hold') thread.put({...known, status: 'held'});
            if (what === 'publish') thread.put({...known, status: 'published'});
            if (what === 'edit') thread.put({...known, lang: String(++count)});
            if (what === 'remove' && id.startsWith('new')) actionsOf(thread).remove(id);
          }
        };
        const list = () =>
          new Map(thread.open({sort: 'oldest', limit: 99}).comments.map((one) => [one.id, one]));
        before.forEach(perform);
        const [known, since] = [list(), thread.revision];
        after.forEach(perform);
        for (const change of thread.changesSince(since)) {
          if (change.type === 'removed') known.delete(change.id);
          else {
            // One that was hidden and shown again meanwhile is added, although it never left the page.
            if (change.type === 'changed') expect([...known.keys()]).toContain(change.comment.id);
            known.set(change.comment.id, change.comment);
          }
        }
        const essence = (comments: Map<CommentId, Comment>) =>
          [...comments.values()].map(({id, status, lang}) => [id, status, lang].join()).sort();
        expect(essence(known)).toEqual(essence(list()));
      }),
    );
  });
});
