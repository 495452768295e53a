import {afterAll, beforeAll, beforeEach, describe, expect, inject, it} from 'vitest';
import type {CommentId} from '../../../src/model/comment.js';
import {openDatabase} from '../../../src/server/database/open-database.js';
import type {Database} from '../../../src/server/database/database.js';
import {makeDatabase, type TestDatabase} from '../../support/server/test-database.js';
import {
  draft,
  guest,
  idempotency,
  moderator,
  openTestStore,
  readAll,
  TestClock,
  type TestStore,
  user,
} from '../../support/server/test-store.js';

/** Only a server has several sessions. */
describe.runIf(inject('postgres') !== null)('several processes on one PostgreSQL', () => {
  let database: TestDatabase;
  let connections: Database[];
  let stores: TestStore[];

  beforeAll(async () => {
    database = await makeDatabase('PostgreSQL');
    connections = await Promise.all(Array.from({length: 3}, () => openDatabase(database.name)));
  });
  afterAll(async () => {
    await Promise.all(connections.map((connection) => connection.close()));
    await database.drop();
  });
  beforeEach(async () => {
    const clock = new TestClock();
    const {site} = await openTestStore(database.database, {clock});
    stores = await Promise.all(connections.map((connection) => openTestStore(connection, {clock, site})));
    await stores[0]?.set({hold: {all: false, first: false, links: null, findings: false, reports: 2}});
  });

  /** Follows a thread in one process until `done` says so of what it got. */
  const follow = (
    {store, thread}: TestStore,
    live: string | null,
    done: (got: readonly string[]) => boolean,
  ) => {
    const got: string[] = [];
    let [cursor, busy, again] = [live, false, false];
    return new Promise<string[]>((resolve, reject) => {
      const read = async (): Promise<void> => {
        again = true;
        if (busy) return;
        busy = true;
        while (again) {
          again = false;
          const answer = await store.changes(thread(), cursor);
          if ('reload' in answer) throw new Error('Nothing is so old.');
          // How a change is told depends on when it is read; that it is, and where, does not.
          got.push(...answer.changes.map((change) => change.cursor ?? ''));
          cursor = answer.live;
          again ||= answer.changes.length > 0;
        }
        busy = false;
        if (done(got)) {
          stop();
          resolve(got);
        }
      };
      const stop = store.follow(thread(), () => void read().catch(reject));
      read().catch(reject);
    });
  };

  it('send every change to every subscriber exactly once, in one order, while all of them write', async () => {
    const {live} = await stores[0]!.store.open(stores[0]!.thread(), {sort: 'newest', limit: 1});
    const mod = moderator();
    const write = async (test: TestStore, name: string) => {
      const ids: CommentId[] = [];
      for (let number = 0; number < 12; number++) {
        const {store, site} = test;
        const thread = test.thread();
        const parent = ids[number % 4] ?? null;
        const newComment = draft(`${name} ${String(number)}`, number % 3 === 0 ? null : parent);
        const {comment} = await store.post(thread, newComment, guest(name), idempotency());
        ids.push(comment.id);
        await store.vote(thread, ids[0] ?? '', true, guest(), idempotency());
        if (number === 7) await store.decide(site, ids[2] ?? '', {action: 'remove'}, mod);
        if (number === 9) await store.decide(site, ids[2] ?? '', {action: 'approve'}, mod);
      }
    };
    const writers = Promise.all(
      stores.flatMap((test, index) => [0, 1].map((n) => write(test, `${index} ${n}`))),
    );
    let revision = Infinity;
    const cachedResponse = (got: readonly string[]) => got.length >= revision;
    const following = stores.map((test) => follow(test, live, cachedResponse));
    await writers;
    const [row] = await database.database.query<{revision: string}>(
      'SELECT revision FROM threads t JOIN sites s ON s.id = t.site_id WHERE s.name = $1',
      [stores[0]!.site],
    );
    revision = Number(row?.revision);
    // One more change, so that whoever had all of them already looks once more.
    await stores[0]!.post('The end.');
    const all = await Promise.all(following);
    const order = (cursors: readonly string[]) =>
      cursors.map((cursor) =>
        Number((JSON.parse(Buffer.from(cursor, 'base64url').toString()) as string[])[1]),
      );
    for (const got of all) {
      const revisions = order(got).slice(0, revision);
      expect(revisions).toEqual(Array.from({length: revision}, (_, index) => index + 1));
    }
    // 72 comments, at least as many votes, and what the moderator did.
    expect(revision).toBeGreaterThanOrEqual(72 + 72 + 12);
    const {total} = await stores[1]!.store.open(stores[1]!.thread(), {sort: 'newest', limit: 1});
    expect(total).toBe(73);
    expect((await readAll(stores[2]!.store, stores[2]!.thread())).length).toBe(73);
  });

  it('carry out an intent once that all of them receive at the same time', async () => {
    for (let round = 0; round < 10; round++) {
      const once = idempotency();
      const written = await Promise.all(
        stores.flatMap(({store, thread}) =>
          [0, 1].map(() => store.post(thread(), draft(`Round ${String(round)}`), guest('ann'), once)),
        ),
      );
      expect(new Set(written.map(({comment}) => comment.id)).size).toBe(1);
      expect(written.filter(({replayed}) => !replayed).length).toBe(1);
    }
    expect((await readAll(stores[0]!.store, stores[0]!.thread())).length).toBe(10);
  });

  it('accept the same text of one person once, in a thread that is there and in a new one', async () => {
    await stores[0]!.post('Writer and thread are there.', {actor: guest('ann')});
    for (const page of ['page', 'new page']) {
      const answers = await Promise.allSettled(
        stores.flatMap(({store, thread}) =>
          [0, 1].map(() => store.post(thread(page), draft('Said once.'), guest('ann'), idempotency())),
        ),
      );
      const refused = answers.filter(({status}) => status === 'rejected');
      expect(refused.length).toBe(5);
      for (const answer of refused) expect(answer).toMatchObject({reason: {code: 'duplicate'}});
    }
  });

  it('count every vote, report and reply of many at once', async () => {
    const [first] = stores;
    const root = await first!.post('Root.');
    await first!.set({hold: {all: false, first: false, links: null, findings: false, reports: null}});
    await Promise.all(
      stores.flatMap(({store, thread}) =>
        Array.from({length: 8}, async () => {
          const reader = guest();
          await store.vote(thread(), root.id, true, reader, idempotency());
          await store.report(thread(), root.id, {ruleId: 'kind'}, reader, idempotency());
          await store.post(thread(), draft('An answer.', root.id), reader, idempotency());
        }),
      ),
    );
    const {comments} = await first!.store.open(first!.thread(), {sort: 'newest', limit: 1});
    expect(comments[0]).toMatchObject({score: {up: 24}, replies: {count: 24}});
    const {items} = await first!.store.queue(
      first!.site,
      {status: 'reported', cursor: null, limit: 1},
      moderator(),
    );
    expect(items[0]?.reports.length).toBe(24);
  });

  it('hold a comment once when the last reports come at once', async () => {
    const [first] = stores;
    const root = await first!.post('Rude.');
    await Promise.allSettled(
      stores.flatMap(({store, thread}, at) =>
        [0, 1].map((number) =>
          store.report(
            thread(),
            root.id,
            {ruleId: 'kind'},
            user(`u${String(at)}${String(number)}`),
            idempotency(),
          ),
        ),
      ),
    );
    expect((await first!.store.open(first!.thread(), {sort: 'newest', limit: 1})).total).toBe(0);
    const {items} = await first!.store.queue(
      first!.site,
      {status: 'held', cursor: null, limit: 9},
      moderator(),
    );
    expect(items.map(({heldBecause}) => heldBecause)).toEqual([['reports']]);
  });

  it('count one vote of one address when a machine sends many at once', async () => {
    const [first] = stores;
    const root = await first!.post('Praise me.');
    const votes = await Promise.allSettled(
      stores.flatMap(({store, thread}) =>
        [0, 1, 2, 3].map(() =>
          store.vote(thread(), root.id, true, {...guest(), address: 'one machine'}, idempotency()),
        ),
      ),
    );
    expect(votes.every(({status}) => status === 'fulfilled')).toBe(true);
    const {comments} = await first!.store.open(first!.thread(), {sort: 'newest', limit: 1});
    expect(comments[0]?.score).toEqual({up: 1});
  });

  it('bring a tombstone back once when several comments below it are approved at once', async () => {
    const [first] = stores;
    const ann = guest('ann');
    const root = await first!.post('Root.', {actor: ann});
    const leaves: CommentId[] = [];
    for (let leaf = 0; leaf < 6; leaf++) leaves.push((await first!.post('A leaf.', {parentId: root.id})).id);
    await first!.store.remove(first!.thread(), root.id, ann, idempotency());
    const decideAll = (action: 'remove' | 'approve') =>
      Promise.all(
        leaves.map((id, index) => {
          const {store, site} = stores[index % stores.length]!;
          return store.decide(site, id, {action}, moderator());
        }),
      );
    const rounds = 5;
    for (let round = 0; round < rounds; round++) {
      await decideAll('remove');
      await decideAll('approve');
    }
    const notified = await database.database.query(
      'SELECT type, count(*)::integer AS times FROM changes WHERE comment_id = $1::bigint GROUP BY type ORDER BY type',
      [root.id],
    );
    expect(notified).toEqual([
      {type: 'added', times: 1 + rounds},
      {type: 'changed', times: 1},
      {type: 'removed', times: rounds},
    ]);
  });

  it('give from one bucket no more than it holds', async () => {
    const taken = await Promise.all(
      stores.flatMap(({store}) =>
        Array.from({length: 10}, () => store.take('one bucket of many', {count: 7, perSeconds: 600})),
      ),
    );
    expect(taken.filter((answer) => answer === null).length).toBe(7);
  });

  it('make the thread of a page once, when its first comments come at once', async () => {
    const comments = await Promise.all(
      stores.map(({store, thread}, index) =>
        store.post(thread('new'), draft(`First ${index}`), guest(), idempotency()),
      ),
    );
    expect(comments.every(({comment}) => comment.status === 'published')).toBe(true);
    expect(await stores[0]!.store.counts(stores[0]!.site, ['new'])).toEqual(new Map([['new', 3]]));
  });
});
