import {createHash, randomUUID} from 'node:crypto';
import {rm} from 'node:fs/promises';
import {afterEach, describe, expect, inject, it} from 'vitest';
import type {Database} from '../../../src/server/database/database.js';
import {migrate} from '../../../src/server/database/migrate.js';
import {threadKey} from '../../../src/model/thread.js';
import {listCursor, liveCursor} from '../../../src/server/store/cursors.js';
import {threadDigest} from '../../../src/server/store/thread-key.js';
import {migrations} from '../../../src/server/database/migrations/index.js';
import {openDatabase} from '../../../src/server/database/open-database.js';
import {DATABASE_KINDS, emptyDatabaseFolder, type DatabaseKind} from '../../support/server/test-database.js';
import {draft, guest, idempotency, moderator, openTestStore, user} from '../../support/server/test-store.js';

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
});

/** The name of a database without a schema. */
async function emptyDatabase(kind: DatabaseKind): Promise<string> {
  if (kind === 'PGlite') {
    const folder = await emptyDatabaseFolder();
    cleanUp.push(() => rm(folder, {recursive: true, force: true}));
    return folder;
  }
  const server = inject('postgres') ?? '';
  const name = `empty_${randomUUID().replaceAll('-', '')}`;
  const maintenance = await opened(server);
  await maintenance.query(`CREATE DATABASE ${name}`);
  cleanUp.push(() => maintenance.query(`DROP DATABASE ${name} WITH (FORCE)`));
  return server.replace(/\/postgres$/, `/${name}`);
}

async function opened(name: string): Promise<Database> {
  const database = await openDatabase(name);
  cleanUp.push(() => database.close());
  return database;
}

/** What a server of the first version left: two people, three published comments, a rejected one and a removed one. */
const OLD_DATA = [
  `INSERT INTO sites (name) VALUES ('old')`,
  `INSERT INTO threads (site_id, key, page_id, url, title, total, revision, created_at)
   VALUES (1, '1db4b1e1a1d3f36b19b2cc4ee0b9a3f2', 'page', 'https://paper.example/page', 'Old', 3, 3, '2025-01-05T08:00:00Z')`,
  `INSERT INTO people (site_id, kind, subject, created_at)
   VALUES (1, 'guest', 'guest ann', '2025-01-05T08:00:00Z'), (1, 'user', 'bob', '2025-01-05T08:00:00Z')`,
  `INSERT INTO comments (site_id, thread_id, person_id, author_name, body_format, body, status, created_at)
   SELECT 1, 1, person, 'Old writer', 'text', 'Old words ' || status, status, '2025-01-05T08:00:00Z'
   FROM (VALUES (1, 'published'), (1, 'published'), (1, 'rejected'), (2, 'published'), (2, 'removed')) AS old (person, status)`,
];

