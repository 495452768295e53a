import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {adapterContract} from '../../src/testing/index.js';
import {restHarness} from '../support/server/rest-harness.js';
import {DATABASE_KINDS, makeDatabase, type TestDatabase} from '../support/server/test-database.js';

const DAY_MS = 24 * 60 * 60_000;

describe.each(DATABASE_KINDS)('RestAdapter against the server on %s: the contract', (kind) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await makeDatabase(kind);
  });
  afterAll(() => database.drop());

  it('reports what was deleted in a gap that is too long for changes', async () => {
    const harness = restHarness(() => database);
    const texts = {a: 'Stays.', b: 'Goes.', c: 'Is edited.'};
    const comments = Object.entries(texts).map(([ref, text], minute) => {
      return {ref, name: 'Bea', text, createdAt: new Date(Date.UTC(2026, 0, 5, 8, minute)).toISOString()};
    });
    const backend = await harness.start({comments});
    const {adapter, thread, test, clock} = backend;
    const stop = new AbortController();
    const query = {sort: 'newest', limit: 50} as const;
    const {live} = await adapter.open(thread, query, stop.signal);
    await harness.takeAway?.(backend, backend.id('b'));
    await harness.change?.(backend, backend.id('c'), 'Was edited.');
    clock.advance(8 * DAY_MS);
    await test.store.purgeExpired();
    const received: unknown[] = [];
    for await (const change of adapter.watch?.(thread, live, stop.signal) ?? []) {
      received.push(
        change.type === 'removed' ? [change.type, change.id] : [change.type, change.comment.body.value],
      );
      if (received.length === 3) break;
    }
    expect(received).toEqual([
      ['changed', 'Was edited.'],
      ['changed', 'Stays.'],
      ['removed', backend.id('b')],
    ]);
    stop.abort();
    await harness.stop?.(backend);
  });

  it('gives the address of the feed of a thread, which answers', async () => {
    const harness = restHarness(() => database);
    const createdAt = new Date(Date.UTC(2026, 0, 5)).toISOString();
    const backend = await harness.start({
      comments: [{ref: 'a', name: 'Bea', text: 'In the feed.', createdAt}],
    });
    const {facts} = await backend.adapter.open(
      backend.thread,
      {sort: 'newest', limit: 5},
      new AbortController().signal,
    );
    expect(facts.feedUrl).toMatch(/^https?:/);
    const answer = await fetch(facts.feedUrl ?? '');
    expect(answer.headers.get('content-type')).toContain('application/atom+xml');
    expect(await answer.text()).toContain('In the feed.');
    await harness.stop?.(backend);
  });

  for (const {name, run} of adapterContract(restHarness(() => database))) it(name, run);
});
