import {afterAll, beforeAll, beforeEach} from 'vitest';
import {makeDatabase, type DatabaseKind, type TestDatabase} from './test-database.js';
import {openTestStore, type TestStore} from './test-store.js';

/**
 * Registers the hooks of a suite with one database, and with a new store and site for each test. `database` and `test` are
 * those of the running test; use them in tests and hooks only. `options` are those of `openTestStore`.
 */
export function storeForEach(
  kind: DatabaseKind,
  options?: Parameters<typeof openTestStore>[1],
): {readonly database: Pick<TestDatabase, 'name' | 'database'>; readonly test: TestStore} {
  let database: TestDatabase;
  let current: TestStore;

  beforeAll(async () => {
    database = await makeDatabase(kind);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    current = await openTestStore(database.database, options);
  });

  return {
    database: {
      get name() {
        return database.name;
      },
      get database() {
        return database.database;
      },
    },
    test: {
      get store() {
        return current.store;
      },
      get site() {
        return current.site;
      },
      get clock() {
        return current.clock;
      },
      thread: (pageId) => current.thread(pageId),
      post: (text, more) => current.post(text, more),
      set: (change) => current.set(change),
    },
  };
}
