import {describe, expect, it} from 'vitest';
import {storeForEach} from '../../support/server/store-for-each.js';
import {DATABASE_KINDS} from '../../support/server/test-database.js';
import {draft, guest, idsOf, idempotency, moderator, readOn} from '../../support/server/test-store.js';

describe.each(DATABASE_KINDS)('reading, on %s', (kind) => {
  const {database, test} = storeForEach(kind);

  it('opens a thread without comments as empty, without storing it', async () => {
    const {store, thread} = test;
    const page = await store.open(thread(), {sort: 'newest', limit: 10});
    expect(page).toMatchObject({comments: [], next: null, total: 0});
    expect(page.facts).toMatchObject({
      closed: null,
      posting: 'guest',
      limits: {bodyLength: 10_000},
      policy: null,
    });
    const rows = await database.database.query('SELECT 1 FROM threads WHERE page_id = $1 AND url = $2', [
      'page',
      thread().url,
    ]);
    expect(rows.length).toBe(0);
  });

  it('refuses sites that are not configured', async () => {
    const elsewhere = {...test.thread(), site: 'elsewhere'};
    const pages = [
      test.store.open(elsewhere, {sort: 'newest', limit: 10}),
      test.store.version(elsewhere),
      test.store.changes(elsewhere, null),
      test.store.counts('elsewhere', ['page']),
      test.store.post(elsewhere, draft('Hello.'), guest(), idempotency()),
    ];
    await Promise.all(pages.map((answer) => expect(answer).rejects.toMatchObject({code: 'not-found'})));
  });

  it('gives all readers the same comment: text, author, position, address, and no rights', async () => {
    const root = await test.post('were\\are “curly”\nnext line');
    const reply = await test.post('I agree.', {parentId: root.id});
    const {comments, total} = await test.store.open(test.thread(), {sort: 'newest', limit: 10});
    expect(total).toBe(2);
    expect(comments[0]).toEqual({
      id: root.id,
      parentId: null,
      author: {name: 'Ann Reader'},
      body: {format: 'text', value: 'were\\are “curly”\nnext line'},
      createdAt: '2026-01-05T08:00:01.000Z',
      url: `https://paper.example/page#comment-${root.id}`,
      status: 'published',
      score: {up: 0},
      replies: {count: 1, next: null},
    });
    expect(comments[1]).toMatchObject({id: reply.id, parentId: root.id, replies: {count: 0}});
  });

  it('pages through roots in each order and through a long branch, everything once', async () => {
    const roots: string[] = [];
    for (let number = 1; number <= 7; number++) roots.push((await test.post(`Letter ${String(number)}`)).id);
    const replies: string[] = [];
    for (let number = 1; number <= 60; number++)
      replies.push((await test.post(`Answer ${String(number)}`, {parentId: roots[0] ?? ''})).id);
    for (const sort of ['newest', 'oldest', 'top'] as const) {
      const first = await test.store.open(test.thread(), {sort, limit: 3});
      const found = idsOf(await readOn(test.store, test.thread(), first));
      expect(found.filter((id) => roots.includes(id))).toEqual(
        sort === 'oldest' ? roots : roots.toReversed(),
      );
      expect(found.filter((id) => replies.includes(id))).toEqual(replies);
    }
  });

  it('opens around a comment: with its ancestors, and without loss or repetition on the next pages', async () => {
    const ids: string[] = [];
    for (let number = 1; number <= 8; number++) ids.push((await test.post(`Letter ${String(number)}`)).id);
    let parentId = ids[0] ?? '';
    for (let number = 1; number <= 130; number++) {
      const {id} = await test.post(`Answer ${String(number)}`, {parentId});
      ids.push(id);
      // Every third opens a level of its own, so that the last stands deep and beyond the first page of the branch.
      if (number % 3 === 0) parentId = id;
    }
    const target = ids.at(-1) ?? '';
    const page = await test.store.open(test.thread(), {sort: 'newest', limit: 2, around: target});
    const inPage = new Map(page.comments.map((comment) => [comment.id, comment]));
    let steps = 0;
    for (let at = inPage.get(target); at; at = at.parentId ? inPage.get(at.parentId) : undefined) steps++;
    expect(steps).toBe(45);
    const found = idsOf(await readOn(test.store, test.thread(), page));
    expect(found.toSorted()).toEqual(ids.toSorted());
  });

  it('opens around what is not there as the first page', async () => {
    const {id} = await test.post('A letter.');
    for (const around of ['987654321', 'no id', '', "1' OR '1'='1", '99999999999999999999999'])
      expect(
        idsOf((await test.store.open(test.thread(), {sort: 'newest', limit: 5, around})).comments),
      ).toEqual([id]);
  });

  it('refuses cursors of another thread or shape', async () => {
    for (let number = 1; number <= 3; number++) await test.post(`Letter ${String(number)}`);
    const {next, live} = await test.store.open(test.thread(), {sort: 'newest', limit: 1});
    const forged = (change: (parts: unknown[]) => unknown): string => {
      const parts = JSON.parse(Buffer.from(next ?? '', 'base64url').toString()) as unknown[];
      return Buffer.from(JSON.stringify(change(parts))).toString('base64url');
    };
    const at = (index: number, value: unknown) => forged((parts) => parts.with(index, value));
    const wrong = [
      '',
      'nonsense',
      'bnVsbA',
      live ?? '',
      at(0, 'another thread'),
      at(1, 'hottest'),
      at(2, '1; DROP TABLE comments'),
      at(3, 1_000_000),
      at(3, -1),
      at(4, 'yesterday'),
      at(4, '2026-13-45T99:00:00.000Z'),
      at(5, '9223372036854775808'),
      at(5, 12),
      at(6, 0.5),
      at(7, ['x']),
      at(7, Array(500).fill('1')),
      forged((parts) => parts.slice(0, 5)),
      forged((parts) => ({...parts})),
    ];
    for (const cursor of wrong)
      await expect(test.store.more(test.thread(), cursor), cursor).rejects.toMatchObject({code: 'malformed'});
    await expect(test.store.more(test.thread('other'), next ?? '')).rejects.toMatchObject({
      code: 'malformed',
    });
    await expect(test.store.changes(test.thread(), next ?? '')).rejects.toMatchObject({code: 'malformed'});
  });

  it('finds those of many comments that are still listed', async () => {
    const {id: root} = await test.post('Root.');
    const {id: reply} = await test.post('Reply.', {parentId: root});
    const {id: gone} = await test.post('Gone.');
    const {id: elsewhere} = await test.post('Elsewhere.', {thread: test.thread('other')});
    await test.store.decide(test.site, root, {action: 'remove'}, moderator());
    await test.store.decide(test.site, gone, {action: 'remove'}, moderator());
    const ids = [reply, root, gone, elsewhere, '987654321', 'no id', '', "1' OR '1'='1", '9'.repeat(30)];
    const found = await test.store.find(test.thread(), ids);
    expect(found.map(({id, status}) => [id, status])).toEqual([
      [root, 'removed'],
      [reply, 'published'],
    ]);
    expect(found[1]?.can).toBeUndefined();
    expect(await test.store.find(test.thread('empty'), [root])).toEqual([]);
    await expect(test.store.find({site: 'elsewhere', pageId: 'page'}, [root])).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('counts many pages at once', async () => {
    await test.post('One.');
    await test.post('Two.', {thread: test.thread('other')});
    await test.post('Three.', {thread: test.thread('other')});
    expect(await test.store.counts(test.site, ['page', 'other', 'empty'])).toEqual(
      new Map([
        ['page', 1],
        ['other', 2],
        ['empty', 0],
      ]),
    );
    await test.store.closeThread(test.thread('other'), {}, moderator());
    expect((await test.store.counts(test.site, ['page', 'other'])).get('other')).toEqual({
      count: 2,
      closed: true,
    });
  });

  it('lists the newest published comments of a site and of a page, with their address', async () => {
    const {id: first} = await test.post('One.');
    const {id: second} = await test.post('Two.', {thread: test.thread('other')});
    const {id: third} = await test.post('Three.', {parentId: first});
    const site = await test.store.feed(test.site, null, 10);
    expect(site.map(({comment, thread}) => [comment.id, thread.pageId])).toEqual([
      [third, 'page'],
      [second, 'other'],
      [first, 'page'],
    ]);
    expect((await test.store.feed(test.site, 'page', 1)).map(({comment}) => comment.id)).toEqual([third]);
  });

  it('has a version that changes with everything visible to readers, and with nothing else', async () => {
    const seen = new Set([await test.store.version(test.thread())]);
    const changed = async () => {
      const version = await test.store.version(test.thread());
      expect(seen).not.toContain(version);
      seen.add(version);
    };
    await test.post('One.');
    await changed();
    const before = await test.store.version(test.thread());
    await test.post('Elsewhere.', {thread: test.thread('other')});
    expect(await test.store.version(test.thread())).toBe(before);
  });
});
