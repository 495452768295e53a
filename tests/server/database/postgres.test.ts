import {afterAll, afterEach, beforeAll, describe, expect, inject, it} from 'vitest';
import type {Database} from '../../../src/server/database/database.js';
import {openDatabase} from '../../../src/server/database/open-database.js';
import {openPostgres} from '../../../src/server/database/postgres.js';
import {startFaultyNetwork} from '../../support/server/faulty-network.js';
import {DATABASE_KINDS, makeDatabase, type TestDatabase} from '../../support/server/test-database.js';

describe.each(DATABASE_KINDS)('a database, on %s', (kind) => {
  let test: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    test = await makeDatabase(kind);
    ({database} = test);
  });
  afterAll(() => test.drop());

  it('returns values as the contract specifies', async () => {
    const [row] = await database.query(
      `SELECT 9007199254740993::bigint AS big, 7::integer AS small, $1::timestamptz AS at, $2::bigint[] AS ids,
              $3::jsonb AS object, $4::text[] AS texts, NULL::text AS nothing, $5::boolean AS yes,
              '2026-07-01 10:00:00+02'::timestamptz AS zoned, '2026-01-01 00:00:00.123456Z'::timestamptz AS fine`,
      [
        '2026-01-05T08:00:00.007Z',
        ['9007199254740993', '2'],
        JSON.stringify({a: [1, 'ü']}),
        ['a"b', 'c,d', ''],
        true,
      ],
    );
    expect(row).toEqual({
      big: '9007199254740993',
      small: 7,
      at: '2026-01-05T08:00:00.007Z',
      ids: ['9007199254740993', '2'],
      object: {a: [1, 'ü']},
      texts: ['a"b', 'c,d', ''],
      nothing: null,
      yes: true,
      zoned: '2026-07-01T08:00:00.000Z',
      fine: '2026-01-01T00:00:00.123Z',
    });
  });

  it('fails with the code of the standard, and none of the values', async () => {
    await database.query('CREATE TABLE secrets (word text UNIQUE)');
    await database.query('INSERT INTO secrets VALUES ($1)', ['hush']);
    const error: unknown = await database
      .query('INSERT INTO secrets VALUES ($1)', ['hush'])
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({name: 'DatabaseError', code: '23505'});
    expect(
      JSON.stringify(error) + String((error as Error).stack) + String((error as Error).cause),
    ).not.toContain('hush');
  });

  it('commits all of a transaction, or nothing', async () => {
    await database.query('CREATE TABLE notes (word text)');
    const failing = database.transaction(async (queries) => {
      await queries.query("INSERT INTO notes VALUES ('lost')");
      throw new RangeError('Changed my mind.');
    });
    await expect(failing).rejects.toThrow(RangeError);
    await database.transaction((queries) => queries.query("INSERT INTO notes VALUES ('kept')"));
    expect(await database.query('SELECT word FROM notes')).toEqual([{word: 'kept'}]);
  });

  it('reports a transaction in which a statement has failed, though that was caught', async () => {
    await database.query('CREATE TABLE caught (word text)');
    const catching = database.transaction(async (queries) => {
      await queries.query("INSERT INTO caught VALUES ('lost')");
      await queries.query('SELECT nonsense').catch(() => undefined);
      return 'done';
    });
    // Its COMMIT is answered as if all were well, and keeps nothing.
    await expect(catching).rejects.toMatchObject({name: 'DatabaseError', code: '25P02'});
    expect(await database.query('SELECT word FROM caught')).toEqual([]);
  });

  it('receives notifications of its channel until it stops listening', async () => {
    const notified: string[] = [];
    let onNotified = (): void => undefined;
    const listener = (payload: string): void => {
      notified.push(payload);
      onNotified();
    };
    const stop = await database.listen('parley_tests', listener, () => undefined);
    const word = new Promise<void>((resolve) => (onNotified = resolve));
    await database.query("SELECT pg_notify('another', 'not for us'), pg_notify('parley_tests', 'one')");
    await word;
    await stop();
    await database.query("SELECT pg_notify('parley_tests', 'two')");
    // What is notified later comes later: once a second listener has it, the first would have had it.
    let again = (): void => undefined;
    const second = new Promise<void>((resolve) => (again = resolve));
    const stopSecond = await database.listen(
      'parley_tests',
      () => again(),
      () => undefined,
    );
    await database.query("SELECT pg_notify('parley_tests', 'three')");
    await second;
    await stopSecond();
    expect(notified).toEqual(['one']);
  });
});

