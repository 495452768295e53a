import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import type {Actor} from '../../../src/server/store/actor.js';
import {createDigests} from '../../../src/server/identity/digests.js';
import {openStore} from '../../../src/server/store/open-store.js';
import {openDigests, replaceLostSecret, rotateSecret} from '../../../src/server/store/secret.js';
import type {SqlStore} from '../../../src/server/store/sql-store.js';
import {OPEN_SETTINGS} from '../../support/server/open-settings.mjs';
import {DATABASE_KINDS, makeDatabase, type TestDatabase} from '../../support/server/test-database.js';
import {draft, guest, idempotency, moderator} from '../../support/server/test-store.js';

const FIRST = 'the first secret of this database, long enough';
const SECOND = 'the second secret of this database, long enough';
const THIRD = 'the third secret of this database, long enough';
const SITE = 'paper.example';
const THREAD = {site: SITE, pageId: 'page', url: 'https://paper.example/page', title: 'Page'};
const EMAIL = 'ada@reader.example';

describe.each(DATABASE_KINDS)('the secret of a database, on %s', (kind) => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await makeDatabase(kind);
  });
  afterEach(() => test.drop());

  /** A store over the database that stays open. */
  async function storeWith(secret: string): Promise<SqlStore> {
    const {database} = test;
    return openStore({
      database: {
        query: (statement, parameters) => database.query(statement, parameters),
        transaction: (work, options) => database.transaction(work, options),
        listen: async () => async () => undefined,
        close: async () => undefined,
      },
      digests: await openDigests(database, secret),
      sites: [SITE],
      defaults: OPEN_SETTINGS,
    });
  }

  /** A guest whose key and address are digests of this secret, as the HTTP side makes them. */
  async function ada(secret: string): Promise<Actor> {
    const digests = await openDigests(test.database, secret);
    return {
      user: null,
      guest: await digests.digest('guest', 'the key of ada'),
      address: await digests.digest('address', '203.0.113.9'),
    };
  }

  async function postAs(store: SqlStore, actor: Actor, text = 'Words of Ada.') {
    const newComment = {...draft(text), guest: {name: 'Ada', email: EMAIL}};
    return (await store.post(THREAD, newComment, actor, idempotency())).comment;
  }

  const emailsOf = async (store: SqlStore) =>
    ((await store.exportPerson(SITE, {email: EMAIL}, moderator())) as {email?: string}[]).map(
      ({email}) => email,
    );

  it('is stored at its first use, and another one is refused', async () => {
    await storeWith(FIRST);
    await storeWith(FIRST);
    await expect(storeWith(SECOND)).rejects.toThrow(/^The database is used with another secret/);
  });

  it('is refused by the store too, if the digests were made without the database', async () => {
    await storeWith(FIRST);
    const {database} = test;
    const digests = await createDigests(SECOND);
    await expect(openStore({database, digests, sites: [SITE]})).rejects.toThrow(/another secret/);
  });

  it('of a version that kept no check value is known by the addresses that it has sealed', async () => {
    await postAs(await storeWith(FIRST), await ada(FIRST));
    await test.database.query('DELETE FROM secret_check');
    await expect(storeWith(SECOND)).rejects.toThrow(/another secret/);
    await storeWith(FIRST);
  });

  it('agrees among servers that start at once with different ones', async () => {
    const started = await Promise.allSettled([storeWith(FIRST), storeWith(SECOND), storeWith(FIRST)]);
    const secrets = [FIRST, SECOND, FIRST].filter((_secret, index) => started[index]?.status === 'fulfilled');
    expect(new Set(secrets).size).toBe(1);
  });

  it('is changed, and guests own what they wrote, blocks hold, and addresses can be opened and found', async () => {
    const store = await storeWith(FIRST);
    const {id} = await postAs(store, await ada(FIRST));
    await store.block(SITE, {subject: {commentId: id, by: 'person'}, reason: '', until: null}, moderator());
    const encrypted = await test.database.query<{email: string}>('SELECT email FROM comments');

    expect(await rotateSecret(test.database, FIRST, SECOND)).toBe(1);
    await expect(storeWith(FIRST)).rejects.toThrow(/another secret/);
    const after = await storeWith(SECOND);
    const viewer = await after.viewer(THREAD, await ada(SECOND));
    expect(viewer.mine).toEqual([id]);
    expect(viewer.blocked).not.toBeNull();
    expect(await emailsOf(after)).toContain(EMAIL);
    // What the old secret could open is there no more.
    expect(await test.database.query('SELECT email FROM comments')).not.toEqual(encrypted);
    const [row] = await test.database.query<{email: string}>('SELECT email FROM comments');
    await expect((await createDigests(FIRST)).unseal(row?.email ?? '')).rejects.toThrow();

    await rotateSecret(test.database, SECOND, THIRD);
    expect((await (await storeWith(THIRD)).viewer(THREAD, await ada(THIRD))).mine).toEqual([id]);
  });

  it('is changed once, however often it is run, and continues after an interruption', async () => {
    const store = await storeWith(FIRST);
    const actor = await ada(FIRST);
    await postAs(store, actor);
    expect(await rotateSecret(test.database, FIRST, SECOND)).toBe(1);
    // By a server that was not stopped.
    await postAs(store, actor, 'Later words of Ada.');
    const after = await storeWith(SECOND);
    expect((await emailsOf(after)).filter((email) => email === EMAIL)).toHaveLength(2);
    expect(await rotateSecret(test.database, FIRST, SECOND)).toBe(1);
    expect(await rotateSecret(test.database, FIRST, SECOND)).toBe(0);
    await expect(rotateSecret(test.database, FIRST, THIRD)).rejects.toThrow(/another secret/);
  });

  it('that is lost is replaced, and what it encrypted is deleted', async () => {
    const store = await storeWith(FIRST);
    const {id} = await postAs(store, await ada(FIRST));
    await store.block(SITE, {subject: {commentId: id, by: 'person'}, reason: '', until: null}, moderator());
    await replaceLostSecret(test.database, SECOND);
    const after = await storeWith(SECOND);
    expect(await emailsOf(after)).toEqual([]);
    expect((await after.blocks(SITE, null, moderator())).items).toEqual([]);
    expect((await after.open(THREAD, {sort: 'newest', limit: 10})).total).toBe(1);
    await after.post(THREAD, draft('New words.'), guest(), idempotency());
  });
});
