import {afterEach, describe, expect, it} from 'vitest';
import {openDatabase} from '../../../src/server/database/open-database.js';
import {movePage} from '../../../src/server/store/moving/move-page.js';
import {pauseBefore} from '../../support/server/pausing.js';
import {storeForEach} from '../../support/server/store-for-each.js';
import {DATABASE_KINDS} from '../../support/server/test-database.js';
import {
  draft,
  guest,
  idempotency,
  moderator,
  openTestStore,
  readAll,
  readOn,
} from '../../support/server/test-store.js';

const OLD = 'https://paper.example/old';
const NEW = 'https://paper.example/new';

describe.each(DATABASE_KINDS)('a page, on %s,', (kind) => {
  const {database, test} = storeForEach(kind);
  afterEach(() => test.store.close());

  const move = (from = OLD, to = NEW) => movePage(database.database, {site: test.site, from, to});
  const textsOf = async (pageId: string) =>
    (await readAll(test.store, test.thread(pageId))).map(({body}) => body.value);
  const post = (text: string, pageId: string, parentId: string | null = null) =>
    test.post(text, {thread: test.thread(pageId), parentId});

  it.each([
    ['https://paper.example/%d5%b4/', 'https://paper.example/%D5%B4/', 'https://paper.example/մ/'],
    [
      'https://paper.example/cafe\u0301',
      'https://paper.example/caf\u00E9',
      'HTTPS://paper.example:443/cafe%cc%81',
    ],
  ])('is one however its address is written: %s', async (...variants) => {
    for (const [index, spelling] of variants.entries()) await post(`Comment ${String(index)}.`, spelling);
    const all = variants.map((_, index) => `Comment ${String(index)}.`);
    for (const spelling of variants) expect(await textsOf(spelling)).toEqual(all);
    const counts = await test.store.counts(test.site, variants);
    expect([...counts]).toEqual(variants.map((spelling) => [spelling, all.length]));
  });

  it('whose id is not an address is stored exactly', async () => {
    await post('Composed.', 'caf\u00E9');
    await post('Decomposed.', 'cafe\u0301');
    expect(await textsOf('caf\u00E9')).toEqual(['Composed.']);
  });

  it('moves its comments to its new id, and the old one continues to lead to them', async () => {
    const first = await post('First.', OLD);
    await post('An answer.', OLD, first.id);
    expect(await move()).toEqual({comments: 2, joined: false});
    for (const pageId of [OLD, NEW]) {
      expect(await textsOf(pageId)).toEqual(['First.', 'An answer.']);
      expect(await test.store.find(test.thread(pageId), [first.id])).toHaveLength(1);
      expect(await test.store.feed(test.site, pageId, 10)).toHaveLength(2);
    }
    // Whoever writes by the old id writes to the new page.
    await post('Late.', OLD, first.id);
    await test.store.closeThread(test.thread(OLD), {reason: 'Enough.'}, moderator());
    const {facts, total} = await test.store.open(test.thread(NEW), {sort: 'newest', limit: 10});
    expect([facts.closed?.reason, total]).toEqual(['Enough.', 3]);
    const counted = {count: 3, closed: true};
    expect(Object.fromEntries(await test.store.counts(test.site, [OLD, NEW]))).toEqual({
      [OLD]: counted,
      [NEW]: counted,
    });
    // Saying it twice does no harm.
    expect(await move()).toEqual({comments: 0, joined: false});
  });

  it('joins the comments that its new id has, in their order', async () => {
    const early = await post('Early.', OLD);
    await post('There before.', NEW);
    await post('Late.', OLD, early.id);
    await test.store.vote(test.thread(OLD), early.id, true, guest(), idempotency());
    expect(await move()).toEqual({comments: 2, joined: true});
    for (const pageId of [OLD, NEW]) {
      const page = await test.store.open(test.thread(pageId), {sort: 'oldest', limit: 10});
      expect(page.total).toBe(3);
      const roots = page.comments.filter(({parentId}) => parentId === null);
      expect(roots.map(({body, replies, score}) => [body.value, replies?.count, score?.up])).toEqual([
        ['Early.', 1, 1],
        ['There before.', 0, 0],
      ]);
    }
  });

  it('may be moved on, and back', async () => {
    await post('Words.', OLD);
    await move();
    const third = 'https://paper.example/third';
    await move(NEW, third);
    for (const pageId of [OLD, NEW, third]) expect(await textsOf(pageId)).toEqual(['Words.']);
    await expect(move(OLD, 'https://paper.example/fourth')).rejects.toThrow(/was moved to “.*third” before/);
    await move(third, OLD);
    for (const pageId of [OLD, NEW, third]) expect(await textsOf(pageId)).toEqual(['Words.']);
    expect((await test.store.feed(test.site, OLD, 1))[0]?.thread.pageId).toBe(OLD);
  });

  it('that was moved twice makes its readers reload, by any of its ids', async () => {
    for (let number = 0; number < 4; number++) await post(`Comment ${String(number)}.`, OLD);
    await move();
    // A reader of the old id, whose cursors name the second one.
    const page = await test.store.open(test.thread(OLD), {sort: 'oldest', limit: 2});
    await move(NEW, 'https://paper.example/third');
    expect(await test.store.changes(test.thread(OLD), page.live)).toEqual({reload: true});
    const rest = await readOn(test.store, test.thread(OLD), page);
    expect(rest.map(({body}) => body.value)).toEqual(
      [0, 1, 2, 3].map((number) => `Comment ${String(number)}.`),
    );
  });

  it.each([
    ['nowhere', OLD, 'no comments'],
    ['a page', NEW, 'no comments'],
  ])('that is not there is not moved: %s', async (from, to) => {
    await expect(move(from, to)).rejects.toThrow(
      `The site “${test.site}” has no comments of the page “${from}”.`,
    );
    await expect(movePage(database.database, {site: 'papr.example', from, to})).rejects.toThrow(
      'There is no site “papr.example”',
    );
  });

  it('keeps its live readers', async () => {
    for (let number = 0; number < 5; number++) await post(`Comment ${String(number)}.`, OLD);
    await post('There before.', NEW);
    const page = await test.store.open(test.thread(OLD), {sort: 'oldest', limit: 2});
    const version = await test.store.version(test.thread(OLD));
    const other = await test.store.version(test.thread(NEW));
    let onChange = (): void => undefined;
    const notified = new Promise<void>((resolve) => (onChange = resolve));
    const unfollow = test.store.follow(test.thread(OLD), () => {
      onChange();
    });
    await move();
    await notified;
    expect(await test.store.changes(test.thread(OLD), page.live)).toEqual({reload: true});
    expect([version, other]).not.toContain(await test.store.version(test.thread(OLD)));
    // What they had begun to read goes on.
    const rest = await readOn(test.store, test.thread(OLD), page);
    expect(rest.map(({body}) => body.value)).toContain('Comment 4.');

    const {live} = await test.store.open(test.thread(OLD), {sort: 'oldest', limit: 2});
    const again = new Promise<void>((resolve) => (onChange = resolve));
    await post('By the new id.', NEW);
    await again;
    const answer = await test.store.changes(test.thread(OLD), live);
    expect('changes' in answer && answer.changes.map(({type}) => type)).toEqual(['added']);
    unfollow();
  });

  it.skipIf(kind === 'PGlite')('takes along what is written while it is moved', async () => {
    await post('First.', OLD);
    await post('There before.', NEW);
    const other = await openDatabase(database.name);
    try {
      const pausing = pauseBefore(other, /INSERT INTO comments/);
      const {store} = await openTestStore(pausing.database, {site: test.site, clock: test.clock});
      const posting = store.post(test.thread(OLD), draft('Meanwhile.'), guest(), idempotency());
      await pausing.reached;
      const moving = move();
      pausing.resume();
      await Promise.all([posting, moving]);
      expect((await textsOf(NEW)).toSorted()).toEqual(['First.', 'Meanwhile.', 'There before.']);
      await store.close();
    } finally {
      await other.close();
    }
  });
});