describe.runIf(inject('postgres') !== null)('a PostgreSQL server', () => {
  let test: TestDatabase;
  const others: Database[] = [];
  beforeAll(async () => {
    test = await makeDatabase('PostgreSQL');
  });
  afterEach(async () => {
    for (const other of others.splice(0)) await other.close();
  });
  afterAll(() => test.drop());

  it('that does not answer causes a clear error', async () => {
    await expect(openDatabase('postgres://nobody@127.0.0.1:1/none')).rejects.toMatchObject({
      name: 'DatabaseError',
      code: 'ECONNREFUSED',
    });
  });

  it('that breaks every connection is connected to again, and the listener is notified of the gap', async () => {
    const database = await openDatabase(test.name);
    others.push(database);
    let [notified, missed] = [() => undefined as void, () => undefined as void];
    const lost = new Promise<void>((resolve) => (missed = resolve));
    await database.listen(
      'parley_tests',
      () => notified(),
      () => missed(),
    );
    await test.database.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await lost;
    const word = new Promise<void>((resolve) => (notified = resolve));
    await database.query("SELECT pg_notify('parley_tests', 'hello again')");
    await word;
  });

  it('that finds two transactions in each other’s way has one of them repeated', async () => {
    await test.database.query('CREATE TABLE counters (id integer PRIMARY KEY, value integer)');
    await test.database.query('INSERT INTO counters VALUES (1, 0), (2, 0)');
    let attempts = 0;
    let meet: () => void = () => undefined;
    const bothHaveOne = new Promise<void>((resolve) => (meet = resolve));
    let holding = 0;
    const raise = (first: number, second: number) =>
      test.database.transaction(async (queries) => {
        attempts++;
        await queries.query('UPDATE counters SET value = value + 1 WHERE id = $1::integer', [first]);
        if (++holding === 2) meet();
        await bothHaveOne;
        await queries.query('UPDATE counters SET value = value + 1 WHERE id = $1::integer', [second]);
      });
    await Promise.all([raise(1, 2), raise(2, 1)]);
    // Two, and those that lost: on a busy machine one may lose more than once.
    expect(attempts).toBeGreaterThan(2);
    expect(await test.database.query('SELECT value FROM counters')).toEqual([{value: 2}, {value: 2}]);
  });

  it('limits connections and its queue, and refuses more at once', async () => {
    const database = await openPostgres(test.name, {connections: 1, queue: 2});
    others.push(database);
    await test.database.query('CREATE TABLE gates (id integer)');
    await test.database.transaction(async (queries) => {
      await queries.query('LOCK TABLE gates IN ACCESS EXCLUSIVE MODE');
      // One has the connection and waits for the lock, two wait for the connection.
      const waiting = [1, 2, 3].map(() =>
        database.query('SELECT id FROM gates').catch((error: unknown) => error),
      );
      await expect(database.query('SELECT 1')).rejects.toMatchObject({
        name: 'DatabaseError',
        unavailable: true,
      });
      await queries.query('SELECT 1');
      void Promise.all(waiting);
    });
    await expect.poll(() => database.query('SELECT 1')).toHaveLength(1);
  });

  it('that has no connection left causes a clear error, and may have one later', async () => {
    await test.database.query('CREATE ROLE shut LOGIN CONNECTION LIMIT 0');
    const shut = test.name.replace('//parley@', '//shut@');
    await expect(openDatabase(shut)).rejects.toMatchObject({code: '53300', unavailable: true});
    await test.database.query('DROP ROLE shut');
    await expect(openDatabase(shut)).rejects.toMatchObject({code: '28000', unavailable: false});
  });

  it('limits statements, and a transaction that may take any time is not', async () => {
    const database = await openPostgres(test.name, {statementMs: 200});
    others.push(database);
    const sleep = 'SELECT pg_sleep(1)';
    await expect(database.query(sleep)).rejects.toMatchObject({code: '57014', unavailable: true});
    await expect(database.transaction((queries) => queries.query(sleep))).rejects.toMatchObject({
      code: '57014',
    });
    await expect(
      database.transaction((queries) => queries.query(sleep), {unlimited: true}),
    ).resolves.toHaveLength(1);
    // What was set for that transaction alone has gone with it.
    await expect(database.query(sleep)).rejects.toMatchObject({code: '57014'});
  });

  it('that falls silent on one connection costs one statement, not one for each that waits', async () => {
    const network = await startFaultyNetwork(test.name);
    const database = await openPostgres(network.url, {connections: 5, statementMs: 300});
    await Promise.all([1, 2, 3, 4, 5].map(() => database.query('SELECT pg_sleep(0.05)')));
    void network.drop();
    await expect(database.query('SELECT 1')).rejects.toMatchObject({unavailable: true});
    expect(await database.query('SELECT 1 AS one')).toEqual([{one: 1}]);
    await database.close();
    await network.close();
  });

  it('in which two transactions are always in each other’s way is asked for again later', async () => {
    let attempts = 0;
    const failing = test.database.transaction(async (queries) => {
      attempts++;
      await queries.query("DO $$ BEGIN RAISE 'no order' USING ERRCODE = 'serialization_failure'; END $$");
    });
    await expect(failing).rejects.toMatchObject({code: '40001', unavailable: true});
    expect(attempts).toBe(6);
  });
});
