import {beforeEach, describe, expect, it} from 'vitest';
import type {ThreadRef} from '../../../src/model/thread.js';
import type {Actor} from '../../../src/server/store/actor.js';
import {storeForEach} from '../../support/server/store-for-each.js';
import {DATABASE_KINDS} from '../../support/server/test-database.js';
import {guest, idempotency, moderator, openTestStore} from '../../support/server/test-store.js';

/** Where a thread's page is and what it is called: what feeds, permalinks and Share say. */
describe.each(DATABASE_KINDS)('the page of a thread, on %s', (kind) => {
  const {database, test} = storeForEach(kind);
  const mod = moderator();

  beforeEach(async () => {
    await test.set({words: {hold: ['casino'], block: []}});
  });

  const at = (path: string, title: string): ThreadRef => ({
    site: test.site,
    pageId: 'ferry',
    url: path && `https://paper.example/${path}`,
    title,
  });
  const post = async (thread: ThreadRef, text = 'Honest words.', actor: Actor = guest()) =>
    test.post(text, {thread, actor});
  const decide = (id: string, action: 'approve' | 'remove' | 'reject') =>
    test.store.decide(test.site, id, {action}, mod);
  const name = async () => {
    const [row] = await database.database.query<{url: string; title: string}>(
      `SELECT threads.url, title FROM threads JOIN sites ON sites.id = site_id WHERE name = $1`,
      [test.site],
    );
    return row && [row.url, row.title];
  };

  it('ignores a title with words that would be held or rejected, and keeps the current one', async () => {
    const {store, thread, post, set} = await openTestStore(database.database);
    await set({words: {hold: ['casino'], block: ['viagra']}});
    const page = thread('words');
    const titleOf = async () => (await store.feed(page.site, page.pageId, 10))[0]?.thread;
    const bad = ['Cheap viagra', 'Casino!', 'See https://spam.example'];
    await post('New page.', {thread: {...page, title: bad[0] ?? ''}});
    expect(await titleOf()).toMatchObject({url: page.url, title: ''});
    await post('Honest.', {thread: page});
    expect(await titleOf()).toMatchObject({url: page.url, title: page.title});
    for (const title of bad) {
      const {status} = await post(`A comment on ${title.length}.`, {thread: {...page, title}});
      expect([status, await titleOf()]).toMatchObject(['published', {url: page.url, title: page.title}]);
    }
  });

  it('is not named by a comment that is held, nor by one that is rejected', async () => {
    const spam = await post(at('casino', 'Win now'), 'A casino for all.');
    expect(spam.status).toBe('held');
    expect(await name()).toEqual(['', '']);
    await decide(spam.id, 'reject');
    const {id} = await post(at('ferry', 'The ferry'));
    expect(await name()).toEqual(['https://paper.example/ferry', 'The ferry']);
    const [entry] = await test.store.feed(test.site, null, 10);
    expect(entry).toMatchObject({
      comment: {id, url: `https://paper.example/ferry#comment-${id}`},
      thread: {url: 'https://paper.example/ferry', title: 'The ferry'},
    });
    const {comments} = await test.store.open(at('', ''), {sort: 'newest', limit: 5});
    expect(comments[0]?.url).toBe(`https://paper.example/ferry#comment-${id}`);
  });

  it('is named by a held comment once that is approved, unless a newer one has', async () => {
    const first = await post(at('old', 'Old'), 'No casino here.');
    expect(
      (await test.store.queue(test.site, {status: 'held', cursor: null, limit: 5}, mod)).items,
    ).toMatchObject([{thread: {url: 'https://paper.example/old', title: 'Old'}}]);
    await decide(first.id, 'approve');
    expect(await name()).toEqual(['https://paper.example/old', 'Old']);
    const second = await post(at('middle', 'Middle'), 'No casino there.');
    await post(at('new', 'New'));
    await decide(second.id, 'approve');
    expect(await name()).toEqual(['https://paper.example/new', 'New']);
  });

  it('has the title of the newest comment, and of the one before when that is removed or erased', async () => {
    await post(at('old', 'Old'));
    const author = guest();
    const {id} = await post(at('new', 'New'), 'My words.', author);
    expect(await name()).toEqual(['https://paper.example/new', 'New']);
    // From a page of another origin there is nothing to be learnt.
    await post(at('', ''));
    expect(await name()).toEqual(['https://paper.example/new', 'New']);
    await decide(id, 'remove');
    expect(await name()).toEqual(['https://paper.example/old', 'Old']);
    await decide(id, 'approve');
    expect(await name()).toEqual(['https://paper.example/new', 'New']);
    await test.store.remove(at('', ''), id, author, idempotency());
    expect(await name()).toEqual(['https://paper.example/old', 'Old']);
    const rows = await database.database.query(
      'SELECT 1 FROM comments WHERE id = $1 AND page_url IS NOT NULL',
      [id],
    );
    expect(rows).toEqual([]);
  });

  it("is the moderator's until it is unset", async () => {
    const {id} = await post(at('wrong', 'Wrong'));
    const version = await test.store.version(at('', ''));
    await test.store.setPage(at('right', 'Right'), mod);
    expect(await name()).toEqual(['https://paper.example/right', 'Right']);
    expect(await test.store.version(at('', ''))).not.toBe(version);
    const {comments} = await test.store.open(at('', ''), {sort: 'newest', limit: 5});
    expect(comments[0]?.url).toBe(`https://paper.example/right#comment-${id}`);
    const answer = await post(at('other', 'Other'));
    expect(answer.url).toBe(`https://paper.example/right#comment-${answer.id}`);
    expect(await name()).toEqual(['https://paper.example/right', 'Right']);
    await test.store.unsetPage(at('', ''), mod);
    expect(await name()).toEqual(['https://paper.example/other', 'Other']);
    await decide(answer.id, 'remove');
    await decide(id, 'remove');
    // Nobody else has said where it is.
    expect(await name()).toEqual(['https://paper.example/right', 'Right']);
    const {items} = await test.store.log(test.site, null, mod);
    expect(items.map(({action}) => action)).toEqual(expect.arrayContaining(['set-page', 'unset-page']));
    await expect(test.store.setPage(at('x', 'X'), guest())).rejects.toMatchObject({code: 'forbidden'});
    await expect(test.store.unsetPage(at('', ''), guest())).rejects.toMatchObject({code: 'forbidden'});
  });

  it('is set before the first comment, and when a moderator closes an empty thread', async () => {
    await test.store.setPage(at('early', 'Early'), mod);
    expect(await name()).toEqual(['https://paper.example/early', 'Early']);
    const other = await openTestStore(database.database);
    await other.store.closeThread(other.thread(), {}, mod);
    const rows = await database.database.query<{url: string}>(
      'SELECT url FROM threads JOIN sites ON sites.id = site_id WHERE name = $1',
      [other.site],
    );
    expect(rows).toEqual([{url: 'https://paper.example/page'}]);
  });
});
