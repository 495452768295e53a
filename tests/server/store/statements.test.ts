import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import type {Idempotency} from '../../../src/server/store/store.js';
import {recordedDatabase} from '../../support/server/recorded-database.js';
import {DATABASE_KINDS, makeDatabase, type TestDatabase} from '../../support/server/test-database.js';
import {
  draft,
  guest,
  idempotency,
  openTestStore,
  user,
  type TestStore,
} from '../../support/server/test-store.js';

const LIMIT = {count: 1_000, perSeconds: 60};

/** As the server sends it: with what it takes of an address and of an account. */
function limited(): Idempotency {
  return {
    ...idempotency(),
    charges: [
      {bucket: 'writes:address:one', limit: LIMIT},
      {bucket: 'writes:guest:one', limit: LIMIT},
    ],
  };
}

describe.each(DATABASE_KINDS)('how many statements the store sends to %s', (kind) => {
  let database: TestDatabase;
  let test: TestStore;
  const statements: string[] = [];
  const ann = guest('ann');

  beforeAll(async () => {
    database = await makeDatabase(kind);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    test = await openTestStore(recordedDatabase(database.database, statements));
    await test.set({hold: {all: false, first: false, links: 5, findings: true, reports: 5}});
    await test.post('There before.', {actor: ann});
  });

  /** How many `work` takes; they are told when there are more than `most`. */
  async function count(most: number, work: () => Promise<unknown>): Promise<void> {
    statements.length = 0;
    await work();
    // What is told after a commit is waited for by nobody, and told of many changes at once.
    const waitedFor = statements.filter((statement) => !statement.includes('pg_notify'));
    const sent = waitedFor.map(
      (statement, index) => `${String(index + 1)}. ${statement.trim().slice(0, 60)}`,
    );
    expect(sent.length, sent.join('\n')).toBeLessThanOrEqual(most);
    expect(sent.length).toBeGreaterThan(0);
  }

  const post = (text: string, parentId: string | null = null, actor = ann) =>
    test.store.post(test.thread(), draft(text, parentId), actor, limited());

  it('for a post: 8, for the first one of a guest no more, for a reply 9', async () => {
    await count(8, () => post('Another.'));
    await count(8, () => post('The first of mine.', null, guest('new')));
    await count(8, () => post('Of an account.', null, user('reader')));
    const {comment} = await post('To be answered.');
    await count(9, () => post('An answer.', comment.id));
  });

  it('for a recommendation: 8, and as many to take it back', async () => {
    const {comment} = await post('To be recommended.');
    const vote = (up: boolean, actor = guest('voter')) =>
      test.store.vote(test.thread(), comment.id, up, actor, limited());
    await test.store.vote(test.thread(), comment.id, true, guest('voter'), limited());
    await count(8, () => vote(false));
    await count(8, () => vote(true));
    await count(8, () => vote(true));
  });

  it('for what a viewer may do and has done: 3', async () => {
    const {comment} = await post('Mine.', null, user('reader'));
    await test.store.vote(test.thread(), comment.id, true, ann, limited());
    await count(3, () => test.store.viewer(test.thread(), user('reader')));
    await count(3, () => test.store.viewer(test.thread(), {...user('reader'), guest: 'guest ann'}));
    await count(3, () => test.store.viewer(test.thread(), ann));
  });

  it('for a repeated request: 5', async () => {
    const again = limited();
    const send = () => test.store.post(test.thread(), draft('Sent twice.'), ann, again);
    const first = await send();
    await count(5, async () => {
      expect(await send()).toEqual({comment: first.comment, replayed: true});
    });
  });

  it('and runs no check of the text while anything of the person is locked', async () => {
    statements.length = 0;
    await post('Text that has to be looked through.');
    const begun = statements.indexOf('BEGIN');
    // What the checks go by is read before the transaction, and in it is compared only.
    expect(statements.slice(0, begun).join()).toMatch(/settings/);
    expect(statements.slice(begun).join()).not.toMatch(/settings/);
  });
});
