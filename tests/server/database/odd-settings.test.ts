import {randomUUID} from 'node:crypto';
import {afterAll, afterEach, beforeAll, describe, expect, inject, it} from 'vitest';
import {openCommandStore} from '../../../src/server/command/open-command-store.js';
import type {Database} from '../../../src/server/database/database.js';
import {migrate} from '../../../src/server/database/migrate.js';
import {openDatabase} from '../../../src/server/database/open-database.js';
import {
  draft,
  guest,
  idempotency,
  moderator,
  openTestStore,
  readAll,
  SECRET,
} from '../../support/server/test-store.js';

/** What an operator may have set for a database or its user, for reasons of their own. */
const SETTINGS: readonly (readonly [name: string, value: string])[] = [
  ['DateStyle', "'German'"],
  ['DateStyle', "'SQL, DMY'"],
  ['DateStyle', "'Postgres, MDY'"],
  ['TimeZone', "'Asia/Kolkata'"],
  ['TimeZone', "'Europe/Amsterdam'"],
  ['IntervalStyle', "'sql_standard'"],
  ['standard_conforming_strings', 'off'],
  ['bytea_output', "'escape'"],
  ['client_encoding', "'LATIN1'"],
  ['extra_float_digits', '-15'],
  ['default_transaction_isolation', "'repeatable read'"],
  ['default_transaction_isolation', "'serializable'"],
  ['default_transaction_deferrable', 'on'],
  ['transform_null_equals', 'on'],
  ['quote_all_identifiers', 'on'],
];

describe.runIf(inject('postgres') !== null)('a PostgreSQL database', () => {
  const server = inject('postgres') ?? '';
  let maintenance: Database;
  const made: string[] = [];
  const open: Database[] = [];
  beforeAll(async () => {
    maintenance = await openDatabase(server);
  });
  afterEach(async () => {
    for (const database of open.splice(0)) await database.close();
    for (const name of made.splice(0)) await maintenance.query(`DROP DATABASE ${name} WITH (FORCE)`);
  });
  afterAll(() => maintenance.close());

  /** A database with nothing in it, and its address. */
  async function make(options = ''): Promise<{name: string; address: string}> {
    const name = `odd_${randomUUID().replaceAll('-', '')}`;
    await maintenance.query(`CREATE DATABASE ${name} ${options}`);
    made.push(name);
    return {name, address: server.replace(/\/postgres$/, `/${name}`)};
  }

  async function opened(address: string): Promise<Database> {
    const database = await openDatabase(address);
    open.push(database);
    return database;
  }

  /** Uses every kind of statement and value, and reads back what was written. */
  async function useIt(address: string): Promise<void> {
    const {store, thread, post, clock, site} = await openTestStore(await opened(address));
    const ann = guest('ann');
    const first = await post('Բարեւ 😀 \\n \'quoted\' "twice"', {actor: ann});
    expect(first.createdAt).toBe('2026-01-05T08:00:01.000Z');
    const reply = await post('A reply.', {parentId: first.id});
    await post('Another.');
    clock.advance(1_000);
    const body = {format: 'text', value: 'Edited.'} as const;
    const edited = await store.edit(thread(), first.id, body, ann, idempotency());
    expect(edited.comment.editedAt).toBe('2026-01-05T08:00:04.000Z');
    await store.vote(thread(), first.id, true, guest('bob'), idempotency());
    await store.report(thread(), reply.id, {ruleId: 'kind'}, guest('bob'), idempotency());
    expect((await readAll(store, thread(), 1)).map(({body: {value}}) => value)).toEqual([
      'Edited.',
      'A reply.',
      'Another.',
    ]);
    const until = '2026-07-01T00:00:00.000Z';
    const subject = {commentId: first.id, by: 'person'} as const;
    expect((await store.block(site, {subject, reason: '', until}, moderator())).until).toBe(until);
    await expect(store.post(thread(), draft('Blocked.'), ann, idempotency())).rejects.toMatchObject({
      blocked: {until},
    });
    expect(await store.take('bucket', {count: 1, perSeconds: 60})).toBeNull();
    expect(await store.take('bucket', {count: 1, perSeconds: 60})).toBe('2026-01-05T08:01:04.000Z');
    const queue = await store.queue(site, {status: 'reported', cursor: null, limit: 1}, moderator());
    expect(queue.items).toHaveLength(1);
    expect((await store.log(site, null, moderator())).items[0]?.at).toBe('2026-01-05T08:00:04.000Z');
    expect(await store.feed(site, null, 10)).toHaveLength(3);
    await store.purgeExpired();
  }

  it.each(SETTINGS)('for which %s is %s works as any other', async (name, value) => {
    const database = await make();
    await maintenance.query(`ALTER DATABASE ${database.name} SET ${name} = ${value}`);
    await useIt(database.address);
  });

  it('whose address sets something else works as any other', async () => {
    const {address} = await make();
    await useIt(`${address}?options=-c%20datestyle%3DGerman%20-c%20timezone%3DAsia%2FTokyo`);
  });

  it('whose isolation is serializable lets many write at once', async () => {
    const database = await make();
    await maintenance.query(
      `ALTER DATABASE ${database.name} SET default_transaction_isolation = 'serializable'`,
    );
    const {store, thread} = await openTestStore(await opened(database.address));
    const posts = Array.from({length: 20}, (_, index) =>
      store.post(thread(), draft(`Letter ${String(index)}.`), guest(), idempotency()),
    );
    expect((await Promise.all(posts)).map(({comment}) => comment.status)).toEqual(
      Array(20).fill('published'),
    );
    expect((await store.open(thread(), {sort: 'newest', limit: 1})).total).toBe(20);
  });

  const start = (address: string) =>
    openCommandStore(address, SECRET, {sites: ['paper.example'], defaults: {}}).then(async ({store}) => {
      await store.close();
      return 'started';
    });

  it.each(['LATIN1', 'SQL_ASCII', 'EUC_JP'])('with the encoding %s is refused', async (encoding) => {
    const {address} = await make(`ENCODING '${encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`);
    await expect(start(address)).rejects.toMatchObject({
      name: 'SetupError',
      message: expect.stringContaining(`encoding ${encoding}`),
    });
  });

  it('whose search_path names no schema is refused', async () => {
    for (const path of ['nowhere', "''"]) {
      const database = await make();
      await maintenance.query(`ALTER DATABASE ${database.name} SET search_path = ${path}`);
      await expect(start(database.address)).rejects.toMatchObject({
        name: 'SetupError',
        message: expect.stringContaining('search_path'),
      });
    }
  });

  it('that is read-only is refused', async () => {
    const database = await make();
    await maintenance.query(`ALTER DATABASE ${database.name} SET default_transaction_read_only = on`);
    await expect(start(database.address)).rejects.toMatchObject({
      name: 'SetupError',
      message: expect.stringContaining('read-only'),
    });
  });

  it('creates its tables in a schema of their own, and finds existing ones', async () => {
    const own = await make();
    const database = await opened(own.address);
    await database.query('CREATE SCHEMA comments');
    await maintenance.query(`ALTER DATABASE ${own.name} SET search_path = comments`);
    await useIt(own.address);

    const moved = await make();
    const before = await opened(moved.address);
    await migrate(before);
    await before.query('CREATE SCHEMA extra');
    await maintenance.query(`ALTER DATABASE ${moved.name} SET search_path = extra, public`);
    const after = await opened(moved.address);
    expect(await migrate(after)).toEqual([]);
    await useIt(moved.address);
  });
});
