import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {createDigests, type Digests} from '../../../src/server/identity/digests.js';
import type {SiteSettingsChange} from '../../../src/server/store/site-settings.js';
import {exportLines} from '../../../src/server/transfer/export.js';
import {openSourceFile} from '../../../src/server/transfer/files/source-file.js';
import {importFile} from '../../../src/server/transfer/import.js';
import type {ImportReport} from '../../../src/server/transfer/report.js';
import {
  DATABASE_KINDS,
  makeDatabase,
  type DatabaseKind,
  type TestDatabase,
} from '../../support/server/test-database.js';
import {fillThread} from '../../support/server/fill-thread.js';
import {
  draft,
  guest,
  idempotency,
  moderator,
  openTestStore,
  SECRET,
} from '../../support/server/test-store.js';

let directory: string;
let digests: Digests;
const databases: TestDatabase[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parley-export-'));
  digests = await createDigests(SECRET);
  // From each kind to another one, or to a second of the same.
  for (const kind of DATABASE_KINDS.length > 1 ? DATABASE_KINDS : [...DATABASE_KINDS, ...DATABASE_KINDS]) {
    databases.push(await makeDatabase(kind));
  }
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.drop()));
  await rm(directory, {recursive: true, force: true});
});

describe('a site that is exported', () => {
  it('is the same after any number of imports and exports', {timeout: 120_000}, async () => {
    await fc.assert(
      fc.asyncProperty(siteFile, async (records) => {
        const [first, second] = pair();
        const site = freshName();
        const file = await save(records);
        const report = await runImport(first, site, file);
        expect(report).toMatchObject({read: report.imported, orphans: 0});

        const exported = await take(first, site);
        expect(wordsOf(exported)).toEqual(wordsOf(records));
        await runImport(second, site, await save(exported));
        expect(await take(second, site)).toEqual(exported);
        // What is there already stays as it is.
        expect(await runImport(first, site, await save(exported))).toMatchObject({imported: 0});
        expect(await take(first, site)).toEqual(exported);
      }),
      {numRuns: 15},
    );
  });

  it('keeps its comments’ ids and counters, the closed threads and the moderators’ work', async () => {
    const [first, second] = pair();
    const {store, site, post, thread} = await openTestStore(first.database);
    await set(first, site, {title: 'The Harbour Lantern', editWindow: 60});
    const root = await post('A letter.');
    const reply = await post('An answer.', {parentId: root.id});
    await post('Elsewhere.', {thread: thread('other')});
    await set(first, site, {hold: {all: true, first: false, links: null, findings: false, reports: null}});
    const held = await post('Held.');
    expect(held.status).toBe('held');

    await runImport(second, site, await save(await take(first, site)));
    const copy = await openTestStore(second.database, {site});
    const page = await copy.store.open(thread(), {sort: 'oldest', limit: 100});
    expect(page.total).toBe(2);
    expect(page.comments).toEqual((await store.open(thread(), {sort: 'oldest', limit: 100})).comments);
    expect(page.comments.map(({id}) => id).sort()).toEqual([root.id, reply.id].sort());
    expect(await copy.store.settings(site)).toEqual(await store.settings(site));
    // Nobody is given an id that came with the file.
    const next = await copy.post('Written there.', {thread: thread('other')});
    expect([root.id, reply.id, held.id]).not.toContain(next.id);
    await Promise.all([store.close(), copy.store.close()]);
  });

  it('keeps the defaults that it had when it was made, as does one that an earlier version has exported', async () => {
    const [first, second] = pair();
    const openedIn = ({database}: TestDatabase, site: string) =>
      openTestStore(database, {site, defaults: {}});
    const made = await openedIn(first, freshName());
    const lines = await take(first, made.site);
    const fromOld = lines.map((line) => {
      const {defaults: _, ...record} = JSON.parse(line) as Record<string, unknown>;
      return `${JSON.stringify(record)}\n`;
    });
    const [now, old] = [freshName(), freshName()];
    await runImport(second, now, await save(lines));
    await runImport(second, old, await save(fromOld));
    const copies = await Promise.all([openedIn(second, now), openedIn(second, old)]);
    const holds = await Promise.all(copies.map(async ({store, site}) => (await store.settings(site)).hold));
    expect(holds).toMatchObject([
      {first: true, links: 1},
      {first: false, links: 2},
    ]);
    await runImport(first, old, await save(await take(second, old)));
    const back = await openedIn(first, old);
    expect((await back.store.settings(old)).hold).toMatchObject({first: false, links: 2});
    await Promise.all([made, back, ...copies].map(({store}) => store.close()));
  });

  it('gives a page the name that the file has, unless comments or moderators have said it', async () => {
    const [first, second] = pair();
    const from = await openTestStore(first.database);
    await from.post('Honest.', {thread: from.thread('unnamed')});
    await from.post('Honest.', {thread: from.thread('named')});
    const {site} = from;
    const to = await openTestStore(second.database, {site});
    await to.set({words: {hold: ['casino'], block: []}});
    await to.post('A casino!', {thread: {...to.thread('unnamed'), url: 'https://paper.example/casino'}});
    await to.post('Here.', {
      thread: {...to.thread('named'), url: 'https://paper.example/here', title: 'Here'},
    });
    await runImport(second, site, await save(await take(first, site)));
    const pages = await second.database.query(
      'SELECT url FROM threads JOIN sites ON sites.id = site_id WHERE name = $1 ORDER BY page_id',
      [site],
    );
    expect(pages).toEqual([{url: 'https://paper.example/here'}, {url: 'https://paper.example/unnamed'}]);
    await Promise.all([from.store.close(), to.store.close()]);
  });

  it('is not there twice when it is imported into its own database', async () => {
    const [first] = pair();
    const {store, site, post} = await openTestStore(first.database);
    const root = await post('A letter.');
    await post('An answer.', {parentId: root.id});
    const exported = await take(first, site);
    expect(await runImport(first, site, await save(exported))).toMatchObject({
      imported: 0,
      alreadyImported: 2,
    });
    expect(await take(first, site)).toEqual(exported);
    await store.close();
  });

  it('gives new ids to comments whose ids are taken, and leaves settings that were made', async () => {
    const [first] = pair();
    const from = await openTestStore(first.database);
    const to = await openTestStore(first.database);
    await set(first, from.site, {title: 'The other paper'});
    await set(first, to.site, {title: 'This paper'});
    const root = await from.post('A letter.');
    await from.post('An answer.', {parentId: root.id});
    const own = await to.post('A letter of its own.');

    const report = await runImport(first, to.site, await save(await take(first, from.site)));
    expect(report).toMatchObject({imported: 2, alreadyImported: 0});
    const {comments, total} = await to.store.open(to.thread(), {sort: 'oldest', limit: 100});
    expect(total).toBe(3);
    expect(new Set([...comments.map(({id}) => id), root.id]).size).toBe(4);
    expect(comments.map(({id}) => id)).toContain(own.id);
    expect((await to.store.settings(to.site)).title).toBe('This paper');
    await Promise.all([from.store.close(), to.store.close()]);
  });

  it.each(DATABASE_KINDS)(
    'on %s is whole while readers go on writing: as it was at one moment',
    async (kind) => {
      const [first, second] = ofKind(kind);
      const test = await openTestStore(first.database);
      const root = await test.post('Before it began.');
      await fillThread(first.database, test.site, 1_001);
      let done: Promise<unknown> = Promise.resolve();
      let lines = 0;
      // Each of these would be in the file without what it belongs to, or only half of it.
      const write = async (number: number) => {
        const thread = test.thread(`a new page ${String(number)}`);
        const late = await test.post('While it ran.', {thread});
        await test.post('An answer, while it ran.', {thread, parentId: late.id});
        await test.store.decide(test.site, root.id, {action: 'remove'}, moderator());
      };
      const exported: string[] = [];
      for await (const line of exportLines({database: first.database, site: test.site, emails: null})) {
        exported.push(line);
        if (!['thread', 'comment'].includes((JSON.parse(line) as {type: string}).type) || lines++ % 500 > 0)
          continue;
        done = Promise.all([done, write(lines)]);
        // An embedded database has one session, which the export has until it is done; a server has others.
        if (kind === 'PostgreSQL') await done;
      }
      await done;
      const site = freshName();
      const report = await runImport(second, site, await save(exported));
      expect(report).toMatchObject({read: 1_002, imported: 1_002, orphans: 0});
      expect([...report.leftOut]).toEqual([]);
      expect(exported.join('')).not.toContain('While it ran.');
      expect(exported.find((line) => line.includes('Before it began.'))).toContain('"status":"published"');
      expect(exported.at(-1)).toBe('{"type":"end","comments":1002}\n');
      expect((await take(first, test.site)).join('')).toContain('While it ran.');
      await test.store.close();
    },
  );

  it.each(DATABASE_KINDS)('on %s may be left off, and keeps nobody waiting then', async (kind) => {
    const [first] = ofKind(kind);
    const test = await openTestStore(first.database);
    await test.post('Letter.');
    await fillThread(first.database, test.site, 50);
    for (let time = 0; time < 12; time++) {
      for await (const line of exportLines({database: first.database, site: test.site, emails: null})) {
        if (line.includes('Letter')) break;
      }
    }
    await test.post('Afterwards.');
    expect((await test.store.open(test.thread(), {sort: 'newest', limit: 1})).total).toBe(52);
    await test.store.close();
  });

  it('includes e-mail addresses only on request', async () => {
    const [first] = pair();
    const {store, site, thread} = await openTestStore(first.database);
    const newComment = {...draft('With an address.'), guest: {name: 'Ayşe', email: 'ayse@example.com'}};
    await store.post(thread(), newComment, guest(), idempotency());
    expect((await take(first, site, null)).join('')).not.toMatch(/@|email/);
    expect((await take(first, site)).join('')).toContain('"email":"ayse@example.com"');
    await store.close();
  });

  it('cannot be imported from a file that is cut off, of another kind or of a later version', async () => {
    const [first] = pair();
    const site = freshName();
    await expect(runImport(first, site, await save(['{"type":"other"}\n']))).rejects.toThrow(
      /is not an export of/,
    );
    await expect(runImport(first, site, await save(['<rss/>']))).rejects.toThrow(/give --from wordpress/);
    await expect(runImport(first, site, await save([]))).rejects.toThrow(/is not an export of/);
    const head = '{"type":"parley-comments","version":1}\n';
    await expect(runImport(first, site, await save([head.replace('1', '2')]))).rejects.toThrow(/version 2/);
    const cut = [head, '{"type":"site","name":"x","settings":{"title":"Cut"}}\n', '{"type":"comm'];
    await expect(runImport(first, site, await save(cut))).rejects.toThrow(/ends too early/);
    expect((await take(first, site)).join('')).not.toContain('Cut');
  });

  it('is imported but for lines that make no sense, and characters that no database keeps', async () => {
    const [first] = pair();
    const site = freshName();
    const good = (source: string, more: object) =>
      `${JSON.stringify({...commentRecord, source, page: 'p', ...more})}\n`;
    const report = await runImport(
      first,
      site,
      await save([
        '{"type":"parley-comments","version":1}\n',
        '{"type":"thread","page":"p","url":"","title":"T"}\n',
        good('a', {body: {format: 'text', value: 'A\0B\uD800'}}),
        good('b', {createdAt: '2026-02-31T00:00:00Z'}),
        good('c', {status: 'unheard of'}),
        good('d', {recommendations: 1e300, id: '99999999999999999999', author: {name: 'D', role: 'king'}}),
        good('e', {body: {format: 'text'}}),
        'not JSON\n',
        '[]\n',
        good('f', {page: 'a page that is not in the file'}),
        '{"type":"end","comments":6}\n',
      ]),
    );
    expect(report).toMatchObject({imported: 2});
    expect(Object.fromEntries(report.leftOut)).toEqual({malformed: 5, 'no-page': 1});
    const lines = (await take(first, site)).join('');
    expect(lines).toContain('"value":"AB\uFFFD"');
    expect(lines).not.toMatch(/king|recommendations/);
  });
});

