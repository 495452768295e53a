import {afterAll, beforeAll, describe, it} from 'vitest';
import {adapterContract} from '../../src/testing/index.js';
import {restHarness} from '../support/server/rest-harness.js';
import {DATABASE_KINDS, makeDatabase, type TestDatabase} from '../support/server/test-database.js';

describe.each(DATABASE_KINDS)('RestAdapter against the server on %s: the contract', (kind) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await makeDatabase(kind);
  });
  afterAll(() => database.drop());

  for (const {name, run} of adapterContract(restHarness(() => database))) it(name, run);
});
