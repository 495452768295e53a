import {describe, expect, it, vi} from 'vitest';
import {MemoryAdapter, type MemoryAdapterOptions, type MemoryOperation} from '../../src/adapters/memory.js';
import type {Comment} from '../../src/model/comment.js';
import type {CommentsErrorCode} from '../../src/model/error-codes.js';
import {CommentsError} from '../../src/model/errors.js';
import type {Change, ThreadRef} from '../../src/model/thread.js';
import {
  adapterContract,
  type ContractBackend,
  type ContractComment,
  type ContractHarness,
} from '../../src/testing/index.js';

const THREAD: ThreadRef = {
  site: 'paper.example',
  pageId: 'article',
  url: 'https://paper.example/article',
  title: 'Article',
};
const {signal} = new AbortController();
const QUERY = {sort: 'oldest', limit: 50} as const;

interface MemoryBackend extends ContractBackend {
  readonly adapter: MemoryAdapter;
  now: number;
  failure: {code: CommentsErrorCode; when: 'before' | 'after'} | null;
}

function commentOf({ref, parent, name, text, createdAt, up = 0}: ContractComment): Comment {
  return {
    id: ref,
    parentId: parent ?? null,
    author: {name},
    body: {format: 'text', value: text},
    createdAt,
    score: {up},
  };
}

const harness: ContractHarness<MemoryBackend> = {
  start({comments, bodyLength, ...rules}) {
    const failing = (when: 'before' | 'after') => () => {
      if (backend.failure?.when !== when) return null;
      const {code} = backend.failure;
      backend.failure = null;
      return code;
    };
    const adapter = new MemoryAdapter({
      ...rules,
      ...(bodyLength !== undefined && {limits: {bodyLength}}),
      threads: {[THREAD.pageId]: comments.map(commentOf)},
      now: () => backend.now,
      fail: failing('before'),
      failAfter: failing('after'),
    });
    const backend: MemoryBackend = {
      adapter,
      thread: THREAD,
      id: (ref) => ref,
      now: Date.UTC(2026, 0, 6),
      failure: null,
    };
    return backend;
  },
  reopen: ({adapter}) => adapter,
  arrive: ({adapter, thread}, comment) => adapter.arrive(thread, commentOf(comment)).id,
  change: ({adapter}, id, text) => adapter.change(id, {body: {format: 'text', value: text}}),
  takeAway: ({adapter}, id) => adapter.removeByModerator(id),
  advance: (backend, ms) => {
    backend.now += ms;
  },
  fail: (backend, code, when) => {
    backend.failure = {code, when};
  },
};

describe('MemoryAdapter: the contract', () => {
  for (const {name, run} of adapterContract(harness)) it(name, run);
});

function post(adapter: MemoryAdapter, text: string, parentId: string | null = null) {
  const draft = {parentId, body: {format: 'text', value: text}, guest: {name: 'Ann'}} as const;
  return adapter.post(THREAD, draft, {key: text, signal});
}

async function textsIn(adapter: MemoryAdapter, thread: ThreadRef = THREAD): Promise<string[]> {
  return (await adapter.open(thread, QUERY, signal)).comments.map(({body}) => body.value);
}

function newComment(id: string, fields: Partial<Comment> = {}): Comment {
  return {
    id,
    author: {name: 'Bea'},
    body: {format: 'text', value: `Letter ${id}`},
    createdAt: '2026-01-05T08:00:00.000Z',
    ...fields,
  };
}

/** All changes until `count` have come. */
async function changesOf(adapter: MemoryAdapter, count: number, act: () => void): Promise<Change[]> {
  const controller = new AbortController();
  const watch = adapter.watch(THREAD, null, controller.signal);
  act();
  const changes: Change[] = [];
  for await (const change of watch) {
    changes.push(change);
    if (changes.length === count) controller.abort();
  }
  return changes;
}

