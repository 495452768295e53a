import 'fake-indexeddb/auto';
import {describe, expect, it} from 'vitest';
import {LocalAdapter} from '../../src/adapters/local.js';
import {adapterContract} from '../../src/testing/index.js';
import {freshDatabase, localHarness, THREAD} from '../support/local-harness.js';

const {signal} = new AbortController();

describe('LocalAdapter: the contract', () => {
  for (const {name, run} of adapterContract(localHarness)) it(name, run);
});

it('works in Node, where there is no database, as long as it lives', async () => {
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