const commentRecord = {
  type: 'comment',
  author: {name: 'A reader'},
  body: {format: 'text', value: 'Words.'},
  createdAt: '2026-01-05T08:00:00.000Z',
  status: 'published',
};

// Whatever text there is, but for what a database cannot keep.
const text = fc.string({unit: 'grapheme'}).map((text) => text.replace(/\p{Surrogate}|\0/gu, ''));
const name = fc.string({minLength: 1, unit: 'grapheme-ascii'});
const time = fc
  .date({min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true})
  .map((date) => date.toISOString());
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, {nil: undefined});
const kind = fc.constantFrom('user', 'guest', 'address');

/** A comment without its names. */
const comment = fc.record({
  author: fc.record({
    name: text,
    url: optional(fc.webUrl()),
    avatarUrl: optional(fc.webUrl()),
    role: fc.constantFrom('reader', 'staff', 'moderator'),
    userId: optional(name),
    person: optional(fc.record({kind, subject: name})),
    address: optional(name),
    email: optional(fc.emailAddress()),
  }),
  body: fc.record({format: fc.constantFrom('text', 'html', 'markdown'), value: text}),
  createdAt: time,
  editedAt: optional(time),
  status: fc.constantFrom('published', 'held', 'rejected', 'removed', 'deleted'),
  recommendations: optional(fc.integer({min: 1, max: 2_147_483_647})),
  featured: optional(fc.record({at: time, by: text, reason: text})),
  decision: optional(fc.record({ruleId: text})),
  heldBecause: optional(fc.array(text, {minLength: 1, maxLength: 3})),
  policyVersion: optional(text),
});

