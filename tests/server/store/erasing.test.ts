import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, beforeEach, describe, expect, inject, it} from 'vitest';
import type {Database} from '../../../src/server/database/database.js';
import {openDatabase} from '../../../src/server/database/open-database.js';
import {createDigests} from '../../../src/server/identity/digests.js';
import type {SqlStore} from '../../../src/server/store/sql-store.js';
import {openSourceFile} from '../../../src/server/transfer/files/source-file.js';
import {CommentsError} from '../../../src/model/errors.js';
import {importFile} from '../../../src/server/transfer/import.js';
import {wordpressText, writePieces} from '../../support/server/exports.js';
import {afterTransactions, pauseBefore, settledOrBlocked} from '../../support/server/pausing.js';
import {storeForEach} from '../../support/server/store-for-each.js';
import {DATABASE_KINDS, makeDatabase, type TestDatabase} from '../../support/server/test-database.js';
import {
  draft,
  guest,
  idempotency,
  moderator,
  openTestStore,
  SECRET,
  user,
  type TestStore,
} from '../../support/server/test-store.js';

const mod = moderator();

/** Which of these texts stand in any row of any table. */
async function traces(database: Database, ...texts: string[]): Promise<string[]> {
  const tables = await database.query<{name: string}>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
  );
  const rows = await Promise.all(
    tables.map(({name}) => database.query(`SELECT row_to_json(t)::text AS row FROM ${name} t`)),
  );
  const contents = JSON.stringify(rows);
  return texts.filter((text) => contents.includes(text));
}

/** Posts by a signed-in reader. */
async function postAs(test: TestStore, store: SqlStore, id: string, text: string, page = 'page') {
  const {comment} = await store.post(
    test.thread(page),
    draft(text),
    {...user(id), guest: null},
    idempotency(),
  );
  return comment;
}

describe.each(DATABASE_KINDS)('erasing a person who goes on writing, on %s', (kind) => {
  const {database, test} = storeForEach(kind);

  it.each(['userId', 'email'] as const)('by %s, takes what is written until it is done', async (by) => {
    const name = `${by} of ${test.site}`;
    const email = 'zoe@reader.example';
    const device = guest(name);
    let written = 0;
    const write = async () => {
      written++;
      const text = `Words ${String(written)} by ${name}`;
      if (by === 'userId') await postAs(test, test.store, name, text, `page ${String(written % 3)}`);
      else {
        const signed = {...draft(text), guest: {name, email}};
        await test.store.post(test.thread(`page ${String(written % 3)}`), signed, device, idempotency());
      }
    };
    await write();
    await write();
    // Between any two steps of the erasure another comment comes.
    const between = afterTransactions(database.database, async () => {
      if (written < 6) await write();
    });
    const eraser = await openTestStore(between, {site: test.site, clock: test.clock});
    const erased = await eraser.store.erasePerson(test.site, by === 'userId' ? {userId: name} : {email}, mod);
    expect(written).toBeGreaterThan(2);
    // What came after its last step is another matter: it is found, and erased, by doing it again.
    const again = await test.store.erasePerson(test.site, by === 'userId' ? {userId: name} : {email}, mod);
    expect(erased + again).toBe(written);
    expect(again).toBeLessThanOrEqual(1);
    expect(await traces(database.database, name, 'Words 1', 'Words 3')).toEqual([]);
    const {total} = await test.store.open(test.thread('page 0'), {sort: 'newest', limit: 9});
    expect(total).toBe(0);
  });

  it('takes the address out of what moderators see of a block by it', async () => {
    const email = 'zoe@reader.example';
    const {id} = await test.store.block(test.site, {subject: {email}, reason: 'Noise.', until: null}, mod);
    await test.store.erasePerson(test.site, {email}, mod);
    const {items} = await test.store.blocks(test.site, null, mod);
    expect(items).toMatchObject([{id, subject: {kind: 'email', label: ''}}]);
  });

  it('counts and notes every comment once', async () => {
    await postAs(test, test.store, 'counted', 'One.');
    await postAs(test, test.store, 'counted', 'Two.');
    expect(await test.store.erasePerson(test.site, {userId: 'counted'}, mod)).toBe(2);
    const {items} = await test.store.log(test.site, null, mod);
    expect(items[0]).toMatchObject({action: 'erase-person', details: {comments: 2}});
    expect(await test.store.erasePerson(test.site, {userId: 'counted'}, mod)).toBe(0);
  });
});