describe.each(DATABASE_KINDS)('the schema, on %s', (kind) => {
  it('is made once, and then left as it is', async () => {
    const database = await opened(await emptyDatabase(kind));
    expect(await migrate(database)).toEqual(migrations.map(({version}) => version));
    expect(await migrate(database)).toEqual([]);
  });

  it('of an older version is upgraded when the store opens, and its data go on', async () => {
    const name = await emptyDatabase(kind);
    const old = await openDatabase(name);
    expect(await migrate(old, migrations.slice(0, 1))).toEqual([1]);
    for (const statement of OLD_DATA) await old.query(statement);
    await old.close();

    const database = await opened(name);
    const {store, thread} = await openTestStore(database, {site: 'old'});
    const people = await database.query('SELECT subject, published, rejected FROM people ORDER BY id');
    expect(people).toEqual([
      {subject: 'guest ann', published: 2, rejected: 1},
      {subject: 'bob', published: 1, rejected: 1},
    ]);
    expect((await store.feed('old', null, 10)).map(({comment}) => comment.body.value)).toEqual(
      Array(3).fill('Old words published'),
    );
    await store.changeSettings(
      'old',
      {hold: {all: false, first: true, links: null, findings: false, reports: null}},
      moderator(),
    );
    // The rule that the new columns serve knows what was written before them.
    expect(
      (await store.post(thread(), draft('New words.'), guest('ann'), idempotency())).comment.status,
    ).toBe('published');
    expect(
      (await store.post(thread(), draft('New words.'), guest('new'), idempotency())).comment.status,
    ).toBe('held');
  });

  it('of version 5 has one thread for one page, however its address was written', async () => {
    const name = await emptyDatabase(kind);
    const old = await openDatabase(name);
    await migrate(old, migrations.slice(0, 5));
    const [lower, letters] = ['https://paper.example/%d5%b4/', 'https://paper.example/%D5%B4/'];
    const nfd = 'https://paper.example/cafe%CC%81';
    await old.query(`INSERT INTO sites (name) VALUES ('old')`);
    for (const [id, page] of [
      [1, lower],
      [2, letters],
      [3, nfd],
    ] as const) {
      // Only of an address in this one spelling is the digest today's.
      const key = page === letters ? threadDigest({site: 'old', pageId: page}) : page;
      await old.query(
        `INSERT INTO threads (site_id, key, page_id, url, title, total, created_at) VALUES (1, $1, $2, '', '', 1, now())`,
        [key, page],
      );
      await old.query(
        `INSERT INTO comments (site_id, thread_id, author_name, body_format, body, status, created_at)
         VALUES (1, $1, 'Ann', 'text', $2, 'published', now())`,
        [id, page],
      );
    }
    await old.close();
    const {store} = await openTestStore(await opened(name), {site: 'old'});
    const pages = [lower, letters, 'https://paper.example/մ/', nfd, 'https://paper.example/caf\u00E9'];
    expect([...(await store.counts('old', pages)).values()]).toEqual([2, 2, 2, 1, 1]);
  });

  it.each([
    ['the earlier one', 1],
    ['the later one', 2],
    ['the one of today’s spelling', 3],
  ])(
    "of version 5 keeps moderators' decisions about one of a page’s threads, and readers’ cursors: %s",
    async (_, moderated) => {
      const name = await emptyDatabase(kind);
      const old = await openDatabase(name);
      await migrate(old, migrations.slice(0, 5));
      await old.query(`INSERT INTO sites (name) VALUES ('old')`);
      const pages = ['%d5%b4', 'մ', '%D5%B4'].map((path) => `https://paper.example/${path}/`);
      const keyOf = (page: string) =>
        createHash('sha256')
          .update(threadKey({site: 'old', pageId: page}))
          .digest('hex')
          .slice(0, 32);
      for (const [index, page] of pages.entries()) {
        const id = index + 1;
        await old.query(
          `INSERT INTO threads (site_id, key, page_id, url, title, given_url, given_title, page_pinned, closed_at, closed_reason,
             total, created_at)
           VALUES (1, $1, $2, '', '', $3, '', $4, CASE WHEN $4 THEN now() END, CASE WHEN $4 THEN 'Enough.' END, 1, now())`,
          [keyOf(page), page, id === moderated ? 'https://paper.example/pinned' : '', id === moderated],
        );
        await old.query(
          `INSERT INTO comments (site_id, thread_id, author_name, body_format, body, status, created_at, page_url, page_title)
           VALUES (1, $1::bigint, 'Ann', 'text', $2, 'published', now() + $1::bigint * interval '1 second', 'https://paper.example/said', '')`,
          [id, `Comment ${String(id)}.`],
        );
      }
      await old.close();
      const {store} = await openTestStore(await opened(name), {site: 'old'});
      for (const page of pages) {
        const thread = {site: 'old', pageId: page, url: '', title: ''};
        const {facts, comments} = await store.open(thread, {sort: 'oldest', limit: 10});
        expect([facts.closed?.reason, comments.length]).toEqual(['Enough.', 3]);
        expect((await store.feed('old', page, 1))[0]?.thread.url).toBe('https://paper.example/pinned');
        // Who has been reading since before asks by the id, and with the cursors, of then.
        expect(await store.changes(thread, liveCursor(keyOf(page), '0'))).toEqual({reload: true});
        const last = {createdAt: '2000-01-01T00:00:00.000Z', id: '1', up: 0};
        const place = {sort: 'oldest', root: null, limit: 10, last, skip: []} as const;
        expect((await store.more(thread, listCursor(keyOf(page), place))).comments).toHaveLength(3);
      }
    },
  );

  it('of version 3 keeps the settings of its sites, names no page after hidden comments, and counts as before', async () => {
    const name = await emptyDatabase(kind);
    const old = await openDatabase(name);
    await migrate(old, migrations.slice(0, 3));
    const at = `'2025-01-05T08:00:00Z'`;
    for (const statement of [
      `INSERT INTO sites (name, settings) VALUES ('plain', '{}'), ('strict', '{"hold": {"first": true}}')`,
      `INSERT INTO threads (site_id, key, page_id, url, title, total, created_at) VALUES
         (1, 'a', 'honest', 'https://paper.example/honest', 'Honest', 1, ${at}),
         (1, 'b', 'spam', 'https://paper.example/casino', 'Casino', 0, ${at}),
         (1, 'c', 'imported', 'https://paper.example/imported', 'Imported', 0, ${at})`,
      `INSERT INTO people (site_id, kind, subject, created_at, published)
       VALUES (1, 'guest', 'ann', ${at}, 1), (1, 'user', 'bob', ${at}, 0), (1, 'guest', 'carl', ${at}, 0)`,
      `INSERT INTO comments (site_id, thread_id, person_id, author_name, body_format, body, status, created_at, reports, score_up)
       VALUES (1, 1, 1, 'Ann', 'text', 'Honest.', 'published', ${at}, 2, 1), (1, 2, 3, 'Carl', 'text', 'Casino!', 'held', ${at}, 0, 0)`,
      `INSERT INTO reports (comment_id, person_id, thread_id, rule_id, at)
       VALUES (1, 2, 1, 'kind', ${at}), (1, 3, 1, 'kind', ${at})`,
      `INSERT INTO votes (comment_id, person_id, thread_id, at) VALUES (1, 2, 1, ${at})`,
    ])
      await old.query(statement);
    await old.close();

    const database = await opened(name);
    const {store} = await openTestStore(database, {site: 'plain', defaults: {}});
    expect((await store.settings('plain')).hold).toEqual({
      all: false,
      first: false,
      links: 2,
      findings: true,
      reports: 5,
      guestReports: 2,
    });
    // What the operator says now counts more than what the package said once.
    const reopened = await openTestStore(database, {site: 'plain', defaults: {hold: {links: 0}}});
    expect((await reopened.store.settings('plain')).hold).toMatchObject({first: false, links: 0});
    const strict = await openTestStore(database, {site: 'strict', defaults: {}});
    expect((await strict.store.settings('strict')).hold).toMatchObject({first: true, links: 2});
    const fresh = await openTestStore(database, {defaults: {}});
    expect((await fresh.store.settings(fresh.site)).hold).toMatchObject({first: true, links: 1});

    const pages = await database.query('SELECT page_id, url, title FROM threads ORDER BY id');
    expect(pages).toEqual([
      {page_id: 'honest', url: 'https://paper.example/honest', title: 'Honest'},
      {page_id: 'spam', url: '', title: ''},
      {page_id: 'imported', url: 'https://paper.example/imported', title: 'Imported'},
    ]);
    const {items} = await store.queue('plain', {status: 'reported', cursor: null, limit: 5}, moderator());
    expect(items).toMatchObject([{reports: [{known: true}, {known: false}]}]);
    const thread = {site: 'plain', pageId: 'honest'};
    // The comment’s key is not that of this version’s threads.
    await database.query('UPDATE threads SET key = $1 WHERE id = 1', [threadDigest(thread)]);
    const {comment} = await store.vote(
      thread,
      '1',
      false,
      {user: {subject: 'bob', name: 'Bob', role: 'reader'}, guest: null, address: 'x'},
      idempotency(),
    );
    expect(comment.score?.up).toBe(0);
    // The only comment that is published said nothing of its page, so what was known before stays.
    await store.decide('plain', '1', {action: 'remove'}, moderator());
    expect(await database.query('SELECT url FROM threads WHERE id = 1')).toEqual([
      {url: 'https://paper.example/honest'},
    ]);
  });

  it('of version 5 publishes its accounts’ ids no more, and everybody still owns what they wrote', async () => {
    const name = await emptyDatabase(kind);
    const old = await openDatabase(name);
    await migrate(
      old,
      migrations.filter(({version}) => version <= 5),
    );
    const at = `'2026-01-05T07:59:00Z'`;
    const thread = {site: 'old', pageId: 'page'};
    for (const statement of [
      `INSERT INTO sites (name) VALUES ('old'), ('other')`,
      `INSERT INTO threads (site_id, key, page_id, url, title, total, created_at)
       VALUES (1, '${threadDigest(thread)}', 'page', '', '', 3, ${at})`,
      `INSERT INTO people (site_id, kind, subject, created_at, published)
       VALUES (1, 'user', 'ada@example.com', ${at}, 2), (1, 'guest', 'guest ann', ${at}, 1)`,
      `INSERT INTO comments (site_id, thread_id, person_id, user_id, author_name, body_format, body, status, created_at)
       VALUES (1, 1, 1, 'ada@example.com', 'Ada', 'text', 'One.', 'published', ${at}),
              (1, 1, 1, 'ada@example.com', 'Ada', 'text', 'Two.', 'published', ${at}),
              (1, 1, 2, NULL, 'Ann', 'text', 'Three.', 'published', ${at})`,
    ])
      await old.query(statement);
    await old.close();

    const database = await opened(name);
    const {store} = await openTestStore(database, {site: 'old'});
    const {comments} = await store.open({...thread, url: '', title: ''}, {sort: 'oldest', limit: 10});
    const [one, two, three] = comments.map(({author}) => author.id);
    expect(one).toMatch(/^[\da-f]{32}$/);
    expect([two, three]).toEqual([one, undefined]);
    const answer = await store.viewer(thread, user('ada@example.com'));
    expect(answer.viewer?.id).toBe(one);
    expect(answer.mine).toEqual(['2', '1']);
    expect((await store.viewer(thread, guest('ann'))).mine).toEqual(['3']);
    const other = await openTestStore(database, {site: 'other'});
    const {author} = await other.post('Elsewhere.', {actor: user('ada@example.com')});
    expect(author.id).not.toBe(one);
    expect(await store.erasePerson('old', {userId: 'ada@example.com'}, moderator())).toBe(2);
  });

  it('of a newer version is refused without changes', async () => {
    const database = await opened(await emptyDatabase(kind));
    const newest = migrations.at(-1)?.version ?? 0;
    await migrate(database, [
      ...migrations,
      {
        version: newest + 1,
        name: 'From the future',
        breaksOlderServers: true,
        statements: ['CREATE TABLE hovercrafts (id integer)'],
      },
    ]);
    await expect(openTestStore(database)).rejects.toMatchObject({
      name: 'SetupError',
      message: expect.stringMatching(
        `version ${String(newest + 1)} of the schema.* knows version ${String(newest)}`,
      ),
    });
  });

  it('that fails half-way is rolled back', async () => {
    const database = await opened(await emptyDatabase(kind));
    const broken = {
      version: 1,
      name: 'Broken',
      breaksOlderServers: false,
      statements: ['CREATE TABLE half (id integer)', 'CREATE NONSENSE'],
    };
    await expect(migrate(database, [broken])).rejects.toMatchObject({name: 'DatabaseError', code: '42601'});
    expect(
      await database.query("SELECT 1 FROM pg_tables WHERE tablename IN ('half', 'schema_versions')"),
    ).toEqual([]);
    expect((await migrate(database)).length).toBe(migrations.length);
  });
});

describe.runIf(inject('postgres') !== null)('several processes that start together', () => {
  it('migrate once', async () => {
    const name = await emptyDatabase('PostgreSQL');
    const databases = await Promise.all(Array.from({length: 5}, () => opened(name)));
    const went = await Promise.all(databases.map((database) => migrate(database)));
    expect(went.filter((versions) => versions.length > 0)).toEqual([migrations.map(({version}) => version)]);
  });
});