describe('MemoryAdapter: initial comments', () => {
  it('`comments` are in every page', async () => {
    const adapter = new MemoryAdapter({comments: [newComment('a')]});
    expect(await textsIn(adapter)).toEqual(['Letter a']);
    expect(await textsIn(adapter, {...THREAD, pageId: 'other'})).toEqual(['Letter a']);
  });

  it('`threads` replaces them for single pages', async () => {
    const adapter = new MemoryAdapter({comments: [newComment('a')], threads: {article: [newComment('b')]}});
    expect(await textsIn(adapter)).toEqual(['Letter b']);
  });

  it('accepts a page id such as "constructor"', async () => {
    const adapter = new MemoryAdapter({comments: [newComment('a')], threads: {}});
    for (const pageId of ['constructor', '__proto__']) {
      expect(await textsIn(adapter, {...THREAD, pageId})).toEqual(['Letter a']);
    }
  });

  it('a post is only on its own page', async () => {
    const adapter = new MemoryAdapter();
    await post(adapter, 'Here');
    expect(await textsIn(adapter, {...THREAD, pageId: 'other'})).toEqual([]);
  });

  it('drops invalid comments, with one warning', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const comments = [
      newComment('a'),
      {...newComment('b'), createdAt: 'some day'},
      {...newComment('c'), createdAt: 'never'},
    ];
    const adapter = new MemoryAdapter({comments});
    expect(await textsIn(adapter)).toEqual(['Letter a']);
    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();
  });

  it('opens 5,000 comments in well under a second', async () => {
    const comments = Array.from({length: 5_000}, (_, index) => newComment(String(index)));
    const adapter = new MemoryAdapter({comments});
    const start = performance.now();
    expect((await adapter.open(THREAD, QUERY, signal)).total).toBe(5_000);
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('`facts` has the rules of its options', async () => {
    const policy = {version: '2', rules: [{id: 'kind', text: 'Be kind.'}]};
    const adapter = new MemoryAdapter({
      policy,
      closed: {reason: 'Old'},
      sorts: ['oldest'],
      posting: 'signed-in',
    });
    const {facts} = await adapter.open(THREAD, QUERY, signal);
    expect(facts).toMatchObject({
      policy,
      closed: {reason: 'Old'},
      sorts: ['oldest'],
      posting: 'signed-in',
      viewer: null,
    });
  });
});

describe('MemoryAdapter: delays and failures', () => {
  it('`fail` receives the method and the number of the attempt', async () => {
    const seen: MemoryOperation[] = [];
    const adapter = new MemoryAdapter({fail: (operation) => void seen.push(operation)});
    await textsIn(adapter);
    await textsIn(adapter);
    await post(adapter, 'A');
    expect(seen.map(({name, attempt}) => [name, attempt])).toEqual([
      ['open', 1],
      ['open', 2],
      ['post', 1],
    ]);
    expect(seen[0]?.thread).toEqual(THREAD);
  });

  it('throws the error that `fail` returns', async () => {
    const error = new CommentsError('blocked-words', 'No.');
    const adapter = new MemoryAdapter({fail: ({name}) => name === 'post' && error});
    await expect(post(adapter, 'A')).rejects.toBe(error);
  });

  it('`fail` can make a watcher fail', async () => {
    const adapter = new MemoryAdapter({fail: ({name}) => (name === 'watch' ? 'offline' : null)});
    const steps = adapter.watch(THREAD, null, signal)[Symbol.asyncIterator]();
    await expect(steps.next()).rejects.toMatchObject({code: 'offline'});
  });

  it('responds after the delay', async () => {
    vi.useFakeTimers();
    const adapter = new MemoryAdapter({delay: ({name}) => (name === 'open' ? 500 : 0)});
    const opened = vi.fn();
    void adapter.open(THREAD, QUERY, signal).then(opened);
    await vi.advanceTimersByTimeAsync(499);
    expect(opened).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(opened).toHaveBeenCalledOnce();
    vi.useRealTimers();
  });

  it('rejects at once with the signal’s reason when it is aborted during the delay', async () => {
    const adapter = new MemoryAdapter({delay: 3_600_000});
    const controller = new AbortController();
    const answer = adapter.open(THREAD, QUERY, controller.signal);
    const reason = new Error('The reader left.');
    controller.abort(reason);
    await expect(answer).rejects.toBe(reason);
  });
});

describe('MemoryAdapter: moderation', () => {
  const hold: MemoryAdapterOptions = {moderation: 'hold', viewer: {id: 'ann', name: 'Ann'}};

  it('shows a held comment to its author after a reload, and does not count it', async () => {
    const adapter = new MemoryAdapter(hold);
    const held = await post(adapter, 'Waiting');
    expect(held.status).toBe('held');
    const page = await adapter.open(THREAD, QUERY, signal);
    expect(page.comments.map(({id, status}) => [id, status])).toEqual([[held.id, 'held']]);
    expect(page.total).toBe(0);
  });

  it('shows a guest’s held comment to the guest', async () => {
    const adapter = new MemoryAdapter({moderation: () => 'held'});
    await post(adapter, 'Waiting');
    expect(await textsIn(adapter)).toEqual(['Waiting']);
  });

  it('shows a held comment to other readers only after it is published', async () => {
    const adapter = new MemoryAdapter();
    adapter.arrive('article', {id: 'x', body: 'Waiting', status: 'held'});
    expect(await textsIn(adapter)).toEqual([]);
    adapter.publish('x');
    expect(await textsIn(adapter)).toEqual(['Waiting']);
  });

  it('sends the author a change when a held comment is published', async () => {
    const adapter = new MemoryAdapter(hold);
    const {id} = await post(adapter, 'Waiting');
    const [change] = await changesOf(adapter, 1, () => adapter.publish(id));
    expect(change).toMatchObject({type: 'changed', comment: {id, status: 'published'}});
  });

  it('sends other readers a comment when it is published, not before', async () => {
    const adapter = new MemoryAdapter();
    const changes = await changesOf(adapter, 1, () => {
      adapter.arrive(THREAD, {id: 'x', body: 'Waiting', status: 'held'});
      adapter.change('x', {body: {format: 'text', value: 'Shorter'}});
      adapter.publish('x');
    });
    expect(changes).toMatchObject([{type: 'added', comment: {id: 'x', body: {value: 'Shorter'}}}]);
  });

  it('shows a rejected comment only to its author, with the decision', async () => {
    const adapter = new MemoryAdapter(hold);
    const {id} = await post(adapter, 'Rude');
    adapter.arrive(THREAD, {id: 'x', body: 'Ruder'});
    adapter.reject(id, {ruleId: 'kind', reason: 'Not kind.'});
    adapter.reject('x');
    const {comments} = await adapter.open(THREAD, QUERY, signal);
    expect(comments).toMatchObject([{id, status: 'rejected', decision: {ruleId: 'kind'}}]);
  });

  it('sends readers a change when a published comment is rejected', async () => {
    const adapter = new MemoryAdapter({comments: [newComment('a')]});
    const [change] = await changesOf(adapter, 1, () => adapter.reject('a'));
    expect(change).toMatchObject({type: 'removed', id: 'a'});
  });

  it('leaves a tombstone of a comment that a moderator removes', async () => {
    const adapter = new MemoryAdapter({comments: [newComment('a')]});
    await textsIn(adapter);
    adapter.removeByModerator('a', {ruleId: 'kind'});
    const {comments, total} = await adapter.open(THREAD, QUERY, signal);
    expect(comments).toMatchObject([
      {id: 'a', status: 'removed', author: {name: ''}, body: {value: ''}, decision: {ruleId: 'kind'}},
    ]);
    expect(total).toBe(0);
  });

  it('rejects moderation of an unknown comment', () => {
    expect(() => new MemoryAdapter().publish('x')).toThrow('No comment has the id "x".');
  });
});

describe('MemoryAdapter: other readers', () => {
  it('adds defaults to an arriving comment', () => {
    const adapter = new MemoryAdapter({now: () => Date.UTC(2026, 0, 5)});
    expect(adapter.arrive('article', {body: 'Hello'})).toEqual({
      id: 'comment-1',
      author: {name: 'Another reader'},
      body: {format: 'text', value: 'Hello'},
      createdAt: '2026-01-05T00:00:00.000Z',
    });
  });

  it('rejects an existing id', () => {
    const adapter = new MemoryAdapter({comments: [newComment('a')]});
    expect(() => adapter.arrive('article', newComment('a'))).toThrow(
      expect.objectContaining({code: 'conflict'}),
    );
  });

  it('gives posts unused ids', async () => {
    const adapter = new MemoryAdapter({comments: [newComment('comment-1')]});
    expect((await post(adapter, 'A')).id).toBe('comment-2');
  });

  it('counts pages that were not opened', async () => {
    const adapter = new MemoryAdapter({comments: [newComment('a')], threads: {empty: []}});
    const counts = await adapter.counts([THREAD, {...THREAD, pageId: 'empty'}], signal);
    expect([...counts]).toEqual([
      ['article', 1],
      ['empty', 0],
    ]);
  });

  it('sends watchers also this adapter’s own posts', async () => {
    const adapter = new MemoryAdapter();
    const changes = await changesOf(adapter, 1, () => void post(adapter, 'Mine'));
    expect(changes).toMatchObject([{type: 'added', comment: {body: {value: 'Mine'}}}]);
  });
});