/** Only a server has several sessions. */
describe.runIf(inject('postgres') !== null)('what is under way while its author is erased', () => {
  let database: TestDatabase;
  let other: Database;
  let directory: string;
  let test: TestStore;
  beforeAll(async () => {
    database = await makeDatabase('PostgreSQL');
    other = await openDatabase(database.name);
    directory = await mkdtemp(join(tmpdir(), 'parley-erasing-'));
  });
  afterAll(async () => {
    await other.close();
    await database.drop();
    await rm(directory, {recursive: true, force: true});
  });
  beforeEach(async () => {
    test = await openTestStore(database.database);
    await test.set({hold: {all: false, first: false, links: null, findings: false, reports: null}});
  });

  /** Runs `work` up to a statement, erases the person, and lets it go on. */
  const race = async (
    pattern: RegExp,
    work: (store: SqlStore, database: Database) => Promise<unknown>,
    person: Parameters<SqlStore['erasePerson']>[1],
  ) => {
    const pausing = pauseBefore(other, pattern);
    const {store} = await openTestStore(pausing.database, {site: test.site, clock: test.clock});
    const working = work(store, pausing.database);
    await pausing.reached;
    const erasing = test.store.erasePerson(test.site, person, mod);
    await settledOrBlocked(database.database, erasing);
    pausing.resume();
    return Promise.all([working, erasing]);
  };

  it.each([
    ['before the author’s row is locked', /FROM people\s+WHERE site_id = .* FOR NO KEY UPDATE/],
    ['before it is written', /INSERT INTO comments/],
  ])('is a comment that is erased, or can be, stopped %s', async (_, pattern) => {
    const id = `author of ${test.site}`;
    await postAs(test, test.store, id, `Earlier words of ${id}`);
    await race(pattern, (store) => postAs(test, store, id, `Late words of ${id}`, 'another page'), {
      userId: id,
    });
    const {total} = await test.store.open(test.thread('another page'), {sort: 'newest', limit: 9});
    const found = await test.store.exportPerson(test.site, {userId: id}, mod);
    // It is theirs as long as it is there.
    expect(found.filter((record) => 'type' in record && record.type === 'comment')).toHaveLength(total ?? 0);
    await test.store.erasePerson(test.site, {userId: id}, mod);
    expect(await traces(database.database, id)).toEqual([]);
  });

  it('is a report whose text is erased, or can be', async () => {
    const id = `reporter of ${test.site}`;
    const {id: comment} = await test.post('By somebody else.');
    await postAs(test, test.store, id, 'So that there is somebody.', 'another page');
    const reporter = {...user(id), guest: null};
    const report = {ruleId: 'kind', text: `Reported by ${id}`};
    await race(
      /INSERT INTO reports/,
      (store) => store.report(test.thread(), comment, report, reporter, idempotency()),
      {userId: id},
    );
    await test.store.erasePerson(test.site, {userId: id}, mod);
    expect(await traces(database.database, `Reported by ${id}`)).toEqual([]);
  });

  it('is a block that keeps no name', async () => {
    const id = `blocked of ${test.site}`;
    const {id: comment} = await postAs(test, test.store, id, 'Noise.');
    const block = {subject: {commentId: comment, by: 'person'}, reason: 'Noise.', until: null} as const;
    await race(/INSERT INTO blocks/, (store) => store.block(test.site, block, mod), {userId: id});
    expect(await traces(database.database, `User ${id}`)).toEqual([]);
    const {items} = await test.store.blocks(test.site, null, mod);
    expect(items).toMatchObject([{subject: {label: ''}}]);
  });

  it.each([
    ['before the author’s row is locked', /FROM people\s+WHERE site_id = .* FOR NO KEY UPDATE/],
    ['before it is written', /INSERT INTO comments/],
  ])('is a guest’s comment whose device is still its owner, stopped %s', async (_, pattern) => {
    const device = guest(`device of ${test.site}`);
    const signed = {...draft('Earlier.'), guest: {name: 'Zoe', email: `zoe@${test.site}.example`}};
    await test.store.post(test.thread(), signed, device, idempotency());
    await race(
      pattern,
      (store) => store.post(test.thread('other'), draft('Under no address.'), device, idempotency()),
      {email: signed.guest.email},
    );
    const {own} = await test.store.viewer(test.thread('other'), device);
    expect(own).toMatchObject([{body: {value: 'Under no address.'}}]);
  });

  it.each([
    ['before the author is looked up', /INSERT INTO people/],
    ['before it is written', /INSERT INTO comments/],
  ])('is an imported comment that is erased, or can be, stopped %s', async (_, pattern) => {
    const name = `Imported of ${test.site}`;
    const comments = [{id: 1, name, user: '7'}];
    const path = await writePieces(join(directory, 'file.xml'), wordpressText([{id: 1, comments}]));
    await postAs(test, test.store, 'wordpress:7', 'Written here.');
    const digests = await createDigests(SECRET);
    await race(
      pattern,
      async (_store, paused) =>
        importFile({
          ...{database: paused, site: test.site, from: 'wordpress', digests},
          file: await openSourceFile(path),
        }),
      {userId: 'wordpress:7'},
    );
    await test.store.erasePerson(test.site, {userId: 'wordpress:7'}, mod);
    expect(await traces(database.database, name)).toEqual([]);
  });

  it('erases a person completely who writes at the same time from three places', async () => {
    const id = `busy of ${test.site}`;
    let [done, written] = [false, 0];
    const write = async (place: number) => {
      while (!done) {
        try {
          await postAs(test, test.store, id, `${id} ${String(written)}`, `page ${String(place)}`);
          written++;
        } catch (reason) {
          // On a busy machine the lock of the person may be waited for longer than a statement may wait.
          if (!(reason instanceof CommentsError && reason.retriable)) throw reason;
        }
      }
      return null;
    };
    await postAs(test, test.store, id, 'The first.');
    const writing = Promise.all([0, 1, 2].map(write));
    try {
      for (let round = 0; round < 3; round++) {
        await test.store.erasePerson(test.site, {userId: id}, mod);
        // They are still at it.
        const before = written;
        await expect.poll(() => written, {timeout: 30_000}).toBeGreaterThan(before);
      }
    } finally {
      // A failure above must end the writers too: the next file runs in the same process.
      done = true;
      await writing;
    }
    await test.store.erasePerson(test.site, {userId: id}, mod);
    expect(await traces(database.database, id)).toEqual([]);
  });
});