const siteSettings = fc.record(
  {
    title: text.map((text) => text.slice(0, 200)).filter((text) => !/\p{Surrogate}/u.test(text)),
    bodyLength: fc.integer({min: 1, max: 100_000}),
    posting: fc.constantFrom('guest', 'signed-in'),
    hold: fc.record({links: fc.option(fc.nat(1_000)), all: fc.boolean()}, {requiredKeys: []}),
    words: fc.record({hold: fc.array(name, {maxLength: 2})}, {requiredKeys: []}),
  },
  {requiredKeys: []},
);

/** The lines of a file with one thread to three, and comments of which each answers one before or after it, or none. */
const siteFile = fc
  .record({
    settings: siteSettings,
    defaults: siteSettings,
    policies: fc.uniqueArray(
      fc.record({
        version: name,
        policy: fc.record({url: optional(fc.webUrl())}),
        createdAt: time,
        createdBy: text,
      }),
      {selector: ({version}) => version, maxLength: 3},
    ),
    blocks: fc.uniqueArray(
      fc.record({
        subject: kind,
        label: text,
        reason: text,
        createdAt: time,
        createdBy: text,
        until: optional(time),
        subjects: fc.uniqueArray(fc.record({kind, subject: name}), {
          selector: ({kind: of, subject}) => `${of} ${subject}`,
          maxLength: 3,
        }),
      }),
      {selector: ({subject, label, createdAt}) => JSON.stringify([subject, label, createdAt]), maxLength: 3},
    ),
    threads: fc.uniqueArray(
      fc.record({
        page: name,
        url: fc.oneof(fc.constant(''), fc.webUrl()),
        title: text,
        createdAt: time,
        closed: optional(fc.record({at: time, reason: text})),
      }),
      {selector: ({page}) => page, minLength: 1, maxLength: 3},
    ),
    comments: fc.array(fc.tuple(comment, fc.nat(), fc.nat()), {maxLength: 40}),
  })
  .map(({settings, defaults, policies, blocks, threads, comments}) => {
    const pageOf = (index: number) => threads[(comments[index]?.[1] ?? 0) % threads.length]?.page ?? '';
    const parentOf = (index: number, choice: number) => {
      // Later in the file half of the time; ranks keep circles out.
      const parent = choice % (comments.length + 1);
      const rank = (of: number) => (of * 7) % 41;
      const fits = parent < comments.length && rank(parent) < rank(index) && pageOf(parent) === pageOf(index);
      return fits ? `source ${String(parent)}` : undefined;
    };
    return [
      {type: 'parley-comments', version: 1},
      {type: 'site', name: 'any', settings, defaults, policyVersion: policies[0]?.version},
      ...policies.map((policy) => ({type: 'policy', ...policy})),
      ...blocks.map((block) => ({type: 'block', ...block})),
      ...threads.map((thread) => ({type: 'thread', ...thread})),
      ...comments.map(([fields, , choice], index) => ({
        type: 'comment',
        source: `source ${String(index)}`,
        page: pageOf(index),
        parent: parentOf(index, choice),
        ...fields,
      })),
      {type: 'end', comments: comments.length},
    ].map((record) => `${JSON.stringify(record)}\n`);
  });

