import 'fake-indexeddb/auto';
import {describe, expect, it} from 'vitest';
import {LocalAdapter} from '../../src/adapters/local.js';
import {LocalBackend} from '../../src/adapters/local/local-backend.js';
import type {LocalAdapterOptions} from '../../src/adapters/local/options.js';
import {SORTS} from '../../src/model/thread.js';
import {adapterContract} from '../../src/testing/index.js';
import {makeComment} from '../support/comments.js';
import {freshDatabase, localHarness, THREAD} from '../support/local-harness.js';

const {signal} = new AbortController();

describe('LocalAdapter: the contract', () => {
  for (const {name, run} of adapterContract(localHarness)) it(name, run);
});

it('stores comments in memory in Node, which has no database', async () => {
  const {indexedDB} = globalThis;
  Reflect.deleteProperty(globalThis, 'indexedDB');
  const adapter = new LocalAdapter({databaseName: freshDatabase()});
  await adapter.post(
    THREAD,
    {parentId: null, body: {format: 'text', value: 'Hello.'}, guest: {name: 'Ana'}},
    {key: 'k', signal},
  );
  const {total, facts} = await adapter.open(THREAD, {sort: 'newest', limit: 5}, signal);
  expect([total, facts.notice]).toEqual([1, 'not-kept']);
  globalThis.indexedDB = indexedDB;
});

describe('a short thread, opened without the code for paging and writing', () => {
  const seed = [
    makeComment('root', {score: {up: 2}}),
    makeComment('later', {createdAt: '2026-02-01T00:00:00.000Z', author: {id: 'me', name: 'Ana'}}),
    makeComment('answer', {parentId: 'root', score: {up: 7, mine: true}}),
    makeComment('deeper', {parentId: 'answer'}),
    makeComment('gone', {parentId: 'answer', status: 'removed'}),
    makeComment('held', {status: 'held'}),
    makeComment('mine held', {status: 'held', author: {id: 'me', name: 'Ana'}}),
    makeComment('orphan', {parentId: 'nowhere'}),
  ];

  /** Reading alone stores nothing, a seed neither: it takes an action to have the thread in the database. */
  async function storeSeed(options: LocalAdapterOptions): Promise<LocalBackend> {
    const backend = new LocalBackend({...options, seed});
    for (const up of [true, false]) await backend.vote(THREAD, 'root', up, {key: String(up), signal});
    return backend;
  }

  it.each(SORTS)('is the same as with that code, by %s', async (sort) => {
    const options = {databaseName: freshDatabase(), viewer: {id: 'me', name: 'Ana'}};
    const whole = await (await storeSeed(options)).open(THREAD, {sort, limit: 50}, signal);
    const opened = await new LocalAdapter(options).open(THREAD, {sort, limit: 50}, signal);
    // Replies may stand anywhere in a page, and only a root says that there are no more.
    const withoutInfo = ({comments, ...page}: typeof whole) => ({
      ...page,
      roots: comments.filter(({parentId}) => parentId !== 'root' && parentId !== 'answer').map(({id}) => id),
      comments: comments
        .map(({replies, ...comment}) => ({...comment, count: replies?.count}))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    });
    expect(withoutInfo(opened)).toEqual(withoutInfo(whole));
    expect(opened.comments).toHaveLength(7);
  });

  it('is empty without comments', async () => {
    const page = await new LocalAdapter({databaseName: freshDatabase()}).open(
      THREAD,
      {sort: 'newest', limit: 50},
      signal,
    );
    expect([page.comments, page.total, page.facts.notice]).toEqual([[], 0, undefined]);
  });

  it('is paged when it is long', async () => {
    const databaseName = freshDatabase();
    await storeSeed({databaseName});
    const {comments, next} = await new LocalAdapter({databaseName}).open(
      THREAD,
      {sort: 'oldest', limit: 2},
      signal,
    );
    expect([comments.filter(({parentId}) => parentId == null).length, next === null]).toEqual([2, false]);
  });
});
