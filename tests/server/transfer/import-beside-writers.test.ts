import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, inject, it} from 'vitest';
import type {CommentsError} from '../../../src/model/errors.js';
import type {Database} from '../../../src/server/database/database.js';
import {openDatabase} from '../../../src/server/database/open-database.js';
import {createDigests} from '../../../src/server/identity/digests.js';
import {openSourceFile} from '../../../src/server/transfer/files/source-file.js';
import {importFile} from '../../../src/server/transfer/import.js';
import type {ImportReport} from '../../../src/server/transfer/report.js';
import {wordpressText, writePieces} from '../../support/server/exports.js';
import {makeDatabase, type TestDatabase} from '../../support/server/test-database.js';
import {draft, idempotency, openTestStore, SECRET, user} from '../../support/server/test-store.js';

/** Only a server has several sessions. */
describe.runIf(inject('postgres') !== null)('an import beside writers', () => {
  let database: TestDatabase;
  let other: Database;
  let directory: string;
  beforeAll(async () => {
    database = await makeDatabase('PostgreSQL');
    other = await openDatabase(database.name);
    directory = await mkdtemp(join(tmpdir(), 'parley-beside-'));
  });
  afterAll(async () => {
    await other.close();
    await database.drop();
    await rm(directory, {recursive: true, force: true});
  });

  it('loses nothing, where the same people write on the same pages, and counts all of it', async () => {
    const test = await openTestStore(database.database);
    const {store} = await openTestStore(other, {site: test.site, clock: test.clock});
    await test.set({hold: {all: false, first: false, links: null, findings: false, reports: null}});
    const pages = [1, 2, 3].map((id) => ({
      id,
      comments: Array.from({length: 300}, (_, number) => ({
        id: id * 1_000 + number,
        user: String(number % 3),
      })),
    }));
    const path = await writePieces(join(directory, 'file.xml'), wordpressText(pages));
    let [done, written] = [false, 0];
    const write = async (place: number) => {
      const reader = {...user(`wordpress:${String(place)}`), guest: null};
      while (!done) {
        const pageId = `https://lantern.example/page/${String((written % 3) + 1)}/`;
        const thread = {site: test.site, pageId, url: pageId, title: ''};
        const [text, once] = [`Written ${String(place)} ${String(written)}`, idempotency()];
        // Who has waited too long for the import is asked to try again, and does.
        await store.post(thread, draft(text), reader, once).catch(async (reason: CommentsError) => {
          expect(reason).toMatchObject({code: 'server', retriable: true, cause: {unavailable: true}});
          await expect
            .poll(() => store.post(thread, draft(text), reader, once).then(Boolean, () => false), {
              timeout: 50_000,
            })
            .toBe(true);
        });
        written++;
      }
      return null;
    };
    const writing = Promise.all([1, 2].map(write));
    let report: ImportReport;
    try {
      await expect.poll(() => written, {timeout: 30_000}).toBeGreaterThan(2);
      report = await importFile({
        ...{database: database.database, site: test.site, from: 'wordpress'},
        file: await openSourceFile(path),
        digests: await createDigests(SECRET),
      });
      const after = written;
      await expect.poll(() => written, {timeout: 30_000}).toBeGreaterThan(after);
    } finally {
      // A failure above must end the writers too: the next file runs in the same process.
      done = true;
      await writing;
    }
    expect(report).toMatchObject({imported: 900});
    const [counted] = await database.database.query(
      `SELECT (SELECT sum(total) FROM threads WHERE site_id = sites.id)::integer AS totals,
              (SELECT sum(published) FROM people WHERE site_id = sites.id)::integer AS published,
              (SELECT count(*) FROM comments WHERE site_id = sites.id)::integer AS comments
       FROM sites WHERE name = $1`,
      [test.site],
    );
    // User 0 of WordPress is nobody.
    expect(counted).toEqual({totals: 900 + written, published: 600 + written, comments: 900 + written});
  });

  it('waits for a person who is writing before it locks the page', async () => {
    const test = await openTestStore(database.database);
    const {site, store} = test;
    const pageId = 'https://lantern.example/page/7/';
    const thread = {site, pageId, url: pageId, title: ''};
    await store.post(thread, draft('The first.'), {...user('wordpress:5'), guest: null}, idempotency());
    const page = {id: 7, comments: [{id: 7_001, user: '5'}]};
    const path = await writePieces(join(directory, 'waits.xml'), wordpressText([page]));
    let imported: Promise<ImportReport | Error> | undefined;
    await other.transaction(async (queries) => {
      // As a post does it: first the person, then the page.
      await queries.query(
        `SELECT 1 FROM people WHERE subject = 'wordpress:5'
           AND site_id = (SELECT id FROM sites WHERE name = $1) FOR NO KEY UPDATE`,
        [site],
      );
      imported = importFile({
        ...{database: database.database, site, from: 'wordpress'},
        file: await openSourceFile(path),
        digests: await createDigests(SECRET),
      }).catch((reason: unknown) => reason as Error);
      const waiting = `SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%people%'`;
      await expect.poll(() => other.query(waiting), {timeout: 30_000}).toHaveLength(1);
      // In the other order they would wait for each other.
      await queries.query(
        `SELECT 1 FROM threads WHERE page_id = $2
           AND site_id = (SELECT id FROM sites WHERE name = $1) FOR NO KEY UPDATE NOWAIT`,
        [site, pageId],
      );
    });
    expect(await imported).toMatchObject({imported: 1});
  });
});
