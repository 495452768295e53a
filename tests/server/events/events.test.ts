import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import type {CommentEvent} from '../../../src/server/events/consumer.js';
import {silentLog} from '../../../src/server/log.js';
import type {SqlStore} from '../../../src/server/store/sql-store.js';
import {DATABASE_KINDS, makeDatabase, type TestDatabase} from '../../support/server/test-database.js';
import {
  draft,
  guest,
  idempotency,
  moderator,
  openTestStore,
  type TestStore,
} from '../../support/server/test-store.js';

const DAY_MS = 24 * 60 * 60_000;
const text = (value: string) => ({format: 'text', value}) as const;

describe.each(DATABASE_KINDS)('events of comments, on %s', (kind) => {
  let database: TestDatabase;
  let test: TestStore;
  let store: SqlStore;
  const stops: (() => Promise<void>)[] = [];
  const ann = guest('ann');

  beforeAll(async () => {
    database = await makeDatabase(kind);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.database.query('DELETE FROM events');
    await database.database.query('DELETE FROM event_consumers');
    test = await openTestStore(database.database);
    ({store} = test);
  });
  afterEach(async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
  });

  /** Consumes events as one process would. */
  async function consume(handle: (event: CommentEvent) => Promise<void>, name = 'test'): Promise<void> {
    stops.push(await store.consumeEvents({name, handle}, silentLog));
  }

  const decide = (id: string, decision: Parameters<SqlStore['decide']>[2]) =>
    store.decide(test.site, id, decision, moderator());

  const rows = () =>
    database.database.query<{type: string; comment_id: string; data: object}>(
      'SELECT type, comment_id, data FROM events ORDER BY id',
    );

  it('contain every change of a comment, in order, and nothing about people', async () => {
    const received: CommentEvent[] = [];
    await consume(async (event) => void received.push(event));
    const actor = {...ann, address: 'digest of an address'};
    const sent = {...draft('My secret text.'), guest: {name: 'Ann Reader', email: 'ann@reader.example'}};
    const {id} = (await store.post(test.thread(), sent, actor, idempotency())).comment;
    await store.edit(test.thread(), id, text('Other secret text.'), actor, idempotency());
    await store.report(
      test.thread(),
      id,
      {ruleId: 'kind', text: 'A secret reason'},
      guest('bob'),
      idempotency(),
    );
    await decide(id, {action: 'feature', by: 'Secret editor'});
    await decide(id, {action: 'unfeature'});
    await decide(id, {action: 'remove', ruleId: 'kind', reason: 'A secret reason'});
    await decide(id, {action: 'approve'});
    await store.remove(test.thread(), id, actor, idempotency());
    const types = [
      'posted',
      'edited',
      'reported',
      'featured',
      'unfeatured',
      'removed',
      'restored',
      'deleted',
    ];
    await expect.poll(() => received.length, {timeout: 20_000}).toBe(types.length);
    expect(received.map(({type}) => type)).toEqual(types.map((type) => `comment.${type}`));
    expect(received[0]).toEqual({
      id: expect.any(String),
      type: 'comment.posted',
      at: test.clock.now().toISOString(),
      site: test.site,
      pageId: 'page',
      commentId: id,
      status: 'published',
    });
    expect(received[5]).toMatchObject({ruleId: 'kind', status: 'removed'});
    const written = JSON.stringify([received, await database.database.query('SELECT * FROM events')]);
    expect(written).not.toMatch(/secret|ann|reader\.example|digest|bob/i);
  });

  it('contain why a comment is held, and the decision', async () => {
    await test.set({hold: {all: true, first: false, links: null, findings: false, reports: null}});
    const {id} = await test.post('I wait.');
    await decide(id, {action: 'reject', ruleId: 'kind'});
    await decide(id, {action: 'approve'});
    const other = await test.post('I wait too.');
    await decide(other.id, {action: 'approve'});
    expect((await rows()).map(({type, data}) => [type, data])).toEqual([
      ['comment.posted', {status: 'held', heldBecause: ['all']}],
      ['comment.rejected', {status: 'rejected', ruleId: 'kind'}],
      ['comment.restored', {status: 'published'}],
      ['comment.posted', {status: 'held', heldBecause: ['all']}],
      ['comment.approved', {status: 'published'}],
    ]);
  });

  it('are not recorded of what is refused, or sent again', async () => {
    const once = idempotency();
    const post = () => store.post(test.thread(), draft('Once.'), ann, once);
    await post();
    await post();
    await expect(store.post(test.thread(), draft('Once.'), ann, idempotency())).rejects.toMatchObject({
      code: 'duplicate',
    });
    await expect(store.post(test.thread(), draft(' '), ann, idempotency())).rejects.toMatchObject({
      code: 'validation',
    });
    expect(await rows()).toHaveLength(1);
  });

  it('are delivered once by many workers, each comment’s in order, one after the other', async () => {
    const received: CommentEvent[] = [];
    const busy = new Set<string>();
    const handle = async (event: CommentEvent): Promise<void> => {
      expect(busy.has(event.commentId)).toBe(false);
      busy.add(event.commentId);
      await new Promise(setImmediate);
      received.push(event);
      busy.delete(event.commentId);
    };
    for (let worker = 0; worker < 4; worker++) await consume(handle);
    const comments = await Promise.all(
      Array.from({length: 12}, (_, number) =>
        store.post(test.thread(), draft(`Comment ${String(number)}`), guest(), idempotency()),
      ),
    );
    for (const action of ['feature', 'unfeature', 'feature'] as const) {
      await Promise.all(comments.map(({comment: {id}}) => decide(id, {action})));
    }
    await expect.poll(() => received.length, {timeout: 40_000}).toBe(48);
    expect(new Set(received.map(({id}) => id)).size).toBe(48);
    for (const {comment} of comments) {
      const types = received.filter(({commentId}) => commentId === comment.id).map(({type}) => type);
      expect(types).toEqual(
        ['posted', 'featured', 'unfeatured', 'featured'].map((type) => `comment.${type}`),
      );
    }
    await expect
      .poll(() => database.database.query('SELECT 1 FROM deliveries'), {timeout: 20_000})
      .toEqual([]);
  });

  it('that were not taken come again, before the comment’s next', async () => {
    const received: string[] = [];
    let failures = 2;
    await consume(async ({type}) => {
      received.push(type);
      if (failures-- > 0) throw new Error('Not now.');
    });
    const {id} = await test.post('Hello.');
    await decide(id, {action: 'feature'});
    const failed = async () => {
      const [row] = await database.database.query<{attempts: number; wait: number}>(
        `SELECT attempts, extract(epoch FROM due_at - clock_timestamp())::float8 AS wait FROM deliveries
         ORDER BY event_id LIMIT 1`,
      );
      return row;
    };
    // Each failure lets it wait longer.
    await expect.poll(async () => (await failed())?.wait, {timeout: 20_000}).toBeLessThan(5.1);
    await database.database.query('UPDATE deliveries SET due_at = clock_timestamp() WHERE attempts > 0');
    await expect.poll(async () => (await failed())?.attempts, {timeout: 20_000}).toBe(2);
    await expect.poll(async () => (await failed())?.wait, {timeout: 20_000}).toBeLessThan(10.1);
    await database.database.query('UPDATE deliveries SET due_at = clock_timestamp() WHERE attempts > 0');
    await expect.poll(() => received.length, {timeout: 20_000}).toBe(4);
    expect(received).toEqual(['comment.posted', 'comment.posted', 'comment.posted', 'comment.featured']);
  });

  it('taken by a worker that was killed are delivered again after its lease', async () => {
    // A worker that is killed neither ends a delivery nor puts it off.
    let taken = 0;
    const killed = new Promise<void>(() => undefined);
    await store.consumeEvents(
      {
        name: 'test',
        handle: () => {
          taken++;
          return killed;
        },
      },
      silentLog,
    );
    await test.post('Hello.');
    await expect.poll(() => taken, {timeout: 20_000}).toBe(1);
    const received: string[] = [];
    await consume(async ({type}) => void received.push(type));
    const lease = () =>
      database.database.query<{wait: number}>(
        'SELECT extract(epoch FROM due_at - clock_timestamp())::float8 AS wait FROM deliveries',
      );
    expect((await lease())[0]?.wait).toBeGreaterThan(15);
    expect(received).toEqual([]);
    await database.database.query('UPDATE deliveries SET due_at = clock_timestamp()');
    await expect.poll(() => received, {timeout: 20_000}).toEqual(['comment.posted']);
    await expect.poll(lease, {timeout: 20_000}).toEqual([]);
    expect(taken).toBe(1);
  });

  it('that a consumer takes too long for are given up when the worker stops, and come again', async () => {
    const taken: AbortSignal[] = [];
    const stop = await store.consumeEvents(
      {
        name: 'test',
        handle: (_event, signal) => {
          taken.push(signal);
          return new Promise<void>(() => undefined);
        },
      },
      silentLog,
    );
    await test.post('Hello.');
    await expect.poll(() => taken.length, {timeout: 20_000}).toBe(1);
    await stop();
    expect(taken[0]?.aborted).toBe(true);
    const received: string[] = [];
    await database.database.query('UPDATE deliveries SET due_at = clock_timestamp()');
    await consume(async ({type}) => void received.push(type));
    await expect.poll(() => received, {timeout: 20_000}).toEqual(['comment.posted']);
  });

  it('wait for each consumer by itself, from when it is known', async () => {
    await test.post('Before.');
    const received: Record<string, number> = {one: 0, other: 0};
    await consume(async () => void (received['one'] = (received['one'] ?? 0) + 1), 'one');
    await test.post('With one.');
    await consume(async () => void (received['other'] = (received['other'] ?? 0) + 1), 'other');
    await test.post('With both.');
    await expect.poll(() => received, {timeout: 20_000}).toEqual({one: 2, other: 1});
  });

  it('go after 30 days, with their open deliveries', async () => {
    await database.database.query("INSERT INTO event_consumers (name) VALUES ('away')");
    await test.post('Old.');
    test.clock.advance(29 * DAY_MS);
    await store.purgeExpired();
    expect(await rows()).toHaveLength(1);
    test.clock.advance(2 * DAY_MS);
    await test.post('New.');
    await store.purgeExpired();
    expect(await rows()).toHaveLength(1);
    expect(await database.database.query('SELECT 1 FROM deliveries')).toHaveLength(1);
  });

  it('of an erased person keep only the kind of event', async () => {
    await test.set({hold: {all: true, first: false, links: null, findings: false, reports: null}});
    const {id} = await test.post('I wait.', {actor: ann});
    await store.erasePerson(test.site, {commentId: id, by: 'comment'}, moderator());
    expect((await rows()).map(({type, data}) => [type, data])).toEqual([
      ['comment.posted', {}],
      ['comment.deleted', {}],
    ]);
  });
});