/** What is in the lines of a file, whatever their order, without what an export adds. */
function wordsOf(lines: readonly string[]): unknown[] {
  const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const plain = records.map(({id: _, ...record}) =>
    record.type === 'site'
      ? {...record, name: 'any'}
      : record.type === 'block'
        ? sortedSubjects(record)
        : record,
  );
  return plain.map((record) => JSON.stringify(sorted(record))).sort();
}

function sortedSubjects(record: Record<string, unknown>): Record<string, unknown> {
  const subjects = (record.subjects as object[]).map((subject) => JSON.stringify(sorted(subject)));
  return {...record, subjects: subjects.sort()};
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, sorted(item)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A database of a kind, and another one. */
function ofKind(kind: DatabaseKind): [TestDatabase, TestDatabase] {
  const [first, second] = pair();
  return first.kind === kind ? [first, second] : [second, first];
}

function pair(): [TestDatabase, TestDatabase] {
  const [first, second] = databases;
  if (!first || !second) throw new Error('There are no databases.');
  return [first, second];
}

let names = 0;
function freshName(): string {
  return `paper ${String(++names)}`;
}

async function set({database}: TestDatabase, site: string, settings: SiteSettingsChange): Promise<void> {
  await database.query('UPDATE sites SET settings = settings || $2::jsonb WHERE name = $1', [
    site,
    JSON.stringify(settings),
  ]);
}

async function save(lines: readonly string[]): Promise<string> {
  const path = join(directory, `${freshName()}.ndjson`);
  await writeFile(path, lines.join(''));
  return path;
}

async function runImport({database}: TestDatabase, site: string, path: string): Promise<ImportReport> {
  return importFile({database, site, file: await openSourceFile(path), from: 'parley', digests});
}

async function take(
  {database}: TestDatabase,
  site: string,
  emails: Digests | null = digests,
): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of exportLines({database, site, emails})) lines.push(line);
  return lines;
}
